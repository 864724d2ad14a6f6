"""Lays photos out beside their overlays and dressed people, to look at.

    python bench/contact_sheet.py FOLDER -o sheet.png
    python bench/contact_sheet.py FOLDER --garments assets/garments -o sheet.png

One row a photo: the photo, its overlay, and the largest person in each garment. A garment that does
not go on that person leaves its tile grey, with the reason. ``--first worst`` begins with the
photos of which the parser is least sure.
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
from tryon.fitting.request import FitRequest
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


def main() -> None:
    """Make one sheet."""
    arguments = _parse_arguments()
    photos = find_photos(arguments.photos)[:: arguments.every]
    files = find_photos([arguments.garments]) if arguments.garments else ()
    garments = [load_garment(file) for file in files]
    parser = create_parser(Engine.BUNDLED)
    scored: list[tuple[float, RgbImage]] = []
    with ProgressBar(len(photos), sys.stderr) as bar:
        for path in photos:
            scored.append(_row(path, parser, garments))
            bar.advance(path.name)
    if arguments.first:
        scored.sort(key=lambda row: row[0], reverse=arguments.first == "best")
    rows = [row for _, row in scored]
    width = max(row.shape[1] for row in rows)
    padded = [np.pad(r, ((0, GAP), (0, width - r.shape[1]), (0, 0))) for r in rows]
    sheet = np.vstack(padded)
    if arguments.width:
        size = arguments.width, round(sheet.shape[0] * arguments.width / sheet.shape[1])
        sheet = np.asarray(cv2.resize(sheet, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    write_image(arguments.output, sheet)


def _row(path: Path, parser: HumanParser, garments: Sequence[Garment]) -> tuple[float, RgbImage]:
    """Return the lowest score of a photo's people, 0 for nobody, and its row of tiles."""
    image = _shrink(read_photo(path).pixels)
    parse = parser.parse(image)
    tiles = [image, render_overlay(image, parse)]
    tiles += [_dressed(image, parse, garment) for garment in garments]
    gap = np.zeros((TILE_HEIGHT, GAP, 3), dtype=np.uint8)
    row = np.hstack([part for tile in tiles for part in (_to_tile(tile), gap)])
    return min((person.score for person in parse.people), default=0.0), row


def _dressed(image: RgbImage, parse: HumanParse, garment: Garment) -> RgbImage:
    person = parse.largest_person
    if person is None:
        return _reason(image, "nobody found")
    try:
        fit = fit_garment(FitRequest(image, parse, person.number, garment.category.region, garment))
    except TryOnError as error:
        return _reason(image, str(error))
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
    parser.add_argument("--width", type=int, help="reduce the sheet to this many pixels")
    parser.add_argument("-o", "--output", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
