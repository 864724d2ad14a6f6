"""What goes into a batch: folders, tables of photos and garments, and URLs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tryon.batch.inputs import plan_of_inputs
from tryon.batch.plan import BatchPlan, People
from tryon.cli import main
from tryon.errors import ImageReadError, UsageError


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with three photos and two garments, which nobody opens."""
    for name in ("photos/a.jpg", "photos/b.png", "photos/c.jpg", "clothes/s.png", "clothes/t.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def planned(photos: list[str], garments: list[str]) -> dict[str, list[str]]:
    plan = plan_of_inputs(photos, garments, People.LARGEST)
    return {each.photo.name: [item.name for item in each.garments] for each in plan.work}


def test_folders_and_pictures_come_in_all_garments(shop: Path) -> None:
    named = [str(shop / "photos" / "c.jpg"), str(shop / "photos")]
    expected = {name: ["s", "t"] for name in "cab"}
    assert planned(named, [str(shop / "clothes")]) == expected


def test_a_table_names_pairs_seen_from_where_it_lies(shop: Path) -> None:
    table = shop / "table.csv"
    absolute = shop / "clothes" / "s.png"
    table.write_text(
        "garment,price,photo\n"
        "clothes/t.png,1,photos/b.png\n"
        f"{absolute},2,photos/b.png\n"
        "clothes/t.png,3,photos/a.jpg\n"
        "clothes/t.png,3,photos/a.jpg\n",
        encoding="utf-8-sig",
    )
    assert planned([str(table)], []) == {"b": ["t", "s"], "a": ["t"]}
    plan = plan_of_inputs([str(table)], [], People.LARGEST)
    assert plan.pairs == 3
    with_more = planned([str(table), str(shop / "photos" / "c.jpg")], [str(absolute)])
    assert with_more == {"c": ["s"], "b": ["s", "t"], "a": ["t"]}


def test_photos_of_a_table_without_garments_come_in_those_named_beside_it(shop: Path) -> None:
    table = shop / "table.csv"
    table.write_text("photo\nphotos/a.jpg\nphotos/c.jpg\n")
    assert planned([str(table)], [str(shop / "clothes")]) == {"a": ["s", "t"], "c": ["s", "t"]}
    with pytest.raises(UsageError, match="which garments"):
        planned([str(table)], [])


def test_parquet_says_the_same_as_csv(shop: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = {"photo": ["photos/a.jpg", "photos/b.png"], "garment": ["clothes/s.png", None]}
    parquet.write_table(pyarrow.table(rows), shop / "table.parquet")
    expected = {"b": ["t"], "a": ["s"]}
    assert planned([str(shop / "table.parquet")], [str(shop / "clothes" / "t.png")]) == expected
    (shop / "broken.parquet").write_bytes(b"PAR1 not a table")
    with pytest.raises(ImageReadError, match=r"broken\.parquet"):
        planned([str(shop / "broken.parquet")], [])


def test_a_table_without_the_column_is_refused(shop: Path) -> None:
    (shop / "table.csv").write_text("picture\nphotos/a.jpg\n")
    with pytest.raises(UsageError, match=r"table\.csv has lines without .* 'photo'"):
        planned([str(shop / "table.csv")], [str(shop / "clothes")])
    with pytest.raises(ImageReadError, match=r"none\.csv cannot be read"):
        planned([str(shop / "none.csv")], [])


def test_pictures_of_a_store_keep_their_urls(shop: Path) -> None:
    pytest.importorskip("fsspec")
    photos, garments = ((shop / name).as_uri() for name in ("photos", "clothes"))
    table = shop / "table.csv"
    table.write_text(f"photo\n{photos}/a.jpg\n")
    plan = plan_of_inputs([table.as_uri(), photos], [garments], People.LARGEST)
    assert [item.address for item in plan.photos] == [
        f"{photos}/{name}" for name in ("a.jpg", "b.png", "c.jpg")
    ]
    assert [item.name for item in plan.garments] == ["s", "t"]
    assert plan.pairs == 6
    assert isinstance(plan, BatchPlan)


def test_urls_need_a_cluster(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["batch", str(shop / "photos"), "--garments", str(shop / "clothes")]
    assert main([*words, "-o", "s3://bucket/out"]) == 2
    assert "s3://bucket/out is a URL, which needs --ray" in capsys.readouterr().err
