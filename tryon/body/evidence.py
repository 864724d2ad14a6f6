"""Whether enough is seen to fit a garment by: clothes on the region, and joints of the body.

A few specks of cloth, such as two patches on a bare chest, say nothing of where a garment would
lie. Their area is compared with that of the body below them, as far as the photo shows it: torso
or thighs, by the joints. Over 285 tops and trousers of 186 photos, of people alone and in groups,
all 8 shares below 0.15 were chairs, pillows and straps that a parser took for clothes, or somebody
of whom the photo shows the edge; half of all were above 1.4, and the least of a real top 0.33.
"""

from __future__ import annotations

import numpy as np

from tryon.body.skeleton import SURE, Skeleton
from tryon.body.view import RegionView
from tryon.errors import FitError
from tryon.geometry import Points
from tryon.joints import JointName
from tryon.labels import Region
from tryon.late import cv2
from tryon.messages import FitNote, FitProblem

_LEAST = 0.15
"""Area of the clothes, in areas of the body below them, under which they are a scrap."""
_LITTLE = 0.3
"""The same under which most of a fit is a guess."""
_LEAST_BREADTH = 0.5
"""Least breadth of a body that is turned aside, in breadths of one turned to the front."""

_J = JointName
_TORSO = [_J.LEFT_SHOULDER, _J.RIGHT_SHOULDER, _J.LEFT_HIP, _J.RIGHT_HIP]


def check_evidence(view: RegionView, person: int, region: Region) -> tuple[FitNote, ...]:
    """Check that enough is seen to fit a garment by.

    Where nothing is known of the joints, as of people far away, there is nothing to compare with.

    Args:
        view: the person, with the corrected region.
        person: the person's number.
        region: where the garment goes.

    Returns:
        What the user should know.

    Raises:
        FitError: if the clothes are a scrap.
    """
    share = seen_share(view, region)
    if share is None:
        return ()
    if share < _LEAST:
        percent = max(1, round(100 * share))
        raise FitError(FitProblem.SCRAP, person=person, region=region, percent=percent)
    notes = (FitNote.LITTLE_SEEN,) if share < _LITTLE else ()
    assert view.joints is not None
    if view.joints.confidence[_TORSO].max() < SURE:
        return (*notes, FitNote.BODY_GUESSED)
    return notes


def seen_share(view: RegionView, region: Region) -> float | None:
    """Return the area of the clothes, in areas of the body that the photo shows below them.

    Returns:
        None if no joint was found, or the photo shows nothing of the body there.
    """
    if view.joints is None or view.joints.confidence.max() < SURE:
        return None
    skeleton = Skeleton.of(view, view.region)
    half = max(skeleton.breadth, _LEAST_BREADTH * skeleton.unit)
    top, bottom = skeleton.middle, skeleton.pelvis
    if region is Region.LOWER:
        top, bottom = bottom, (skeleton.knees.left + skeleton.knees.right) / 2
    body = _area_in_photo(_bar(top, bottom, half), view)
    return float(np.count_nonzero(view.region)) / body if body > half**2 / 4 else None


def _bar(start: Points, end: Points, half: float) -> Points:
    """Return the corners (4, 2) of a bar between two points (2,), ``half`` wide on each side."""
    along = end - start
    aside = half * np.array([-along[1], along[0]]) / max(float(np.linalg.norm(along)), 1e-6)
    return np.array([start - aside, start + aside, end + aside, end - aside])


def _area_in_photo(outline: Points, view: RegionView) -> float:
    """Return the area of a convex outline (N, 2) inside the photo, in pixels of the view."""
    size = view.photo_size
    corners = np.array([[0, 0], [size.width, 0], [size.width, size.height], [0, size.height]])
    photo = (corners - (view.box.left, view.box.top)) * view.scale
    area, _ = cv2.intersectConvexConvex(outline.astype(np.float32), photo.astype(np.float32))
    return float(area)
