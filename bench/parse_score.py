"""Counts how a parse agrees with the truth: merged classes, regions, people, left and right.

Truth comes as the arrays that ``training.prepare`` writes: codes uint8 (H, W), where 0-19 are
labels, 20 a bag, 253 some part of a person, 254 no person and 255 unknown; and persons (H, W).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.labels import CLOTHES, LABEL_COUNT, Label, mirror_label_ids

BAG: Final = 20
PERSON_ANY: Final = 253
BACKGROUND_ANY: Final = 254
UNKNOWN: Final = 255

MERGED: Final = (
    "background hat hair sunglasses upper coat dress skirt pants socks shoes scarf skin".split()  # noqa: SIM905
)
_MERGED_OF_LABEL: Final = {
    Label.BACKGROUND: "background",
    Label.HAT: "hat",
    Label.HAIR: "hair",
    Label.SUNGLASSES: "sunglasses",
    Label.UPPER_CLOTHES: "upper",
    Label.COAT: "coat",
    Label.DRESS: "dress",
    Label.SKIRT: "skirt",
    Label.PANTS: "pants",
    Label.SOCKS: "socks",
    Label.LEFT_SHOE: "shoes",
    Label.RIGHT_SHOE: "shoes",
    Label.SCARF: "scarf",
    Label.FACE: "skin",
    Label.TORSO_SKIN: "skin",
    Label.LEFT_ARM: "skin",
    Label.RIGHT_ARM: "skin",
    Label.LEFT_LEG: "skin",
    Label.RIGHT_LEG: "skin",
    Label.GLOVES: "skin",
}
UPPER: Final = (Label.UPPER_CLOTHES, Label.COAT)
LOWER: Final = (Label.PANTS, Label.SKIRT)
_LIMBS: Final = tuple(range(Label.LEFT_ARM, Label.RIGHT_SHOE + 1))

SMALLEST_PERSON: Final = 0.005
"""People below this share of the photo neither count nor are held against the parser."""
_MATCH_IOU: Final = 0.5
OUTLINE_PX: Final = 3
"""Errors this close to the truth's outline are about where it runs, not about what is a person."""
_MIRROR: Final = mirror_label_ids()


@dataclass
class Overlap:
    """Intersection over union of one mask, summed over photos."""

    both: int = 0
    either: int = 0

    def add(self, found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> None:
        """Count one photo."""
        self.both += int((found & truth).sum())
        self.either += int((found | truth).sum())

    @property
    def iou(self) -> float:
        """In [0, 1]; NaN where nothing was found or true."""
        return self.both / self.either if self.either else float("nan")


@dataclass
class PartsScore:
    """Labels of photos whose parts are known."""

    person: Overlap = field(default_factory=Overlap)
    clothes: Overlap = field(default_factory=Overlap)
    upper: Overlap = field(default_factory=Overlap)
    lower: Overlap = field(default_factory=Overlap)
    merged: dict[str, Overlap] = field(default_factory=lambda: {n: Overlap() for n in MERGED})
    limbs_found: int = 0
    limbs_right: int = 0
    person_errors: int = 0
    outline_errors: int = 0

    def add(self, labels: NDArray[np.uint8], codes: NDArray[np.uint8]) -> None:
        """Count one photo: labels found (H, W) against codes (H, W)."""
        known = codes != UNKNOWN
        is_person = _is_person(codes)
        self.person.add((labels > 0) & known, is_person)
        is_wrong = ((labels > 0) != is_person) & known
        self.person_errors += int(is_wrong.sum())
        self.outline_errors += int((is_wrong & _near_outline(is_person)).sum())
        sure = codes <= BAG
        found, truth = np.where(sure, labels, 0), np.where(sure, codes, 0)
        truth = np.where(truth == BAG, Label.BACKGROUND, truth)
        for overlap, wanted in (
            (self.clothes, CLOTHES),
            (self.upper, UPPER),
            (self.lower, LOWER),
        ):
            overlap.add(np.isin(found, wanted), np.isin(truth, wanted))
        judged = sure & (codes != Label.GLOVES)
        for name in MERGED:
            parts = [label for label, merged in _MERGED_OF_LABEL.items() if merged == name]
            self.merged[name].add(np.isin(found, parts) & judged, np.isin(truth, parts) & judged)
        limb = np.isin(truth, _LIMBS)
        same = limb & (found == truth)
        swapped = limb & (_MIRROR[np.minimum(truth, LABEL_COUNT - 1)] == found)
        self.limbs_right += int(same.sum())
        self.limbs_found += int((same | swapped).sum())

    @property
    def mean_iou(self) -> float:
        """Mean over the merged classes that occur."""
        return float(np.nanmean([overlap.iou for overlap in self.merged.values()]))

    @property
    def at_outlines(self) -> float:
        """Share of the errors about persons that lie at the truth's outlines."""
        return self.outline_errors / self.person_errors if self.person_errors else float("nan")

    @property
    def sides(self) -> float:
        """Share of the limb pixels found whose left or right is right."""
        return self.limbs_right / self.limbs_found if self.limbs_found else float("nan")


@dataclass
class CrispScore:
    """Regions of photos with crisp outlines (ATR): coats are upper clothes, stockings trousers."""

    upper: Overlap = field(default_factory=Overlap)
    lower: Overlap = field(default_factory=Overlap)
    worn: Overlap = field(default_factory=Overlap)

    def add(self, labels: NDArray[np.uint8], truth: NDArray[np.uint8]) -> None:
        """Count one photo: labels found (H, W) against ATR's ids (H, W)."""
        for overlap, found, true in (
            (self.upper, UPPER, (4,)),
            (self.lower, (*LOWER, Label.SOCKS), (5, 6)),
            (self.worn, (*CLOTHES, Label.SOCKS), (4, 5, 6, 7)),
        ):
            overlap.add(np.isin(labels, found), np.isin(truth, true))


@dataclass
class PeopleScore:
    """People of photos whose persons are known."""

    union: Overlap = field(default_factory=Overlap)
    matched: int = 0
    missed: int = 0
    invented: int = 0

    def add(
        self,
        found: NDArray[np.uint8],
        persons: NDArray[np.uint8],
        codes: NDArray[np.uint8],
    ) -> None:
        """Count one photo: person numbers found (H, W) against the truth's."""
        known = codes != UNKNOWN
        self.union.add((found > 0) & known, _is_person(codes))
        smallest = SMALLEST_PERSON * found.size
        found_sizes = np.bincount(found.ravel(), minlength=256)[1:]
        true_sizes = np.bincount(persons.ravel(), minlength=256)[1:]
        unknown = np.bincount(found[~known].ravel(), minlength=256)[1:]
        pairs = np.bincount(
            found.ravel().astype(np.intp) * 256 + persons.ravel(), minlength=65536
        ).reshape(256, 256)[1:, 1:]
        iou = pairs / np.maximum(found_sizes[:, None] + true_sizes[None] - pairs, 1)
        # Above one half a match is unique, so no assignment is needed.
        match = iou > _MATCH_IOU
        counted = true_sizes >= smallest
        self.matched += int((match & counted[None]).any(0).sum())
        self.missed += int((counted & ~match.any(0)).sum())
        excused = (found_sizes < smallest) | (unknown > 0.5 * found_sizes)
        self.invented += int(((found_sizes > 0) & ~match.any(1) & ~excused).sum())

    @property
    def f1(self) -> float:
        """F1 of people found at IoU 0.5."""
        total = 2 * self.matched + self.missed + self.invented
        return 2 * self.matched / total if total else float("nan")


def _near_outline(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    inside, outside = (
        cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
        for side in (mask, ~mask)
    )
    return np.maximum(inside, outside) <= OUTLINE_PX


def _is_person(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.isin(codes, (0, BAG, BACKGROUND_ANY, UNKNOWN), invert=True)
