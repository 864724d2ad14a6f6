"""What is worn lies in layers, and fits are made one after the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tryon.errors import Cancelled, FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.origin import Origin
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import Box
from tryon.imaging import Photo
from tryon.labels import Label, Region
from tryon.messages import FitProblem, NotWorn
from tryon.parsing.people import build_parse
from tryon.progress import CancelToken
from tryon.session import TryOnState, Worn, fit_each
from tryon.shape.category import GarmentCategory

GARMENT = Garment(
    rgba=np.full((40, 40, 4), 255, dtype=np.uint8), category=GarmentCategory.TOP, name="shirt"
)


def patch(value: int) -> FitResult:
    """Return a 2x2 patch of one grey at the top left of a photo of 200."""
    return FitResult(
        box=Box(0, 0, 2, 2),
        change=np.full((2, 2, 3), value - 200, dtype=np.int16),
        covered=np.full((2, 2), 255, dtype=np.uint8),
        origins=np.full((2, 2), Origin.MOVED, dtype=np.uint8),
    )


def worn(region: Region, *, person: int = 1, value: int = 50) -> Worn:
    """Return a garment of one grey, worn."""
    return Worn(person, region, GARMENT, patch(value))


def opened() -> TryOnState:
    """Open a 4x4 photo of one person, all coat."""
    labels = np.full((4, 4), Label.COAT, dtype=np.uint8)
    parse = build_parse(labels, np.ones((4, 4), np.int32), {1: 1.0}, engine="test")
    photo = Photo(np.full((4, 4, 3), 200, dtype=np.uint8), name="a.png")
    return TryOnState(photo, parse)


def regions(state: TryOnState) -> list[Region]:
    """Return the regions worn, lowest layer first."""
    return [item.region for item in state.worn]


def test_the_composite_changes_the_patch_and_nothing_else() -> None:
    state = opened().with_layer(worn(Region.UPPER))
    composite = state.composite()
    assert (composite[:2, :2] == 50).all()
    assert (composite[2:] == 200).all()
    assert (composite[:, 2:] == 200).all()
    assert state.photo is not None
    assert (state.photo.pixels == 200).all()


def test_later_layers_lie_above() -> None:
    state = opened().with_layer(worn(Region.LOWER, value=100))
    assert (state.composite()[:2, :2] == 100).all()
    state = state.with_layer(worn(Region.UPPER, value=10))
    assert (state.composite()[:2, :2] == 10).all()


def test_layers_are_kept_when_they_are_asked_for() -> None:
    state = opened().with_layer(worn(Region.UPPER)).with_layer(worn(Region.UPPER))
    assert regions(state) == [Region.UPPER, Region.UPPER]


def test_without_a_photo_there_is_no_composite() -> None:
    with pytest.raises(ValueError, match="no photo"):
        TryOnState().composite()


def small_fit(request: FitRequest, **report: object) -> FitResult:
    """Return a patch as grey as the person's number; fail on person 2."""
    if request.person == 2:
        raise FitError(FitProblem.NOTHING_WORN, person=2, nothing=NotWorn.TOP)
    return patch(request.person)


def requests(*people: int) -> list[FitRequest]:
    """Request the shirt for each of these people."""
    state = opened()
    assert state.photo is not None
    assert state.parse is not None
    return [
        FitRequest(state.photo.pixels, state.parse, person, Region.UPPER, GARMENT)
        for person in people
    ]


def test_what_is_worn_asks_for_the_same_fit_again() -> None:
    request = replace(requests(3)[0], parameters=FitParameters(move_x=0.1))
    (outcome,) = fit_each([request], small_fit)
    again = outcome.worn.request_on(request.photo, request.parse)
    assert again.differs_at_most_in_parameters(request)
    assert again.parameters == request.parameters


def test_requests_for_another_photo_person_or_garment_differ() -> None:
    request = requests(1)[0]
    for other in (
        replace(request, photo=request.photo.copy()),
        replace(request, parse=replace(request.parse)),
        replace(request, person=2),
        replace(request, garment=replace(GARMENT)),
    ):
        assert not request.differs_at_most_in_parameters(other)
    assert request.differs_at_most_in_parameters(
        replace(request, parameters=FitParameters(move_x=1))
    )


def test_a_garment_that_cannot_be_fitted_keeps_no_other_from_it() -> None:
    outcomes = list(fit_each(requests(1, 2, 3), small_fit))
    assert [outcome.failure is None for outcome in outcomes] == [True, False, True]
    assert outcomes[2].worn.person == 3
    assert outcomes[2].worn.fit.change[0, 0, 0] == 3 - 200
    with pytest.raises(FitError, match="person 2 wears no top"):
        _ = outcomes[1].worn


def test_who_asks_for_what_is_worn_stops_at_the_first_failure() -> None:
    people: list[int] = []

    def fit(request: FitRequest, **report: object) -> FitResult:
        people.append(request.person)
        return small_fit(request)

    with pytest.raises(FitError):
        _ = [outcome.worn for outcome in fit_each(requests(1, 2, 3), fit)]
    assert people == [1, 2]


def test_no_garment_is_fitted_once_it_is_cancelled() -> None:
    token = CancelToken()
    outcomes = fit_each(requests(1, 3), small_fit, cancel=token)
    assert next(outcomes).worn.person == 1
    token.cancel()
    with pytest.raises(Cancelled):
        next(outcomes)
