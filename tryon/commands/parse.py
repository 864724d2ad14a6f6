"""``tryon parse``: photos to overlays, label maps, person maps and reports."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tryon.api.reports import parse_report
from tryon.commands.engine_options import parser_choice
from tryon.commands.outputs import check_apart, check_is_picture, make_folder
from tryon.commands.progress_bar import ProgressBar
from tryon.commands.terminal import complaint
from tryon.errors import Cancelled, ParsingError, TryOnError, UsageError
from tryon.geometry import LabelMap
from tryon.human_parse import HumanParse
from tryon.imaging import (
    Photo,
    find_photos,
    read_photo,
    write_atomically,
    write_image,
)
from tryon.messages import ParsingProblem, UsageProblem
from tryon.parsing import AttentionParser, Engine, HumanParser, InstanceParser
from tryon.parsing.attention import SeenPart, render_heat
from tryon.parsing.choice import ParserChoice
from tryon.parsing.instances import save_instances
from tryon.parsing.overlay import add_legend, render_overlay
from tryon.paths import is_folder
from tryon.progress import Stage, StageClock

KINDS = {
    "overlay": ".png",
    "labels": ".png",
    "people": ".png",
    "json": ".json",
    "instances": ".npz",
}
"""Outputs of the command and the suffix each has in a batch."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class ParseOutputs:
    """Where the results of one photo go; None where that result is not wanted."""

    overlay: Path | None
    labels: Path | None
    people: Path | None
    json: Path | None
    instances: Path | None

    @property
    def wanted(self) -> tuple[Path, ...]:
        """The files that will be written."""
        paths = (self.overlay, self.labels, self.people, self.json, self.instances)
        return tuple(path for path in paths if path is not None)


@dataclass(frozen=True)
class OverlayStyle:
    """How the overlay looks."""

    opacity: float
    outlines: bool
    legend: bool
    skeleton: bool
    attention: str | None = None


def run_parse(arguments: argparse.Namespace) -> int:
    """Parse every photo named; return 0, or 1 if a photo of a batch failed.

    Raises:
        TryOnError: if the only photo, or the engine, fails.
        UsageError: if the outputs make no sense.
    """
    style = OverlayStyle(
        arguments.opacity,
        arguments.outlines,
        arguments.legend,
        arguments.skeleton,
        arguments.attention,
    )
    choice = parser_choice(arguments) or ParserChoice()
    if arguments.instances is not None and choice.engine is not Engine.M2FP:
        raise UsageError(UsageProblem.INSTANCES_NEED_M2FP)
    if style.attention is not None:
        _check_attention(choice, arguments)
    is_batch = len(arguments.photos) > 1 or is_folder(arguments.photos[0])
    if is_batch:
        photos = find_photos(arguments.photos)
        plan = _plan_batch(photos, arguments)
        parser = _load_parser(choice, arguments)
        return _parse_batch(parser, plan, style, is_debugging=arguments.debug)
    path = arguments.photos[0]
    outputs = ParseOutputs(**{kind: getattr(arguments, kind) for kind in KINDS})
    _check_single(outputs, path)
    clock = StageClock()
    photo = _load(path, clock)
    if photo.note is not None:
        print(f"tryon: note: {photo.note}", file=sys.stderr)
    with clock.stage(Stage.LOAD_ENGINE):
        parser = _load_parser(choice, arguments)
    parse = _parse_with(parser, photo, outputs, style, clock)
    print(_summary(path, parse))
    return 0


def _check_attention(choice: ParserChoice, arguments: argparse.Namespace) -> None:
    if choice.engine is not Engine.M2FP:
        raise UsageError(UsageProblem.ATTENTION_NEEDS_M2FP)
    if arguments.overlay is None:
        raise UsageError(UsageProblem.NO_HEAT)


def _load_parser(choice: ParserChoice, arguments: argparse.Namespace) -> HumanParser:
    parser = choice.load()
    if arguments.instances is not None and not isinstance(parser, InstanceParser):
        raise UsageError(UsageProblem.NO_INSTANCES)
    return parser


def _check_single(outputs: ParseOutputs, photo: Path) -> None:
    if outputs.instances is not None and outputs.instances.suffix.lower() != ".npz":
        raise UsageError(UsageProblem.OTHER_SUFFIX, path=outputs.instances, suffixes=(".npz",))
    for path in (outputs.overlay, outputs.labels, outputs.people):
        if path is not None:
            if is_folder(path):
                raise UsageError(UsageProblem.FOLDER_FOR_ONE, path=path)
            lossless = (".png",) if path is not outputs.overlay else (".png", ".jpg", ".webp")
            check_is_picture(path, lossless)
    check_apart(outputs.wanted, [photo])


def _plan_batch(
    photos: tuple[Path, ...], arguments: argparse.Namespace
) -> list[tuple[Path, ParseOutputs]]:
    """Choose each photo's files: its stem, or its full name where two photos share a stem."""
    folders: dict[str, Path | None] = {kind: getattr(arguments, kind) for kind in KINDS}
    stems = Counter(photo.stem for photo in photos)
    plan: list[tuple[Path, ParseOutputs]] = []
    for photo in photos:
        name = photo.stem if stems[photo.stem] == 1 else photo.name
        files = {
            kind: None if folder is None else folder / f"{name}{KINDS[kind]}"
            for kind, folder in folders.items()
        }
        plan.append((photo, ParseOutputs(**files)))
    check_apart((path for _, outputs in plan for path in outputs.wanted), photos)
    for folder in folders.values():
        if folder is not None:
            make_folder(folder)
    return plan


def _parse_batch(
    parser: HumanParser,
    plan: list[tuple[Path, ParseOutputs]],
    style: OverlayStyle,
    *,
    is_debugging: bool,
) -> int:
    """Parse photo after photo; what one of them does, a mistake of tryon's too, stops no other."""
    failures = 0
    with ProgressBar(len(plan), sys.stderr) as bar:
        for path, outputs in plan:
            try:
                clock = StageClock()
                photo = _load(path, clock)
                if photo.note is not None:
                    bar.log(f"tryon: note: {photo.note}", sys.stderr)
                parse = _parse_with(parser, photo, outputs, style, clock)
                bar.log(_summary(path, parse), sys.stdout)
            except (Cancelled, BrokenPipeError):  # nobody waits for the rest
                raise
            except Exception as error:
                failures += 1
                bar.log(complaint(_reason(path, error)), sys.stderr)
                if not isinstance(error, TryOnError):
                    # Information goes to the log's file only, a warning to the terminal too.
                    level = logging.ERROR if is_debugging else logging.INFO
                    _LOG.log(level, "%s failed", path, exc_info=True)
            bar.advance(path.name)
    if failures:
        print(f"tryon: {failures} of {len(plan)} photos failed; see above why", file=sys.stderr)
    return 1 if failures else 0


def _reason(photo: Path, error: Exception) -> str:
    """Say which photo of a batch failed, and why."""
    if isinstance(error, MemoryError):
        return str(ParsingProblem.NO_MEMORY.with_values(photo=photo.name))
    if not isinstance(error, TryOnError):
        reason = f"{type(error).__name__}: {error}"
        return str(ParsingProblem.UNFORESEEN.with_values(photo=photo.name, reason=reason))
    return str(error) if photo.name in str(error) else f"{photo.name}: {error}"


def _load(path: Path, clock: StageClock) -> Photo:
    with clock.stage(Stage.LOAD_PHOTO):
        return read_photo(path)


def _parse_with(
    parser: HumanParser, photo: Photo, outputs: ParseOutputs, style: OverlayStyle, clock: StageClock
) -> HumanParse:
    if outputs.instances is not None and isinstance(parser, InstanceParser):
        parse, instances = parser.parse_instances(photo.pixels)
        save_instances(outputs.instances, instances, photo.size)
    else:
        parse = parser.parse(photo.pixels)
    if outputs.labels is not None:
        write_image(outputs.labels, parse.labels)
    if outputs.people is not None:
        write_image(outputs.people, parse.person_map)
    if style.attention is not None and outputs.overlay is not None:
        assert isinstance(parser, AttentionParser)
        heat, found = _watch(parser, photo, style.attention)
        print(f"{photo.name}: seen by query {', '.join(map(str, found))}")
        write_image(outputs.overlay, render_heat(photo.pixels, heat, style.opacity))
    elif outputs.overlay is not None:
        overlay = render_overlay(
            photo.pixels,
            parse,
            opacity=style.opacity,
            outlines=style.outlines,
            skeleton=style.skeleton,
        )
        write_image(outputs.overlay, add_legend(overlay, parse) if style.legend else overlay)
    if outputs.json is not None:
        text = json.dumps(parse_report(photo, parse, clock.times + parse.times), indent=2)
        write_atomically(outputs.json, lambda file: file.write(f"{text}\n".encode()))
    return parse


def _watch(
    parser: AttentionParser, photo: Photo, name: str
) -> tuple[LabelMap, tuple[SeenPart, ...]]:
    """Return where M2FP looked for a part (H, W), and which queries that were.

    Raises:
        ParsingError: if no query found it.
    """
    attention = parser.watch(photo.pixels)
    found = attention.find(name)
    if not found:
        seen = tuple(map(str, attention.seen)) or ("-",)
        raise ParsingError(ParsingProblem.NOT_SEEN, photo=photo.name, part=name, seen=seen)
    return attention.heat(found), found


def _summary(path: Path, parse: HumanParse) -> str:
    count = len(parse.people)
    if count == 0:
        return f"{path.name}: nobody found"
    noun = "person" if count == 1 else "people"
    ms = sum(time.ms for time in parse.times)
    return f"{path.name}: {count} {noun} in {ms:.0f} ms"
