"""Joints for people whom a parser found by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.parsing.joints.finder import JointFinder
from tryon.parsing.pyramid import Pyramid
from tryon.progress import Stage, StageClock


def with_joints(
    parse: HumanParse, image: RgbImage, finder: JointFinder, clock: StageClock
) -> HumanParse:
    """Return a parse whose people have joints.

    Args:
        parse: of ``image``.
        image: the photo (H, W, 3).
        finder: looks for them.
        clock: of the parse.

    Raises:
        ParsingError: if onnxruntime fails.
        Cancelled: if the job was cancelled between people.
    """
    photo, people = Pyramid.of(image), []
    for done, person in enumerate(parse.people):
        with clock.stage(Stage.FIND_JOINTS) as report:
            report(done / len(parse.people))
            first = finder.look(photo, np.array(person.box.edges, np.float64))
            joints = finder.settle(photo, first, parse.person_map, person.number)
            people.append(replace(person, joints=joints))
    return replace(parse, people=tuple(people))
