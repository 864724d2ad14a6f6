"""A drawn person and drawn garments, symmetric about their middle column."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scenes import Scene, scene
from tryon.garments.adding.add import add_picture
from tryon.garments.adding.outcome import Added
from tryon.garments.adding.source import PictureSource
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.geometry import Box, PhotoPoints, RgbaImage, RgbImage
from tryon.human_parse import HumanParse, PartArea, Person
from tryon.joints import JointName, Joints
from tryon.labels import BARE, Label
from tryon.shape.category import GarmentCategory

TSHIRT = [(60, 10), (85, 14), (110, 10), (170, 60), (148, 86), (128, 68),
          (128, 190), (42, 190), (42, 68), (22, 86), (0, 60)]  # fmt: skip
LONG_SLEEVES = [(60, 10), (85, 14), (110, 10), (165, 150), (146, 160), (128, 84),
                (128, 190), (42, 190), (42, 84), (24, 160), (5, 150)]  # fmt: skip
TROUSERS = [(10, 5), (90, 5), (98, 200), (62, 200), (53, 70), (47, 70), (38, 200), (2, 200)]
SKIRT = [(30, 5), (90, 5), (118, 120), (2, 120)]
DRESS = [(45, 10), (60, 25), (75, 10), (90, 16), (86, 90), (118, 230), (2, 230), (34, 90), (30, 16)]


def draw(outline: list[tuple[int, int]], colour: tuple[int, int, int]) -> RgbaImage:
    """Draw a garment (h, w, 4) on a clear ground, mirrored onto itself."""
    points = np.array(outline)
    width, height = points.max(axis=0) + 1
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [points.astype(np.int32)], 1)
    mask = np.maximum(mask, mask[:, ::-1])
    rgba = np.zeros((height, width, 4), np.uint8)
    rgba[..., :3] = colour
    rgba[..., 3] = mask * 255
    return rgba


@pytest.fixture(scope="session")
def two_people() -> Scene:
    """A photo that is larger than a view: person 2 stands in front of person 1."""
    return scene()


@pytest.fixture
def tshirt() -> Garment:
    return Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Red T-shirt")


@pytest.fixture
def sweater() -> Garment:
    return Garment(draw(LONG_SLEEVES, (20, 30, 200)), GarmentCategory.TOP, "Blue sweater")


@pytest.fixture
def trousers() -> Garment:
    return Garment(draw(TROUSERS, (20, 60, 160)), GarmentCategory.TROUSERS, "Blue trousers")


@pytest.fixture
def skirt() -> Garment:
    return Garment(draw(SKIRT, (20, 160, 60)), GarmentCategory.SKIRT, "Green skirt")


@pytest.fixture
def dress() -> Garment:
    return Garment(draw(DRESS, (90, 20, 90)), GarmentCategory.DRESS, "Purple dress")


def person_labels() -> NDArray[np.uint8]:
    """Draw a front view (300, 201) in a T-shirt and trousers, symmetric about column 100."""
    labels = np.zeros((300, 201), np.uint8)

    def fill(label: Label, points: list[tuple[int, int]]) -> None:
        mask = np.zeros(labels.shape, np.uint8)
        cv2.fillPoly(mask, [np.array(points, np.int32)], 1)
        mask = np.maximum(mask, mask[:, ::-1])
        labels[mask > 0] = label

    right = [(66, 66), (58, 60), (36, 130), (48, 136), (66, 90)]
    fill(Label.RIGHT_ARM, right)
    labels[:, 101:][labels[:, 101:] == Label.RIGHT_ARM] = Label.LEFT_ARM
    fill(Label.TORSO_SKIN, [(92, 40), (108, 40), (108, 58), (92, 58)])
    fill(Label.FACE, [(88, 12), (112, 12), (112, 42), (88, 42)])
    fill(Label.PANTS, [(72, 145), (128, 145), (128, 280), (104, 280), (100, 185), (96, 280),
                       (72, 280)])  # fmt: skip
    fill(Label.UPPER_CLOTHES, [(92, 52), (108, 52), (136, 60), (152, 96), (140, 102), (129, 84),
                               (130, 150), (70, 150), (71, 84), (60, 102), (48, 96),
                               (64, 60)])  # fmt: skip
    return labels


def as_parse(labels: NDArray[np.uint8]) -> HumanParse:
    """Make a parse of one person out of labels."""
    people = (labels > 0).astype(np.uint8)
    box = Box.around(people > 0)
    assert box is not None
    parts = tuple(PartArea(Label(i), int((labels == i).sum())) for i in np.unique(labels) if i)
    return HumanParse(labels, people, (Person(1, box, 1.0, parts, _joints(labels)),), "drawn")


def _joints(labels: NDArray[np.uint8]) -> Joints:
    """Return the joints of who `person_labels` draws, at the size of the labels."""
    pairs = {
        JointName.LEFT_EYE: (4, 24),
        JointName.LEFT_EAR: (11, 26),
        JointName.LEFT_SHOULDER: (31, 67),
        JointName.LEFT_ELBOW: (47, 100),
        JointName.LEFT_WRIST: (57, 130),
        JointName.LEFT_HIP: (18, 152),
        JointName.LEFT_KNEE: (16, 210),
        JointName.LEFT_ANKLE: (16, 275),
    }
    points = np.zeros((len(JointName), 2))
    points[JointName.NOSE] = 100, 30
    for own_left, (aside, y) in pairs.items():
        points[own_left], points[own_left + 1] = (100 + aside, y), (100 - aside, y)
    scale = labels.shape[0] / 300
    return Joints(PhotoPoints(points * scale), np.full(len(JointName), 0.9))


@pytest.fixture
def parse() -> HumanParse:
    return as_parse(person_labels())


@pytest.fixture
def make_parse() -> Callable[[NDArray[np.uint8]], HumanParse]:
    return as_parse


@pytest.fixture
def labels() -> NDArray[np.uint8]:
    return person_labels()


@pytest.fixture
def photo(labels: NDArray[np.uint8]) -> RgbImage:
    """Colour every part by its label; the worn top is pure green, skin the same everywhere."""
    palette = np.random.default_rng(5).integers(30, 220, (20, 3)).astype(np.uint8)
    palette[list(BARE)] = palette[Label.RIGHT_ARM]
    palette[Label.UPPER_CLOTHES] = (0, 255, 0)
    return np.asarray(palette[labels])


def add_file(
    library: GarmentLibrary, path: Path, category: GarmentCategory | None = None
) -> Garment:
    """Add a garment's picture to a wardrobe, and load what is kept."""
    outcome = add_picture(PictureSource.of_file(path).read(), library, category)
    assert isinstance(outcome, Added), outcome
    return library.load(outcome.entry.file)


def long_removed(picture: Path, *, days: int) -> None:
    """Let a garment that was removed have been removed so many days ago."""
    file = picture.parent / "removed" / picture.with_suffix(".json").name
    described = json.loads(file.read_text("utf-8"))
    described["removed_at"] -= days * 24 * 3600
    file.write_text(json.dumps(described), "utf-8")
