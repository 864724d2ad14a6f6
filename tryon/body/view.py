"""The part of a photo in which one region is measured, reduced to a size that is quick to scan."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.errors import FitError
from tryon.geometry import (
    Box,
    HardMask,
    LabelMap,
    PhotoPoints,
    RgbImage,
    Size,
    SoftMask,
    ViewPoints,
)
from tryon.human_parse import HumanParse
from tryon.joints import Joints
from tryon.labels import ARMS, BARE, LEGS, REGION_LABELS, Label, Region, is_any_of
from tryon.late import cv2
from tryon.messages import FitProblem, NotWorn
from tryon.shape.category import GarmentCategory

VIEW_SIDE = 560
"""Longest side of a view, in pixels: masks and landmarks are measured at this size, never finer."""

MIN_REGION_PIXELS = 80
"""Fewest pixels of the photo in a region that counts as worn."""

_FITTED = tuple(dict.fromkeys(category.region for category in GarmentCategory))
"""The regions that a garment can be put on."""
_NOT_WORN = {
    Region.UPPER: NotWorn.TOP,
    Region.LOWER: NotWorn.BOTTOM,
    Region.DRESS: NotWorn.DRESS,
    Region.SHOES: NotWorn.SHOES,
    Region.HAT: NotWorn.HAT,
    Region.SCARF: NotWorn.SCARF,
}


@dataclass(frozen=True, eq=False)
class RegionView:
    """One region of one person with the body around it, cut out of the photo and reduced.

    Attributes:
        box: the cut-out in pixels of the photo.
        scale: pixels of the view per pixel of the photo.
        labels: ids (h, w) of this person; everything else is background.
        others: pixels (h, w) of other people.
        region: pixels (h, w) that the garment replaces.
        photo_size: extent of the photo.
        joints: the person's joints in pixels of the view; None if nothing is known of them.
    """

    box: Box
    scale: float
    labels: LabelMap
    others: HardMask
    region: HardMask
    photo_size: Size
    joints: Joints | None = None

    @classmethod
    def of(cls, parse: HumanParse, person: int, region: Region) -> RegionView | None:
        """Cut the view out of a parse; None if the person has no pixel of the region."""
        region_box = Box.around(parse.region_mask(person, region))
        if region_box is None:
            return None
        margin = round(0.35 * max(region_box.width, region_box.height)) + 4
        around_region = region_box.grown(margin, limit=parse.size)
        around_person = Box.around(parse.person_mask(person)) or region_box
        around_person = around_person.grown(margin // 3, limit=parse.size)
        box = Box(
            min(around_region.left, around_person.left),
            min(around_region.top, around_person.top),
            max(around_region.right, around_person.right),
            max(around_region.bottom, around_person.bottom),
        )
        scale = min(1.0, VIEW_SIDE / max(box.width, box.height))
        size = max(1, round(box.width * scale)), max(1, round(box.height * scale))
        people = parse.person_map[box.slices]
        person_labels = np.where(people == person, parse.labels[box.slices], 0)
        labels = cv2.resize(person_labels.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        others = ((people != person) & (people != 0)).astype(np.uint8)
        others = cv2.resize(others, size, interpolation=cv2.INTER_NEAREST) > 0
        mask = is_any_of(np.asarray(labels, np.uint8), REGION_LABELS[region])
        view = cls(box, scale, np.asarray(labels, np.uint8), others, mask, parse.size)
        joints = parse.person(person).joints
        if joints is None:
            return view
        return replace(view, joints=joints.within((box.left, box.top), (scale, scale)))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the view."""
        return self.labels.shape[0], self.labels.shape[1]

    def with_region(self, region: HardMask) -> RegionView:
        """Return the view with another region (h, w)."""
        return replace(self, region=region)

    def mask(self, *labels: Label) -> HardMask:
        """Return the person's pixels (h, w) that carry one of ``labels``."""
        return is_any_of(self.labels, frozenset(labels))

    @property
    def ground(self) -> HardMask:
        """What lies beside the person, the region and other people."""
        return np.asarray((self.labels == 0) & ~self.region & ~self.others)

    @property
    def arms(self) -> HardMask:
        """Bare arms, hands and gloves."""
        return self.mask(*ARMS, Label.GLOVES)

    @property
    def face(self) -> HardMask:
        """Face and sunglasses."""
        return self.mask(Label.FACE, Label.SUNGLASSES)

    @property
    def legs(self) -> HardMask:
        """Bare or stockinged legs."""
        return self.mask(*LEGS, Label.SOCKS)

    @property
    def bare(self) -> HardMask:
        """Skin, wherever it shows."""
        return self.mask(*BARE)

    def to_photo(self, points: ViewPoints) -> PhotoPoints:
        """Take positions (N, 2) of the view to the photo."""
        return PhotoPoints(np.asarray(points / self.scale + (self.box.left, self.box.top)))

    def from_photo(self, points: PhotoPoints) -> ViewPoints:
        """Take positions (N, 2) of the photo to the view."""
        return ViewPoints(np.asarray((points - (self.box.left, self.box.top)) * self.scale))

    @property
    def region_corners(self) -> ViewPoints:
        """Upper left and lower right corner (2, 2) of the region, which must not be empty."""
        box = Box.around(self.region)
        assert box is not None
        corners = [[box.left, box.top], [box.right, box.bottom]]
        return ViewPoints(np.array(corners, np.float64))

    def box_in_photo(self, box_in_view: Box, *, margin: int, limit: Box) -> Box | None:
        """Return a box of the view in the photo's pixels, cut to ``limit``; None outside it.

        Args:
            box_in_view: the box in pixels of the view.
            margin: pixels of the view added on each side.
            limit: pixels of the photo.
        """
        left, top = (np.array([box_in_view.left, box_in_view.top]) - margin) / self.scale
        right, bottom = (np.array([box_in_view.right, box_in_view.bottom]) + margin) / self.scale
        box = Box(
            max(limit.left, self.box.left + int(left)),
            max(limit.top, self.box.top + int(top)),
            min(limit.right, self.box.left + int(right) + 1),
            min(limit.bottom, self.box.top + int(bottom) + 1),
        )
        return box if box.width > 0 and box.height > 0 else None

    def reduced(self, image: RgbImage) -> RgbImage:
        """Return the view's part of the photo (H, W, 3) at the view's size."""
        part = image[self.box.slices]
        size = self.labels.shape[1], self.labels.shape[0]
        return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def view_to_photo(values: SoftMask, view: RegionView, box: Box) -> SoftMask:
    """Bring a picture of the view (h, w) or (h, w, 3) to the photo's size, cut to ``box``."""
    picture = np.asarray(values, dtype=np.float32)
    scale = view.scale, view.scale
    x = (np.arange(box.left, box.right) - view.box.left + 0.5) * scale[0] - 0.5
    y = (np.arange(box.top, box.bottom) - view.box.top + 0.5) * scale[1] - 0.5
    if view.scale == 1.0:
        left, top = box.left - view.box.left, box.top - view.box.top
        return np.ascontiguousarray(picture[top : top + box.height, left : left + box.width])
    first_x, last_x = max(0, int(x[0]) - 1), min(picture.shape[1], int(x[-1]) + 3)
    first_y, last_y = max(0, int(y[0]) - 1), min(picture.shape[0], int(y[-1]) + 3)
    part = picture[first_y:last_y, first_x:last_x]
    affine = np.array([[view.scale, 0, x[0] - first_x], [0, view.scale, y[0] - first_y]])
    return np.asarray(
        cv2.warpAffine(
            part,
            affine,
            (box.width, box.height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        dtype=np.float32,
    )


def photo_to_view(values: NDArray[np.float32], view: RegionView, box: Box) -> NDArray[np.float32]:
    """Bring a picture (H, W) or (H, W, 3) of a box of the photo to the view; 0 beside the box."""
    left, top = (box.left - view.box.left) * view.scale, (box.top - view.box.top) * view.scale
    width, height = max(1, round(box.width * view.scale)), max(1, round(box.height * view.scale))
    small = cv2.resize(values, (width, height), interpolation=cv2.INTER_AREA)
    result = np.zeros((*view.shape, *values.shape[2:]), np.float32)
    y, x = round(top), round(left)
    part = result[y : y + height, x : x + width]
    part[:] = small[: part.shape[0], : part.shape[1]]
    return result


def chosen_view(parse: HumanParse, person: int, region: Region) -> RegionView:
    """Return the view of a region that is worn and large enough.

    Raises:
        FitError: if there is no such person, or too little of the region can be seen.
    """
    if not parse.people:
        raise FitError(FitProblem.NOBODY)
    if not 1 <= person <= len(parse.people):
        raise FitError(FitProblem.NO_SUCH_PERSON, person=person, count=len(parse.people))
    view = RegionView.of(parse, person, region)
    if view is None:
        nothing = _NOT_WORN[region]
        worn = tuple(
            other
            for other in _FITTED
            if parse.region_mask(person, other).sum() >= MIN_REGION_PIXELS
        )
        if worn:
            raise FitError(FitProblem.NOT_WORN, person=person, nothing=nothing, regions=worn)
        raise FitError(FitProblem.NOTHING_WORN, person=person, nothing=nothing)
    pixels = int(parse.region_mask(person, region).sum())
    if pixels < MIN_REGION_PIXELS:
        raise FitError(
            FitProblem.TOO_FEW_PIXELS,
            pixels=pixels,
            person=person,
            region=region,
            least=MIN_REGION_PIXELS,
        )
    return view
