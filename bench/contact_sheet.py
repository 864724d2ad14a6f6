r"""Lays photos out beside their overlays and dressed people, to look at.

    python bench/contact_sheet.py FOLDER -o sheet.png
    python bench/contact_sheet.py FOLDER --garments assets/garments -o sheet.png

One row a photo: the photo, its overlay, and the largest person in each garment. A garment that does
not go on that person leaves its tile grey, with the reason, or none with ``--worn-only``.
``--row-width`` breaks rows, and ``--first worst`` begins with the photos of which the parser is
least sure. The README's is made by::

    python bench/contact_sheet.py assets/people --garments assets/garments --worn-only \
        --row-width 2160 --width 1280 -o docs/images/garments.jpg
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tryon.commands.progress_bar import ProgressBar
from tryon.errors import TryOnError
from tryon.fitting.composite import compose
from tryon.fitting.fit import fit_garment
from tryon.fitting.request import FitRequest, choose_person
from tryon.garments.garment import Garment
from tryon.garments.loading import load_garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import find_photos, read_photo, write_image
from tryon.parsing import Engine, HumanParser, create_parser
from tryon.parsing.overlay import render_overlay

TILE_HEIGHT = 420
MAX_TILE_WIDTH = 560
GAP = 6
PAPER = 255


def main() -> None:
    """Make one sheet."""
    arguments = _parse_arguments()
    photos = find_photos(arguments.photos)[:: arguments.every]
    files = find_photos([arguments.garments]) if arguments.garments else ()
    garments = [load_garment(file) for file in files]
    parser = create_parser(Engine.BUNDLED)
    scored: list[tuple[float, list[RgbImage]]] = []
    with ProgressBar(len(photos), sys.stderr) as bar:
        for path in photos:
            scored.append(_tiles(path, parser, garments, is_worn_only=arguments.worn_only))
            bar.advance(path.name)
    if arguments.first:
        scored.sort(key=lambda row: row[0], reverse=arguments.first == "best")
    rows = [row for _, tiles in scored for row in _rows(tiles, arguments.row_width)]
    width = max(row.shape[1] for row in rows)
    padded = [
        np.pad(row, ((0, GAP), (0, width - row.shape[1]), (0, 0)), constant_values=PAPER)
        for row in rows
    ]
    sheet = np.vstack(padded)[:-GAP, :-GAP]
    if arguments.width:
        size = arguments.width, round(sheet.shape[0] * arguments.width / sheet.shape[1])
        sheet = np.asarray(cv2.resize(sheet, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    write_image(arguments.output, sheet)


def _tiles(
    path: Path, parser: HumanParser, garments: Sequence[Garment], *, is_worn_only: bool
) -> tuple[float, list[RgbImage]]:
    """Return the lowest score of a photo's people, 0 for nobody, and its tiles."""
    image = _shrink(read_photo(path).pixels)
    parse = parser.parse(image)
    tiles = [image, render_overlay(image, parse)]
    for garment in garments:
        try:
            tiles.append(_dressed(image, parse, garment))
        except TryOnError as error:
            if not is_worn_only:
                tiles.append(_reason(image, str(error)))
    score = min((person.score for person in parse.people), default=0.0)
    return score, [_to_tile(tile) for tile in tiles]


def _rows(tiles: Sequence[RgbImage], width: int | None) -> list[RgbImage]:
    """Lay tiles side by side, in rows of at most ``width`` pixels."""
    gap = np.full((TILE_HEIGHT, GAP, 3), PAPER, np.uint8)
    rows: list[list[RgbImage]] = [[]]
    for tile in tiles:
        taken = sum(part.shape[1] for part in rows[-1])
        if rows[-1] and width is not None and taken + tile.shape[1] > width:
            rows.append([])
        rows[-1] += [tile, gap]
    return [np.hstack(row) for row in rows]


def _dressed(image: RgbImage, parse: HumanParse, garment: Garment) -> RgbImage:
    person = choose_person(parse, None, "the photo")
    fit = fit_garment(FitRequest(image, parse, person.number, garment.category.region, garment))
    return compose(image, [fit])


def _shrink(image: RgbImage) -> RgbImage:
    """Bring large photos down to twice a tile's height; a sheet shows no more."""
    scale = min(1.0, 2 * TILE_HEIGHT / image.shape[0])
    resized = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(resized, dtype=np.uint8)


def _to_tile(image: RgbImage) -> RgbImage:
    scale = min(TILE_HEIGHT / image.shape[0], MAX_TILE_WIDTH / image.shape[1])
    resized = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    missing = TILE_HEIGHT - resized.shape[0]
    return np.pad(np.asarray(resized, dtype=np.uint8), ((0, max(0, missing)), (0, 0), (0, 0)))[
        :TILE_HEIGHT
    ]


def _reason(image: RgbImage, text: str) -> RgbImage:
    height, width = image.shape[:2]
    tile = Image.new("RGB", (width, height), "#888888")
    font = ImageFont.load_default(size=max(12, height // 28))
    lines = "\n".join(textwrap.wrap(text, 28))
    ImageDraw.Draw(tile).multiline_text((width * 0.04, height * 0.4), lines, "white", font)
    return np.asarray(tile)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("photos", nargs="+", type=Path, help="photos or folders of photos")
    parser.add_argument("--garments", type=Path, help="folder of garments, or one garment")
    parser.add_argument("--every", type=int, default=1, help="take each Nth photo only")
    parser.add_argument("--first", choices=["best", "worst"], help="by the parser's own score")
    parser.add_argument("--worn-only", action="store_true", help="leave out what does not go on")
    parser.add_argument("--row-width", type=int, help="break rows at this many pixels")
    parser.add_argument("--width", type=int, help="reduce the sheet to this many pixels")
    parser.add_argument("-o", "--output", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
