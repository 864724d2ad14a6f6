"""Weighs what the detectors and the joints say about a box, as the training photos teach.

    python -m training.detection --prepared runs/data

Prints the numbers of ``tryon/parsing/detection/candidates.py``. A box is a person's if it overlaps
a labelled one by more than half; boxes in crowds, and small ones beside people, teach nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.parse_score import SMALLEST_PERSON, UNKNOWN
from training.loader import training_names
from tryon.joints import Joints
from tryon.parsing.detection.candidates import Candidate, is_same_person
from tryon.parsing.detection.detection import overlaps
from tryon.parsing.detection.finder import PersonFinder
from tryon.parsing.detection.multipose import MultiPose
from tryon.parsing.detection.nanodet import NanoDet
from tryon.parsing.joints.finder import JointFinder
from tryon.parsing.pyramid import Pyramid
from tryon.resources import detector_files, joints_file

_COLLECTIONS = (
    "coco_people",
    "wild-coco_mini",
    "wild-coco_val_single",
    "wild-negatives",
    "pennfudan",
)
_MOST_OF_SINGLE = 200
"""Photos of one person taken; the rest are like them."""
_PENALTY = 1e-3


def _true_boxes(persons: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the boxes (N, 4) of the people of a person map (H, W)."""
    boxes = []
    for number in np.unique(persons[persons > 0]):
        rows, columns = np.nonzero(persons == number)
        boxes.append([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
    return np.array(boxes, np.float64).reshape(-1, 4)


def _is_excused(candidate: Candidate, codes: NDArray[np.uint8]) -> bool:
    """Return whether a box beside all labelled people is in a crowd, or too small."""
    left, top, right, bottom = candidate.box.clip(0).astype(int)
    inside = codes[top:bottom, left:right]
    return inside.size < 2 * SMALLEST_PERSON * codes.size or (inside == UNKNOWN).mean() > 0.4


def collect(prepared: Path) -> tuple[NDArray[np.float64], NDArray[np.bool_], int]:
    """Return evidence (N, 5) on boxes, whether each is a person (N,), and how many people are."""
    joint_finder = JointFinder(joints_file())
    nanodet, multipose = detector_files()
    finder = PersonFinder(NanoDet(nanodet), MultiPose(multipose), joint_finder)
    names = [name for name in training_names(prepared) if name.split("/")[0] in _COLLECTIONS]
    single = [name for name in names if "single" in name][_MOST_OF_SINGLE:]
    features, answers, count = [], [], 0
    for name in sorted(set(names) - set(single)):
        photo = Pyramid.of(np.load(prepared / f"{name}.image.npy"))
        codes, persons = np.load(prepared / f"{name}.target.npy")
        true = _true_boxes(persons)
        count += len(true)
        seen: list[tuple[Candidate, Joints]] = []
        taken: set[int] = set()
        for candidate in finder.candidates(photo):
            joints = joint_finder.look(photo, candidate.box)
            if any(is_same_person(candidate, joints, *other) for other in seen):
                continue
            seen.append((candidate, joints))
            iou = overlaps(np.concatenate([candidate.box[None], true]))[0, 1:]
            best = int(iou.argmax()) if len(iou) else -1
            is_person = best >= 0 and iou[best] > 0.5 and best not in taken
            if not is_person and _is_excused(candidate, codes):
                continue
            taken.add(best)
            features.append(candidate.evidence(joints))
            answers.append(is_person)
    return np.array(features), np.array(answers), count


def fit(features: NDArray[np.float64], answers: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weights and, last, the bias of a logistic regression with a small penalty."""
    mean, spread = features.mean(axis=0), features.std(axis=0)
    normal = np.c_[(features - mean) / spread, np.ones(len(features))]
    sign = np.where(answers, 1.0, -1.0)

    def loss(weights: NDArray[np.float64]) -> float:
        misfit = np.logaddexp(0, -sign * (normal @ weights)).mean()
        return float(misfit + _PENALTY * (weights[:-1] ** 2).sum())

    found = minimize(loss, np.zeros(normal.shape[1])).x
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - weights @ mean)


def main() -> None:
    """Fit, and print the numbers with what they reach at some thresholds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    args = parser.parse_args()
    features, answers, count = collect(args.prepared)
    weights = fit(features, answers)
    print("WEIGHTS", np.round(weights[:-1], 2).tolist(), "BIAS", round(float(weights[-1]), 2))
    chance = 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))
    for threshold in np.arange(0.25, 0.61, 0.05):
        right = int((answers & (chance >= threshold)).sum())
        wrong = int((~answers & (chance >= threshold)).sum())
        f1 = 2 * right / (right + wrong + count)
        print(f"{threshold:.2f}: right {right}, wrong {wrong} of {count}, F1 {f1:.3f}")


if __name__ == "__main__":
    main()
