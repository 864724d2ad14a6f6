"""What drawing an outline needs beside the window: the picture, and edges that are refined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tryon.garments.garment import Garment
from tryon.garments.outline.original import Original
from tryon.garments.outline.outline import Coverage
from tryon.geometry import RgbImage
from tryon.progress import CancelToken, Progress, Stage
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe


@dataclass(frozen=True, eq=False)
class OriginalRequest:
    """A garment whose picture is wanted."""

    wardrobe: Wardrobe
    garment: Garment


def read_original(request: OriginalRequest, cancel: CancelToken, progress: Progress) -> Original:
    """Read the picture that a garment came from, and find the garment in it."""
    progress(Stage.CUT_OUT, 0.0)
    return request.wardrobe.original_of(request.garment)


@dataclass(frozen=True, eq=False)
class RefineRequest:
    """A picture (H, W, 3) and the coverage (H, W) whose edge is to follow it."""

    picture: RgbImage
    coverage: Coverage


def refine_edge(request: RefineRequest, cancel: CancelToken, progress: Progress) -> Coverage:
    """Return the coverage with its edge on the picture's."""
    progress(Stage.CUT_OUT, 0.0)
    from tryon.garments.outline.refine import refined

    return refined(request.picture, request.coverage)


class Outliner:
    """Two jobs: one reads the picture of a garment, the other refines an edge."""

    def __init__(self, jobs: Jobs, *, wardrobe: Wardrobe) -> None:
        self._jobs, self._wardrobe = jobs, wardrobe

    def read(
        self,
        garment: Garment,
        done: Callable[[Original], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Read the picture that a garment came from."""
        request = OriginalRequest(self._wardrobe, garment)
        self._jobs.submit(JobKind.READ_ORIGINAL, read_original, request, done=done, failed=failed)

    def refine(
        self,
        picture: RgbImage,
        coverage: Coverage,
        done: Callable[[Coverage], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
    ) -> None:
        """Bring the edge of a coverage to that of its picture."""
        request = RefineRequest(picture, coverage)
        self._jobs.submit(
            JobKind.REFINE_EDGE,
            refine_edge,
            request,
            done=done,
            failed=failed,
            cancelled=cancelled,
        )
