"""Accuracy, speed and memory of the bundled parser, measured on the app's own engine.

    python -m bench.parsing --prepared runs/data --weights assets/parser/tryon-lite.onnx
    python -m bench.parsing --speed-only

Accuracy needs the validation photos as ``python -m training.prepare`` writes them; without them
only speed and memory are measured, on made-up photos of 0.5, 2, 12 and 60 megapixels.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from bench.parse_score import OUTLINE_PX, CrispScore, PartsScore, PeopleScore
from tryon.geometry import LabelMap, RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import read_photo, write_image
from tryon.labels import Label
from tryon.parsing.parser import Engine, HumanParser, create_parser
from tryon.resources import sample_photos

VALIDATION_IDS = Path(__file__).parent.parent / "training" / "validation_ids.txt"
STREET_PARTS = "ccp"
STREET_PEOPLE = ("pennfudan",)
CRISP = "atr"
EVERYDAY = ("coco_people", "wild-coco_val_single", "wild-coco_mini", "wild-negatives")
NOBODY = "wild-negatives"
_SPEED_MEGAPIXELS = (0.5, 2.0, 12.0, 60.0)
_RUNS = 5


@dataclass
class Accuracy:
    """All scores of one set of weights.

    Attributes:
        parts: of street photos.
        street: people of street scenes.
        everyday: people of everyday photos.
        empty: for each photo without people, whether nobody was found.
        times_ms: milliseconds for each photo.
    """

    parts: PartsScore = field(default_factory=PartsScore)
    street: PeopleScore = field(default_factory=PeopleScore)
    everyday: PeopleScore = field(default_factory=PeopleScore)
    empty: list[bool] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)


def measure_accuracy(parser: HumanParser, prepared: Path, limit: int = 10**9) -> Accuracy:
    """Parse the validation photos.

    Args:
        parser: the engine to judge.
        prepared: output folder of ``training.prepare``.
        limit: at most this many photos of each collection.
    """
    accuracy = Accuracy()
    counts: dict[str, int] = {}
    for name in VALIDATION_IDS.read_text().split():
        collection = name.split("/")[0]
        if collection == CRISP:
            continue
        counts[collection] = counts.get(collection, 0) + 1
        if counts[collection] > limit:
            continue
        image: RgbImage = np.load(prepared / f"{name}.image.npy")
        codes, persons = np.load(prepared / f"{name}.target.npy")
        start = time.perf_counter()
        parse = parser.parse(image)
        accuracy.times_ms.append(1000 * (time.perf_counter() - start))
        if collection == STREET_PARTS:
            accuracy.parts.add(subject_labels(parse), codes)
        elif collection in STREET_PEOPLE:
            accuracy.street.add(parse.person_map, persons, codes)
        elif collection in EVERYDAY:
            accuracy.everyday.add(parse.person_map, persons, codes)
        if collection == NOBODY:
            accuracy.empty.append(not parse.people)
    return accuracy


def subject_labels(parse: HumanParse) -> LabelMap:
    """Return the labels (H, W) of the largest person: street photos label no passers-by."""
    subject = parse.largest_person
    if subject is None:
        return np.zeros_like(parse.labels)
    return np.where(parse.person_map == subject.number, parse.labels, np.uint8(Label.BACKGROUND))


def measure_crisp(parser: HumanParser, folder: Path) -> CrispScore:
    """Parse the validation photos of ATR: ``photos/<id>.jpg`` with ``labels/<id>.png``."""
    score = CrispScore()
    for name in VALIDATION_IDS.read_text().split():
        collection, stem = name.split("/")
        if collection == CRISP:
            photo = read_photo(folder / "photos" / f"{stem}.jpg").pixels
            truth = cv2.imread(str(folder / "labels" / f"{stem}.png"), cv2.IMREAD_UNCHANGED)
            score.add(subject_labels(parser.parse(photo)), np.asarray(truth, np.uint8))
    return score


def accuracy_table(accuracy: Accuracy) -> str:
    """Lay the scores out as a Markdown table."""
    parts, street, everyday = accuracy.parts, accuracy.street, accuracy.everyday
    rows = [
        ("person area, IoU, street photos", parts.person.iou),
        (f"share of its errors within {OUTLINE_PX} px of the labels' outlines", parts.at_outlines),
        ("clothes area, IoU", parts.clothes.iou),
        ("upper region (UpperClothes + Coat), IoU", parts.upper.iou),
        ("lower region (Pants + Skirt), IoU", parts.lower.iou),
        ("mean IoU over 13 merged classes", parts.mean_iou),
        ("left/right right, of limb pixels found", parts.sides),
        ("street scenes with several people: F1", street.f1),
        ("the same: union of people, IoU", street.union.iou),
        ("everyday photos: F1", everyday.f1),
        ("the same: union of people, IoU", everyday.union.iou),
        ("photos without people in which nobody is found", float(np.mean(accuracy.empty))),
    ]
    lines = ["| what | measured |", "|---|---|"]
    lines += [f"| {what} | {value:.3f} |" for what, value in rows]
    lines += ["", "| merged class | IoU |", "|---|---|"]
    lines += [f"| {name} | {overlap.iou:.3f} |" for name, overlap in parts.merged.items()]
    return "\n".join(lines)


def _made_up_photo(megapixels: float) -> RgbImage:
    """The sample astronaut below an empty wall, so that there is someone to parse."""
    height = round((megapixels * 1e6 * 4 / 3) ** 0.5)
    width = round(height * 3 / 4)
    astronaut = next(photo for photo in sample_photos() if "astronaut" in photo.name)
    portrait = cv2.resize(read_photo(astronaut).pixels, (width, width))
    photo = np.full((height, width, 3), 128, np.uint8)
    photo[height - width :] = portrait
    return photo


def measure_speed(parser: HumanParser, megapixels: float) -> str:
    """Time the engine on a photo; gives a row of `speed_table`, the fastest of several runs."""
    photo = _made_up_photo(megapixels)
    before = _peak_memory_mb()
    runs = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        parse = parser.parse(photo)
        runs.append((1000 * (time.perf_counter() - start), parse.times))
    total, stages = min(runs, key=lambda run: run[0])
    text = ", ".join(f"{spent.stage.value.replace('_', ' ')} {spent.ms:.0f}" for spent in stages)
    return f"| {megapixels:g} | {total:.0f} | {text} | {_peak_memory_mb() - before:.0f} |"


def speed_table(weights: Path | None) -> str:
    """Return a Markdown table of milliseconds and memory; a process a row: peaks never fall."""
    own = [] if weights is None else ["--weights", str(weights)]
    rows = [
        subprocess.run(
            [sys.executable, "-m", "bench.parsing", *own, "--megapixels", str(megapixels)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for megapixels in _SPEED_MEGAPIXELS
    ]
    header = [
        "| megapixels | ms | per stage | memory above engine and photo, MB |",
        "|---|---|---|---|",
    ]
    return "\n".join([f"{os.cpu_count()} cores", "", *header, *rows])


def start_to_labels_ms() -> float:
    """Time ``tryon parse``, from its start to labels on disk, on a photo of 2 megapixels."""
    with tempfile.TemporaryDirectory() as folder:
        photo, labels = Path(folder) / "photo.jpg", Path(folder) / "labels.png"
        write_image(photo, _made_up_photo(2))
        times = []
        for _ in range(_RUNS):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "tryon", "parse", str(photo), "--labels", str(labels)],
                check=True,
                capture_output=True,
            )
            times.append(1000 * (time.perf_counter() - start))
            if not labels.exists():
                raise RuntimeError("tryon parse wrote no labels")
            labels.unlink()
    return float(np.median(times))


def _peak_memory_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    parser.add_argument(
        "--crisp", type=Path, default=Path("../shared/data/atr"), help="ATR's photos"
    )
    parser.add_argument("--weights", type=Path, default=None)
    parser.add_argument("--limit", type=int, default=10**9, help="photos of each collection")
    parser.add_argument("--speed-only", action="store_true")
    parser.add_argument("--accuracy-only", action="store_true")
    parser.add_argument("--megapixels", type=float, help=argparse.SUPPRESS)
    args = parser.parse_args()
    engine = create_parser(Engine.BUNDLED, args.weights)
    if args.megapixels is not None:
        print(measure_speed(engine, args.megapixels))
        return
    print(engine.engine)
    if not args.accuracy_only:
        print(speed_table(args.weights), end="\n\n")
        print(f"start of tryon parse to labels on disk: {start_to_labels_ms():.0f} ms", end="\n\n")
    if not args.speed_only:
        if args.prepared.is_dir():
            accuracy = measure_accuracy(engine, args.prepared, args.limit)
            print(accuracy_table(accuracy))
            if args.crisp.is_dir():
                crisp = measure_crisp(engine, args.crisp)
                ious = (crisp.upper.iou, crisp.lower.iou, crisp.worn.iou)
                print(
                    "\ncrisp outlines (ATR): upper {:.3f}, lower {:.3f}, worn {:.3f}".format(*ious)
                )
            print(f"\nmedian {np.median(accuracy.times_ms):.0f} ms a photo")
        else:
            print(f"no prepared photos in {args.prepared}: accuracy not measured")


if __name__ == "__main__":
    main()
