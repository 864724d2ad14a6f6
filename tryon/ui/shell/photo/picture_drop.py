"""What is dropped on the window: a look or a photo opens; a picture on the photo may be either."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from tryon.document.look_file import SUFFIX
from tryon.ui.kit.mime import collections_in, files_in, has_photo
from tryon.ui.shell.document_actions import DocumentActions
from tryon.ui.shell.garment_actions import GarmentActions
from tryon.ui.shell.photo.picture_area import PictureArea
from tryon.ui.wardrobe.browse.file_actions import FileActions


class PictureDrop(QObject):
    """Takes photos, looks and garments anywhere on the window.

    Args:
        window: what they are dropped on.
        area: lights up.
        documents: opens photos and looks.
        garments: adds garments.
        files: imports files of garments.
    """

    def __init__(
        self,
        window: QWidget,
        area: PictureArea,
        documents: DocumentActions,
        garments: GarmentActions,
        files: FileActions,
    ) -> None:
        super().__init__(window)
        self._window, self._area = window, area
        self._documents, self._garments, self._files = documents, garments, files
        self._dropped = QMimeData()
        self.menu = QMenu(window)
        self._title = self.menu.addAction("")
        self._title.setEnabled(False)
        self._photo = self.menu.addAction("", self._open)
        self._garment = self.menu.addAction("", self._wear)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take what can be opened or worn."""
        if event.type() is QEvent.Type.DragLeave:
            self._area.show_dropping("")
        elif isinstance(event, QDragEnterEvent):
            return self._enter(event)
        elif event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._area.show_dropping("")
            event.acceptProposedAction()
            self._drop(event.mimeData(), self._window.mapToGlobal(event.position().toPoint()))
            return True
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        data = event.mimeData()
        is_wanted = bool(files_in(data)) or has_photo(data)
        if is_wanted:
            self._area.show_dropping(self._hint(data))
            event.acceptProposedAction()
        return is_wanted

    def _hint(self, data: QMimeData) -> str:
        if self._may_be_garment(data):
            return self.tr("Drop it to open it as a photo or to wear it")
        return self.tr("Drop it to open it")

    def _may_be_garment(self, data: QMimeData) -> bool:
        """Return whether it must be asked what this is: a picture, dropped on an open photo."""
        is_look = any(path.suffix.lower() == SUFFIX for path in files_in(data))
        return self._area.is_photo_shown and not is_look and not collections_in(data)

    def _drop(self, data: QMimeData, where: QPoint) -> None:
        if self._files.take_dropped(data):
            return
        if not self._may_be_garment(data):
            self._documents.take(data)
            return
        self._dropped = _kept(data)
        self._title.setText(self.tr("What is this picture?"))
        self._photo.setText(self.tr("A &photo: open it"))
        self._garment.setText(self.tr("A &garment: put it on"))
        self.menu.popup(where)
        self.menu.setActiveAction(self._photo)

    @Slot()
    def _open(self) -> None:
        self._documents.take(self._dropped)

    @Slot()
    def _wear(self) -> None:
        self._garments.add_and_put_on(self._dropped)


def _kept(data: QMimeData) -> QMimeData:
    """Return a copy that outlives the drag."""
    kept = QMimeData()
    for form in data.formats():
        kept.setData(form, data.data(form))
    kept.setUrls(data.urls())
    if data.hasImage():
        kept.setImageData(data.imageData())
    return kept
