"""Weighing the photo's colours against the network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.labels import LABEL_COUNT, Label
from tryon.parsing.lite.colours import weigh_colours

GREEN, BLUE, GREY = (40, 160, 60), (40, 60, 190), (180, 180, 180)


def doubtful_hem(hem: float) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return a green top above blue trousers, and labels that take rows 28 to 31 for both."""
    image = np.full((60, 40, 3), GREY, np.uint8)
    image[10:30, 8:32], image[30:55, 8:32] = GREEN, BLUE
    labels = np.zeros((LABEL_COUNT, 60, 40), np.float32)
    labels[Label.UPPER_CLOTHES, :28], labels[Label.PANTS, 32:] = 1, 1
    labels[Label.UPPER_CLOTHES, 28:32], labels[Label.PANTS, 28:32] = hem, 1 - hem
    return image, labels


def body() -> NDArray[np.float32]:
    own = np.zeros((60, 40), np.float32)
    own[10:55, 8:32] = 1
    return own


def test_colour_decides_between_two_garments() -> None:
    image, labels = doubtful_hem(0.4)
    weighed, _ = weigh_colours(image, labels, body())
    assert weighed[Label.UPPER_CLOTHES, 29, 20] > 0.6
    assert weighed[Label.PANTS, 30, 20] > 0.9


def test_colour_finds_the_persons_edge() -> None:
    image, labels = doubtful_hem(0.5)
    own = body()
    own[14:50, 6:10] = 0.5
    _, weighed = weigh_colours(image, labels, own)
    assert weighed[20, 6] < 0.3
    assert weighed[20, 9] > 0.7


def test_what_the_network_is_sure_of_stays() -> None:
    image, labels = doubtful_hem(0.5)
    image[15:20, 15:20] = GREY  # a print on the shirt
    weighed, own = weigh_colours(image, labels, body())
    assert own[17, 17] == 1.0
    assert weighed[Label.UPPER_CLOTHES, 17, 17] == 1.0
