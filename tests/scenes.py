"""Photos of people, drawn by code: demanding like a snapshot, and with their exact parse.

Two people of natural proportions overlap before patterned wallpaper, in warm light, in clothes with
folds and shade, and with some blur and grain. At 1200x900 the view of each is reduced, as that of
most photos is. Everything is measured in half shoulder breadths from the middle of the neck's base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.region import correct_region
from tryon.body.view import RegionView, chosen_view
from tryon.fitting.composite import compose
from tryon.fitting.fit import PreparedFit
from tryon.fitting.parameters import USUAL
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import Box, HardMask, LabelMap, PhotoPoints, Points, RgbImage, Size
from tryon.human_parse import HumanParse, PartArea, Person
from tryon.joints import JointName, Joints
from tryon.labels import Label, Region

Outline = Sequence[tuple[float, float]]
Colour = tuple[int, int, int]

SIZE = Size(1200, 900)
NARROW = Size(600, 900)
WARM = (1.08, 0.97, 0.76)
"""Red, green and blue of the light."""
HEIGHT = 8.2
"""Of a person from the hair to the soles, in half shoulder breadths."""
_GRAIN = 2.0
_BLUR = 0.8


class Arm(Enum):
    """Where an arm is."""

    HANGING = "hanging"
    """Apart from the torso."""
    ON_BELLY = "on the belly"
    """The forearm lies in front of the torso."""
    HIDDEN = "hidden"
    """Behind the back from the elbow on: no hand shows where the arm ends."""


class Sleeve(Enum):
    """How far down an arm a sleeve reaches, in shares of the way from shoulder to wrist."""

    NONE = 0.0
    SHORT = 0.36
    LONG = 1.0


class Lower(Enum):
    """What is worn below the top."""

    TROUSERS = "trousers"
    SKIRT = "skirt"


class Stance(Enum):
    """How the legs stand."""

    STANDING = "standing"
    CROSSED = "crossed"
    """The leg from the hip on the left of the picture is in front."""
    BENT = "bent"
    """The knee on the right of the picture points aside."""


@dataclass(frozen=True)
class Sitter:
    """Who is drawn.

    Attributes:
        neck: x and y of the neck's base.
        half_shoulder: half the shoulder breadth in pixels.
        arms: the left of the picture first.
        sleeve: that of the top.
        hem: depth of the top's hem.
        opening: half the width at the hem by which a jacket hangs open from the waist on.
        neckline: depth of the top's neckline.
        lower: what is worn below the top.
        stance: how the legs in trousers stand.
        top_colour, lower_colour: in white light.
    """

    neck: tuple[float, float]
    half_shoulder: float
    arms: tuple[Arm, Arm] = (Arm.HANGING, Arm.HANGING)
    sleeve: Sleeve = Sleeve.LONG
    hem: float = 2.55
    opening: float = 0.0
    neckline: float = 0.25
    lower: Lower = Lower.TROUSERS
    stance: Stance = Stance.STANDING
    top_colour: Colour = (70, 110, 150)
    lower_colour: Colour = (60, 55, 60)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a place on the body in pixels of the photo."""
        return self.neck[0] + x * self.half_shoulder, self.neck[1] + y * self.half_shoulder

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and the column of a place on the body."""
        column, row = self.place(x, y)
        return round(row), round(column)


LEFT = Sitter((490.0, 204.0), 96.0)
RIGHT = Sitter(
    (686.0, 192.0),
    98.0,
    sleeve=Sleeve.SHORT,
    top_colour=(150, 50, 60),
    lower_colour=(70, 90, 60),
    lower=Lower.SKIRT,
)
"""Stands in front: her arm hides a part of the other's side."""
ALONE = replace(LEFT, neck=(300.0, 204.0))
"""The first of them in the middle of a narrow photo."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A drawn photo.

    Attributes:
        photo: (H, W, 3) uint8, read-only.
        parse: its exact labels and people.
        people: who was drawn, from left to right.
    """

    photo: RgbImage
    parse: HumanParse
    people: tuple[Sitter, ...]

    def cut_below(self, row: int) -> Scene:
        """Return the photo that ends at a row; what is below is not known."""
        labels, people = (
            np.ascontiguousarray(a[:row]) for a in (self.parse.labels, self.parse.person_map)
        )
        persons = []
        for person in self.parse.people:
            assert person.joints is not None
            points = person.joints.points
            known = np.where(points[:, 1] < row, person.joints.confidence, 0.0)
            box = replace(person.box, bottom=min(row, person.box.bottom))
            persons.append(replace(person, box=box, joints=Joints(points, known)))
        parse = HumanParse(labels, people, tuple(persons), "drawn")
        return Scene(np.ascontiguousarray(self.photo[:row]), parse, self.people)

    def view(self, region: Region, *, person: int = 1) -> RegionView:
        """Return the view of a region as a fit starts from it, corrected by the photo."""
        return _corrected_view(self, region, person)

    def prepared(self, garment: Garment, *, person: int = 1) -> PreparedFit:
        """Measure a garment on a person."""
        region = garment.category.region
        return PreparedFit(FitRequest(self.photo, self.parse, person, region, garment))

    def dressed(self, garment: Garment, *, person: int = 1) -> RgbImage:
        """Return the photo with a garment on a person."""
        return compose(self.photo, [self.prepared(garment, person=person).render(USUAL)])


@cache
def scene(people: tuple[Sitter, ...] = (LEFT, RIGHT), size: Size = SIZE) -> Scene:
    """Draw people, listed from left to right; each stands in front of those before."""
    canvas = _Canvas.before_wallpaper(size)
    for number, sitter in enumerate(people, start=1):
        _draw_person(canvas, sitter, number)
    photo = canvas.photographed()
    photo.setflags(write=False)
    return Scene(photo, canvas.parse(people), people)


def alone(sitter: Sitter) -> Scene:
    """Draw one person in a narrow photo; the view is reduced as much as in a broad one."""
    return scene((sitter,), NARROW)


@cache
def _corrected_view(drawn: Scene, region: Region, person: int) -> RegionView:
    plain = chosen_view(drawn.parse, person, region)
    return plain.with_region(correct_region(plain, plain.reduced(drawn.photo)))


@dataclass(eq=False)
class _Canvas:
    """What has been drawn so far."""

    colours: NDArray[np.float32]
    labels: LabelMap
    person_map: LabelMap
    pieces: int = field(default=0)

    @classmethod
    def before_wallpaper(cls, size: Size) -> _Canvas:
        """Hang wallpaper with broad stripes and a motif between a ceiling and a dark floor."""
        y, x = np.mgrid[: size.height, : size.width].astype(np.float32)
        stripe = 0.5 + 0.5 * np.tanh(6 * np.sin(2 * np.pi * x / 84))
        motif = (np.cos(2 * np.pi * (x + y) / 56) + np.cos(2 * np.pi * (x - y) / 56)) > 1.35
        wall = np.array([182, 176, 158], np.float32) + stripe[..., None] * (26, 22, 20)
        wall = np.where(motif[..., None], np.float32([128, 140, 122]), wall)
        floor = (y > 0.88 * size.height)[..., None]
        colours = np.where(floor, np.float32([96, 76, 60]), wall)
        nobody = np.zeros((size.height, size.width), np.uint8)
        return cls(colours.astype(np.float32), nobody, nobody.copy())

    def cover(
        self,
        mask: HardMask,
        label: Label,
        number: int,
        colour: Colour,
        *,
        unit: float,
        folds: float = 0.0,
    ) -> None:
        """Lay a rounded, folded piece (H, W) over all that is there.

        Args:
            mask: its pixels.
            label: what it is.
            number: whose it is.
            colour: in white light.
            unit: half the shoulder breadth in pixels.
            folds: how strong its folds are.
        """
        self.pieces += 1
        box = Box.around(mask)
        if box is None:
            return
        part = mask[box.slices]
        padded = np.pad(part.astype(np.uint8), 1)
        depth = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
        edge = 1 - np.clip(depth / (0.22 * unit), 0.0, 1.0)
        light = 1 - 0.22 * edge**2
        light = light * np.linspace(1.05, 0.93, box.width)  # from a window on the left
        if folds:
            noise = np.random.default_rng(self.pieces).normal(size=part.shape).astype(np.float32)
            noise = cv2.GaussianBlur(noise, (0, 0), 0.07 * unit, sigmaY=0.25 * unit)
            light = light + folds * noise / noise.std()
        painted = np.asarray(colour, np.float32) * light[..., None]
        self.colours[box.slices][part] = painted[part]
        self.labels[mask], self.person_map[mask] = label, number

    def photographed(self) -> RgbImage:
        """Return the photo (H, W, 3): lit, a little out of focus, with grain."""
        lit = cv2.GaussianBlur(self.colours * np.float32(WARM), (0, 0), _BLUR)
        grain = np.random.default_rng(7).normal(0, _GRAIN, self.labels.shape)[..., None]
        return np.clip(np.rint(lit + grain), 0, 255).astype(np.uint8)

    def parse(self, sitters: Sequence[Sitter]) -> HumanParse:
        """Return what was drawn where."""
        people = []
        for number, sitter in enumerate(sitters, start=1):
            mask = self.person_map == number
            box = Box.around(mask)
            if box is None:
                raise ValueError(f"person {number} is hidden by the others")
            areas = np.bincount(self.labels[mask], minlength=len(Label))
            found = [PartArea(label, int(areas[label])) for label in Label if areas[label]]
            found.sort(key=lambda part: -part.pixels)
            people.append(Person(number, box, 1.0, tuple(found), _joints(sitter)))
        for array in (self.labels, self.person_map):
            array.setflags(write=False)
        return HumanParse(self.labels, self.person_map, tuple(people), engine="drawn scene 1")


SKIN = (205, 158, 132)
_HAIR = (70, 50, 40)
_SHOES = (50, 45, 45)
_ARMS = {Arm.HANGING: ((0.80, 0.30), (1.06, 1.75), (1.16, 2.85)),
         Arm.ON_BELLY: ((0.80, 0.30), (1.08, 1.70), (0.24, 1.98)),
         Arm.HIDDEN: ((0.80, 0.30), (1.10, 1.15), (0.20, 1.45))}  # fmt: skip
"""Shoulder, elbow and wrist of the arm on the right of the picture."""
_TORSO = ((0.30, -0.10), (0.88, 0.10), (0.80, 0.70), (0.70, 1.30), (0.68, 1.80), (0.82, 2.60))
"""The right of the torso's outline, from the neck down."""
_TROUSERS = ((0.64, 1.95), (0.86, 2.70), (0.76, 4.4), (0.60, 6.15), (0.22, 6.15), (0.18, 4.6),
             (0.03, 3.15))  # fmt: skip
_SKIRT = ((0.62, 1.95), (0.88, 2.70), (1.02, 4.3))
_LEG = ((0.42, 3.0), (0.40, 4.5), (0.38, 6.2))
_STRAIGHT = ((0.5, 2.6), (0.42, 4.5), (0.40, 6.2))
STANCES = {Stance.STANDING: (((-0.5, 2.6), (-0.42, 4.5), (-0.40, 6.2)), _STRAIGHT),
           Stance.CROSSED: (((-0.5, 2.6), (-0.15, 4.5), (0.35, 6.25)),
                            ((0.5, 2.6), (0.15, 4.5), (-0.35, 6.05))),
           Stance.BENT: (((-0.5, 2.6), (-0.42, 4.5), (-0.40, 6.2)),
                         ((0.5, 2.6), (1.35, 4.1), (0.75, 5.75)))}  # fmt: skip
"""Hip, knee and ankle of both legs, that on the left of the picture first."""
_TROUSER_RADII = (0.44, 0.32, 0.22)


def _joints(sitter: Sitter) -> Joints:
    """Return the joints of who was drawn; nobody knows where hidden arms are."""
    places = np.zeros((len(JointName), 2))
    confidence = np.full(len(JointName), 0.9)
    places[JointName.NOSE] = 0.0, -0.75
    face = {JointName.LEFT_EYE: (0.16, -0.9), JointName.LEFT_EAR: (0.36, -0.8)}
    for joint, (x, y) in face.items():
        places[joint], places[joint + 1] = (x, y), (-x, y)
    own_right, own_left = STANCES[sitter.stance]
    hip = JointName.LEFT_HIP
    places[hip : hip + 6 : 2], places[hip + 1 : hip + 6 : 2] = own_left, own_right
    first = JointName.LEFT_SHOULDER
    for sign, pose, own_right in zip((-1, 1), sitter.arms, (1, 0), strict=True):
        for step, place in enumerate(_on(sign, _ARMS[pose])):
            joint = first + 2 * step + own_right
            places[joint] = place
            if pose is Arm.HIDDEN and step:
                confidence[joint] = 0.05
    points = np.array([sitter.place(x, y) for x, y in places])
    return Joints(PhotoPoints(points), confidence)


def _draw_person(canvas: _Canvas, sitter: Sitter, number: int) -> None:
    """Draw from back to front."""
    unit = sitter.half_shoulder

    def cover(mask: HardMask, label: Label, colour: Colour, folds: float = 0.0) -> None:
        canvas.cover(mask, label, number, colour, unit=unit, folds=folds)

    def inside(outline: Outline) -> HardMask:
        return _filled(canvas.labels.shape, [sitter.place(x, y) for x, y in outline])

    stance = STANCES[sitter.stance]
    for side, label, leg in zip((-1, 1), (Label.RIGHT_SHOE, Label.LEFT_SHOE), stance, strict=True):
        x, y = leg[-1][0] - side * 0.40, leg[-1][1] - 6.2
        shoe = [(0.16, 6.0), (0.62, 6.0), (0.72, 6.5), (0.14, 6.5)]
        cover(inside([(x + a, y + b) for a, b in _on(side, shoe)]), label, _SHOES)
    if sitter.lower is Lower.SKIRT:
        for side, label in ((-1, Label.RIGHT_LEG), (1, Label.LEFT_LEG)):
            cover(_limb(canvas, sitter, _on(side, _LEG), (0.30, 0.24, 0.15)), label, SKIN)
        cover(inside(_mirrored(_SKIRT)), Label.SKIRT, sitter.lower_colour, 0.04)
    elif sitter.stance is Stance.STANDING:
        cover(inside(_mirrored(_TROUSERS)), Label.PANTS, sitter.lower_colour, 0.05)
    else:
        hips = inside(_mirrored([(0.64, 1.95), (0.86, 2.70), (0.7, 3.2), (0.03, 3.2)]))
        cover(hips, Label.PANTS, sitter.lower_colour, 0.05)
        for leg in reversed(stance):
            cloth = _limb(canvas, sitter, leg, _TROUSER_RADII)
            cover(cloth, Label.PANTS, sitter.lower_colour, 0.05)
    cover(inside(_mirrored([(0.28, -0.6), (0.30, 0.0), (0.2, 0.8)])), Label.TORSO_SKIN, SKIN)
    _draw_top(canvas, sitter, number)
    hair = [(0.30, -1.72), (0.46, -1.30), (0.44, -0.62), (0.20, -0.55)]
    cover(inside(_mirrored(hair)), Label.HAIR, _HAIR, 0.05)
    face = [(0.22, -1.45), (0.35, -1.05), (0.32, -0.55), (0.14, -0.18)]
    cover(inside(_mirrored(face)), Label.FACE, SKIN)


def _draw_top(canvas: _Canvas, sitter: Sitter, number: int) -> None:
    """Draw the torso's cloth between the arms behind it and those beside it or in front."""
    shape, unit = canvas.labels.shape, sitter.half_shoulder
    neckline = [(0.30, -0.5), (0.29, -0.10), (0.20, 0.8 * sitter.neckline), (0.0, sitter.neckline)]
    neck = _filled(shape, [sitter.place(x, y) for x, y in _mirrored(neckline)])
    side = _mirrored([*_TORSO[:-1], (0.80, sitter.hem)])
    torso = _filled(shape, [sitter.place(x, y) for x, y in side]) & ~neck
    if sitter.opening:
        open_front = _mirrored([(0.9 * sitter.opening, 2.1), (sitter.opening, sitter.hem + 0.2)])
        torso &= ~_filled(shape, [sitter.place(x, y) for x, y in open_front])
    arms = list(zip((-1, 1), sitter.arms, (Label.RIGHT_ARM, Label.LEFT_ARM), strict=True))
    for is_behind in (True, False):
        for sign, pose, label in arms:
            if (pose is Arm.HIDDEN) is is_behind:
                _draw_arm(canvas, sitter, number, _on(sign, _ARMS[pose]), label, neck)
        if is_behind:
            canvas.cover(
                torso, Label.UPPER_CLOTHES, number, sitter.top_colour, unit=unit, folds=0.05
            )


def _draw_arm(
    canvas: _Canvas, sitter: Sitter, number: int, joints: Outline, label: Label, neck: HardMask
) -> None:
    """Draw an arm with its hand, then its sleeve, which leaves the neck (H, W) free."""
    unit = sitter.half_shoulder
    bare = _limb(canvas, sitter, [*joints, _beyond(joints, 0.5)], (0.22, 0.19, 0.14, 0.2))
    canvas.cover(bare, label, number, SKIN, unit=unit)
    if sitter.sleeve is Sleeve.NONE:
        return
    sleeved = _cut(joints, sitter.sleeve.value)
    sleeve = _limb(canvas, sitter, sleeved, (0.25, 0.24, 0.19)) & ~neck
    canvas.cover(sleeve, Label.UPPER_CLOTHES, number, sitter.top_colour, unit=unit, folds=0.05)


def _on(side: int, outline: Outline) -> list[tuple[float, float]]:
    return [(side * x, y) for x, y in outline]


def _mirrored(right: Outline) -> list[tuple[float, float]]:
    """Close the right half of an outline, top to bottom, with its mirror image."""
    return [*right, *_on(-1, right)[::-1]]


def _filled(shape: tuple[int, ...], outline: Outline) -> HardMask:
    """Return the pixels (H, W) inside an outline with rounded corners."""
    points = np.array(outline, np.float64)
    for _ in range(3):  # Chaikin, "An algorithm for high-speed curve generation" (1974)
        after = np.roll(points, -1, axis=0)
        cut = np.stack([0.8 * points + 0.2 * after, 0.2 * points + 0.8 * after], axis=1)
        points = cut.reshape(-1, 2)
    canvas = np.zeros(shape, np.uint8)
    cv2.fillPoly(canvas, [np.rint(16 * points).astype(np.int32)], 1, shift=4)
    return np.asarray(canvas > 0)


def _limb(canvas: _Canvas, sitter: Sitter, joints: Outline, radii: Sequence[float]) -> HardMask:
    """Return the pixels (H, W) of a tapering limb through some joints."""
    drawn = np.zeros(canvas.labels.shape, np.uint8)
    for first, last in zip(range(len(joints) - 1), range(1, len(joints)), strict=True):
        ends = np.array([sitter.place(*joints[first]), sitter.place(*joints[last])])
        for share in np.linspace(0.0, 1.0, 40):
            x, y = (1 - share) * ends[0] + share * ends[1]
            radius = ((1 - share) * radii[first] + share * radii[last]) * sitter.half_shoulder
            centre = round(16 * x), round(16 * y)
            cv2.circle(drawn, centre, round(16 * radius), 1, -1, shift=4)
    return np.asarray(drawn > 0)


def _beyond(joints: Outline, length: float) -> tuple[float, float]:
    """Return the end of a hand that goes straight on past the wrist."""
    before, wrist = (np.array(joint) for joint in joints[-2:])
    end = wrist + length * (wrist - before) / np.linalg.norm(wrist - before)
    return float(end[0]), float(end[1])


def _cut(joints: Outline, share: float) -> list[tuple[float, float]]:
    """Keep a share of the way along some joints."""
    points: Points = np.array(joints, np.float64)
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    end = share * way[-1]
    inner = [tuple(point) for point, place in zip(points, way, strict=True) if place < end]
    last = tuple(float(np.interp(end, way, points[:, axis])) for axis in (0, 1))
    return [(float(x), float(y)) for x, y in (*inner, last)]
