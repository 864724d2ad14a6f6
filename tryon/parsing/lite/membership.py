"""Whose cell is it: the network groups cells by the middle they point at, skeletons own the groups.

A group is the person's whose skeleton lies nearest to most of it. Where two people have much of one
group, as when they embrace, each cell goes to the nearer skeleton: a limb belongs to its owner.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, Size, SoftMask
from tryon.joints import JointName, Joints
from tryon.late import cv2
from tryon.parsing.detection.finder import FoundPerson
from tryon.parsing.lite.framing import cell_middles, squared_distance
from tryon.parsing.lite.instances import Instances

_CLEAR = 0.15
"""Confidence from which a joint tells where its person is."""
_WHOLE = 0.8
"""Share of a group from which all of it is one person's."""
_SOME = 0.2
"""Share of a group up to which none of it is."""
_LEAST_SKELETON = 0.05
"""Share of a person's skeleton that a group holds if it is the person's."""
_SAMPLES = 9
"""Places along each bone."""
_OUTSIDE = 2.0
"""How much farther a cell counts as for each unit by which it lies outside a person's box."""


def membership(
    person: SoftMask,
    instances: Instances,
    frame: Box,
    people: Sequence[FoundPerson],
    owner: int,
) -> SoftMask:
    """Return the probability (h, w) that a cell is one person's.

    Args:
        person: probability (h, w) that a cell is anybody's.
        instances: groups of cells (h, w).
        frame: the part of the photo that the cells cover.
        people: everybody on the photo.
        owner: index of the person asked for.
    """
    height, width = person.shape
    cells = cell_middles(frame, Size(width, height))
    near = [i for i, other in enumerate(people) if i == owner or _meet(other.box, frame)]
    lines = [_lines(people[i]) for i in near]
    nearest = np.array(near)[
        np.argmin(
            [_distances(cells, bones, people[i].box) for i, bones in zip(near, lines, strict=True)],
            axis=0,
        )
    ]
    bones = _bones(people[owner].joints)
    holds = _share_held(bones, instances.ids, frame)
    is_member = np.zeros((height, width), np.bool_)
    for group in range(1, len(instances.scores) + 1):
        in_group = instances.ids == group
        share = float((nearest[in_group] == owner).mean())
        if share <= _SOME or (len(bones) and holds[group] < _LEAST_SKELETON):
            continue
        is_member |= in_group if share >= _WHOLE else in_group & (nearest == owner)
    # Cells just outside every group are undecided: they follow the group that they touch.
    touching = cv2.dilate(is_member.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    is_member |= touching & (instances.ids == 0)
    return np.where(is_member, person, np.float32(0))


def _meet(first: Box, second: Box) -> bool:
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )


def _lines(person: FoundPerson) -> NDArray[np.float64]:
    """Return the lines (B, 2, 2) that stand for a person: bones, neck, trunk, or the box's axis."""
    bones = _bones(person.joints)
    if len(bones):
        return bones
    box = person.box
    x, quarter = (box.left + box.right) / 2, box.height / 4
    return np.array([[[x, box.top + quarter], [x, box.bottom - quarter]]])


def _bones(joints: Joints) -> NDArray[np.float64]:
    """Return the bones (B, 2, 2) that are clear, neck and trunk among them; none may be."""
    lines = [joints.bones(_CLEAR)]
    shoulders = _between(joints, JointName.LEFT_SHOULDER, JointName.RIGHT_SHOULDER)
    hips = _between(joints, JointName.LEFT_HIP, JointName.RIGHT_HIP)
    if shoulders is not None and joints.confidence[JointName.NOSE] >= _CLEAR:
        lines.append(np.stack([joints.points[JointName.NOSE], shoulders])[None])
    if shoulders is not None and hips is not None:
        lines.append(np.stack([shoulders, hips])[None])
    return np.concatenate(lines)


def _between(joints: Joints, first: JointName, second: JointName) -> NDArray[np.float64] | None:
    if min(joints.confidence[first], joints.confidence[second]) < _CLEAR:
        return None
    return np.asarray((joints.points[first] + joints.points[second]) / 2)


def _distances(
    cells: NDArray[np.float64], lines: NDArray[np.float64], box: Box
) -> NDArray[np.float64]:
    """Return the distance (h, w) of each cell to a person's lines, in longer sides of the box."""
    x, y = cells[..., 0], cells[..., 1]
    nearest = np.full(x.shape, np.inf)
    for start, end in lines:
        nearest = np.minimum(nearest, squared_distance(cells, start, end))
    beside = np.maximum(box.left - x, x - box.right)
    outside = np.maximum(beside, np.maximum(box.top - y, y - box.bottom)).clip(0)
    return np.asarray((np.sqrt(nearest) + _OUTSIDE * outside) / max(box.width, box.height))


def _share_held(
    lines: NDArray[np.float64], ids: NDArray[np.int32], frame: Box
) -> NDArray[np.float64]:
    """Return which share of a person's lines within the frame lies in each group (groups + 1,)."""
    steps = np.linspace(0, 1, _SAMPLES)[:, None, None]
    points = (lines[:, 0] + steps * (lines[:, 1] - lines[:, 0])).reshape(-1, 2)
    height, width = ids.shape
    columns = np.floor((points[:, 0] + 0.5 - frame.left) * width / frame.width).astype(int)
    rows = np.floor((points[:, 1] + 0.5 - frame.top) * height / frame.height).astype(int)
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    found = ids[rows[inside], columns[inside]]
    counts = np.bincount(found, minlength=int(ids.max(initial=0)) + 1)
    return np.asarray(counts / max(1, counts[1:].sum()))
