"""The bundled parser: one look at the whole photo to find people, a closer one at each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, RgbImage, Size, SoftMask
from tryon.human_parse import HumanParse
from tryon.parsing.lite.colours import weigh_colours
from tryon.parsing.lite.framing import Frame, Pyramid, cut_frame, frame_around
from tryon.parsing.lite.instances import Instances, find_instances
from tryon.parsing.lite.network import LiteNetwork, NetworkOutput
from tryon.parsing.lite.refine import refine_person
from tryon.parsing.lite.tidy import tidy_body, tidy_labels
from tryon.parsing.people import build_parse
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress

PHOTO_AREA = 448 * 448
PHOTO_LONG_SIDE = 576
"""Input pixels of the look at the whole photo: about how many, and the most along a side."""
PERSON_AREA = 384 * 288
PERSON_LONG_SIDE = 416
"""The same of a closer look; garments are told apart best at the size of the training photos."""
MAX_ZOOM = 4.0
"""Largest factor by which a photo is enlarged."""
MARGIN = 0.12
"""Room around a person in the closer look, as a fraction of the box's longer side."""
MAX_CLOSER_LOOKS = 12
"""People who get one, the largest first."""
_SHARED_EDGE = (5, 5)
"""Cells over which the two looks may disagree on where one person ends."""
GRID_SCALE = 2
"""Refinement grid cells per network output cell, each way."""


@dataclass(frozen=True, eq=False)
class _Look:
    """The network's output for one frame, without the padding.

    Attributes:
        frame: where it lies on the photo.
        output: the output, cropped to the frame's content.
        instances: people in it.
    """

    frame: Frame
    output: NetworkOutput
    instances: Instances


class LiteParser:
    """Parses photos with the network that ships with the app; satisfies `HumanParser`."""

    def __init__(self, weights: str | PathLike[str]) -> None:
        self._network = LiteNetwork(weights)
        digest = hashlib.sha256(Path(weights).read_bytes()).hexdigest()[:8]
        self._engine = f"tryon-lite {digest}"

    @property
    def engine(self) -> str:
        """Name and content hash of the weights."""
        return self._engine

    def parse(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> HumanParse:
        """Parse a photo (H, W, 3); see `HumanParser.parse`."""
        clock = StageClock(progress, cancel)
        size = Size.of(image)
        with clock.stage(Stage.FIND_PEOPLE):
            photo = Pyramid.of(image)
            overview = self._look(photo, _photo_frame(size))
        canvas = _Canvas(size)
        ids = _by_size(overview.instances)
        for rank, instance in enumerate(ids):
            with clock.stage(Stage.PARSE_PEOPLE) as report:
                report(rank / len(ids))
                look = overview
                if rank < MAX_CLOSER_LOOKS:
                    look = self._look(photo, _person_frame(overview, instance, size))
                membership = _membership(overview, instance, look)
            with clock.stage(Stage.REFINE_EDGES) as report:
                report(rank / len(ids))
                canvas.paint(photo, look, membership, instance)
        return build_parse(
            canvas.labels,
            canvas.instances,
            dict(enumerate(overview.instances.scores, start=1)),
            engine=self._engine,
            times=clock.times,
        )

    def _look(self, photo: Pyramid, frame: Frame) -> _Look:
        output = _without_padding(self._network.run(cut_frame(photo, frame)), frame)
        return _Look(frame=frame, output=output, instances=find_instances(output))


class _Canvas:
    """Label and instance map of the whole photo, painted person by person."""

    def __init__(self, size: Size) -> None:
        shape = (size.height, size.width)
        self.labels = np.zeros(shape, dtype=np.uint8)
        self.instances = np.zeros(shape, dtype=np.uint16)
        self._certainty = np.zeros(shape, dtype=np.uint8)

    def paint(self, photo: Pyramid, look: _Look, membership: SoftMask, instance: int) -> None:
        """Add a person; where two claim a pixel the more certain one gets it."""
        rows, columns = look.frame.box.slices
        cells = look.frame.cells
        size = Size(cells.width * GRID_SCALE, cells.height * GRID_SCALE)
        membership = tidy_body(membership, look.output.person)
        tidied = tidy_labels(look.output.labels, membership)
        labels = np.stack([_resize(plane, size) for plane in tidied])
        membership = _resize(membership, size)
        small = photo.cut(look.frame.box, size)
        labels, weighed = weigh_colours(small, labels, membership)
        weighed = tidy_body(weighed, membership)
        refined = refine_person(photo, look.frame.box, small, labels, weighed)
        certainty = self._certainty[rows, columns]
        is_surer = cv2.compare(refined.certainty, certainty, cv2.CMP_GT)
        wins = cv2.bitwise_and(is_surer, refined.labels)  # anything but 0 where both hold
        cv2.copyTo(refined.labels, wins, self.labels[rows, columns])
        cv2.copyTo(refined.certainty, wins, certainty)
        self.instances[rows, columns][wins > 0] = instance


def _resize(plane: SoftMask, size: Size) -> SoftMask:
    return np.asarray(cv2.resize(plane, (size.width, size.height)), dtype=np.float32)


def _photo_frame(size: Size) -> Frame:
    box = Box(0, 0, size.width, size.height)
    return frame_around(box, area=PHOTO_AREA, long_side=PHOTO_LONG_SIDE, max_zoom=MAX_ZOOM)


def _person_frame(overview: _Look, instance: int, size: Size) -> Frame:
    cells = Box.around(overview.instances.ids == instance)
    if cells is None:
        raise ValueError(f"no instance {instance} in the overview")
    scale_x = overview.frame.box.width / overview.instances.ids.shape[1]
    scale_y = overview.frame.box.height / overview.instances.ids.shape[0]
    box = Box(
        left=int(cells.left * scale_x),
        top=int(cells.top * scale_y),
        right=round(cells.right * scale_x),
        bottom=round(cells.bottom * scale_y),
    )
    margin = round(max(box.width, box.height) * MARGIN) + 1
    return frame_around(
        box.grown(margin, limit=size),
        area=PERSON_AREA,
        long_side=PERSON_LONG_SIDE,
        max_zoom=MAX_ZOOM,
    )


def _without_padding(output: NetworkOutput, frame: Frame) -> NetworkOutput:
    rows, columns = slice(frame.cells.height), slice(frame.cells.width)
    return NetworkOutput(
        labels=output.labels[:, rows, columns],
        person=output.person[rows, columns],
        center=output.center[rows, columns],
        offset=output.offset[:, rows, columns],
    )


def _by_size(instances: Instances) -> list[int]:
    """Return the ids 1..N, largest first."""
    cells = np.bincount(instances.ids.ravel(), minlength=len(instances.scores) + 1)
    return [int(instance) for instance in np.argsort(-cells[1:], kind="stable") + 1]


def _membership(overview: _Look, instance: int, look: _Look) -> SoftMask:
    """Return the probability (h, w) that a cell of the look is this person's.

    The closer look groups its cells anew; each group goes to the person of the overview who has
    most of it, so that a person who is split in two there is joined again.
    """
    if look is overview:
        return np.where(overview.instances.ids == instance, overview.output.person, np.float32(0))
    claims = _sample_ids(overview, look.frame)
    is_member = np.zeros(look.output.person.shape, dtype=np.bool_)
    for group in range(1, len(look.instances.scores) + 1):
        cells = look.instances.ids == group
        votes = np.bincount(claims[cells], minlength=instance + 1)
        if votes[1:].any() and votes[1:].argmax() + 1 == instance:
            is_member |= cells
    # Cells just outside every group are undecided: they follow the group that they touch.
    touching = cv2.dilate(is_member.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_)
    is_member |= touching & (look.instances.ids == 0)
    others = ((claims > 0) & (claims != instance)).astype(np.uint8)
    is_member &= cv2.erode(others, np.ones(_SHARED_EDGE, np.uint8)) == 0
    return np.where(is_member, look.output.person, np.float32(0))


def _sample_ids(overview: _Look, frame: Frame) -> NDArray[np.int32]:
    """Return the overview's ids (h, w) on the cells of another frame."""
    box, cells = overview.frame.box, frame.cells
    height, width = overview.instances.ids.shape
    y = frame.box.top + (np.arange(cells.height) + 0.5) * frame.box.height / cells.height
    x = frame.box.left + (np.arange(cells.width) + 0.5) * frame.box.width / cells.width
    rows = np.minimum((y * height / box.height).astype(np.intp), height - 1)
    columns = np.minimum((x * width / box.width).astype(np.intp), width - 1)
    return np.asarray(overview.instances.ids[rows[:, None], columns[None]])
