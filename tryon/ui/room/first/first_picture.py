"""Shows a reduced picture of what a job is about to fit, before it fits it at full size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tryon.document.dress import ShowLook
from tryon.document.fits import KnownFits
from tryon.document.look import Look
from tryon.document.sketch import Sketcher
from tryon.progress import CancelToken, Report
from tryon.session import Worn
from tryon.ui.kit.jobs import Job
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.view.scene import Patch

ShowFirst = Callable[[Job, tuple[Patch, ...]], None]
"""Called with what a job shows before it is done."""


@dataclass(frozen=True, eq=False)
class FirstPicture:
    """What a reduced picture is made from, besides the look.

    Attributes:
        sketcher: draws it; None if the full picture is waited for.
        known: fits at full size that there are.
        shown: what is worn in the picture that shows, lowest first.
    """

    sketcher: Sketcher | None
    known: KnownFits
    shown: tuple[Worn, ...]

    def in_job(self, cancel: CancelToken, report: Report) -> ShowLook:
        """Return what shows a look as it will be while this job makes its fits."""
        return partial(self.show, cancel=cancel, report=report)

    def show(self, look: Look, cancel: CancelToken, report: Report) -> None:
        """Show a look as it will be.

        Raises:
            Cancelled: if ``cancel`` was set.
        """
        if self.sketcher is not None:
            sketches = self.sketcher.sketches(look, self.known, self.shown, cancel)
            patches = tuple(Patch(rgba_to_qimage(each.pixels), each.box) for each in sketches)
            cancel.check()
            if patches:
                report.show(patches)
