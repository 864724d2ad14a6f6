"""Coarse masks brought to the picture's edges."""

from __future__ import annotations

import cv2
import numpy as np

from tryon.garments.reader.sharpen import sharpened
from tryon.geometry import HardMask, SoftMask


def disc(side: int, radius: float) -> HardMask:
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    return np.asarray(np.hypot(x, y) < radius)


def blurred(mask: HardMask, cells: int) -> SoftMask:
    """Return a mask as a network gives it: coarse and soft."""
    small = cv2.resize(mask.astype(np.float32), (cells, cells), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), np.float32)


def overlap(first: HardMask, second: HardMask) -> float:
    return float((first & second).sum() / (first | second).sum())


def test_the_edge_is_that_of_the_picture() -> None:
    truth = disc(256, 80)
    rgb = np.where(truth[..., None], (200, 40, 40), (230, 230, 220)).astype(np.uint8)
    off = np.roll(blurred(truth, 64), 1, axis=1)  # four pixels to the right
    assert overlap(np.asarray(cv2.resize(off, (256, 256)) > 0.5), truth) < 0.96
    assert overlap(sharpened(rgb, off), truth) > 0.985


def test_white_stripes_on_white_are_no_holes() -> None:
    truth = disc(256, 80)
    stripes = (np.arange(256) // 8 % 2 == 0)[:, None] & truth
    rgb = np.where(stripes[..., None], 20, 250).astype(np.uint8).repeat(3, axis=2)
    rgb = np.ascontiguousarray(rgb[..., :3])
    found = sharpened(rgb, blurred(truth, 64))
    assert found[disc(256, 70)].all()
    assert overlap(found, truth) > 0.94


def test_a_witness_is_heard_where_the_network_is_not_sure() -> None:
    rgb = np.full((64, 64, 3), 128, np.uint8)
    share = np.full((16, 16), 0.5, np.float32)
    share[:, :4], share[:, 12:] = 0.999, 0.001
    witness = np.zeros((64, 64), np.bool_)
    witness[:, 12:40] = witness[:, 60:] = True
    found = sharpened(rgb, share, witness=witness)
    assert found[:, :36].all()
    assert not found[:, 44:].any(), "not where the network is sure"


def test_pixels_that_do_not_count_are_never_found() -> None:
    within = disc(64, 20)
    found = sharpened(
        np.full((64, 64, 3), 90, np.uint8), np.full((16, 16), 0.9, np.float32), within=within
    )
    assert (found == within).all()
