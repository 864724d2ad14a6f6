"""Which garments are found, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tryon.garments.details.details import Details, Notes
from tryon.garments.details.query import Order, Query, found, name_key
from tryon.garments.wardrobe import WardrobeEntry
from tryon.labels import Region
from tryon.shape.category import GarmentCategory

TOP, DRESS = GarmentCategory.TOP, GarmentCategory.DRESS


def entry(
    name: str,
    category: GarmentCategory = TOP,
    *,
    is_own: bool = True,
    added_at: float = 0.0,
    **details: object,
) -> WardrobeEntry:
    return WardrobeEntry(
        name,
        category,
        Path(f"{name}.png"),
        is_own,
        details=Details(**details),  # type: ignore[arg-type]
        added_at=added_at,
    )


ENTRIES = (
    entry("White T-shirt", is_own=False),
    entry("Floral dress", DRESS, is_own=False, is_favourite=True, worn_at=50),
    entry("Été 10", added_at=10, tags=("summer dress",), collections=("Rome",), worn_at=90),
    entry("ete 9", DRESS, added_at=30, notes=Notes(shop="Corner shop", text="gift from Anna")),
    entry("Coat", added_at=20, is_favourite=True, tags=("winter",), collections=("rome", "Job")),
)


def words(garment: WardrobeEntry) -> tuple[str, ...]:
    notes = garment.details.notes
    return (garment.name, garment.category.value, *garment.details.tags, notes.shop, notes.text)


def names(query: Query) -> list[str]:
    return [ENTRIES[place].name for place in found(ENTRIES, query, words)]


def test_own_garments_come_first_and_the_newest_before_the_others() -> None:
    assert names(Query()) == ["ete 9", "Coat", "Été 10", "White T-shirt", "Floral dress"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NAME, ["Coat", "ete 9", "Été 10", "Floral dress", "White T-shirt"]),
        (Order.KIND, ["Coat", "Été 10", "ete 9", "White T-shirt", "Floral dress"]),
        (Order.WORN, ["Été 10", "Floral dress", "ete 9", "Coat", "White T-shirt"]),
    ],
)
def test_an_order_goes_by_what_it_says(order: Order, expected: list[str]) -> None:
    assert names(Query(order=order)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {entry.name for entry in ENTRIES}),
        ("ETE", {"Été 10", "ete 9"}),
        ("été", {"Été 10", "ete 9"}),
        ("corner anna", {"ete 9"}),
        ("corner coat", set()),
        ("dress", {"Floral dress", "Été 10", "ete 9"}),
        ("#summer", {"Été 10"}),
        ("#summerdress", {"Été 10"}),
        ("#dress", set()),
        ("#win coat", {"Coat"}),
        ("#", set()),
        ("shirt\nwhite", {"White T-shirt"}),
    ],
)
def test_every_word_must_be_found_somewhere(text: str, expected: set[str]) -> None:
    assert set(names(Query(text=text))) == expected


def test_chips_and_collections_narrow_together() -> None:
    assert set(names(Query(is_mine=True))) == {"Été 10", "ete 9", "Coat"}
    assert set(names(Query(is_favourite=True))) == {"Floral dress", "Coat"}
    assert names(Query(is_favourite=True, is_mine=True)) == ["Coat"]
    assert names(Query(category=DRESS)) == ["ete 9", "Floral dress"]
    assert names(Query(category=DRESS, is_favourite=True)) == ["Floral dress"]
    assert names(Query(collection="ROME")) == ["Coat", "Été 10"]
    assert not Query(order=Order.NAME).is_narrow
    assert Query(collection="x").is_narrow


def test_garments_of_a_region_may_come_first_in_the_same_order() -> None:
    expected = ["ete 9", "Floral dress", "Coat", "Été 10", "White T-shirt"]
    assert names(Query(first=Region.DRESS)) == expected


def test_numbers_in_names_are_sorted_by_their_value() -> None:
    assert sorted(["b2", "b10", "a", "10", "9", "b"], key=name_key) == [
        "9",
        "10",
        "a",
        "b",
        "b2",
        "b10",
    ]
    assert name_key("7" * 40)
