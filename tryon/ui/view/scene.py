"""What the two views draw, prepared off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from tryon.fitting.origin import ORIGIN_COLORS, TINT_ALPHA, Origin, OriginMap, OriginShares
from tryon.geometry import Box
from tryon.human_parse import HumanParse
from tryon.parsing.overlay import PALETTE
from tryon.ui.kit.qimage import RgbaTable
from tryon.ui.view.faces import face_images
from tryon.ui.view.outlines import Outline, PartMap, part_map
from tryon.ui.view.pyramid import Pyramid, label_pyramid


@dataclass(frozen=True, eq=False)
class Patch:
    """A picture of any size that lies over a part of another one.

    Attributes:
        image: its pixels, clear where the other picture shows.
        box: where it lies, in pixels of the photo.
    """

    image: QImage
    box: Box


@dataclass(frozen=True, eq=False)
class Origins:
    """Where the pixels of a composite come from.

    Attributes:
        tint: a colour over what was moved and another over what was guessed.
        shares: how much that is of the picture.
    """

    tint: Pyramid
    shares: OriginShares

    @classmethod
    def of(cls, origins: OriginMap) -> Origins:
        """Prepare a map (H, W)."""
        table = np.zeros((len(Origin), 4), np.uint8)
        for origin, color in ORIGIN_COLORS.items():
            table[origin] = (*color, round(255 * TINT_ALPHA))
        return cls(label_pyramid(origins, table), OriginShares.of(origins))


@dataclass(frozen=True, eq=False)
class Scene:
    """What the two views draw.

    Attributes:
        before: the photo.
        after: the composite, or None while nothing is worn.
        origins: where the pixels of ``after`` come from, or None while nothing is worn.
        labels: the label map in colours, or None while it is not known.
        people: one outline per person, in order.
        faces: a small picture of each person's head, in order.
        parts: the parse, ready for tracing outlines; None while it is not known.
        parse: the parse behind ``labels``.
        patches: what lies over ``after`` until that shows it itself, lowest first.
    """

    before: Pyramid
    after: Pyramid | None = None
    origins: Origins | None = None
    labels: Pyramid | None = None
    people: tuple[Outline, ...] = ()
    faces: tuple[QImage, ...] = ()
    parts: PartMap | None = None
    parse: HumanParse | None = None
    patches: tuple[Patch, ...] = ()


def parsed_scene(before: Pyramid, parse: HumanParse | None) -> Scene:
    """Prepare a photo with what is known of it."""
    if parse is None:
        return Scene(before)
    parts = part_map(parse)
    return Scene(
        before,
        labels=label_pyramid(parse.labels, label_colors()),
        people=tuple(parts.outline_of_person(person.number) for person in parse.people),
        faces=face_images(before, parts),
        parts=parts,
        parse=parse,
    )


def label_colors() -> RgbaTable:
    """Return the overlay's colour with alpha per label (20, 4); the background is clear."""
    table = np.concatenate([PALETTE, np.full((len(PALETTE), 1), 255, np.uint8)], axis=1)
    table[0] = 0
    return table
