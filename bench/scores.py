"""Scores of the sample photos and garments, to see whether a change makes anything worse.

    python -m bench.scores --check
    python -m bench.scores

``--check`` measures and compares with ``bench/scores.json``; without it the file is written anew,
which is how a better value, or one that was meant to change, is accepted. How far a score may move
before it counts, and why, stands in the file. Times are not among them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fnmatch import fnmatchcase
from pathlib import Path

import cv2
import numpy as np

from bench.fit import shown_of_old_clothes
from samples import sweater, tshirt
from samples.top import TopCut
from tryon.fitting.composite import FitResult, compose
from tryon.fitting.fit import FitCache
from tryon.fitting.parameters import FitParameters
from tryon.fitting.person_analysis import PersonAnalysis
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.garments.loading import load_garment
from tryon.garments.measure import measure_garment
from tryon.geometry import Box, HardMask, PhotoPoints, Points, RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import read_photo
from tryon.parsing import Engine, create_parser
from tryon.pixels.masks import largest_part
from tryon.resources import sample_garments_folder, sample_photos
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import TopFigure

FILE = Path(__file__).with_name("scores.json")
ACCEPT = "What is better, or was meant to change, is accepted by: python -m bench.scores"

WORN = {
    "01-standing.jpg": ("tshirt-white.png", "skirt-pleated.png"),
    "02-astronaut.jpg": ("sweater-knitted.png",),
}
"""Which garments the largest person of each photo puts on."""
MARKED = "01-standing.jpg", "tshirt-white.png"
"""Where a disc is printed on a garment, to see where a print comes to lie on the body."""
CUTS = {"tshirt-white.png": tshirt.CUT, "tshirt-logo.png": tshirt.CUT,
        "sweater-knitted.png": sweater.CUT}  # fmt: skip
"""Tops, with the measures that they were cut by."""
_LEAST_PART = 0.03
"""Share of a person from which a part has scores of its own."""
_PLAIN = FitParameters(grain=0.0)
"""Grain is random, and would drown what is measured."""
_MARKER = (0.5, 0.42, 0.09)
"""Middle of the disc, and its radius, in breadths and heights of the picture."""
_RIM = 0.25
"""How far beside old and new clothes a fit may change the photo, in half shoulder breadths."""
_INK = np.array([230, 0, 150], np.uint8)

Scores = dict[str, float]


class Better(Enum):
    """Which way a score gets better."""

    LOWER = "lower"
    HIGHER = "higher"
    SAME = "same"


@dataclass(frozen=True)
class Rule:
    """How scores of one kind are compared.

    Attributes:
        scores: their names, with ``*`` for anything.
        better: which way is better; a score that should stay gets worse both ways.
        noise: how far it may move.
        why: the reason for that.
    """

    scores: str
    better: Better
    noise: float
    why: str

    def judge(self, expected: float, found: float) -> Better | None:
        """Return None within noise, `SAME` if a score got worse, else the way it got better."""
        moved = found - expected
        if abs(moved) <= self.noise + 1e-9:
            return None
        if self.better is Better.SAME or (moved > 0) != (self.better is Better.HIGHER):
            return Better.SAME
        return self.better


def measure_photo(name: str) -> Scores:
    """Parse a sample photo, put garments on its largest person, and score all of it."""
    photo = read_photo(next(p for p in sample_photos() if p.name == name)).pixels
    parse = create_parser(Engine.BUNDLED).parse(photo)
    scores = dict(_parse_scores(parse))
    cache = FitCache()
    analyses: dict[GarmentCategory, PersonAnalysis] = {}
    for file in WORN[name]:
        garment = load_garment(sample_garments_folder() / file)
        key = garment.category
        if key not in analyses:
            analyses[key] = _analysis(photo, parse, garment)
            scores |= {f"{key.value}: {k}": v for k, v in _region_scores(analyses[key])}
        fit = _fit(cache, photo, parse, garment)
        worn = dict(_fit_scores(photo, analyses[key], fit))
        if (name, file) == MARKED:
            marked = _fit(cache, photo, parse, _marked(garment))
            worn |= dict(_print_scores(photo, analyses[key], garment, fit, marked))
        scores |= {f"{file}: {k}": v for k, v in worn.items()}
    return _rounded(scores)


def measure_garments() -> Scores:
    """Compare the landmarks found on flat garments with the measures they were cut by."""
    return _rounded({f"{file}: landmarks off": _landmarks_off(file) for file in CUTS})


def measure_all() -> dict[str, Scores]:
    """Measure everything, by photo; garments by themselves come last."""
    return {name: measure_photo(name) for name in WORN} | {"garments": measure_garments()}


def read_file(path: Path = FILE) -> tuple[tuple[Rule, ...], dict[str, Scores]]:
    """Read the rules and the accepted scores."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    rules = tuple(Rule(**{**rule, "better": Better(rule["better"])}) for rule in kept["rules"])
    return rules, kept["scores"]


def compare(
    rules: Iterable[Rule], photo: str, expected: Mapping[str, float], found: Mapping[str, float]
) -> tuple[list[str], list[str]]:
    """Compare the scores of a photo.

    Returns:
        One line for each score that got worse, and one for each that got better.
    """
    worse: list[str] = []
    better: list[str] = []
    rules = tuple(rules)
    for name in dict.fromkeys((*expected, *found)):
        if name not in expected or name not in found:
            state = "is new" if name in found else "cannot be measured any more"
            worse.append(f"{photo}: the score '{name}' {state}")
            continue
        rule = next((rule for rule in rules if fnmatchcase(name, rule.scores)), None)
        if rule is None:
            raise ValueError(f"no rule in {FILE.name} says how far '{name}' may move")
        verdict = rule.judge(expected[name], found[name])
        if verdict is None:
            continue
        goal = "should stay" if rule.better is Better.SAME else f"{rule.better.value} is better"
        line = (
            f"{photo}: '{name}' went from {expected[name]:g} to {found[name]:g} ({goal}, "
            f"{rule.noise:g} is noise: {rule.why})"
        )
        (worse if verdict is Better.SAME else better).append(line)
    return worse, better


def main() -> int:
    """Write the scores, or compare them with those that were accepted."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("--check", action="store_true", help="compare and write nothing")
    is_check = arguments.parse_args().check
    found = measure_all()
    rules, expected = read_file()
    compared = [compare(rules, p, expected.get(p, {}), found[p]) for p in found]
    for title, lines in zip(("WORSE", "better"), zip(*compared, strict=True), strict=True):
        for line in (line for each in lines for line in each):
            print(f"{title}  {line}")
    if is_check and any(worse or better for worse, better in compared):
        print(ACCEPT)
    if is_check:
        return int(any(worse for worse, _ in compared))
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    kept["scores"] = found
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE}")
    return 0


def _rounded(scores: Scores) -> Scores:
    return {name: round(float(value), 4) for name, value in scores.items()}


def _parse_scores(parse: HumanParse) -> Iterator[tuple[str, float]]:
    """Count people; tell how large each part of the largest is and where it lies."""
    yield "people", len(parse.people)
    person = parse.largest_person
    assert person is not None
    height, width = parse.labels.shape
    for part in sorted(person.parts, key=lambda part: part.label):
        if part.pixels < _LEAST_PART * person.pixels:
            continue
        y, x = np.nonzero(parse.part_mask(person.number, frozenset({part.label})))
        yield f"{part.label.title}: share", part.pixels / person.pixels
        yield f"{part.label.title}: across", x.mean() / width
        yield f"{part.label.title}: down", y.mean() / height


def _analysis(photo: RgbImage, parse: HumanParse, garment: Garment) -> PersonAnalysis:
    person = parse.largest_person
    assert person is not None
    return PersonAnalysis.measure(
        photo,
        parse,
        person=person.number,
        region=garment.category.region,
        category=garment.category,
    )


def _fit(cache: FitCache, photo: RgbImage, parse: HumanParse, garment: Garment) -> FitResult:
    person = parse.largest_person
    assert person is not None
    region = garment.category.region
    return cache.fit(FitRequest(photo, parse, person.number, region, garment, _PLAIN))


def _region_scores(analysis: PersonAnalysis) -> Iterator[tuple[str, float]]:
    """Tell how much the photo's colours correct of the parser's region, either way."""
    view = analysis.view
    parsed = cv2.resize(
        analysis.parse.region_mask(analysis.person, analysis.region)[view.box.slices].astype(
            np.uint8
        ),
        (view.shape[1], view.shape[0]),
        interpolation=cv2.INTER_AREA,
    )
    before = np.count_nonzero(parsed)
    yield "joined the region", np.count_nonzero(view.region & (parsed == 0)) / before
    yield "left the region", np.count_nonzero(~view.region & (parsed > 0)) / before


def _fit_scores(
    photo: RgbImage, analysis: PersonAnalysis, fit: FitResult
) -> Iterator[tuple[str, float]]:
    """Score one garment on one person."""
    left, strayed = shown_of_old_clothes(analysis, fit)
    yield "old clothes left", left
    yield "pixels of face and others", strayed
    region = analysis.parse.region_mask(analysis.person, analysis.region)
    changed = _inside(fit, np.any(fit.change != 0, axis=2), region.shape)
    yield "changed", np.count_nonzero(changed) / np.count_nonzero(region)
    old = cv2.resize(
        analysis.view.region.astype(np.uint8),
        (analysis.view.box.width, analysis.view.box.height),
        interpolation=cv2.INTER_NEAREST,
    )
    covered = _inside(fit, fit.covered > 0, region.shape)
    covered[analysis.view.box.slices] |= old > 0
    reach = 2 * round(_RIM * analysis.worn.half_width / analysis.view.scale) + 1
    near = cv2.dilate((region | covered).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    yield "changed far away", np.count_nonzero(changed & ~near) / np.count_nonzero(region)
    cloth = _inside(fit, fit.covered == 255, region.shape)
    yield "folds kept", _folds_kept(photo, compose(photo, [fit]), region & cloth)


def _inside(fit: FitResult, mask: HardMask, shape: tuple[int, ...]) -> HardMask:
    whole = np.zeros(shape, np.bool_)
    whole[fit.box.slices] = mask
    return whole


def _folds_kept(photo: RgbImage, dressed: RgbImage, where: HardMask) -> float:
    """Return how far light and shade on the new clothes go with those on the old, at most 1."""
    inner = cv2.erode(where.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    bands = []
    for image in (photo, dressed):
        luma = np.log(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float32) + 20)
        fine, coarse = (cv2.GaussianBlur(luma, (0, 0), sigma) for sigma in (4.0, 16.0))
        bands.append((fine - coarse)[inner])
    return float(np.corrcoef(bands[0], bands[1])[0, 1])


def _marked(garment: Garment) -> Garment:
    """Print a disc on a garment."""
    rgba = garment.rgba.copy()
    height, width = rgba.shape[:2]
    x, y, radius = _MARKER
    disc = np.zeros((height, width), np.uint8)
    cv2.circle(disc, (round(x * width), round(y * height)), round(radius * width), 1, -1)
    rgba[disc > 0, :3] = _INK
    return replace(garment, rgba=rgba)


def _print_scores(
    photo: RgbImage,
    analysis: PersonAnalysis,
    garment: Garment,
    plain: FitResult,
    marked: FitResult,
) -> Iterator[tuple[str, float]]:
    """Tell where a print lies on the body and how large it is, in breadths of the chest."""
    worn, flat = analysis.worn.figure, measure_garment(garment).figure
    assert isinstance(worn, TopFigure)
    assert isinstance(flat, TopFigure)
    difference = compose(photo, [marked]).astype(int) - compose(photo, [plain])
    # the disc changes how the garment is read a little, and with that its edges
    box = Box.around(largest_part(np.asarray(np.abs(difference).max(axis=2) > 40)))
    assert box is not None
    corners = analysis.view.from_photo(
        PhotoPoints(np.array([[box.left, box.top], [box.right, box.bottom]], np.float64))
    )
    armpits = np.mean([armpit.position for armpit in worn.landmarks.armpits], axis=0)
    across, down = (corners.mean(axis=0) - armpits) / worn.chest
    breadth, height = (corners[1] - corners[0]) / worn.chest
    own = 2 * _MARKER[2] * garment.rgba.shape[1] / flat.chest
    yield "print: across", across
    yield "print: down", down
    yield "print: breadth", breadth / own
    yield "print: height", height / own


def _landmarks_off(file: str) -> float:
    """Return the mean distance of a top's landmarks from its cut, in breadths of the chest."""
    figure = measure_garment(load_garment(sample_garments_folder() / file)).figure
    assert isinstance(figure, TopFigure)
    cut, marks = CUTS[file], figure.landmarks
    pairs = marks.necks, marks.shoulders, marks.armpits, marks.hems
    found = np.array([mark.position for pair in pairs for mark in pair])
    exact = _landmarks_of(cut)
    away = found - exact
    away -= np.median(away, axis=0)  # the picture was cropped to the garment
    return float(np.linalg.norm(away, axis=1).mean()) / (2 * cut.armpit[0])


def _landmarks_of(cut: TopCut) -> Points:
    """Return neck, shoulders, armpits and hem (8, 2), the left of the picture first."""
    places = []
    for reach, y in (cut.neck, cut.tip, cut.armpit, cut.side):
        places += [(cut.centre - reach, y), (cut.centre + reach, y)]
    return np.array(places, np.float64)


if __name__ == "__main__":
    sys.exit(main())
