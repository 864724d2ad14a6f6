"""The pictures of the guide's pages on recolouring, sizes and many photos at once.

They are made by `bench.guide`, in the real window by its mouse and keys.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from bench.guide import LEFT, Story
from tryon.geometry import RgbImage
from tryon.imaging import write_image
from tryon.resources import sample_garments_folder, sample_photos
from tryon.ui.adjust.swatches import USUAL_COLOURS
from tryon.ui.sizes.sizes_dialog import SizesDialog

_STRIPED = 1
"""Row of the striped T-shirt in the list of garments."""
_RED = USUAL_COLOURS.index("#c8202f")
_TABLE = (
    "Size\tHalf chest\tLength\tSleeve\nS\t46\t66\t20\nM\t48\t68\t21\nL\t51\t71\t22\nXL\t54\t73\t22"
)
_HEIGHT = "178"


class Pages(Story):
    """One window, from page to page."""

    def tell(self) -> None:
        """Take all pictures."""
        photo = self.home / "photo.jpg"
        shutil.copy(sample_photos()[0], photo)
        self.window.room.open_file(photo)
        self.wait_until(lambda: self.window.room.document is not None)
        self.put_on((500, 550), _STRIPED)
        QTest.keyClick(self.window, Qt.Key.Key_A)
        self.settle()
        self.recolour()
        self.sizes()
        self.many()

    def recolour(self) -> None:
        """Dye the stripes, then print a pattern."""
        rows = self.window.adjust_panel.recolour
        QTest.mouseClick(self.seen(rows.dye_choice.mains.buttons[1]), LEFT)
        QTest.mouseClick(self.seen(rows.dye_choice.button), LEFT)
        QTest.mouseClick(rows.dye_choice.swatches.buttons[_RED], LEFT)
        self.settle()
        self.seen(rows.pattern_choice)
        self.hush()
        self.picture("recolour-1-stripes", "the navy stripes are red")
        QTest.mouseClick(rows.dye.reset, LEFT)
        self.settle()
        checks = self.home / "checks.png"
        write_image(checks, _checks())
        self.answer_open(checks)
        QTest.mouseClick(self.seen(rows.pattern_choice.button), LEFT)
        self.settle()
        slider = rows.sliders["angle_degrees"]
        self.seen(slider).setFocus()
        for _ in range(2):
            QTest.keyClick(slider, Qt.Key.Key_PageUp)
        self.settle()
        self.seen(rows.keep)
        self.hush()
        self.picture("recolour-2-pattern", "checks lie over the shirt, turned")
        QTest.mouseClick(rows.keep, LEFT)
        self.settle()
        self.picture("recolour-3-kept", "the checked shirt is a garment of its own")
        QTest.mouseClick(self.seen(rows.pattern.reset), LEFT)
        self.settle()

    def sizes(self) -> None:
        """Show the sizes of a table, wear one, and lay a ruler beside it."""
        QTest.mouseClick(self.seen(self.window.adjust_panel.sizes_button), LEFT)
        dialog = self.window.findChild(SizesDialog)
        assert dialog is not None
        dialog.form.height_field.selectAll()
        QTest.keyClicks(dialog.form.height_field, _HEIGHT)
        QTest.keyClick(dialog.form.height_field, Qt.Key.Key_Tab)
        dialog.form.text.setPlainText(_TABLE)
        self.wait_until(dialog.form.show_button.isEnabled)
        QTest.mouseClick(dialog.form.show_button, LEFT)
        self.wait_until(lambda: bool(dialog.columns))
        self.settle()
        self.picture_of(dialog, "sizes-1-side-by-side", "four sizes side by side")
        QTest.mouseClick(dialog.columns[2].button, LEFT)
        self.settle()
        self.hush()
        self.window.activateWindow()
        self.wait_until(self.window.isActiveWindow)
        QTest.keyClick(self.window, Qt.Key.Key_R)
        self.settle()
        self.picture("sizes-2-ruler", "L is worn, and a ruler stands beside the person")
        QTest.keyClick(self.window, Qt.Key.Key_R)

    def many(self) -> None:
        """Put two photos in two garments."""
        photos, clothes = self.home / "photos", self.home / "clothes"
        for folder in (photos, clothes):
            folder.mkdir()
        for name in ("anna.jpg", "ben.jpg"):
            shutil.copy(sample_photos()[0], photos / name)
        for name in ("tshirt-striped.png", "jeans-blue.png", "shirt-flannel.png"):
            shutil.copy(sample_garments_folder() / name, clothes)
        self.window.actions_.batch.trigger()
        dialog = self.window.batch.dialog
        assert dialog is not None
        self.answer_folder(photos)
        QTest.mouseClick(dialog.folder_button, LEFT)
        self.answer_folder(clothes)
        QTest.mouseClick(dialog.garments_button, LEFT)
        self.settle()
        self.picture_of(dialog, "batch-1-ready", "what goes in and where it comes out")
        QTest.mouseClick(dialog.start_button, LEFT)
        self.wait_until(lambda: not dialog.start_button.isVisible())
        self.wait_until(dialog.start_button.isVisible)
        self.picture_of(dialog, "batch-2-done", "every picture is made")
        dialog.close()

    def hush(self) -> None:
        """Close the message that lies over the photo, if there is one."""
        if self.window.messages.isVisible():
            QTest.mouseClick(self.window.messages.close_button, LEFT)
            self.settle()

    def seen(self, widget: QWidget) -> QWidget:
        """Return a widget of the Adjust panel, scrolled to."""
        self.window.adjust_panel.area.ensureWidgetVisible(widget, 0, 60)
        self.app.processEvents()
        return widget

    def answer_open(self, path: Path) -> None:
        """Let the next dialog that asks for a file to open answer this one."""
        setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))  # noqa: B010

    def answer_folder(self, path: Path) -> None:
        """Let the next dialog that asks for a folder answer this one."""
        setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(path))  # noqa: B010


def _checks() -> RgbImage:
    """Draw checks (160, 160, 3) that tile: two bands of red each way on cream."""
    share = np.ones(160)
    share[20:80] = 0.45
    share[112:122] = 0.45
    cloth = np.array([238.0, 228.0, 205.0]) * np.ones((160, 160, 1))
    red = np.array([0.95, 0.35, 0.38])
    for way in (share[:, None, None], share[None, :, None]):
        cloth *= np.where(way < 1, red, 1.0)
    return np.asarray(cloth, np.uint8)
