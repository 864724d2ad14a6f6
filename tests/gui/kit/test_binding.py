"""What the window needs of the Qt binding itself."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPixmap

CALLS = 500


def test_the_binding_keeps_pythons_reference_counts(qtbot: object) -> None:
    """PySide6 6.12.0 drops a reference to None per call before Python 3.12: the app then aborts."""
    pixmap = QPixmap(4, 4)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        pixmap.fill()
    assert sys.getrefcount(None) > before - CALLS // 2
