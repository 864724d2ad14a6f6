"""How a garment of a size lies on a person: by its centimetres and the person's height.

A length of cloth that lies flat takes, on the front of a body, as many pixels as its centimetres
say: cloth bends there and hardly stretches. So half a garment's chest is as wide in the photo's
scale as a shop measures it flat. How it lies by measure is a guess of that width, of the length
and of the sleeves; a size puts a number in its place, by the parameters that a hand changes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.legs import HIP_STATIONS, WornLegs
from tryon.body.stature import measure_scale
from tryon.errors import FitError
from tryon.fitting.adjust.handles import End, find_ends
from tryon.fitting.parameters import LIMITS, USUAL, FitParameters
from tryon.fitting.person_analysis import PersonAnalysis
from tryon.fitting.request import FitRequest
from tryon.fitting.sized import SizedFit, SizedFits
from tryon.fitting.warp.correspondences import Match
from tryon.fitting.warp.match import match_figures
from tryon.fitting.warp.match_bottoms import GOES_ROUND, TrousersCut
from tryon.garments.measure import measure_garment
from tryon.garments.sizes.size_table import USED, Measure, SizeRow
from tryon.geometry import Points
from tryon.messages import FitProblem, SizeNote
from tryon.shape.figure import Figure, SkirtFigure, TopFigure, TrousersFigure, lengths_along
from tryon.shape.sides import BOTH_LEGS, BOTH_SLEEVES, Side

_NUDGED = 0.999
"""A length that is not the usual one."""
_CROTCH, _LOW_CROTCH_CM = 0.47, 3.0
"""Height of a body's crotch in heights (ANSUR II: 0.48 of men, 0.455 of women), and how far below
it that of trousers hangs."""
_STEPS = 3
"""How often a length is corrected by what it has come to."""
_SIZED = ("width", "sleeve_length", "hem_length")
_USUAL_WIDTHS = 0.75, 1.75
"""Widths by size, in widths by measure, beyond which something is wrong with table or height."""


def fit_sizes(request: FitRequest, rows: Iterable[SizeRow], height_cm: float) -> SizedFits:
    """Find the parameters by which each size lies as large as it is.

    Args:
        request: garment and person; other parameters stay as they are.
        rows: the sizes.
        height_cm: the person's height.

    Raises:
        FitError: if the person cannot be measured, or no size has a length that matters here.
        GarmentError: if the garment cannot be measured.
    """
    person = request.parse.person(request.person)
    scale = measure_scale(person.joints, height_cm, person=request.person)
    rows = tuple(rows)
    used = USED[request.garment.category]
    if not any(row.cm(measure) is not None for row in rows for measure in used):
        raise FitError(FitProblem.NOTHING_SIZED, measures=tuple(each.value for each in used))
    analysis = PersonAnalysis.measure(
        request.photo,
        request.parse,
        person=request.person,
        region=request.region,
        category=request.garment.category,
    )
    measured = measure_garment(request.garment)
    worn, is_flat = analysis.worn, measured.is_flat

    def lay(parameters: FitParameters) -> Match:
        return match_figures(worn, measured.figure, parameters.by_measure, is_flat=is_flat)

    sizer = _Sizer(
        measured.figure,
        lay,
        scale.pixels_per_cm * analysis.view.scale,
        height_cm,
        None if worn.lower is None else _legs(worn.lower),
    )
    usual = replace(request.parameters, **{name: getattr(USUAL, name) for name in _SIZED})
    return SizedFits(scale, tuple(sizer.sized(row, usual) for row in rows))


@dataclass(frozen=True, eq=False)
class _Sizer:
    """Sizes one garment on one person.

    Attributes:
        figure: the garment.
        lay: returns how it lies with some parameters.
        pixels_per_cm: of the view.
        height_cm: of the person.
        legs: from the crotch to the soles, in pixels of the view; None if no legs are dressed.
    """

    figure: Figure
    lay: Callable[[FitParameters], Match]
    pixels_per_cm: float
    height_cm: float
    legs: float | None

    def sized(self, row: SizeRow, parameters: FitParameters) -> SizedFit:
        """Return how a size lies."""
        notes = list[SizeNote]()
        width = self._width(row, self.lay(parameters))
        if width is not None:
            low, high = _USUAL_WIDTHS
            if not low <= width <= high:
                notes.append(SizeNote.UNUSUAL_WIDTH)
            parameters = _with(parameters, "width", width)
        for name, wanted, length_of in self._lengths(row):
            sized = self._lengthened(parameters, name, wanted, length_of)
            if sized is None:
                notes.append(SizeNote.END_HIDDEN)
            else:
                parameters = sized
        return SizedFit(row.name, parameters, tuple(dict.fromkeys(notes)))

    def _lengthened(
        self,
        parameters: FitParameters,
        name: str,
        wanted: float,
        length_of: Callable[[Match], float | None],
    ) -> FitParameters | None:
        """Return the parameters at which a part is as long as wanted, or as long as it can be.

        None if its end does not show.
        """
        if length_of(self.lay(parameters)) is None:
            parameters = _with(parameters, name, _NUDGED)  # what is lengthened hangs out
        before = 0.0
        for _ in range(_STEPS):
            found = length_of(self.lay(parameters))
            if found is None or found <= 0:
                return None
            if abs(found - before) < 1.0:  # it ends at the wrist, or at the sole
                break
            before = found
            parameters = _with(parameters, name, getattr(parameters, name) * wanted / found)
        return parameters

    def _width(self, row: SizeRow, by_measure: Match) -> float | None:
        """Return the width of a size in widths by measure; None if the table does not say it."""
        match self.figure:
            case TopFigure(landmarks=marks):
                around = row.cm(Measure.CHEST)
                armpits = [point.position for point in marks.armpits]
                flat = float(np.linalg.norm(armpits[1] - armpits[0])) * by_measure.scale
            case TrousersFigure():
                around = row.cm(Measure.HIPS)
                flat = TrousersCut.of(self.figure).hips * by_measure.scale * GOES_ROUND
            case SkirtFigure():
                return None
        return None if around is None else around / 2 * self.pixels_per_cm / max(flat, 1.0)

    def _lengths(self, row: SizeRow) -> list[tuple[str, float, Callable[[Match], float | None]]]:
        """Return each parameter of a length, the pixels it is to have, and what measures it."""
        length, sleeve = row.cm(Measure.LENGTH), row.cm(Measure.SLEEVE)
        lengths: list[tuple[str, float | None, Callable[[Match], float | None]]]
        match self.figure:
            case TopFigure():
                lengths = [
                    ("hem_length", length, self._top_length),
                    ("sleeve_length", sleeve, _sleeve_length),
                ]
            case TrousersFigure():
                cut = TrousersCut.of(self.figure)
                inseam = row.cm(Measure.INSEAM)
                if inseam is None and length is not None:
                    inseam = length * cut.inseam / (cut.inseam + cut.rise)
                lengths = [("sleeve_length", self._leg(inseam), _inseam)]
            case SkirtFigure():
                lengths = [("hem_length", length, _skirt_length)]
        return [
            (name, cm * self.pixels_per_cm, length_of)
            for name, cm, length_of in lengths
            if cm is not None
        ]

    def _top_length(self, lying: Match) -> float | None:
        """Return the length from the neck's side of the shoulder to the hem; None if hidden."""
        if lying.hem is not None:
            return None
        assert isinstance(self.figure, TopFigure)
        torso = lying.parts[0]
        necks = [point.position for point in self.figure.landmarks.necks]
        top = np.mean([_on_body(torso.body, torso.garment, neck) for neck in necks], axis=0)
        hem = find_ends(lying, self.figure)[End.HEM][0]
        return float(np.linalg.norm(hem - top))

    def _leg(self, inseam_cm: float | None) -> float | None:
        """Return how long a trouser leg is in the photo, in cm; None if that is not known.

        It ends as high above the floor as the inseam leaves, wherever the crotch was found.
        """
        if inseam_cm is None or self.legs is None:
            return None
        above_floor = max(0.0, _CROTCH * self.height_cm - _LOW_CROTCH_CM - inseam_cm)
        return max(1.0, self.legs / self.pixels_per_cm - above_floor)


def _legs(legs: WornLegs) -> float:
    """Return the longer way from the crotch to a sole in pixels of the view."""
    return max(float(legs.paths[side].lengths[-1]) - legs.root(side) for side in Side)


def _inseam(lying: Match) -> float | None:
    """Return the length of the longer leg below the crotch."""
    legs = (part.strips[0].middle for part in lying.parts if part.part in BOTH_LEGS)
    below = (lengths_along(middle)[HIP_STATIONS - 1 :] for middle in legs)
    return max((float(along[-1] - along[0]) for along in below), default=None)


def _sleeve_length(lying: Match) -> float | None:
    """Return the length of the longer sleeve along its outer edge; None if there is none."""
    sleeves = [part.strips[0] for part in lying.parts if part.part in BOTH_SLEEVES]
    return max((float(lengths_along(sleeve.left)[-1]) for sleeve in sleeves), default=None)


def _skirt_length(lying: Match) -> float | None:
    body, _ = lying.parts[0].strips
    return float(lengths_along(body.middle)[-1])


def _on_body(body: Points, garment: Points, place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where a place (2,) of the garment lies, by the nearest of its pairs (N, 2)."""
    return np.asarray(body[int(np.argmin(np.linalg.norm(garment - place, axis=1)))])


def _with(parameters: FitParameters, name: str, value: float) -> FitParameters:
    """Return the parameters with another value, as near to it as may be, in thousandths."""
    low, high = LIMITS[name]
    return parameters.with_number(name, round(float(np.clip(value, low, high)), 3))
