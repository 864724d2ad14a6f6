"""A second network's opinion of a large, clear person: hair, skin, clothes and what is behind.

MediaPipe's selfie multiclass knows no garment from another, but was taught on far more people. What
it says is weighed as evidence: for each label the probabilities with which it sees its six groups
there are known, from labelled photos.
"""

from __future__ import annotations

from os import PathLike

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import RgbImage, Size, SoftMask
from tryon.labels import LABEL_COUNT, Label
from tryon.late import cv2
from tryon.networks.bundled_network import BundledNetwork

SIDE = 256
"""Rows and columns to which the crop of a whole person is stretched."""
SMALL_SIDE = 128
"""The same of a head alone: a quarter of the time."""
_OUTPUTS = ("Identity",)
_SHARPNESS = 1.5
"""Exponent by which its probabilities are trusted more than they say; found on training photos."""
_GARMENT = (0.06, 0.02, 0.03, 0.02, 0.84, 0.03)
_ARM, _LEG = (0.06, 0.03, 0.76, 0.03, 0.08, 0.05), (0.06, 0.02, 0.73, 0.02, 0.12, 0.05)
_SHOE = (0.17, 0.02, 0.07, 0.03, 0.11, 0.60)
_SEEN_AS = {
    Label.BACKGROUND: (0.90, 0.02, 0.02, 0.02, 0.02, 0.02),
    Label.HAT: (0.04, 0.13, 0.03, 0.05, 0.04, 0.70),
    Label.HAIR: (0.08, 0.61, 0.04, 0.07, 0.10, 0.10),
    Label.GLOVES: (0.07, 0.02, 0.11, 0.03, 0.56, 0.22),
    Label.SUNGLASSES: (0.05, 0.10, 0.04, 0.29, 0.07, 0.45),
    Label.UPPER_CLOTHES: _GARMENT,
    Label.DRESS: _GARMENT,
    Label.COAT: _GARMENT,
    Label.SOCKS: (0.27, 0.02, 0.15, 0.02, 0.43, 0.11),
    Label.PANTS: _GARMENT,
    Label.TORSO_SKIN: (0.03, 0.05, 0.62, 0.10, 0.15, 0.05),
    Label.SCARF: (0.03, 0.05, 0.04, 0.03, 0.81, 0.05),
    Label.SKIRT: _GARMENT,
    Label.FACE: (0.04, 0.07, 0.09, 0.70, 0.03, 0.07),
    Label.LEFT_ARM: _ARM,
    Label.RIGHT_ARM: _ARM,
    Label.LEFT_LEG: _LEG,
    Label.RIGHT_LEG: _LEG,
    Label.LEFT_SHOE: _SHOE,
    Label.RIGHT_SHOE: _SHOE,
}
"""As which of background, hair, body skin, face, clothes and other it sees each label: its mean
probabilities on 95 labelled street photos; garments share theirs, since it tells none apart."""
_BAG_SEEN_AS = (0.20, 0.02, 0.06, 0.02, 0.30, 0.40)


def _likelihoods() -> NDArray[np.float32]:
    """Return how likely each group is (21, 6) given a label; the last row is a bag's."""
    rows = np.array([*(_SEEN_AS[label] for label in Label), _BAG_SEEN_AS], np.float32)
    sharp = rows**_SHARPNESS
    return np.asarray(sharp / sharp.sum(axis=1, keepdims=True))


class SecondOpinion:
    """The loaded network.

    Raises:
        WeightsError: if its file is missing, damaged or another network.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._network = BundledNetwork(path, _OUTPUTS)

    def evidence(self, crop: RgbImage, cells: Size) -> NDArray[np.float32]:
        """Return how well each label, and a bag, explains what is seen (21, h, w).

        Args:
            crop: one person with a little room around, or a head; a square whose side is a
                multiple of 64 (s, s, 3).
            cells: of the result.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        logits = self._network.run(crop[None].astype(np.float32) / 255)[0][0]
        groups = np.exp(_SHARPNESS * (logits - logits.max(axis=2, keepdims=True)))
        groups /= groups.sum(axis=2, keepdims=True)
        small = cv2.resize(groups, (cells.width, cells.height), interpolation=cv2.INTER_LINEAR)
        explained = np.moveaxis(small @ _likelihoods().T, 2, 0)
        return np.asarray(explained, np.float32)


def weigh(
    labels: NDArray[np.float32], person: SoftMask, evidence: NDArray[np.float32]
) -> tuple[NDArray[np.float32], SoftMask]:
    """Apply Bayes' rule: return label probabilities (20, h, w) and that of a person (h, w).

    Args:
        labels: probability (20, h, w) of each label; what is missing to 1 is a bag.
        person: probability (h, w) of a person.
        evidence: how well each label, and a bag, explains what is seen (21, h, w).
    """
    bag = np.maximum(1 - labels.sum(axis=0), 0)
    before = np.concatenate([labels, bag[None]])
    after = before * evidence
    is_nobody = np.zeros(LABEL_COUNT + 1, np.bool_)
    is_nobody[[Label.BACKGROUND, LABEL_COUNT]] = True
    somebody, nobody = (
        (after[which].sum(axis=0) + 1e-9) / (before[which].sum(axis=0) + 1e-9)
        for which in (~is_nobody, is_nobody)
    )
    odds = person / np.maximum(1 - person, 1e-6) * (somebody / nobody)
    total = np.maximum(after.sum(axis=0), 1e-9)
    return (after / total)[:LABEL_COUNT], np.asarray(odds / (1 + odds), np.float32)
