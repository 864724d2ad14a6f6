"""Garments that lie apart in one cut-out."""

from __future__ import annotations

import numpy as np

from tryon.garments.pieces import pieces_of


def test_pieces_come_alone_from_left_to_right_with_their_soft_edge() -> None:
    rgba = np.zeros((40, 90, 4), np.uint8)
    rgba[..., :3] = (10, 20, 30)
    rgba[5:35, 50:80, 3] = 255
    rgba[8:30, 10:40, 3] = 255
    rgba[8:30, 40, 3] = 90  # soft edge of the first
    rgba[2, 2, 3] = 255  # a speck
    left, right = pieces_of(rgba)
    assert left.shape == (22 + 4, 31 + 4, 4)
    assert right.shape == (30 + 4, 30 + 4, 4)
    assert (left[2:-2, -3, 3] == 90).all()
    assert (right[2:-2, 2:-2, 3] == 255).all()


def test_an_empty_picture_has_no_pieces() -> None:
    assert pieces_of(np.zeros((10, 10, 4), np.uint8)) == ()
