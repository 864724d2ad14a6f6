"""What there is to be, what is there, and what is left for whom."""

from __future__ import annotations

from pathlib import Path

from tryon.batch.plan import (
    BatchPlan,
    Item,
    People,
    PhotoWork,
    in_order,
    in_shares,
    known_results,
    missing_work,
    shared_out,
)
from tryon.batch.rows import Row

PHOTOS = [Path("p/a.jpg"), Path("p/b.jpg"), Path("p/c.jpg")]
GARMENTS = [Path("g/shirt.png"), Path("g/jeans.png")]


def plan(people: People = People.LARGEST) -> BatchPlan:
    return BatchPlan.of(PHOTOS, GARMENTS, people)


def as_names(work: tuple[PhotoWork, ...]) -> list[tuple[str, list[str]]]:
    return [(each.photo.name, [garment.name for garment in each.garments]) for each in work]


def test_every_photo_is_to_be_in_every_garment() -> None:
    assert plan().pairs == 6
    work = missing_work(plan(), set(), {})
    assert as_names(work) == [(name, ["shirt", "jeans"]) for name in "abc"]


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    again = tmp_path / "x" / ".." / "a.jpg"
    (tmp_path / "x").mkdir()
    twice = BatchPlan.of([tmp_path / "a.jpg", again], [*GARMENTS, *GARMENTS])
    assert [item.name for item in twice.photos] == ["a"]
    assert [item.name for item in twice.garments] == ["shirt", "jeans"]


def test_results_are_called_by_photo_and_garment_and_of_several_people_by_who_it_is() -> None:
    one, all_ = plan(), plan(People.ALL)
    photo, garment = one.photos[0], one.garments[0]
    assert one.result(photo, garment, 3) == "a/shirt.png"
    assert all_.result(photo, garment, 3) == "a/shirt-person-3.png"


def test_what_is_there_is_not_made_again() -> None:
    there = {"a/shirt.png", "a/jeans.png", "b/jeans.png", "b/notes.txt"}
    assert as_names(missing_work(plan(), there, {})) == [
        ("b", ["shirt"]),
        ("c", ["shirt", "jeans"]),
    ]
    known = {"b/jeans.png": Row("old/b.jpg", "old/jeans.png", 2, people=3, file="b/jeans.png")}
    rows = known_results(plan(), there, known)
    assert [row.file for row in rows] == ["a/shirt.png", "a/jeans.png", "b/jeans.png"]
    assert (rows[2].photo, rows[2].garment, rows[2].person) == ("p/b.jpg", "g/jeans.png", 2)
    assert (rows[0].photo, rows[0].person) == ("p/a.jpg", None), "nothing else is known of it"


def test_of_several_people_all_must_be_there_as_an_earlier_run_counted_them() -> None:
    files = [f"a/shirt-person-{number}.png" for number in (1, 2)]
    known = {
        file: Row("p/a.jpg", "g/shirt.png", n, people=2, file=file)
        for n, file in enumerate(files, 1)
    }
    of_all = plan(People.ALL)
    assert as_names(missing_work(of_all, set(files), known))[0] == ("a", ["jeans"])
    assert [row.person for row in known_results(of_all, set(files), known)] == [1, 2]
    assert as_names(missing_work(of_all, {files[0]}, known))[0] == ("a", ["shirt", "jeans"])
    assert [row.person for row in known_results(of_all, {files[0]}, known)] == [1]
    assert as_names(missing_work(of_all, set(files), {}))[0] == ("a", ["shirt", "jeans"])


def test_the_last_photos_are_divided_so_that_nobody_waits() -> None:
    work = missing_work(plan(), set(), {})
    assert as_names(shared_out(work, 2)) == [
        ("a", ["shirt", "jeans"]),
        ("b", ["shirt", "jeans"]),
        ("c", ["shirt"]),
        ("c", ["jeans"]),
    ]
    assert shared_out(work, 1) == shared_out(work, 3) == work
    assert len(shared_out(work, 8)) == 6, "not into more parts than there are garments"
    assert shared_out((), 4) == ()


def test_rows_stand_as_the_plan_has_them_and_what_concerns_all_first() -> None:
    rows = [
        Row("p/b.jpg", "g/jeans.png", 1),
        Row("p/a.jpg", "g/jeans.png", 2),
        Row("p/a.jpg", "g/jeans.png", 1),
        Row("p/b.jpg", None),
        Row(None, "g/jeans.png"),
        Row("p/a.jpg", "g/shirt.png", 1),
    ]
    ordered = in_order(plan(), rows)
    assert [rows.index(row) for row in ordered] == [4, 5, 2, 1, 3, 0]


def test_many_garments_are_shared_out_without_loss() -> None:
    garments = tuple(Item(Path(f"{number}.png"), str(number)) for number in range(70))
    work = (PhotoWork(Item(Path("a.jpg"), "a"), garments), PhotoWork(Item(Path("b.jpg"), "b"), ()))
    shares = in_shares(work)
    assert [len(share.garments) for share in shares] == [32, 32, 6]
    assert tuple(garment for share in shares for garment in share.garments) == garments
