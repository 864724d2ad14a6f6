"""While nothing else runs, the window prepares for the next garment, and nobody sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnWardrobe, draw_garment, draw_photo, paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    GREEN_TROUSERS,
    RED_TOP,
    Gate,
    open_in,
    save_picture,
    wait_idle,
)
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.labels import Region
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.jobs import JobRunner, Jobs
from tryon.ui.kit.picking import Selection
from tryon.ui.room.tasks import LoadedGarments
from tryon.ui.shell.main_window import MainWindow

WHITE_TOP = draw_garment((250, 250, 250), GarmentCategory.TOP, "White top")
ENLARGED = 16
"""How often the drawn photo is enlarged, so that its people are large enough to be reduced."""
Asked = tuple[int, GarmentCategory]


class Wardrobe(DrawnWardrobe):
    """Knows what was loaded."""

    def __init__(self, *garments: Garment) -> None:
        super().__init__(*garments)
        self.loaded: list[str] = []

    def load(self, path: Path) -> Garment:
        self.loaded.append(path.stem)
        return super().load(path)


class Fits:
    """Knows what was fitted on whom; reduced fits wait at a gate."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.full: list[Asked] = []
        self.reduced: list[Asked] = []

    def fit(self, request: FitRequest, **options: object) -> FitResult:
        self.full.append((request.person, request.garment.category))
        return paint_on(request)

    def fit_reduced(self, request: FitRequest, **options: object) -> FitResult:
        self.reduced.append((request.person, request.garment.category))
        self.gate()
        return paint_on(request)


@pytest.fixture
def wardrobe() -> Wardrobe:
    return Wardrobe(RED_TOP, WHITE_TOP, GREEN_TROUSERS, BLUE_DRESS)


@pytest.fixture
def fits(gate: Gate) -> Fits:
    gate.may_pass.set()
    return Fits(gate)


@pytest.fixture
def spare_jobs() -> Iterator[Jobs]:
    jobs = JobRunner()
    yield jobs
    jobs.shutdown()


@pytest.fixture
def empty(
    make_window: Callable[..., MainWindow], wardrobe: Wardrobe, fits: Fits, spare_jobs: Jobs
) -> MainWindow:
    """A window that may prepare."""
    return make_window(
        wardrobe=wardrobe, fit=fits.fit, fit_reduced=fits.fit_reduced, spare_jobs=spare_jobs
    )


@pytest.fixture
def opened(empty: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The same with two people of many pixels."""
    large = cv2.resize(
        draw_photo(), None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_NEAREST
    )
    return open_in(empty, save_picture(tmp_path / "large.png", large), qtbot)


def test_the_largest_person_is_prepared_for_a_garment_of_each_category(
    opened: MainWindow, fits: Fits, wardrobe: Wardrobe, spare_jobs: Jobs, qtbot: QtBot
) -> None:
    document, scene = opened.room.document, opened.workspace.result.scene
    qtbot.waitUntil(lambda: "White top" in wardrobe.loaded and spare_jobs.is_idle)
    person = opened.room.state.parse.largest_person.number
    assert fits.reduced == [
        (person, GarmentCategory.TOP),
        (person, GarmentCategory.TROUSERS),
        (person, GarmentCategory.DRESS),
    ]
    assert fits.full == []
    assert sorted(set(wardrobe.loaded)) == sorted(path.stem for path in wardrobe.drawn)
    assert opened.room.document is document
    assert opened.room.state.worn == ()
    assert len(document.history.names) == 1
    assert opened.workspace.result.scene is scene
    assert not opened.status.jobs.isVisible()


def test_whoever_is_chosen_is_prepared_where_a_garment_is_wanted(
    opened: MainWindow, fits: Fits, wardrobe: Wardrobe, spare_jobs: Jobs, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "White top" in wardrobe.loaded and spare_jobs.is_idle)
    fits.reduced.clear()
    opened.room.select(Selection(1, Region.LOWER))
    qtbot.waitUntil(lambda: len(fits.reduced) == 3)
    assert fits.reduced[0] == (1, GarmentCategory.TROUSERS)
    assert {person for person, _ in fits.reduced} == {1}


def test_what_the_user_asks_for_goes_first(
    empty: MainWindow, fits: Fits, spare_jobs: Jobs, tmp_path: Path, qtbot: QtBot
) -> None:
    fits.gate.may_pass.clear()
    large = cv2.resize(draw_photo(), None, fx=ENLARGED, fy=ENLARGED)
    opened = open_in(empty, save_picture(tmp_path / "large.png", large), qtbot)
    qtbot.waitUntil(lambda: bool(fits.reduced))
    assert spare_jobs.active
    opened.room.put_on(GREEN_TROUSERS, person=1)
    assert not spare_jobs.active, "it makes room at once"
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    (worn,) = opened.room.state.worn
    assert (worn.person, worn.garment) == (1, GREEN_TROUSERS)
    qtbot.waitUntil(lambda: (1, GarmentCategory.DRESS) in fits.reduced), "and goes on afterwards"


def test_small_people_are_prepared_at_full_size_for_the_category_that_is_wanted_most(
    empty: MainWindow,
    fits: Fits,
    wardrobe: Wardrobe,
    spare_jobs: Jobs,
    photo_file: Path,
    qtbot: QtBot,
) -> None:
    opened = open_in(empty, photo_file, qtbot)
    qtbot.waitUntil(lambda: "White top" in wardrobe.loaded and spare_jobs.is_idle)
    person = opened.room.state.parse.largest_person.number
    assert fits.full == [(person, GarmentCategory.TOP)], "what is kept of it stays"
    assert fits.reduced == []
    assert opened.room.state.worn == ()


def test_a_garment_that_was_added_is_loaded_first(
    opened: MainWindow, wardrobe: Wardrobe, spare_jobs: Jobs, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "White top" in wardrobe.loaded and spare_jobs.is_idle)
    wardrobe.loaded.clear()
    new = replace(RED_TOP, name="New", file=Path("New.png"))
    wardrobe.drawn[new.file] = new
    opened.room.garments_loaded.emit(LoadedGarments((wardrobe.entry_of(new),), is_added=True))
    qtbot.waitUntil(lambda: wardrobe.loaded == ["New"])


def test_nothing_is_prepared_before_there_is_a_photo(
    empty: MainWindow, fits: Fits, wardrobe: Wardrobe, spare_jobs: Jobs, qtbot: QtBot
) -> None:
    started = []
    spare_jobs.started.connect(started.append)
    empty.room.load_garments()
    wait_idle(empty, qtbot)
    with qtbot.assertNotEmitted(spare_jobs.started, wait=200):
        pass
    assert (started, fits.full, fits.reduced, wardrobe.loaded) == ([], [], [], [])
