"""M2FP's variant for one person: it labels every pixel directly, without instances.

It is trained on LIP (arXiv 1703.05446), whose labels are those of CIHP except one: where CIHP has
the torso's skin, LIP has jumpsuits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from tryon.errors import WeightsError
from tryon.geometry import LabelMap, RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.late import cv2, special
from tryon.messages import WeightsProblem
from tryon.parsing.attention import QueryAttention
from tryon.parsing.joints.finder import JointFinder
from tryon.parsing.joints.people import with_joints
from tryon.parsing.m2fp.frame import Frame
from tryon.parsing.m2fp.layers import Report, ignore_report
from tryon.parsing.m2fp.runner import NetworkRunner, explained
from tryon.parsing.people import build_parse
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress

LIP_CLASSES = tuple("Jumpsuits" if label is Label.TORSO_SKIN else label.title for label in Label)
"""Names by id, for weights whose configuration has none."""

_OTHER_NAMES = {"jumpsuits": Label.DRESS, "glove": Label.GLOVES, "hand": Label.GLOVES}
"""Class names that differ from the titles of `Label`."""
_MIN_PERSON_PIXELS = 50
"""Labelled pixels without which there is nobody."""


class SingleM2fpParser:
    """Parses photos of one person; satisfies `HumanParser`.

    Raises:
        WeightsError: if the configuration names a class that tryon does not know.
    """

    def __init__(self, runner: NetworkRunner, joints: JointFinder) -> None:
        self._runner, self._joints = runner, joints
        self._labels = labels_of_classes(runner.config.classes or LIP_CLASSES, runner.configuration)
        if len(self._labels) != runner.config.decoder.num_classes:
            raise WeightsError(
                WeightsProblem.OTHER_CLASS_COUNT,
                path=runner.configuration,
                count=len(self._labels),
                expected=runner.config.decoder.num_classes,
            )

    @property
    def engine(self) -> str:
        """Name, hash of the weights and precision."""
        return f"m2fp-single {self._runner.name}"

    def parse(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> HumanParse:
        """Parse a photo (H, W, 3); see `HumanParser.parse`."""
        clock = StageClock(progress, cancel)
        with explained():
            parse = self._parse(image, clock)
        parse = with_joints(parse, image, self._joints, clock)
        return replace(parse, times=clock.times)

    def watch(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> QueryAttention:
        """Look at a photo (H, W, 3); see `AttentionParser.watch`."""
        labels = [Label(number) for number in self._labels]
        frame = Frame.centred(Size.of(image), self._runner.config.input_size)
        return self._runner.watch(image, frame, labels, StageClock(progress, cancel))

    def _parse(self, image: RgbImage, clock: StageClock) -> HumanParse:
        frame = Frame.centred(Size.of(image), self._runner.config.input_size)
        class_logits, mask_logits = self._runner.run(image, frame, clock)
        with clock.stage(Stage.REFINE_EDGES) as report:
            scores = score_classes(class_logits, mask_logits, frame)
            classes, certainty = choose_classes(scores, frame.photo, report)
        with clock.stage(Stage.FIND_PEOPLE):
            labels = self._labels[classes]
            is_person = labels > 0
            has_person = np.count_nonzero(is_person) >= _MIN_PERSON_PIXELS
            return build_parse(
                labels,
                is_person.astype(np.uint8),
                {1: certainty} if has_person else {},
                engine=self.engine,
            )


def labels_of_classes(names: Sequence[str], source: Path) -> NDArray[np.uint8]:
    """Return the `Label` (classes,) of each of a network's classes.

    Args:
        names: of the classes.
        source: the file that names them.

    Raises:
        WeightsError: if a name is unknown.
    """
    known = {label.title.lower(): label for label in Label} | _OTHER_NAMES
    unknown = tuple(name for name in names if name.lower() not in known)
    if unknown:
        raise WeightsError(WeightsProblem.UNKNOWN_CLASSES, path=source, classes=unknown)
    return np.array([known[name.lower()] for name in names], dtype=np.uint8)


def score_classes(class_logits: Tensor, mask_logits: Tensor, frame: Frame) -> NDArray[np.float32]:
    """Return each class's score (classes, h, w) at the resized photo's size.

    A query adds its probability of the class to its mask, and queries add up (arXiv 2107.06278,
    section 3.4). Adding up before enlarging to the photo's size, not after, moves edges by less
    than a pixel of the network's input.

    Args:
        class_logits: (1, Q, classes + 1).
        mask_logits: (1, Q, h', w').
        frame: how the photo lies in the input.
    """
    probabilities = class_logits[0].float().softmax(dim=1)[:, :-1].T.numpy()  # (classes, Q)
    masks = [frame.content_of(cells) for cells in mask_logits[0].float().numpy()]
    logits = np.stack(masks).reshape(len(masks), -1)
    scores = probabilities @ special.expit(logits)
    return np.asarray(scores.reshape(len(probabilities), *masks[0].shape), dtype=np.float32)


def choose_classes(
    scores: NDArray[np.float32], photo: Size, report: Report = ignore_report
) -> tuple[LabelMap, float]:
    """Bring scores (classes, h, w) to the photo's size; return the best class of each pixel (H, W).

    The second result is the certainty: the mean fraction that the best class has of all scores,
    where it is not class 0.
    """
    size = (photo.width, photo.height)
    best = cv2.resize(scores[0], size)
    classes = np.zeros(best.shape, dtype=np.uint8)
    for number in range(1, len(scores)):
        plane = cv2.resize(scores[number], size)
        is_better = plane > best
        classes[is_better] = number
        np.maximum(best, plane, out=best)
        report(number / len(scores))
    total = cv2.resize(scores.sum(axis=0), size)
    inside = classes > 0
    if not inside.any():
        return classes, 0.0
    return classes, float(np.mean(best[inside] / np.maximum(total[inside], 1e-6)))
