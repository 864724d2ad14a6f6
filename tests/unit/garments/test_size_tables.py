"""Tables of sizes are read as shops show them, and kept."""

from __future__ import annotations

import pytest

from tryon.errors import EntryError
from tryon.garments.sizes.size_table import Measure, SizeRow, SizeTable
from tryon.garments.sizes.table_text import parse_table

CHEST, LENGTH, SLEEVE = Measure.CHEST, Measure.LENGTH, Measure.SLEEVE
EXPECTED = SizeTable(
    (
        SizeRow("S", ((CHEST, 96.0), (LENGTH, 69.0), (SLEEVE, 20.0))),
        SizeRow("M", ((CHEST, 104.0), (LENGTH, 71.5), (SLEEVE, 21.0))),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Size\tChest\tLength\tSleeve\nS\t96\t69\t20\nM\t104\t71.5\t21",
        "Size,Chest (cm),Body length (cm),Sleeve length (cm)\nS,96,69,20\nM,104,71.5,21\n",
        "Größe; Brustumfang; Länge; Ärmellänge\nS; 96; 69; 20\nM; 104; 71,5; 21",
        "Size guide\n\nSize  Half chest  Length  Sleeve\nS  48 cm  69 cm  20 cm\n"
        "M  52 cm  71,5 cm  21 cm",
        "| Size | Pit to pit | Length | Sleeve |\n|---|---|---|---|\n| S | 48 | 69 | 20 |\n"
        "| M | 52 | 71.5 | 21 |",
        "\tS\tM\nChest\t96\t104\nLength\t69\t71.5\nSleeve\t20\t21",
        "尺码\t胸围\t衣长\t袖长\nS\t96\t69\t20\nM\t104\t71.5\t21",
        "Size\tChest\tLength\tSleeve\nS\t48\t69\t20\nM\t52\t71.5\t21",
        "Size\tWeight\tChest\tLength\tSleeve\nS\t\t94-98\t69\t20\nM\t\t102-106\t71.5\t21",
    ],
)
def test_a_table_is_read_however_a_shop_shows_it(text: str) -> None:
    assert parse_table(text) == EXPECTED


def test_inches_become_centimetres() -> None:
    table = parse_table("Size (inches)\tChest\tLength\nM\t41\t28 1/2\nL\t43½\t29")
    assert table.row("m").cm(CHEST) == pytest.approx(104.14)
    assert table.row("M").cm(LENGTH) == pytest.approx(72.39)
    assert table.row("L").cm(CHEST) == pytest.approx(110.49)
    assert table.row("L").cm(SLEEVE) is None
    quoted = parse_table('Size\tWaist\tInseam\n32\t32"\t34"\n34\t34"\t34"')
    assert quoted.row("34").cm(Measure.INSEAM) == pytest.approx(86.36)
    assert [row.name for row in quoted.rows] == ["32", "34"]


@pytest.mark.parametrize("text", ["", "S M L", "Size\tColour\nS\tred", "Chest\tLength", "1,2\n3,4"])
def test_what_is_no_table_says_what_is_expected(text: str) -> None:
    with pytest.raises(EntryError, match="expected a line of names"):
        parse_table(text)


def test_a_length_that_nobody_has_is_refused_and_so_is_a_size_twice() -> None:
    with pytest.raises(EntryError, match="chest M must be between 3 cm and 400 cm"):
        parse_table("Size\tChest\nM\t1040")
    with pytest.raises(EntryError, match="a name of its own"):
        parse_table("Size\tChest\nM\t100\nm\t104")


def test_a_table_comes_back_from_json() -> None:
    assert SizeTable.from_json(EXPECTED.to_json()) == EXPECTED
    assert EXPECTED.measures == (CHEST, LENGTH, SLEEVE)
    for damaged in ({}, [3], [{"size": 4}], [{"size": "M", "chest": "wide"}], []):
        with pytest.raises(EntryError):
            SizeTable.from_json(damaged)
    with pytest.raises(EntryError, match="size must be one of S, M, got 'XL'"):
        EXPECTED.row("XL")
