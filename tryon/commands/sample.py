"""``tryon sample``: the sample session, in the window or saved as pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from tryon.commands.gui import expect_no_garbage, has_display
from tryon.commands.outputs import make_folder
from tryon.errors import ParsingError
from tryon.fitting.fit import fit_garment
from tryon.fitting.request import FitRequest
from tryon.garments.loading import load_garment
from tryon.geometry import RgbImage
from tryon.imaging import read_photo, write_image
from tryon.messages import ParsingProblem
from tryon.parsing import Engine, create_parser
from tryon.parsing.overlay import add_legend, render_overlay
from tryon.progress import Stage, StageClock
from tryon.sample_session import SampleSession, read_sample_session
from tryon.session import TryOnState, fit_each


def run_sample(arguments: argparse.Namespace) -> int:
    """Open the sample session; without a display, run it and save what it shows.

    Raises:
        TryOnError: if the installation is damaged or the folder cannot be written.
    """
    session = read_sample_session()
    if has_display() and not arguments.no_window:
        expect_no_garbage()
        from tryon.ui.shell.app import run_app

        return run_app(session.photo, wear=session.garments)
    return _save(session, arguments.out)


def _save(session: SampleSession, folder: Path) -> int:
    make_folder(folder)
    clock = StageClock()
    state = _run(session, clock)
    pictures = _pictures(state)
    with clock.stage(Stage.EXPORT):
        for name, pixels in pictures.items():
            write_image(folder / f"{name}.png", pixels)
    for name in pictures:
        print(f"saved {folder / f'{name}.png'}")
    for time in clock.times:
        print(f"{time.stage.value:>14} {time.ms:7.0f} ms")
    return 0


def _run(session: SampleSession, clock: StageClock) -> TryOnState:
    """Do what the window would: open, parse, and put on each garment."""
    with clock.stage(Stage.LOAD_PHOTO):
        photo = read_photo(session.photo)
    with clock.stage(Stage.LOAD_ENGINE):
        parser = create_parser(Engine.BUNDLED)
    with clock.stage(Stage.PARSE_PEOPLE):
        parse = parser.parse(photo.pixels)
    state = TryOnState(photo=photo, parse=parse)
    person = parse.largest_person
    if person is None:
        raise ParsingError(ParsingProblem.NOBODY_IN_SAMPLE, photo=photo.name)
    with clock.stage(Stage.CUT_OUT):
        garments = [(region, load_garment(path)) for region, path in session.garments]
    wanted = [
        FitRequest(photo.pixels, parse, person.number, region, garment)
        for region, garment in garments
    ]
    with clock.stage(Stage.WARP):
        for outcome in fit_each(wanted, fit_garment):
            state = state.with_layer(outcome.worn)
    return state


def _pictures(state: TryOnState) -> dict[str, RgbImage]:
    """Return what is saved, by name: photo, overlay with legend, person map, composite."""
    if state.photo is None or state.parse is None:
        raise ValueError("the session has no parsed photo")
    overlay = render_overlay(state.photo.pixels, state.parse)
    return {
        "photo": state.photo.pixels,
        "overlay": add_legend(overlay, state.parse),
        "people": state.parse.person_map,
        "composite": state.composite(),
    }
