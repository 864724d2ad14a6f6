"""What the two views share: where they look, what is hovered, what is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from tryon.geometry import Size
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.viewport import Position, Viewport, fitted
from tryon.ui.view.outlines import Outline

KEY_ZOOM = 1.25
"""Factor of one step of zooming by key or menu."""


class ViewLink(QObject):
    """One viewport and one set of highlights for several views of the same photo.

    While the photo is fitted it stays so when views change size or another photo comes.
    """

    viewport_changed = Signal()
    highlights_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photo: Size | None = None
        self._views: dict[QObject, tuple[Size, float]] = {}
        self._viewport = Viewport(1.0, Position(0.0, 0.0))
        self._is_fitted = True
        self.hovered: Outline | None = None
        self.selected: Outline | None = None

    @property
    def viewport(self) -> Viewport:
        """Where all views look."""
        return self._viewport

    @property
    def photo(self) -> Size | None:
        """Size of the photo that is shown, or None without one."""
        return self._photo

    @property
    def is_fitted(self) -> bool:
        """Whether the whole photo is shown, whatever the size of the views."""
        return self._is_fitted

    @property
    def zoom(self) -> float:
        """Device pixels per photo pixel: 1 is 100 %."""
        return self._viewport.scale * self._pixel_ratio()

    def set_photo(self, photo: Size | None) -> None:
        """Set the photo's size; another size is fitted, the same one keeps its place."""
        if photo != self._photo:
            self._photo = photo
            self.fit()
            self.viewport_changed.emit()

    def set_view_size(self, view: QObject, size: Size, pixel_ratio: float) -> None:
        """Set how large a view is on screen."""
        self._views[view] = (size, pixel_ratio)
        if self._is_fitted:
            self.fit()

    def forget_view(self, view: QObject) -> None:
        """Leave a view out that does not show."""
        self._views.pop(view, None)
        if self._is_fitted and self._views:
            self.fit()

    def follow(self, actions: Actions) -> None:
        """Zoom as the window's actions say."""
        for action, zoom in (
            (actions.fit, self.fit),
            (actions.actual_size, self.show_actual_size),
            (actions.zoom_in, self.zoom_in),
            (actions.zoom_out, self.zoom_out),
        ):
            action.triggered.connect(zoom)

    def fit(self) -> None:
        """Show the whole photo in every view."""
        self._is_fitted = True
        if self._photo is not None:
            self._move_to(fitted(self._photo, self._smallest_view()))

    def show_actual_size(self) -> None:
        """Show one photo pixel per device pixel, around the present centre."""
        self._zoom_to(1.0 / self._pixel_ratio())

    def zoom_in(self) -> None:
        """Zoom in around the centre."""
        self._zoom_to(self._viewport.scale * KEY_ZOOM)

    def zoom_out(self) -> None:
        """Zoom out around the centre."""
        self._zoom_to(self._viewport.scale / KEY_ZOOM)

    def zoom_at(self, factor: float, at: Position, view: Size) -> None:
        """Zoom around a position in a view of the given size."""
        if self._photo is not None:
            self._is_fitted = False
            self._move_to(self._viewport.zoomed(factor, at, view, self._photo))

    def pan(self, dx: float, dy: float, view: Size) -> None:
        """Drag the photo by view pixels."""
        if self._photo is not None:
            self._is_fitted = False
            self._move_to(self._viewport.panned(dx, dy, view, self._photo))

    def set_highlights(self, *, hovered: Outline | None, selected: Outline | None) -> None:
        """Set what is marked in every view."""
        if hovered is not self.hovered or selected is not self.selected:
            self.hovered, self.selected = hovered, selected
            self.highlights_changed.emit()

    def _zoom_to(self, scale: float) -> None:
        view = self._smallest_view()
        middle = Position(view.width / 2, view.height / 2)
        self.zoom_at(scale / self._viewport.scale, middle, view)

    def _move_to(self, viewport: Viewport) -> None:
        if viewport != self._viewport:
            self._viewport = viewport
            self.viewport_changed.emit()

    def _smallest_view(self) -> Size:
        sizes = [size for size, _ in self._views.values() if size.width > 0 and size.height > 0]
        if not sizes:
            return Size(1, 1)
        return Size(min(s.width for s in sizes), min(s.height for s in sizes))

    def _pixel_ratio(self) -> float:
        return max((ratio for _, ratio in self._views.values()), default=1.0)
