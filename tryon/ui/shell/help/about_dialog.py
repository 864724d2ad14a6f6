"""Help > About: what the program is, which versions it runs on, what it is made of, and links."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from tryon import __version__
from tryon.ui.kit.icons import app_icon

_LOGO, _WIDTH = 72, 460
"""Logical pixels."""
_PARTS = (
    ("PySide6, Qt", "PySide6-Essentials", "LGPL-3.0", "https://doc.qt.io/qtforpython/"),
    ("NumPy", "numpy", "BSD-3-Clause", "https://numpy.org"),
    ("OpenCV", "opencv-python-headless", "Apache-2.0", "https://opencv.org"),
    ("SciPy", "scipy", "BSD-3-Clause", "https://scipy.org"),
    ("ONNX Runtime", "onnxruntime", "MIT", "https://onnxruntime.ai"),
    ("Pillow", "pillow", "MIT-CMU", "https://python-pillow.github.io"),
)
"""Name, package, licence and home of what the program is made of."""
_OWN_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"


class AboutDialog(QDialog):
    """A logo and a few lines; links open in the browser."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About tryon"))
        self.setMinimumWidth(_WIDTH)
        logo = QLabel()
        logo.setPixmap(app_icon().pixmap(QSize(_LOGO, _LOGO), self.devicePixelRatioF()))
        title = QLabel(f"tryon {__version__}")
        title.setObjectName("aboutTitle")
        promise = self._text(
            self.tr("Virtual try-on on your own machine: your photos never leave it.")
        )
        licence = self._text(
            self.tr("Free software under the {licence}.").format(
                licence=f'<a href="{_OWN_LICENCE}">Apache License 2.0</a>'
            )
        )
        runs_on = self._text(f"Python {platform.python_version()} · Qt {qVersion()}")
        runs_on.setProperty("muted", True)
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (title, promise, licence, runs_on):
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        made_of = QLabel(self.tr("It is made of"))
        made_of.setObjectName("panelTitle")
        sources = self._text(
            self.tr(
                "The bundled parser and the reader of garments are trained for tryon; the licences "
                "of the models and of the samples are beside them in the folder assets."
            )
        )
        sources.setProperty("muted", True)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(made_of)
        column.addLayout(self._parts())
        column.addWidget(sources)
        column.addWidget(buttons)
        close.setFocus()

    def _parts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        for row, (name, package, licence, home) in enumerate(_PARTS):
            grid.addWidget(self._text(f'<a href="{home}">{name}</a>'), row, 0)
            grid.addWidget(QLabel(_version_of(package)), row, 1)
            grid.addWidget(QLabel(licence), row, 2)
        return grid

    def _text(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        label.linkActivated.connect(_open)
        return label


def _version_of(package: str) -> str:
    """Return the version of a package; an installer may have left out what says so."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _open(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))
