"""Results in a store, and what is known of them beside them; the store is one in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

fsspec = pytest.importorskip("fsspec")
from tryon.batch.cluster import store as stores  # noqa: E402
from tryon.batch.cluster.records import StoreRecords, part_file, part_of  # noqa: E402
from tryon.batch.cluster.store import Store, fetch, find_pictures  # noqa: E402
from tryon.batch.plan import BatchPlan, People, missing_work  # noqa: E402
from tryon.batch.rows import Row  # noqa: E402
from tryon.errors import BatchError, ExportError, ImageReadError, UsageError  # noqa: E402

PLAN = BatchPlan.of([Path("a.jpg"), Path("b.jpg")], [Path("s.png"), Path("t.png")])


@pytest.fixture
def url() -> Iterator[str]:
    """A folder in memory that is empty, with a bucket as others have."""
    files = fsspec.filesystem("memory")
    yield "memory://bucket/out"
    files.store.clear()
    files.pseudo_dirs.clear()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_PAUSES_S", (0.0, 0.0, 0.0))


@pytest.fixture(params=["url", "folder"])
def store(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> Store:
    return Store(url if request.param == "url" else str(tmp_path / "out"))


def test_what_is_written_is_there(store: Store) -> None:
    assert store.names() == set()
    store.write("a/s.png", b"1")
    store.write("a/t.png", b"2")
    store.write("a/s.png", b"3")
    assert store.names() == {"a/s.png", "a/t.png"}
    assert store.read(["a/s.png", "a/t.png", "a/none"]) == {"a/s.png": b"3", "a/t.png": b"2"}
    assert store.read([]) == {}
    store.remove("a/t.png")
    assert Store(store.address).names() == {"a/s.png"}


def test_what_a_run_left_is_known_from_the_parts_beside_the_results(store: Store) -> None:
    (first, second), garment = PLAN.work, PLAN.garments[0]
    row = Row("a.jpg", "s.png", 1, 1, "a/s.png", 0.5, 1.5, 0.25, 0.125, ("a note",))
    with StoreRecords(store).alone():
        store.write("a/s.png", b"made")
        store.write(part_file(first), part_of([row]))
        store.write("b/t.png", b"made, and its part was not written")
    records = StoreRecords(store)
    with records.alone():
        known, there = records.known(PLAN), records.there(PLAN)
        assert known == {"a/s.png": row}
        left = missing_work(PLAN, there, known)
        assert [(each.photo, each.garments) for each in left] == [
            (first.photo, (PLAN.garments[1],)),
            (second.photo, (garment,)),
        ]
        records.finish(PLAN, [row], 3)
    assert StoreRecords(store).known(PLAN) == {"a/s.png": row}
    assert not {name for name in store.names() if name.endswith("lock")} or store.folder


def test_a_report_of_something_else_is_not_overwritten(store: Store) -> None:
    store.write("report.csv", b"my,own,table\n")
    with pytest.raises(BatchError, match=r"report\.csv is no report of a batch"):
        StoreRecords(store).known(PLAN)


def test_a_store_that_fails_for_a_moment_is_asked_again(
    url: str, hasty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, files = Store(url), fsspec.filesystem("memory")
    write, failures = files.pipe_file, iter([OSError("slow down"), TimeoutError(), None])

    def pipe_file(path: str, content: bytes) -> None:
        failure = next(failures)
        if failure is not None:
            raise failure
        write(path, content)

    monkeypatch.setattr(files, "pipe_file", pipe_file)
    store.write("a/s.png", b"made")
    assert store.read(["a/s.png"]) == {"a/s.png": b"made"}

    def refuse(path: str, content: bytes) -> None:
        raise OSError("out of order")

    monkeypatch.setattr(files, "pipe_file", refuse)
    with pytest.raises(ExportError, match=r"cannot write memory://bucket/out/a/t\.png: out of"):
        store.write("a/t.png", b"made")


def test_pictures_are_found_and_fetched(url: str, tmp_path: Path, hasty: None) -> None:
    files = fsspec.filesystem("memory")
    for name in ("b.JPG", "a.png", "notes.txt"):
        files.pipe_file(f"/bucket/out/{name}", name.encode())
    found = find_pictures(url)
    assert found == ("memory:///bucket/out/a.png", "memory:///bucket/out/b.JPG")
    copy = fetch(found[1], tmp_path / "here")
    assert (copy.name, copy.read_bytes()) == ("b.JPG", b"b.JPG")
    with pytest.raises(ImageReadError, match=r"none\.png cannot be read"):
        fetch("memory://bucket/none.png", tmp_path)
    files.pipe_file("/bucket/empty/notes.txt", b"")
    with pytest.raises(ImageReadError, match="memory://bucket/empty holds no pictures"):
        find_pictures("memory://bucket/empty")
    with pytest.raises(UsageError, match="nosuch://bucket cannot be reached from here"):
        find_pictures("nosuch://bucket")


def test_parts_are_called_by_what_they_tell_of() -> None:
    first, second = PLAN.work
    assert part_file(first) == part_file(PLAN.work[0]) != part_file(second)
    fewer = BatchPlan.of([Path("a.jpg")], [Path("s.png")], People.ALL).work[0]
    assert part_file(fewer) != part_file(first)
