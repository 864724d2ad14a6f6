"""A garment is one label on both sides of the body; an open coat stays a coat over a top."""

from __future__ import annotations

import numpy as np

from tests.skeletons import standing
from tryon.geometry import Box, Size
from tryon.labels import Label
from tryon.parsing.lite.framing import cell_middles
from tryon.parsing.lite.outfit import as_one_outfit

WIDTH, HEIGHT = 40, 60
CELLS = cell_middles(Box(0, 0, 160, 240), Size(WIDTH, HEIGHT))
EVERYWHERE = np.ones((HEIGHT, WIDTH), np.float32)


def worn(coat: slice, *, likelihood: float = 0.8) -> np.ndarray:
    """A top with a coat in some columns, neither certain."""
    labels = np.zeros((20, HEIGHT, WIDTH), np.float32)
    labels[Label.UPPER_CLOTHES], labels[Label.COAT] = likelihood, 1 - likelihood
    labels[Label.UPPER_CLOTHES, :, coat] = 1 - likelihood
    labels[Label.COAT, :, coat] = likelihood
    return labels


def shown(labels: np.ndarray, *, confidence: float = 0.9) -> set[Label]:
    """The labels that are left."""
    joints = standing(80, 240, confidence=confidence)
    found = as_one_outfit(labels, EVERYWHERE, joints, CELLS)
    return {Label(int(label)) for label in np.unique(found.argmax(axis=0))}


def test_a_coat_on_one_side_only_is_a_mistake() -> None:
    assert shown(worn(slice(0, 15))) == {Label.UPPER_CLOTHES}
    assert shown(worn(slice(0, 25))) == {Label.COAT}
    assert shown(worn(slice(25, 40))) == {Label.UPPER_CLOTHES}


def test_a_top_between_the_halves_of_a_coat_stays() -> None:
    labels = worn(slice(0, 14))
    labels[:, :, 26:] = labels[:, :, :14]
    assert shown(labels) == {Label.UPPER_CLOTHES, Label.COAT}


def test_without_shoulders_and_hips_nothing_is_decided() -> None:
    assert shown(worn(slice(0, 15)), confidence=0.1) == {Label.UPPER_CLOTHES, Label.COAT}
