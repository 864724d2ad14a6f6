"""Edges snap to the photo instead of following the network's grid."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.geometry import Box, Size
from tryon.labels import Label
from tryon.parsing.lite.refine import RefinedPerson, refine_person
from tryon.parsing.pyramid import Pyramid


def refined_from(photo: np.ndarray, labels: np.ndarray, own: np.ndarray) -> RefinedPerson:
    pyramid, box = Pyramid.of(photo), Box(0, 0, photo.shape[1], photo.shape[0])
    refined = refine_person(pyramid, box, pyramid.cut(box, Size.of(own)), labels, own)
    assert refined is not None
    whole = np.zeros((2, *photo.shape[:2]), np.uint8)
    rows, columns = refined.box.slices
    whole[:, rows, columns] = refined.labels, refined.certainty
    return RefinedPerson(box, *whole)


def scene(edge: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A 160x160 photo, dark left of column ``edge``, and a blurred answer on a 40x40 grid."""
    photo = np.full((160, 160, 3), 220, dtype=np.uint8)
    photo[:, :edge] = 40
    ramp = np.clip((20 - np.arange(40)) / 6 + 0.5, 0, 1).astype(np.float32)
    own = np.broadcast_to(ramp, (40, 40)).copy()
    labels = np.zeros((20, 40, 40), dtype=np.float32)
    labels[Label.COAT] = own
    labels[0] = 1 - own
    return photo, labels, own


def test_the_edge_moves_to_the_photos_edge() -> None:
    for edge in (77, 80, 83):
        photo, labels, own = scene(edge)
        refined = refined_from(photo, labels, own)
        widths = (refined.labels[20:140] == Label.COAT).sum(axis=1)
        assert np.abs(widths - edge).max() <= 1


def test_a_large_photo_has_its_edges_to_the_pixel_too() -> None:
    photo, labels, own = scene(83)
    large = photo.repeat(12, axis=0).repeat(12, axis=1)
    widths = (refined_from(large, labels, own).labels[240:-240] == Label.COAT).sum(axis=1)
    assert np.abs(widths - 83 * 12).max() <= 2


def test_colours_of_equal_brightness_are_told_apart() -> None:
    photo, labels, own = scene(83)
    photo[:, :83], photo[:, 83:] = (200, 100, 100), (92, 151, 120)
    widths = (refined_from(photo, labels, own).labels[20:140] == Label.COAT).sum(axis=1)
    assert np.abs(widths - 83).max() <= 1


def test_only_present_labels_appear_and_certainty_agrees_with_them() -> None:
    photo, labels, own = scene(80)
    refined = refined_from(photo, labels, own)
    assert set(np.unique(refined.labels)) == {0, Label.COAT}
    np.testing.assert_array_equal(refined.labels > 0, refined.certainty >= 127)


def test_a_mirrored_photo_gives_the_mirrored_result() -> None:
    photo, labels, own = scene(83)
    plain = refined_from(photo, labels, own)
    mirrored = refined_from(photo[:, ::-1], labels[:, :, ::-1].copy(), own[:, ::-1].copy())
    assert (plain.labels != mirrored.labels[:, ::-1]).mean() < 0.01


@pytest.mark.parametrize("missing", ["labels", "person"])
def test_where_nobody_shows_there_is_nothing(missing: str) -> None:
    photo, labels, own = scene(80)
    if missing == "labels":
        labels = np.zeros_like(labels)
    else:
        own = np.full_like(own, 0.4)
    pyramid, box = Pyramid.of(photo), Box(0, 0, 160, 160)
    assert refine_person(pyramid, box, pyramid.cut(box, Size(40, 40)), labels, own) is None


@pytest.mark.parametrize("side", [160, 1920])
def test_only_the_part_with_the_person_is_painted(side: int) -> None:
    photo = np.full((side, side, 3), 220, np.uint8)
    unit = side // 40
    photo[8 * unit : 30 * unit, 12 * unit : 20 * unit] = 40
    own = np.zeros((40, 40), np.float32)
    own[8:30, 12:20] = 1
    labels = np.zeros((20, 40, 40), np.float32)
    labels[Label.COAT], labels[0] = own, 1 - own
    pyramid, frame = Pyramid.of(photo), Box(0, 0, side, side)
    refined = refine_person(pyramid, frame, pyramid.cut(frame, Size(40, 40)), labels, own)
    assert refined is not None
    assert refined.box.left <= 12 * unit < 20 * unit <= refined.box.right < side
    whole = np.zeros((side, side), np.uint8)
    whole[refined.box.slices] = refined.labels
    corners = np.zeros((side, side), np.bool_)  # which are rounded a little
    for y, x in ((8, 12), (8, 20), (30, 12), (30, 20)):
        corners[(y - 2) * unit : (y + 2) * unit, (x - 2) * unit : (x + 2) * unit] = True
    differs = (whole == Label.COAT) != (photo[..., 0] == 40)
    assert not differs[~corners].any()
