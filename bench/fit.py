"""Measures the fit: speed, memory, untouched pixels, and the likeness benchmark's input.

    python bench/fit.py speed PHOTO --garment FILE --region upper
    python bench/fit.py results DATA -o RESULTS
    python bench/fit.py cover PHOTOS --garments assets/garments
    python bench/fit.py identity PHOTOS

``speed`` brings the photo to each size, parses it and times the fit, and times what a preview in
the window costs while a handle is dragged.
``results`` puts ``DATA/<id>/garment.jpg`` on ``DATA/<id>/person.jpg`` and writes
``RESULTS/<id>.png``, which a likeness score against the real photo takes from there.
``cover`` puts every garment on the largest person of every photo and counts the pixels of the old
clothes that show on, and those that change far from the person.
``identity`` takes the top off the largest person of every photo, puts it back, and tells how like
the photo that is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from tryon.errors import TryOnError
from tryon.fitting.composite import FitResult, compose
from tryon.fitting.fit import FitCache, fit_garment
from tryon.fitting.mesh import FLAT, pulled
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.person_analysis import PersonAnalysis
from tryon.fitting.preview import Preview
from tryon.fitting.request import FitRequest
from tryon.fitting.take import take_garment
from tryon.garments.loading import load_garment
from tryon.geometry import HardMask, RgbImage, Size
from tryon.human_parse import HumanParse, Person
from tryon.imaging import find_photos, read_photo, write_image
from tryon.labels import Label, Region
from tryon.parsing import Engine, create_parser
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.shape.category import GarmentCategory

REPEATS = 5
PREVIEW = Size(1024, 768)
_GESTURES = {
    "shading": -0.05,
    "edge_softness": 0.1,
    "move_x": 0.01,
    "scale_y": -0.02,
    "rotate_degrees": 1.0,
    "sleeve_length": -0.05,
    "hem_length": -0.02,
}
"""What is dragged or slid, and by how much at a time."""
_NODE = 9
"""The node of the mesh that is dragged: one inside."""
CATEGORIES = {
    Region.UPPER: GarmentCategory.TOP,
    Region.LOWER: GarmentCategory.TROUSERS,
    Region.DRESS: GarmentCategory.DRESS,
}


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    speed = commands.add_parser("speed", help="time and memory of one fit")
    speed.add_argument("photo", type=Path)
    speed.add_argument("--garment", type=Path, required=True)
    speed.add_argument("--region", choices=[r.value for r in CATEGORIES], default="upper")
    speed.add_argument("--megapixels", type=float, nargs="+", default=[0.5, 2.0, 12.0])
    speed.set_defaults(run=_speed)
    results = commands.add_parser("results", help="dress every person of a benchmark folder")
    results.add_argument("data", type=Path)
    results.add_argument("-o", "--output", type=Path, required=True)
    results.set_defaults(run=_results)
    cover = commands.add_parser("cover", help="count what shows of the old clothes")
    cover.add_argument("photos", type=Path)
    cover.add_argument("--garments", type=Path, default=Path("assets/garments"))
    cover.set_defaults(run=_cover)
    identity = commands.add_parser("identity", help="take tops off and put them back")
    identity.add_argument("photos", type=Path)
    identity.set_defaults(run=_identity)
    arguments = parser.parse_args()
    arguments.run(arguments)


def _speed(arguments: argparse.Namespace) -> None:
    context = multiprocessing.get_context("spawn")
    region = Region(arguments.region)
    for megapixels in arguments.megapixels:
        case = arguments.photo, arguments.garment, region, megapixels
        worker = context.Process(target=_measure, args=case)
        worker.start()
        worker.join()
    _preview(arguments.photo, arguments.garment, region)


def _measure(photo: Path, garment: Path, region: Region, megapixels: float) -> None:
    """Time one size; in a process of its own, whose memory is that of this size alone."""
    request = _request(photo, garment, region, lambda size: _of_megapixels(size, megapixels))
    before = _peak_memory()
    seconds = [_timed(FitCache(), request) for _ in range(REPEATS)]
    cache = FitCache()
    fit = cache.fit(request)
    others = [replace(request, garment=replace(request.garment)) for _ in range(REPEATS)]
    lower = [replace(USUAL, move_y=0.01 * step) for step in range(1, REPEATS + 1)]
    moved = [replace(request, parameters=parameters) for parameters in lower]
    memory = _peak_memory()
    image = request.photo
    started = time.perf_counter()
    result = compose(image, [fit])
    composed = time.perf_counter() - started
    mask = request.parse.region_mask(request.person, region)
    reach = _covered(fit, mask.shape) | mask
    changed = np.any(result != image, axis=2)
    print(f"size          {image.shape[1]}x{image.shape[0]}")
    print(f"  fit         {min(seconds):.2f} s (best), {np.median(seconds):.2f} s (median)")
    for name, requests in (("next garment", others), ("adjusted", moved)):
        seconds = [_timed(cache, each) for each in requests]
        print(f"  {name:<12}{min(seconds):.2f} s (best), {np.median(seconds):.2f} s (median)")
    print(f"  compose     {composed:.3f} s")
    print(f"  peak memory {memory:.0f} MB, of which {before:.0f} MB before the first fit")
    print(f"  changed far {int((changed & ~reach).sum())} pixels outside region and garment")
    print(f"  notes       {'; '.join(map(str, fit.notes)) or '-'}")


def _request(
    path: Path, garment_path: Path, region: Region, sized: Callable[[Size], Size]
) -> FitRequest:
    """Bring a photo to a size, parse it, and ask for a garment on its largest person."""
    photo = read_photo(path).pixels
    size = sized(Size.of(photo))
    extent = size.width, size.height
    image = np.asarray(cv2.resize(photo, extent, interpolation=cv2.INTER_CUBIC), np.uint8)
    parse = ParserSource().parse(ParserChoice(Engine.BUNDLED), image)
    if parse.largest_person is None:
        raise SystemExit(f"nobody found in {path}")
    garment = load_garment(garment_path)
    if garment.category.region is not region:
        garment = replace(garment, category=CATEGORIES[region])
    return FitRequest(image, parse, parse.largest_person.number, region, garment)


def _of_megapixels(size: Size, megapixels: float) -> Size:
    factor = (megapixels * 1e6 / (size.width * size.height)) ** 0.5
    return Size(round(size.width * factor), round(size.height * factor))


def _within_preview(size: Size) -> Size:
    scale = min(PREVIEW.width / size.width, PREVIEW.height / size.height)
    return Size(round(size.width * scale), round(size.height * scale))


def _peak_memory() -> float:
    """Return the most memory in MB that this process has taken so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _preview(photo: Path, garment: Path, region: Region) -> None:
    """Time what a drag of each handle costs on a photo that fits a window."""
    request = _request(photo, garment, region, _within_preview)
    started = time.perf_counter()
    preview = Preview(request)
    print(f"preview       {request.photo.shape[1]}x{request.photo.shape[0]}")
    print(f"  prepare     {1000 * (time.perf_counter() - started):.0f} ms, once")
    preview.render(USUAL)
    for name, drag in _drags().items():
        times = []
        for parameters in drag:
            started = time.perf_counter()
            preview.render(parameters)
            times.append(1000 * (time.perf_counter() - started))
        print(f"  {name:<16}{np.median(times):.0f} ms (median)")


def _drags() -> dict[str, list[FitParameters]]:
    """Return the parameters that each gesture goes through."""
    steps = range(1, 2 * REPEATS)
    drags = {
        name: [replace(USUAL, **{name: getattr(USUAL, name) + i * step}) for i in steps]
        for name, step in _GESTURES.items()
    }
    drags["mesh"] = [replace(USUAL, mesh=pulled(FLAT, _NODE, (0.01 * i, 0.01 * i))) for i in steps]
    turned = replace(USUAL, rotate_degrees=10.0)
    drags["mesh, turned"] = [replace(turned, mesh=fit.mesh) for fit in drags["mesh"]]
    return drags


def _timed(cache: FitCache, request: FitRequest) -> float:
    started = time.perf_counter()
    cache.fit(request)
    return time.perf_counter() - started


def _covered(fit: FitResult, shape: tuple[int, ...]) -> HardMask:
    """Tell where the garment shows at all: its solid part and its edge."""
    covered = np.zeros(shape, np.bool_)
    covered[fit.box.slices] = (fit.covered > 0) | np.any(fit.change != 0, axis=2)
    return covered


def _results(arguments: argparse.Namespace) -> None:
    parser = create_parser(Engine.BUNDLED)
    arguments.output.mkdir(parents=True, exist_ok=True)
    for folder in sorted(path for path in arguments.data.iterdir() if path.is_dir()):
        photo = read_photo(folder / "person.jpg").pixels
        try:
            parse = parser.parse(photo)
            largest = parse.largest_person
            if largest is None:
                raise SystemExit(f"nobody found in {folder}")
            garment = load_garment(folder / "garment.jpg", GarmentCategory.TOP)
            fit = fit_garment(FitRequest(photo, parse, largest.number, Region.UPPER, garment))
        except TryOnError as error:
            print(f"{folder.name}: {error}", file=sys.stderr)
            continue
        write_image(arguments.output / f"{folder.name}.png", compose(photo, [fit]))
        print(folder.name)


def _people(photos: Path) -> Iterator[tuple[Path, RgbImage, HumanParse, Person]]:
    """Yield every photo of a folder with its parse and its largest person."""
    parser = create_parser(Engine.BUNDLED)
    for path in find_photos([photos]):
        photo = read_photo(path).pixels
        parse = parser.parse(photo)
        person = parse.largest_person
        if person is None:
            print(f"{path.name}: nobody found")
        else:
            yield path, photo, parse, person


def _cover(arguments: argparse.Namespace) -> None:
    garments = [load_garment(file) for file in find_photos([arguments.garments])]
    left, strayed, refused = [], 0, 0
    for path, photo, parse, person in _people(arguments.photos):
        worst = (0.0, "")
        for garment in garments:
            region = garment.category.region
            try:
                fit = fit_garment(FitRequest(photo, parse, person.number, region, garment))
            except TryOnError:
                refused += 1
                continue
            analysis = PersonAnalysis.measure(
                photo, parse, person=person.number, region=region, category=garment.category
            )
            shown, away = shown_of_old_clothes(analysis, fit)
            left.append(shown)
            strayed += away
            worst = max(worst, (shown, garment.name))
        print(f"{path.name}: at most {100 * worst[0]:.2f} % of the old clothes shows {worst[1]}")
    print(
        f"{len(left)} fits, {refused} refused: {100 * float(np.mean(left)):.3f} % of the old "
        f"clothes shows on average, at most {100 * max(left):.2f} %; {strayed} pixels of other "
        "people or of the face changed"
    )


def _identity(arguments: argparse.Namespace) -> None:
    values = []
    for path, photo, parse, person in _people(arguments.photos):
        number, region, category = person.number, Region.UPPER, GarmentCategory.TOP
        try:
            garment = take_garment(
                photo, parse, person=number, region=region, category=category, name=path.stem
            )
            fit = fit_garment(FitRequest(photo, parse, number, region, garment))
        except TryOnError as error:
            print(f"{path.name}: {error}")
            continue
        worn = parse.region_mask(number, region)
        difference = compose(photo, [fit])[worn].astype(float) - photo[worn]
        values.append(10 * np.log10(255**2 / max(float(np.mean(difference**2)), 1e-9)))
        print(f"{path.name}: {values[-1]:.1f} dB")
    print(f"{len(values)} tops: mean {np.mean(values):.1f} dB, median {np.median(values):.1f} dB")


def shown_of_old_clothes(analysis: PersonAnalysis, fit: FitResult) -> tuple[float, int]:
    """Return the share of the worn clothes left as it was, and the pixels that must not change."""
    parse, person = analysis.parse, analysis.person
    box = analysis.view.box
    worn = np.zeros(parse.labels.shape, np.uint8)
    worn[box.slices] = cv2.resize(
        analysis.view.region.astype(np.uint8),
        (box.width, box.height),
        interpolation=cv2.INTER_NEAREST,
    )
    edge = 2 * round(2 / analysis.view.scale) + 1
    inside = cv2.erode(worn, np.ones((edge, edge), np.uint8)) > 0
    changed = np.zeros(worn.shape, np.bool_)
    changed[fit.box.slices] = np.any(fit.change != 0, axis=2)
    face = parse.part_mask(person, frozenset({Label.FACE}))
    others = (parse.person_map > 0) & (parse.person_map != person)
    kept = cv2.erode((face | others).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    share = np.count_nonzero(inside & ~changed) / max(int(np.count_nonzero(inside)), 1)
    return share, int(np.count_nonzero(kept & changed))


if __name__ == "__main__":
    main()
