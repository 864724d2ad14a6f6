"""The work itself: from a task to its answer, by the code that window and command line use."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Hashable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from tryon.api.reports import garment_report, parse_report
from tryon.fitting.fit import FitCache
from tryon.fitting.origin import OriginShares
from tryon.fitting.request import FitRequest, choose_person
from tryon.garments.adding.source import PictureSource
from tryon.garments.garment import Garment
from tryon.garments.loading import garment_of_pixels, title_of
from tryon.garments.see import notes_of, see_garment, see_picture
from tryon.garments.wardrobe import GarmentLibrary
from tryon.geometry import LabelMap
from tryon.human_parse import HumanParse
from tryon.imaging import Photo, decode_photo, decode_rgba, png_of
from tryon.parsing.cache import parse_from_bytes, parse_to_bytes
from tryon.parsing.overlay import PALETTE, render_overlay
from tryon.parsing.parser_source import ParserSource
from tryon.pixels.recent_values import RecentValues
from tryon.progress import CancelToken, Progress, Stage, StageClock
from tryon.resources import sample_photos
from tryon.serve.languages import garment_name, text_in
from tryon.serve.work.talk import Orders
from tryon.serve.work.tasks import (
    Answer,
    FitTask,
    GarmentTask,
    Included,
    KeptGarment,
    Language,
    MapEncoding,
    ParseTask,
    Picture,
    Task,
    ThumbnailTask,
    WantedGarment,
)
from tryon.session import TryOnState, fit_each

JSON_KIND, PNG_KIND = "application/json", "image/png"
_RECENT_PHOTOS = 2
_RECENT_GARMENTS = 12
"""Pictures that stay loaded: whoever tries one garment on tries another."""
Json = dict[str, object]


@dataclass(frozen=True, eq=False)
class _ParsedPhoto:
    """A photo and who is in it; ``new`` is the parse as bytes where it was not known before."""

    photo: Photo
    parse: HumanParse
    new: bytes | None


class Engine:
    """Answers one task after the other, with engines that stay loaded.

    Args:
        orders: the parser, and where the wardrobe is.
    """

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._parsers, self._fits = ParserSource(), FitCache()
        self._library = GarmentLibrary(orders.wardrobe)
        self._photos: RecentValues[Hashable, _ParsedPhoto] = RecentValues(_RECENT_PHOTOS)
        self._garments: RecentValues[Hashable, Garment] = RecentValues(_RECENT_GARMENTS)

    def warm_up(self) -> None:
        """Load what every task needs, so that the first one waits for nothing.

        Raises:
            TryOnError: if the parser cannot be loaded.
        """
        photo = decode_photo(sample_photos()[0].read_bytes(), "sample")
        self._parsers.parse(self._orders.choice, np.ascontiguousarray(photo.pixels[::3, ::3]))

    def answer(self, task: Task, progress: Progress, cancel: CancelToken) -> Answer:
        """Work a task out.

        Raises:
            TryOnError: if that is not possible.
            Cancelled: if ``cancel`` was set between stages.
        """
        match task:
            case ParseTask():
                return self._parse(task, progress, cancel)
            case FitTask():
                return self._fit(task, progress, cancel)
            case GarmentTask():
                return self._describe(task, progress, cancel)
            case ThumbnailTask():
                return Answer(PNG_KIND, self._library.make_thumbnail(task.garment.entry))

    def _parse(self, task: ParseTask, progress: Progress, cancel: CancelToken) -> Answer:
        clock = StageClock(progress, cancel)
        parsed = self._parsed(task.photo, task.known_parse, task.max_pixels, progress, cancel)
        with clock.stage(Stage.EXPORT):
            if task.as_picture is not None:
                content = _picture(parsed, task.as_picture)
                return Answer(PNG_KIND, content, parsed.new)
            photo, parse = parsed.photo, parsed.parse
            said: Json = {
                "num_persons": len(parse.people),
                **parse_report(photo, parse, parse.times),
                "notes": _notes(TryOnState(photo=photo, parse=parse), task.language),
            }
            for wanted in task.included:
                said[wanted.value] = _map_json(parsed, wanted, task.encoding)
        return Answer(JSON_KIND, _json(said), parsed.new)

    def _fit(self, task: FitTask, progress: Progress, cancel: CancelToken) -> Answer:
        clock = StageClock(progress, cancel)
        parsed = self._parsed(task.photo, task.known_parse, task.max_pixels, progress, cancel)
        photo, parse = parsed.photo, parsed.parse
        people = [choose_person(parse, each.person, photo.name).number for each in task.garments]
        with clock.stage(Stage.CUT_OUT):
            garments = [self._garment(wanted, task.max_pixels) for wanted in task.garments]
        requests = (
            FitRequest(
                photo.pixels, parse, person, garment.category.region, garment, wanted.parameters
            )
            for garment, wanted, person in zip(garments, task.garments, people, strict=True)
        )
        state = TryOnState(photo=photo, parse=parse)
        for outcome in fit_each(requests, self._fits.fit, progress=progress, cancel=cancel):
            state = state.with_layer(outcome.worn)
        with clock.stage(Stage.EXPORT):
            picture = png_of(state.composite())
            if task.is_picture:
                return Answer(PNG_KIND, picture, parsed.new)
            shares = OriginShares.of(state.origins())
            said: Json = {
                "num_persons": len(parse.people),
                "width": photo.size.width,
                "height": photo.size.height,
                "worn": [
                    {
                        "person": worn.person,
                        "garment": garment_name(task.language, worn.garment.name),
                        "category": worn.garment.category.value,
                        "region": worn.region.value,
                    }
                    for worn in state.worn
                ],
                "shares": {
                    "photo": round(shares.photo, 4),
                    "moved": round(shares.moved, 4),
                    "guessed": round(shares.guessed, 4),
                },
                "notes": _notes(state, task.language),
                "picture": _base64(picture),
            }
        return Answer(JSON_KIND, _json(said), parsed.new)

    def _describe(self, task: GarmentTask, progress: Progress, cancel: CancelToken) -> Answer:
        clock, name = StageClock(progress, cancel), title_of(Path(task.picture.name))
        with clock.stage(Stage.CUT_OUT):
            rgba = decode_rgba(task.picture.content, name, max_pixels=task.max_pixels)
            seen = see_picture(rgba)
            said: Json = garment_report(seen, name)
        if not task.keeps:
            return Answer(JSON_KIND, _json({"id": None, "name": name, **said}))
        with clock.stage(Stage.SAVE):
            added = PictureSource(name, pixels=rgba).read()
            entry = self._library.find(added.key)
            if entry is None:
                known = see_garment(added.rgba, task.category, pick=task.pick)
                garment = Garment(known.rgba, known.category, name, notes=notes_of(known))
                file = self._library.keep(garment, picture_key=added.key)
                entry = self._library.entry_of(replace(garment, file=file))
        kept = {"id": entry.file.stem, "name": entry.name}
        return Answer(JSON_KIND, _json({**said, **kept, "category": entry.category.value}))

    def _parsed(
        self,
        picture: Picture,
        known: bytes | None,
        max_pixels: int,
        progress: Progress,
        cancel: CancelToken,
    ) -> _ParsedPhoto:
        """Read a photo and find who is in it, unless that was done a short while ago."""

        def read() -> _ParsedPhoto:
            with StageClock(progress, cancel).stage(Stage.LOAD_PHOTO):
                photo = decode_photo(picture.content, picture.name, max_pixels=max_pixels)
                photo = replace(photo, content=None)
                parse = None if known is None else parse_from_bytes(known)
            if parse is not None and parse.size == photo.size:
                return _ParsedPhoto(photo, parse, None)
            parse = self._parsers.parse(
                self._orders.choice, photo.pixels, progress=progress, cancel=cancel
            )
            return _ParsedPhoto(photo, parse, parse_to_bytes(parse))

        return self._photos.get((picture.digest, picture.name, max_pixels), read)

    def _garment(self, wanted: WantedGarment, max_pixels: int) -> Garment:
        source, region = wanted.source, wanted.region
        if isinstance(source, KeptGarment):
            return self._library.load(source.entry.file).worn_on(region)

        def read() -> Garment:
            rgba = decode_rgba(source.content, source.name, max_pixels=max_pixels)
            name = title_of(Path(source.name))
            return garment_of_pixels(rgba, name, region=region)

        return self._garments.get((source.digest, source.name, region, max_pixels), read)


def _notes(state: TryOnState, language: Language) -> list[str]:
    """Return what is worth knowing of a result, in a language."""
    return [
        text_in(language, note)
        if garment is None
        else f"{garment_name(language, garment)}: {text_in(language, note)}"
        for garment, note in state.notes
    ]


def _picture(parsed: _ParsedPhoto, wanted: Included) -> bytes:
    """Return one of the pictures of a parse as a PNG."""
    parse = parsed.parse
    match wanted:
        case Included.LABELS:
            return png_of(parse.labels)
        case Included.PERSON_MAP:
            return png_of(parse.person_map)
        case Included.SEGMENTATION:
            return _coloured_png(parse.labels)
        case Included.OVERLAY:
            return png_of(render_overlay(parsed.photo.pixels, parse))


def _map_json(parsed: _ParsedPhoto, wanted: Included, encoding: MapEncoding) -> object:
    maps = {
        Included.LABELS: parsed.parse.labels,
        Included.PERSON_MAP: parsed.parse.person_map,
    }
    if encoding is MapEncoding.RLE and wanted in maps:
        return run_lengths(maps[wanted])
    return _base64(_picture(parsed, wanted))


def run_lengths(values: LabelMap) -> list[int]:
    """Return a map (H, W), read row by row, as value, count, value, count and so on."""
    flat = values.ravel()
    if not flat.size:
        return []
    starts = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]]))
    counts = np.diff(np.append(starts, flat.size))
    pairs: list[int] = np.column_stack([flat[starts], counts]).ravel().tolist()
    return pairs


def _coloured_png(labels: LabelMap) -> bytes:
    """Return a PNG with a palette: its values are labels, and it shows in their colours."""
    height, width = labels.shape
    image = Image.frombytes("P", (width, height), labels.tobytes())
    image.putpalette(PALETTE.tobytes())
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _json(said: Json) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode("utf-8")
