"""Putting a garment on a person: measure both, warp, shade, and cover the region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import photo_to_view, view_to_photo
from tryon.fitting.adjust.handles import GarmentHandles, find_ends
from tryon.fitting.adjust.manual_map import ManualMap
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import Pattern
from tryon.fitting.cloth.recolour import Recolouring
from tryon.fitting.composite import Echo, FitResult
from tryon.fitting.layers import Layers, plan_layers, render_layers
from tryon.fitting.light.photo_look import GarmentLook
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.person_analysis import PersonAnalysis
from tryon.fitting.request import FitRequest
from tryon.fitting.reveal.coverage import Coverage, find_coverage, find_coverage_by_hand
from tryon.fitting.reveal.revealed import Patch
from tryon.fitting.warp.correspondences import Match
from tryon.fitting.warp.match import match_figures
from tryon.fitting.warp.part_map import PartMap
from tryon.fitting.warp.warp_garment import (
    PreparedGarment,
    WarpedGarment,
    map_parts,
    prepare_garment,
    warp_box,
    warp_garment,
)
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.geometry import Box, RgbaImage, RgbImage, SoftMask
from tryon.human_parse import HumanParse
from tryon.labels import Region
from tryon.messages import FitNote
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.last_value_cache import LastValueCache
from tryon.pixels.masks import smoothed
from tryon.pixels.recent_values import RecentValues
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import GarmentPart

_Finish = tuple[Dye | None, Pattern | None]
"""What colour and pattern a garment's cloth gets."""


def fit_garment(
    request: FitRequest, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None
) -> FitResult:
    """Fit a garment on one region of one person.

    Args:
        request: the garment, where it goes, and how it is to lie there.
        progress: told the stage and how far it is.
        cancel: checked between stages.

    Returns:
        What the garment changes: exactly nothing outside the person's region and a thin band
        around it.

    Raises:
        FitError: if there is no such person, the person wears nothing on the region, or too little
            of it can be seen.
        Cancelled: if ``cancel`` was set.
    """
    return FitCache().fit(request, progress=progress, cancel=cancel)


class FitCache:
    """Fits one garment after another, and measures nothing twice in a row.

    It keeps the latest people's measurements for the next garment on the same region, and the
    latest garment's for the next adjustment. Several threads may fit at a time: what they need of
    one person is measured once.

    Args:
        people: of how many people measurements are kept; somebody counts once for each category.
    """

    def __init__(self, people: int = 1) -> None:
        self._analyses: RecentValues[
            tuple[int, HumanParse, int, Region, GarmentCategory], PersonAnalysis
        ] = RecentValues(people)
        self._prepared: LastValueCache[tuple[PersonAnalysis, Garment], PreparedFit] = (
            LastValueCache()
        )

    def fit(
        self,
        request: FitRequest,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> FitResult:
        """Fit a garment; arguments, result and errors are those of `fit_garment`."""
        clock = StageClock(progress, cancel)
        with clock.stage(Stage.WARP):
            # The analysis keeps the photo alive, so no other photo can get its id.
            category = request.garment.category
            key = id(request.photo), request.parse, request.person, request.region, category
            analysis = self._analyses.get(key, lambda: _analyse(request))
            prepared = self._prepared.get(
                (analysis, request.garment), lambda: PreparedFit(request, analysis)
            )
        with clock.stage(Stage.COMPOSITE):
            result = prepared.render(request.parameters)
        prepared.forget()
        return result


def _analyse(request: FitRequest) -> PersonAnalysis:
    return PersonAnalysis.measure(
        request.photo,
        request.parse,
        person=request.person,
        region=request.region,
        category=request.garment.category,
    )


@dataclass(frozen=True, eq=False)
class _Placed:
    """A garment at its place in the photo, before it gets the photo's light.

    Attributes:
        box: its place, in pixels of the photo.
        window: the photo's pixels (h, w, 3) there.
        pixels: the warped garment's colours (h, w, 3).
        look: light and grain of the garment's own picture.
        layers: what lies where.
        revealed: colours (h, w, 3) of what the old clothes hid, in ``layers.edge_box``; None if
            that is nowhere.
        patches: pieces of it that take the photo's place.
        echoes: which of it are other clothes of the photo.
        notes: what the user should know.
    """

    box: Box
    window: RgbImage
    pixels: NDArray[np.float32]
    look: GarmentLook
    layers: Layers
    revealed: RgbImage | None
    patches: tuple[Patch, ...]
    echoes: tuple[Echo, ...]
    notes: tuple[FitNote, ...]


class PreparedFit:
    """A garment measured for one region of one person, ready to be rendered again and again.

    What depends on photo and garment alone is measured once. What depends on parameters is kept for
    the latest ones, step by step, so that a change of the shading does not warp again. A live
    preview prepares one on a reduced photo: parameters are relative, so they mean the same there.

    Args:
        request: the garment and where it goes; each call gets parameters of its own.
        analysis: the person measured for garments of this category, if that is done already.

    Raises:
        FitError: as `fit_garment` does.
    """

    def __init__(self, request: FitRequest, analysis: PersonAnalysis | None = None) -> None:
        if analysis is None:
            analysis = _analyse(request)
        self._analysis, self._view, self._worn = analysis, analysis.view, analysis.worn
        measured = measure_garment(request.garment)
        self._figure, self._is_flat = measured.figure, measured.is_flat
        self._matches: LastValueCache[FitParameters, Match] = LastValueCache()
        self._part_maps: LastValueCache[Match, Mapping[GarmentPart, PartMap]] = LastValueCache()
        self._match = self._cached_match(USUAL)
        self._coverage_by_measure: LastValueCache[FitParameters, Coverage] = LastValueCache()
        self._front = measured.front
        self._recolouring: Recolouring | None = None
        self._prepared_garment: LastValueCache[_Finish, PreparedGarment] = LastValueCache()
        self._placed: LastValueCache[tuple[FitParameters, _Finish], _Placed] = LastValueCache()

    def handles(self, parameters: FitParameters) -> GarmentHandles:
        """Return the frame and the ends that a hand can pull, in pixels of the photo.

        Unlike `render` it may be called by another thread at any time.
        """
        match = self._find_match(parameters.by_measure)
        frame = Frame.of(match, self._view)
        places = {
            end: self._view.to_photo(place) for end, place in find_ends(match, self._figure).items()
        }
        return GarmentHandles(
            frame, {end: frame.by_hand(place, parameters)[0] for end, place in places.items()}
        )

    def render(self, parameters: FitParameters) -> FitResult:
        """Fit with these parameters."""
        placement, finish = parameters.placement, (parameters.dye, parameters.pattern)
        placed = self._placed.get((placement, finish), lambda: self._place(placement, finish))
        lit = self._analysis.look.apply(placed.pixels, placed.look, placed.box, parameters)
        matte = self._analysis.old_edge.matte(
            placed.layers.region, placed.box, parameters.edge_softness
        )
        dressed, origins = render_layers(
            placed.window, matte, placed.layers, lit, placed.revealed, placed.patches
        )
        covered = placed.layers.covered(matte)
        return FitResult.between(
            placed.window, dressed, placed.box, covered, origins, placed.notes, placed.echoes
        )

    def forget(self) -> None:
        """Drop what depends on parameters: at a photo's full size it is large."""
        self._recolouring = None
        self._placed.forget()

    def _place(self, parameters: FitParameters, finish: _Finish) -> _Placed:
        """Warp the garment to its place and decide what it covers."""
        analysis, view = self._analysis, self._view
        garment = self._prepared_garment.get(finish, lambda: self._prepare(finish))
        match = self._cached_match(parameters.by_measure)
        if parameters == parameters.by_measure:
            box, warped, coverage = self._lie_by_measure(match, garment)
            alpha = warped.alpha
        else:
            box, warped, coverage, alpha = self._lie_by_hand(match, garment, parameters)
        layers = plan_layers(
            analysis.parse, analysis.person, view, coverage, alpha, warped.alpha, box
        )
        window = np.ascontiguousarray(analysis.image[box.slices])
        revealed = analysis.reveal_painter.revealed(coverage)
        edge_box = layers.edge_box
        revealed_colours = None
        if edge_box is not None:
            revealed_colours = np.zeros_like(window)
            in_photo = edge_box.moved(box.left, box.top)
            revealed_colours[edge_box.slices] = eight_bit(
                view_to_photo(revealed.colours(), view, in_photo)
            )
        blur = analysis.look.grain.blur
        patches = revealed.patches(analysis.image, view, box, blur)
        echoes = revealed.echoes(view, box, layers.alpha, blur)
        garment_look = analysis.look.look_of(warped.pixels, box)
        kept = (FitNote.CLOTHES_KEPT,) if analysis.reveal_painter.keeps_clothes(coverage) else ()
        notes = tuple(dict.fromkeys((*analysis.notes, *match.notes, *coverage.notes, *kept)))
        return _Placed(
            box,
            window,
            warped.pixels,
            garment_look,
            layers,
            revealed_colours,
            patches,
            echoes,
            notes,
        )

    def _prepare(self, finish: _Finish) -> PreparedGarment:
        """Return the garment in its colour and pattern, at the size at which it will be seen."""

        def recoloured(garment: RgbaImage) -> RgbaImage:
            self._recolouring = self._recolouring or Recolouring(garment)
            return self._recolouring.recoloured(*finish)

        scale = self._match.scale / self._view.scale
        return prepare_garment(self._front, self._figure, scale=scale, recoloured=recoloured)

    def _lie_by_measure(
        self, match: Match, garment: PreparedGarment
    ) -> tuple[Box, WarpedGarment, Coverage]:
        """Warp the garment to where it lies by measure."""
        view, worn = self._view, self._worn
        box = warp_box(match, view, margin=_margin(self._analysis))
        warped = warp_garment(garment, self._part_maps_of(match), view, box)
        silhouette = photo_to_view(warped.alpha, view, box) > 0.5
        bared = self._analysis.reveal_painter.bared
        coverage = find_coverage(view, worn, match, silhouette, self._analysis.region, bared=bared)
        return box, warped, coverage

    def _lie_by_hand(
        self, match: Match, garment: PreparedGarment, parameters: FitParameters
    ) -> tuple[Box, WarpedGarment, Coverage, SoftMask]:
        """Warp the garment to where a hand takes it from there; return its new coverage too."""
        view, worn = self._view, self._worn
        by_measure = self._coverage_by_measure.get(
            parameters.by_measure, lambda: self._lie_by_measure(match, garment)[2]
        )
        manual_map = ManualMap(view, Frame.of(match, view), parameters)
        moved = manual_map.moved(match)
        box = warp_box(moved, view, margin=_margin(self._analysis))
        warped = warp_garment(garment, self._part_maps_of(match), view, box, manual_map)
        coverage = find_coverage_by_hand(
            view,
            worn,
            match,
            photo_to_view(warped.alpha, view, box) > 0.5,
            self._analysis.region,
            manual_map=manual_map,
            by_measure=by_measure,
        )
        solid, shape = (
            view_to_photo(smoothed(mask), view, box)
            for mask in (manual_map.carried(by_measure.solid), coverage.shape)
        )
        alpha = np.minimum(np.maximum(warped.alpha, solid), shape)
        return box, warped, coverage, alpha

    def _cached_match(self, lengths: FitParameters) -> Match:
        """Return where the garment lies by measure with these lengths, and keep it."""
        return self._matches.get(lengths, lambda: self._find_match(lengths))

    def _part_maps_of(self, match: Match) -> Mapping[GarmentPart, PartMap]:
        """Return where the parts of a garment lie by measure, and keep it for the next frame."""
        return self._part_maps.get(match, lambda: map_parts(match, self._view))

    def _find_match(self, lengths: FitParameters) -> Match:
        return match_figures(self._worn, self._figure, lengths, is_flat=self._is_flat)


def _margin(analysis: PersonAnalysis) -> int:
    """Return how far around the garment pixels are computed, in pixels of the photo."""
    return 2 * analysis.old_edge.radius + 2 + round(4 / analysis.view.scale)
