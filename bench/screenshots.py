"""Make the README's screenshots from the real window on the sample session.

    python bench/screenshots.py --out docs/images

Works without a display. The window is driven as a user would: open, point, put on, compare.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LANG", "C.UTF-8")

from PySide6.QtCore import QEventLoop, QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tryon.fitting.fit import fit_garment
from tryon.fitting.mesh import COLUMNS, FLAT, ROWS, pulled
from tryon.fitting.parameters import USUAL
from tryon.garments.wardrobe import GarmentLibrary
from tryon.labels import Region
from tryon.parsing import Engine, create_parser
from tryon.sample_session import read_sample_session
from tryon.shape.point_names import PointName
from tryon.ui.kit.appearance import Appearance, AppearanceSwitch
from tryon.ui.kit.jobs import SynchronousRunner
from tryon.ui.kit.language import Language, LanguageSwitch
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.app import create_application
from tryon.ui.shell.main_window import Dependencies, MainWindow
from tryon.ui.wardrobe.points_dialog import PointsDialog

WINDOW = QSize(1360, 860)
SETTLE_MS = 300
_LEFT_CORNER, _RIGHT_CORNER = COLUMNS * (ROWS - 1), COLUMNS * ROWS - 1
"""The lowest nodes of a mesh."""


def main() -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/images"), metavar="DIR")
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    app = create_application()
    with tempfile.TemporaryDirectory() as private:
        dependencies = _dependencies(app, Path(private))
        for name, take in _pictures(dependencies).items():
            path = folder / f"{name}.png"
            shown = take()
            shown.grab().save(str(path))
            shown.close()
            window = shown.parentWidget() or shown
            window.close()
            window.deleteLater()
            _settle()
            print(f"saved {path}")
    return 0


def _dependencies(app: QApplication, folder: Path) -> Dependencies:
    """Return what the window works with, apart from the user's own settings and garments."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    language = LanguageSwitch(settings, app)
    language.choose(Language.ENGLISH)
    engine = create_parser(Engine.BUNDLED)
    return Dependencies(
        parser=lambda choice: engine,
        wardrobe=GarmentLibrary(folder),
        fit=fit_garment,
        jobs=SynchronousRunner(),
        settings=settings,
        language=language,
        appearance=AppearanceSwitch(app, settings),
        model_jobs=SynchronousRunner(),
    )


def _pictures(dependencies: Dependencies) -> dict[str, Callable[[], QWidget]]:
    windows = []  # a window lives as long as somebody holds it, and takes its dialogs along

    def window() -> MainWindow:
        result = MainWindow(replace(dependencies, jobs=SynchronousRunner()))
        windows.append(result)
        result.resize(WINDOW)
        result.show()
        _settle()
        return result

    def opened() -> MainWindow:
        result = window()
        result.room.open_file(read_sample_session().photo)
        _settle()
        return result

    def selected() -> MainWindow:
        result = opened()
        parse = result.room.state.parse
        if parse is not None and parse.largest_person is not None:
            result.room.select(Selection(parse.largest_person.number, Region.UPPER))
        _settle()
        return result

    def dressed() -> MainWindow:
        result = window()
        session = read_sample_session()
        result.room.open_file(session.photo, session.garments)
        _settle()
        return result

    def compared() -> MainWindow:
        result = dressed()
        result.actions_.split.setChecked(True)
        _settle()
        return result

    def adjusted() -> MainWindow:
        result = dressed()
        parse = result.room.state.parse
        if parse is not None and parse.largest_person is not None:
            result.room.select(Selection(parse.largest_person.number, Region.UPPER))
        result.actions_.adjust.trigger()
        _settle()
        return result

    def bent() -> MainWindow:
        result = adjusted()
        mesh = pulled(pulled(FLAT, _RIGHT_CORNER, (0.12, 0.06)), _LEFT_CORNER, (-0.12, 0.06))
        result.adjuster.set_meshing(True)
        result.adjuster.change(replace(USUAL, mesh=mesh))
        result.adjuster.commit()
        _settle()
        return result

    def pointed() -> PointsDialog:
        result = adjusted()
        result.actions_.adjust.trigger()
        result.actions_.correct_points.trigger()
        dialog = result.findChild(PointsDialog)
        assert dialog is not None
        while dialog.points.view.selected != PointName.ARMPIT_RIGHT:
            dialog.points.view.focusNextPrevChild(True)
        _settle()
        return dialog

    def in_chinese() -> MainWindow:
        result = dressed()
        dependencies.language.choose(Language.CHINESE)
        dependencies.appearance.choose(Appearance.DARK)
        _settle()
        return result

    return {
        "window": selected,
        "worn": dressed,
        "before-after": compared,
        "adjust": adjusted,
        "mesh": bent,
        "points": pointed,
        "chinese-dark": in_chinese,
    }


def _settle() -> None:
    """Let Qt lay out and paint what has changed."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
