"""Paths of all that is in ``assets/``: beside the package in a checkout, inside it if installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def assets_folder() -> Path:
    """Return the folder of everything that ships with the app.

    Raises:
        FileNotFoundError: if the installation is incomplete.
    """
    for folder in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"tryon's assets folder is missing (looked in {_PACKAGE} and beside it); reinstall tryon"
    )


def bundled_parser_file() -> Path:
    """Return the ONNX file of the bundled parser."""
    return assets_folder() / "parser" / "tryon-lite.onnx"


def joints_file() -> Path:
    """Return the ONNX file that finds the joints of one person."""
    return assets_folder() / "joints" / "movenet-thunder.onnx"


def detector_files() -> tuple[Path, Path]:
    """Return the ONNX files that find people: NanoDet, and MoveNet for several people."""
    folder = assets_folder() / "detection"
    return folder / "nanodet.onnx", folder / "movenet-multipose.onnx"


def second_opinion_file() -> Path:
    """Return the ONNX file that tells hair, skin and clothes of a large person apart."""
    return assets_folder() / "selfie" / "selfie-multiclass.onnx"


def reader_file() -> Path:
    """Return the ONNX file that reads a garment's picture."""
    return assets_folder() / "reader" / "reader.onnx"


def sample_photos() -> tuple[Path, ...]:
    """Return the sample photos, in the order in which the app offers them."""
    return tuple(sorted((assets_folder() / "people").glob("*.jpg")))


def slider_page_file() -> Path:
    """Return the page that compares two pictures, with ``$names`` for what is filled in."""
    return assets_folder() / "sharing" / "slider.html"


def web_folder() -> Path:
    """Return the folder of the pages that ``tryon serve`` shows."""
    return assets_folder() / "web"


def welcome_pictures() -> tuple[Path, Path]:
    """Return the pictures of a person before and after, for the welcome page."""
    folder = assets_folder() / "welcome"
    return folder / "before.jpg", folder / "after.jpg"


def sample_garments_folder() -> Path:
    """Return the folder of the sample garments (``*.png`` with alpha, one ``garments.json``)."""
    return assets_folder() / "garments"


def sample_session_file() -> Path:
    """Return the description of the sample session: a photo and what its person puts on."""
    return assets_folder() / "sample_session.json"


def translated_languages() -> tuple[str, ...]:
    """Return the languages with a translation, for example ``("zh_CN",)``."""
    files = sorted((assets_folder() / "translations").glob("tryon_*.qm"))
    return tuple(file.stem.removeprefix("tryon_") for file in files)


def translation_file(language: str) -> Path:
    """Return the compiled Qt translation of ``language`` (for example ``"zh_CN"``)."""
    return assets_folder() / "translations" / f"tryon_{language}.qm"
