"""Make the README's screenshots from the real window on the sample session.

    python bench/screenshots.py --out docs/images

Works without a display. The window is driven as a user would: open, point, put on, compare.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LANG", "C.UTF-8")

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tryon.document.outfits.outfit_store import OutfitStore
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.fit import fit_garment
from tryon.fitting.mesh import COLUMNS, FLAT, ROWS, pulled
from tryon.fitting.parameters import USUAL
from tryon.garments.adding.source import PictureSource
from tryon.garments.wardrobe import GarmentLibrary
from tryon.imaging import read_rgba, write_image
from tryon.labels import Region
from tryon.parsing import Engine, create_parser
from tryon.resources import sample_garments_folder, sample_photos
from tryon.sample_session import read_sample_session
from tryon.shape.point_names import PointName
from tryon.ui.kit.appearance import Appearance, AppearanceSwitch
from tryon.ui.kit.jobs import JobRunner, SynchronousRunner
from tryon.ui.kit.language import ENGLISH, Language, LanguageSwitch
from tryon.ui.kit.picking import Selection
from tryon.ui.kit.viewport import Position
from tryon.ui.room.adding_queue import Addition
from tryon.ui.room.tasks import Wardrobe
from tryon.ui.shell.app import create_application
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.outline_view import Tool
from tryon.ui.wardrobe.points_dialog import PointsDialog

WINDOW = QSize(1360, 860)
SETTLE_MS = 300
_MARGIN = ((70, 70), (70, 70), (0, 0))
"""Rows, columns and channels of table around a shirt."""
_TABLE = np.array([176, 148, 116], np.float32)
_ERASER = 36.0
_GREEN = Dye.of_hex("#2e7d4a")
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
        for name, take in _pictures(dependencies, Path(private)).items():
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
    language.choose(ENGLISH)
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
        outfits=OutfitStore(folder / "outfits"),
    )


def _pictures(dependencies: Dependencies, folder: Path) -> dict[str, Callable[[], QWidget]]:
    windows = []  # a window lives as long as somebody holds it, and takes its dialogs along

    def window(wardrobe: Wardrobe = dependencies.wardrobe) -> MainWindow:
        result = MainWindow.whole(
            replace(
                dependencies,
                jobs=SynchronousRunner(),
                model_jobs=SynchronousRunner(),
                batch_jobs=JobRunner(),  # a window that closes stops all of its runners
                wardrobe=wardrobe,
            )
        )
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

    def walled() -> MainWindow:
        result = dressed()
        result.actions_.wall.trigger()
        _settle()
        return result

    def tinted() -> MainWindow:
        result = dressed()
        result.actions_.guessed.setChecked(True)
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

    def dyed() -> MainWindow:
        result = adjusted()
        result.adjuster.change(replace(USUAL, dye=_GREEN))
        result.adjuster.commit()
        _settle()
        result.adjust_panel.area.ensureWidgetVisible(result.adjust_panel.recolour.dye_choice)
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

    def outlined() -> PointsDialog:
        result = window(GarmentLibrary(folder / "outlined"))
        shirt = PictureSource.of_file(_shirt_on_table(folder / "shirt.png"))
        result.room.adding.add([Addition(shirt)])
        result.garment_actions.correct(result.garments.current)
        dialog = result.findChild(PointsDialog)
        assert dialog is not None
        dialog.outline_chip.click()
        tools = dialog.outline.tools
        assert tools is not None
        tools.choose(Tool.ERASER)
        size = tools.editor.size
        way = [Position((0.32 + 0.02 * k) * size.width, 0.6 * size.height) for k in range(5)]
        tools.editor.begin_stroke(way[0], _ERASER, erases=True)
        for place in way[1:]:
            tools.editor.draw_to(place, _ERASER)
        tools.editor.end_stroke()
        _settle()
        return dialog

    def many() -> QDialog:
        photos = folder / "photos"
        photos.mkdir()
        for photo in sample_photos():
            shutil.copy(photo, photos)
        result = opened()
        result.actions_.batch.trigger()
        dialog = result.batch.dialog
        assert dialog is not None
        dialog.take_photos([photos])
        dialog.start_button.click()
        while not dialog.start_button.isVisible():
            _settle()
        dialog.out.set_line("~/Pictures/holiday/tryon")  # not a folder of this run
        dialog.resize(dialog.width(), 420)
        _settle()
        return dialog

    def in_chinese() -> MainWindow:
        result = dressed()
        dependencies.language.choose(Language("zh_CN"))
        dependencies.appearance.choose(Appearance.DARK)
        _settle()
        return result

    return {
        "window": selected,
        "worn": dressed,
        "wall": walled,
        "before-after": compared,
        "guessed": tinted,
        "adjust": adjusted,
        "dye": dyed,
        "mesh": bent,
        "points": pointed,
        "outline": outlined,
        "many-photos": many,
        "chinese-dark": in_chinese,
    }


def _shirt_on_table(path: Path) -> Path:
    """Write a picture of a sample shirt that lies on a table."""
    shirt = np.pad(read_rgba(sample_garments_folder() / "shirt-flannel.png"), _MARGIN)
    alpha = shirt[..., 3:].astype(np.float32) / 255
    shadow = cv2.GaussianBlur(np.roll(alpha[..., 0], (8, 6), axis=(0, 1)), (0, 0), 9)[..., None]
    grain = np.random.default_rng(0).normal(0, 6, (1, shirt.shape[1])).astype(np.float32)
    table = (_TABLE + cv2.GaussianBlur(grain, (0, 0), 4)[..., None]) * (1 - 0.45 * shadow)
    write_image(path, np.rint(shirt[..., :3] * alpha + table * (1 - alpha)).astype(np.uint8))
    return path


def _settle() -> None:
    """Let Qt lay out and paint what has changed."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
