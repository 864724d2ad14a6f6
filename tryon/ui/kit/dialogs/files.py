"""Which file, and where to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from tryon.garments.exchange.collection_file import SUFFIX as COLLECTION_SUFFIX
from tryon.imaging import READABLE_SUFFIXES
from tryon.sharing.export import ExportKind
from tryon.ui.kit.dialogs.question import may_replace

translate = QCoreApplication.translate

_PICTURES = {
    "PNG (*.png)": ".png",
    "JPEG (*.jpg *.jpeg)": ".jpg",
    "WebP (*.webp)": ".webp",
    "TIFF (*.tif *.tiff)": ".tif",
    "AVIF (*.avif)": ".avif",
}
"""Suffix by the name of a format, as the dialog shows it."""
_POSTER_FILTERS = {"PNG (*.png)": ".png", "PDF (*.pdf)": ".pdf", "JPEG (*.jpg *.jpeg)": ".jpg"}


def ask_garments(parent: QWidget, folder: Path | None) -> tuple[Path, ...]:
    """Ask which garment pictures to add."""
    title = translate("Dialogs", "Add garments")
    names, _ = QFileDialog.getOpenFileNames(parent, title, start_folder(folder), picture_filter())
    return tuple(map(Path, names))


def ask_photos(parent: QWidget, folder: Path | None) -> tuple[Path, ...]:
    """Ask which photos of people to take."""
    title = translate("Dialogs", "Photos of people")
    names, _ = QFileDialog.getOpenFileNames(parent, title, start_folder(folder), picture_filter())
    return tuple(map(Path, names))


def ask_worn(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a photo of a person whose clothes are wanted."""
    title = translate("Dialogs", "Take from another photo")
    name, _ = QFileDialog.getOpenFileName(parent, title, start_folder(folder), picture_filter())
    return Path(name) if name else None


def ask_pattern(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for the picture of a pattern."""
    title = translate("Dialogs", "Picture of the pattern")
    name, _ = QFileDialog.getOpenFileName(parent, title, start_folder(folder), picture_filter())
    return Path(name) if name else None


def ask_export(
    parent: QWidget, suggestion: Path, kind: ExportKind = ExportKind.RESULT
) -> Path | None:
    """Ask where to save an export; a name without a suffix gets the chosen format's.

    Whether a file may be replaced is asked here and not by the dialog, which does not know the name
    that will be written.
    """
    return _ask_new(parent, _export_title(kind), suggestion, _export_filters(kind))


def ask_poster(parent: QWidget, suggestion: Path) -> Path | None:
    """Ask where to save a poster."""
    title = translate("Dialogs", "Save as a poster")
    return _ask_new(parent, title, suggestion, _POSTER_FILTERS)


def _ask_new(
    parent: QWidget, title: str, suggestion: Path, filters: Mapping[str, str]
) -> Path | None:
    """Ask for a file in one of some formats, the first of which is the usual one."""
    usual = next(iter(filters.values()))
    option = QFileDialog.Option.DontConfirmOverwrite
    while True:
        wanted = next((name for name, suffix in filters.items() if suffix == suggestion.suffix), "")
        name, chosen = QFileDialog.getSaveFileName(
            parent, title, str(suggestion), ";;".join(filters), wanted, options=option
        )
        if not name:
            return None
        path = Path(name)
        if not path.suffix:
            path = path.with_name(f"{path.name}{filters.get(chosen, usual)}")
        if not os.path.lexists(path) or may_replace(parent, path, title):
            return path
        suggestion = path


def _export_title(kind: ExportKind) -> str:
    return {
        ExportKind.RESULT: translate("Dialogs", "Export the result"),
        ExportKind.BEFORE_AFTER: translate("Dialogs", "Share before and after"),
        ExportKind.SLIDER: translate("Dialogs", "Share a page with a slider"),
        ExportKind.ANIMATION: translate("Dialogs", "Share an animation"),
        ExportKind.TINTED: translate("Dialogs", "Share what is guessed"),
        ExportKind.GUESSED: translate("Dialogs", "Share the map of what is guessed"),
    }[kind]


def _export_filters(kind: ExportKind) -> dict[str, str]:
    """Return the suffix by the name of each format that a form can have."""
    page = translate("Dialogs", "Web page")
    formats = {**_PICTURES, "GIF (*.gif)": ".gif", f"{page} (*.html)": ".html"}
    return {name: suffix for name, suffix in formats.items() if suffix in kind.suffixes}


def ask_garment_picture(parent: QWidget, name: str, folder: Path | None) -> Path | None:
    """Ask where the picture of a garment is."""
    title = translate("Dialogs", "Where is the picture of {name}?").format(name=name)
    chosen, _ = QFileDialog.getOpenFileName(parent, title, start_folder(folder), picture_filter())
    return Path(chosen) if chosen else None


def ask_collection(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask which file of garments to import."""
    title = translate("Dialogs", "Import garments")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, start_folder(folder), _collections())
    return Path(chosen) if chosen else None


def ask_new_collection(parent: QWidget, suggestion: Path) -> Path | None:
    """Ask where to export garments to; the name gets its suffix."""
    title = translate("Dialogs", "Export garments")
    option = QFileDialog.Option.DontConfirmOverwrite
    while True:
        name, _ = QFileDialog.getSaveFileName(
            parent, title, str(suggestion), _collections(), options=option
        )
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() != COLLECTION_SUFFIX:
            path = path.with_name(f"{path.name}{COLLECTION_SUFFIX}")
        if not os.path.lexists(path) or may_replace(parent, path, title):
            return path
        suggestion = path


def _collections() -> str:
    return f"{translate('Dialogs', 'Garments')} (*{COLLECTION_SUFFIX})"


def ask_folder(parent: QWidget, title: str, folder: Path | None) -> Path | None:
    """Ask for a folder."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder or Path.home()))
    return Path(name) if name else None


def ask_weights_file(parent: QWidget, name: str) -> Path | None:
    """Ask which file holds a model's weights; ``name`` is what it is usually called."""
    title = translate("Dialogs", "Choose {name}").format(name=name)
    kind = translate("Dialogs", "PyTorch checkpoint")
    pattern = f"{kind} (*.pt *.pth *.bin)"
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), pattern)
    return Path(chosen) if chosen else None


def ask_weights_folder(parent: QWidget, name: str) -> Path | None:
    """Ask which folder holds a model's weights under their usual name."""
    title = translate("Dialogs", "Choose the folder that holds {name}").format(name=name)
    chosen = QFileDialog.getExistingDirectory(parent, title, str(Path.home()))
    return Path(chosen) if chosen else None


def picture_filter() -> str:
    """Return what a file dialog shows as pictures."""
    patterns = " ".join(f"*{suffix}" for suffix in READABLE_SUFFIXES)
    return f"{translate('Dialogs', 'Pictures')} ({patterns})"


def start_folder(folder: Path | None) -> str:
    """Return where a file dialog begins."""
    if folder is not None:
        return str(folder)
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
