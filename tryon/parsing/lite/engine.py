"""The bundled parser: detectors and joints find people, a closer look at each finds the parts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

import numpy as np

from tryon.geometry import Box, RgbImage, Size, SoftMask
from tryon.human_parse import HumanParse
from tryon.joints import Joints
from tryon.labels import BARE, is_any_of
from tryon.late import cv2
from tryon.parsing.detection.finder import FoundPerson, PersonFinder
from tryon.parsing.detection.multipose import MultiPose
from tryon.parsing.detection.nanodet import NanoDet
from tryon.parsing.joints.finder import JointFinder, is_believable
from tryon.parsing.lite.close_up import (
    LARGEST_ZOOM,
    CloseUp,
    find_windows,
    resized_planes,
    weigh_close_up,
    window_frame,
)
from tryon.parsing.lite.colours import weigh_colours
from tryon.parsing.lite.framing import Frame, cell_middles, cut_frame, frame_around
from tryon.parsing.lite.instances import Instances, find_instances
from tryon.parsing.lite.membership import membership
from tryon.parsing.lite.network import LiteNetwork, NetworkOutput
from tryon.parsing.lite.outfit import as_one_outfit
from tryon.parsing.lite.refine import refine_person
from tryon.parsing.lite.second_opinion import SIDE as OPINION_SIDE
from tryon.parsing.lite.second_opinion import SMALL_SIDE as SMALL_OPINION_SIDE
from tryon.parsing.lite.second_opinion import SecondOpinion, weigh
from tryon.parsing.lite.skeleton_evidence import skeleton_evidence
from tryon.parsing.lite.tidy import tidy_body, tidy_labels
from tryon.parsing.people import build_parse
from tryon.parsing.pyramid import Pyramid
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress
from tryon.resources import detector_files, joints_file, second_opinion_file

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
_CLEAR_SHARE = 0.12
"""Share of the photo that the box of somebody covers who is worth a second opinion."""
_LEAST_FILL = 0.08
"""Share of the box that somebody fills: hardly any true box on training photos is emptier, and
nearly half of the false ones are."""
_LEAST_OVERLOOKED = 0.04
"""Share of the photo that somebody covers whom no detector saw; smaller patches are things."""
_SURE_OF_OVERLOOKED = 0.75
"""Mean probability of a person from which such a patch is one."""
_LEAST_SKIN = 0.3
"""Share of such a patch that is skin if it has no skeleton: a hand, a face close by."""
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

    @property
    def grid(self) -> Size:
        """Extent of the grid on which it is refined."""
        cells = self.frame.cells
        return Size(cells.width * GRID_SCALE, cells.height * GRID_SCALE)


class LiteParser:
    """Parses photos with the networks that ship with the app; satisfies `HumanParser`."""

    def __init__(self, weights: str | PathLike[str]) -> None:
        nanodet, multipose = detector_files()
        with ThreadPoolExecutor() as pool:  # most of the time a parser takes is spent in loading
            network = pool.submit(LiteNetwork, weights)
            joints = pool.submit(JointFinder, joints_file())
            opinion = pool.submit(SecondOpinion, second_opinion_file())
            detectors = pool.submit(NanoDet, nanodet), pool.submit(MultiPose, multipose)
        self._network, self._joints, self._opinion = (
            network.result(),
            joints.result(),
            opinion.result(),
        )
        self._finder = PersonFinder(detectors[0].result(), detectors[1].result(), self._joints)
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
            people = self._finder.find(photo)
            overview = None
            if not people or len(people) > MAX_CLOSER_LOOKS:
                overview = self._look(photo, _photo_frame(size))
                people = people or self._overlooked(photo, overview)
        people.sort(key=lambda person: -person.box.width * person.box.height)
        canvas = _Canvas(size)
        for rank, person in enumerate(people):
            with clock.stage(Stage.PARSE_PEOPLE) as report:
                report(rank / len(people))
                look = overview
                if look is None or rank < MAX_CLOSER_LOOKS:
                    look = self._look(photo, _person_frame(person.box, size))
                close_ups: list[CloseUp] = []
                if person.box.width * person.box.height >= _CLEAR_SHARE * size.width * size.height:
                    look = self._discussed(photo, look, person.joints)
                    close_ups = self._close_ups(photo, look, person.joints)
                member = membership(
                    look.output.person, look.instances, look.frame.box, people, rank
                )
            with clock.stage(Stage.REFINE_EDGES) as report:
                report(rank / len(people))
                canvas.paint(photo, look, member, person.joints, close_ups, rank + 1)
        areas = cv2.calcHist([canvas.instances], [0], None, [256], [0, 256]).ravel()
        kept = {
            rank: person
            for rank, person in enumerate(people, start=1)
            if areas[rank] >= _LEAST_FILL * person.box.width * person.box.height
        }
        with clock.stage(Stage.FIND_JOINTS):
            joints = {
                rank: self._joints.settle(photo, person.joints, canvas.instances, rank)
                for rank, person in kept.items()
            }
        return build_parse(
            canvas.labels,
            canvas.instances,
            {rank: person.score for rank, person in kept.items()},
            joints,
            engine=self._engine,
            times=clock.times,
        )

    def _look(self, photo: Pyramid, frame: Frame) -> _Look:
        output = _without_padding(self._network.run(cut_frame(photo, frame)), frame)
        return _Look(frame=frame, output=output, instances=find_instances(output))

    def _discussed(self, photo: Pyramid, look: _Look, joints: Joints) -> _Look:
        """Return a look weighed with the second opinion and with where the bones are."""
        crop = photo.cut(look.frame.box, Size(OPINION_SIDE, OPINION_SIDE))
        evidence = self._opinion.evidence(crop, look.frame.cells)
        cells = cell_middles(look.frame.box, look.frame.cells)
        evidence *= skeleton_evidence(joints, cells)
        labels, person = weigh(look.output.labels, look.output.person, evidence)
        return replace(look, output=replace(look.output, labels=labels, person=person))

    def _close_ups(self, photo: Pyramid, look: _Look, joints: Joints) -> list[CloseUp]:
        """Return closer looks at head and hands, where the photo shows more than the look did."""
        box, grid = look.frame.box, look.grid
        if look.frame.content.width > LARGEST_ZOOM * box.width:
            return []
        close_ups = []
        for window in find_windows(joints, box, grid):
            frame = window_frame(window, box, grid)
            close = _without_padding(self._network.run(cut_frame(photo, frame)), frame)
            evidence = None
            if window.is_head:
                crop = photo.cut(frame.box, Size(SMALL_OPINION_SIDE, SMALL_OPINION_SIDE))
                evidence = self._opinion.evidence(crop, window.size)
            close_ups.append(weigh_close_up(window, grid, look.output, close, evidence))
        return close_ups

    def _overlooked(self, photo: Pyramid, overview: _Look) -> list[FoundPerson]:
        """Return people whom no detector saw, for example where the photo shows legs only."""
        ids, box = overview.instances.ids, overview.frame.box
        scale = np.array([box.width / ids.shape[1], box.height / ids.shape[0]] * 2)
        people = []
        for instance, score in enumerate(overview.instances.scores, start=1):
            is_member = ids == instance
            if is_member.mean() < _LEAST_OVERLOOKED or score < _SURE_OF_OVERLOOKED:
                continue
            cells = Box.around(is_member)
            if cells is None:
                continue
            edges = np.array(cells.edges) * scale
            joints = self._joints.look(photo, edges)
            shown = overview.output.labels[1:, is_member].argmax(axis=0).astype(np.uint8) + 1
            if is_believable(joints) or is_any_of(shown, BARE).mean() >= _LEAST_SKIN:
                people.append(FoundPerson(Box(*edges.round().astype(int).tolist()), joints, score))
        return people


class _Canvas:
    """Label and instance map of the whole photo, painted person by person."""

    def __init__(self, size: Size) -> None:
        shape = (size.height, size.width)
        self.labels = np.zeros(shape, dtype=np.uint8)
        self.instances = np.zeros(shape, dtype=np.uint8)
        self._certainty = np.zeros(shape, dtype=np.uint8)

    def paint(
        self,
        photo: Pyramid,
        look: _Look,
        membership: SoftMask,
        joints: Joints,
        close_ups: Sequence[CloseUp],
        instance: int,
    ) -> None:
        """Add a person; where two claim a pixel the more certain one gets it."""
        size = look.grid
        membership = tidy_body(membership, look.output.person)
        tidied = tidy_labels(look.output.labels, membership)
        middles = cell_middles(look.frame.box, look.frame.cells)
        tidied = as_one_outfit(tidied, membership, joints, middles)
        labels = resized_planes(tidied, size)
        membership = resized_planes(membership[None], size)[0]
        for close_up in close_ups:
            labels, membership = close_up.applied(labels, membership)
        small = photo.cut(look.frame.box, size)
        labels, weighed = weigh_colours(small, labels, membership)
        weighed = tidy_body(weighed, membership)
        refined = refine_person(photo, look.frame.box, small, labels, weighed)
        if refined is None:
            return
        rows, columns = refined.box.slices
        certainty = self._certainty[rows, columns]
        is_surer = cv2.compare(refined.certainty, certainty, cv2.CMP_GT)
        wins = cv2.bitwise_and(is_surer, refined.labels)  # anything but 0 where both hold
        cv2.copyTo(refined.labels, wins, self.labels[rows, columns])
        cv2.copyTo(refined.certainty, wins, certainty)
        self.instances[rows, columns][wins > 0] = instance


def _photo_frame(size: Size) -> Frame:
    box = Box(0, 0, size.width, size.height)
    return frame_around(box, area=PHOTO_AREA, long_side=PHOTO_LONG_SIDE, max_zoom=MAX_ZOOM)


def _person_frame(box: Box, size: Size) -> Frame:
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
