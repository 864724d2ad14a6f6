"""One garment in the list of layers: what it is, and buttons that hide and lock it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from tryon.fitting.hand_changes import HandChange
from tryon.geometry import Size
from tryon.pixels.resize import resize_rgba, scaled
from tryon.ui.kit.elided_label import ElidedLabel
from tryon.ui.kit.icons import icon
from tryon.ui.kit.names import garment_name, region_name
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.outfits.layer_rows import LayerRow

translate = QCoreApplication.translate

PICTURE = 36
"""Logical pixels of a garment's picture."""
_SHARP = 2
"""How many pixels it has for each of them."""
_DOT = 12
"""Pixels across the spot that shows a garment's other colour."""


class LayerItem(QWidget):
    """A row: an eye, the garment's picture, its name and what was changed, a lock."""

    eye_clicked = Signal()
    lock_clicked = Signal()

    def __init__(self, row: LayerRow, picture: QPixmap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.eye, self.lock = _small_button(), _small_button()
        self.eye.clicked.connect(self.eye_clicked)
        self.lock.clicked.connect(self.lock_clicked)
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._picture.setPixmap(picture)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self.about = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self.about.setProperty("muted", True)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.name)
        text.addWidget(self.about)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 3, 2, 3)
        line.setSpacing(5)
        line.addWidget(self.eye)
        line.addWidget(self._picture)
        line.addLayout(text, 1)
        line.addWidget(self.lock)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_row(row)

    def show_row(self, row: LayerRow) -> None:
        """Show what is known of a garment."""
        state = row.state
        self.name.set_line(garment_name(row.garment))
        self.about.set_line(row_words(row))
        self.eye.setIcon(icon("eye" if state.is_visible else "eye-off"))
        hide, show = translate("LayerItem", "Hide"), translate("LayerItem", "Show")
        lock, unlock = translate("LayerItem", "Lock"), translate("LayerItem", "Unlock")
        self.lock.setIcon(icon("lock" if state.is_locked else "lock-open"))
        for button, text in (
            (self.eye, hide if state.is_visible else show),
            (self.lock, unlock if state.is_locked else lock),
        ):
            button.setToolTip(text)
            button.setAccessibleName(f"{text}: {garment_name(row.garment)}")
        for part in (self._picture, self.name, self.about):
            part.setEnabled(state.is_visible and row.is_fitted)


def row_words(row: LayerRow) -> str:
    """Return where a garment is worn and what was changed of it, in words."""
    words = [region_name(row.region)]
    if not row.is_fitted:
        words.append(translate("LayerItem", "cannot be fitted"))
    if row.state.opacity < 1:
        words.append(f"{round(100 * row.state.opacity)} %")
    words += map(change_name, row.changes)
    return " · ".join(words)


def change_name(change: HandChange) -> str:
    """Name what a hand has changed."""
    return {
        HandChange.MOVED: translate("LayerItem", "moved"),
        HandChange.RESIZED: translate("LayerItem", "resized"),
        HandChange.TURNED: translate("LayerItem", "turned"),
        HandChange.LENGTHS: translate("LayerItem", "lengths"),
        HandChange.TUCK: translate("LayerItem", "tucked in or out"),
        HandChange.BENT: translate("LayerItem", "bent"),
        HandChange.DYED: translate("LayerItem", "dyed"),
        HandChange.PATTERN: translate("LayerItem", "pattern"),
        HandChange.LIGHT: translate("LayerItem", "light"),
        HandChange.EDGE: translate("LayerItem", "edge"),
        HandChange.OTHER: translate("LayerItem", "changed"),
    }[change]


def picture_of(row: LayerRow) -> QPixmap:
    """Return the garment's picture on a white card, with a spot in its other colour."""
    rgba = row.garment.rgba
    side = _SHARP * PICTURE
    step = max(1, max(rgba.shape[:2]) // (2 * side))
    quick = rgba[::step, ::step]  # the rest is reduced smoothly
    size = Size.of(quick)
    small = resize_rgba(quick, scaled(size, min(1.0, side / max(size.width, size.height))))
    card = QPixmap(QSize(side, side))
    card.fill(Qt.GlobalColor.white)
    image = rgba_to_qimage(small)
    painter = QPainter(card)
    painter.drawImage((side - image.width()) // 2, (side - image.height()) // 2, image)
    if row.dye is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.setBrush(QColor(row.dye.hex))
        painter.drawEllipse(side - _DOT - 6, side - _DOT - 6, _DOT + 4, _DOT + 4)
    painter.end()
    card.setDevicePixelRatio(_SHARP)
    return card


def _small_button() -> QToolButton:
    button = QToolButton()
    button.setObjectName("rowTool")
    button.setAutoRaise(True)
    button.setIconSize(QSize(18, 18))
    return button
