"""Putting a garment on a person: measure both, warp, shade, and cover the region."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, photo_to_view, view_to_photo
from tryon.fitting.adjust.handles import GarmentHandles, find_ends
from tryon.fitting.adjust.manual_map import ManualMap
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.composite import FitResult
from tryon.fitting.layers import Layers, lay, plan_layers
from tryon.fitting.light.photo_look import GarmentLook
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.person_analysis import PersonAnalysis
from tryon.fitting.request import FitRequest
from tryon.fitting.reveal.coverage import Coverage, find_coverage, find_coverage_by_hand
from tryon.fitting.reveal.revealed import Patch
from tryon.fitting.warp.correspondences import Match
from tryon.fitting.warp.match import match_figures
from tryon.fitting.warp.warp_garment import WarpedGarment, prepare_garment, warp_box, warp_garment
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.geometry import Box, RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.labels import Region
from tryon.messages import FitNote
from tryon.pixels.last_value_cache import LastValueCache
from tryon.pixels.masks import smoothed
from tryon.pixels.matte import Matte
from tryon.pixels.matting import band_towards, sampled_matte
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress
from tryon.shape.category import GarmentCategory

_SOFT_EDGE = 0.007
"""Breadth of the soft edge, as a share of the region's longest side."""

_HAIR_REACH = 2
"""Breadth of the edge at hair, whose strands reach far, as a multiple of the usual edge."""


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

    It keeps what it knows of the latest person, which the next garment for the same region needs
    too, and of the latest garment, which only has to be laid anew when it is adjusted.
    """

    def __init__(self) -> None:
        self._analysis: LastValueCache[
            tuple[int, HumanParse, int, Region, GarmentCategory], PersonAnalysis
        ]
        self._analysis = LastValueCache()
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
            # The analysis keeps the photo, so that no other one can come to have its id.
            category = request.garment.category
            key = id(request.photo), request.parse, request.person, request.region, category
            analysis = self._analysis.get(key, lambda: _analyse(request))
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
    """A garment at its place in the photo, before light falls on it."""

    box: Box
    window: RgbImage
    pixels: NDArray[np.float32]
    own: GarmentLook
    layers: Layers
    bare: NDArray[np.float32] | None
    patches: tuple[Patch, ...]
    notes: tuple[FitNote, ...]


class PreparedFit:
    """A garment measured for one region of one person, ready to be rendered again and again.

    What depends on photo and garment alone is measured once; of what depends on parameters, the
    latest of each step is kept, so that another strength of the shading warps nothing anew. For a
    live preview, prepare one on a reduced photo: parameters are shares, so they say the same.

    Args:
        request: the garment and where it goes; each call names parameters of its own.
        analysis: the person measured for garments of this category, where that is known already.

    Raises:
        FitError: as `fit_garment` does.
    """

    def __init__(self, request: FitRequest, analysis: PersonAnalysis | None = None) -> None:
        if analysis is None:
            analysis = _analyse(request)
        self._analysis, self._view, self._worn = analysis, analysis.view, analysis.worn
        measured = measure_garment(request.garment)
        self._figure = measured.figure
        self._matches: LastValueCache[FitParameters, Match] = LastValueCache()
        self._match = self._matched(USUAL)
        self._covered: LastValueCache[FitParameters, Coverage] = LastValueCache()
        self._prepared_garment = prepare_garment(
            measured.front, measured.figure, scale=self._match.scale / self._view.scale
        )
        self._placed: LastValueCache[FitParameters, _Placed] = LastValueCache()
        self._matte: LastValueCache[tuple[float, Box, bytes], Matte] = LastValueCache()

    def handles(self, parameters: FitParameters) -> GarmentHandles:
        """Return what of the garment can be taken hold of, in pixels of the photo.

        Unlike `render` it may be called by another thread at any time.
        """
        match = self._match_of(parameters.by_measure)
        frame = Frame.of(match, self._view)
        places = {
            end: self._view.to_photo(place) for end, place in find_ends(match, self._figure).items()
        }
        return GarmentHandles(
            frame, {end: frame.by_hand(place, parameters)[0] for end, place in places.items()}
        )

    def render(self, parameters: FitParameters) -> FitResult:
        """Fit with these parameters."""
        placement = parameters.placement
        placed = self._placed.get(placement, lambda: self._place(placement))
        lit = self._analysis.look.apply(placed.pixels, placed.own, placed.box, parameters)
        matte = self._matte_of(placed, parameters.edge_softness)
        dressed = lay(placed.window, matte, placed.layers, lit, placed.bare, placed.patches)
        covered = placed.layers.covered(matte)
        return FitResult.between(placed.window, dressed, placed.box, covered, placed.notes)

    def forget(self) -> None:
        """Let go of what depends on parameters: at a photo's full size it is large."""
        self._placed.forget()
        self._matte.forget()

    def _place(self, parameters: FitParameters) -> _Placed:
        """Warp the garment to its place and decide what it covers."""
        analysis, view = self._analysis, self._view
        match = self._matched(parameters.by_measure)
        if parameters == parameters.by_measure:
            box, warped, coverage = self._lie_by_measure(match)
        else:
            box, warped, coverage = self._lie_by_hand(match, parameters)
        layers = plan_layers(analysis.parse, analysis.person, view, coverage, warped.alpha, box)
        window = np.ascontiguousarray(analysis.image[box.slices])
        revealed = analysis.reveal_painter.revealed(coverage)
        edged = layers.edged
        bare = None
        if edged is not None:
            bare = view_to_photo(revealed.colours(), view, edged.moved(box.left, box.top))
        patches = revealed.patches(window, view, box, analysis.look.grain)
        own = analysis.look.look_of(warped.pixels, box)
        notes = tuple(dict.fromkeys((*match.notes, *coverage.notes)))
        return _Placed(box, window, warped.pixels, own, layers, bare, patches, notes)

    def _lie_by_measure(self, match: Match) -> tuple[Box, WarpedGarment, Coverage]:
        """Warp the garment to where it lies by measure."""
        view, worn = self._view, self._worn
        box = warp_box(match, view, margin=_margin(view))
        warped = warp_garment(self._prepared_garment, match, worn, view, box)
        own = photo_to_view(warped.alpha, view, box) > 0.5
        coverage = find_coverage(view, worn, match, own, self._analysis.region)
        return box, warped, coverage

    def _lie_by_hand(
        self, match: Match, parameters: FitParameters
    ) -> tuple[Box, WarpedGarment, Coverage]:
        """Warp the garment to where a hand takes it from there."""
        view, worn = self._view, self._worn
        by_measure = self._covered.get(
            parameters.by_measure, lambda: self._lie_by_measure(match)[2]
        )
        manual_map = ManualMap(view, Frame.of(match, view), parameters)
        moved = manual_map.moved(match)
        box = warp_box(moved, view, margin=_margin(view))
        warped = warp_garment(self._prepared_garment, match, worn, view, box, manual_map)
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
        return box, replace(warped, alpha=alpha), coverage

    def _matched(self, lengths: FitParameters) -> Match:
        """Lay the garment by measure, as long as wanted."""
        return self._matches.get(lengths, lambda: self._match_of(lengths))

    def _match_of(self, lengths: FitParameters) -> Match:
        return match_figures(self._worn, self._figure, lengths)

    def _matte_of(self, placed: _Placed, softness: float) -> Matte:
        """Unmix the old clothes' edge; a garment that moves over them leaves it as it is."""
        radius = max(1, round(softness * _band(self._view)))
        region = placed.layers.region
        around = Box.around(region)
        if around is None:
            return Matte.empty()
        around = around.grown((_HAIR_REACH + 5) * radius, limit=Size.of(region))
        place = around.moved(placed.box.left, placed.box.top)
        mask = np.ascontiguousarray(region[around.slices])

        def unmix() -> Matte:
            own = place.moved(-self._view.box.left, -self._view.box.top)
            hair = self._analysis.hair[own.slices]
            wide = band_towards(mask, hair, radius=_HAIR_REACH * radius)
            return sampled_matte(placed.window[around.slices], mask, radius=radius, wide=wide)

        matte = self._matte.get((softness, place, mask.tobytes()), unmix)
        return matte.moved(around.left, around.top)


def _band(view: RegionView) -> int:
    """Return the breadth of the soft edge in pixels of the photo."""
    region = Box.around(view.region)
    assert region is not None
    return max(1, round(_SOFT_EDGE * max(region.width, region.height) / view.scale))


def _margin(view: RegionView) -> int:
    return 2 * _band(view) + 2 + round(4 / view.scale)
