"""A person wears a dress or trousers, not a patch of each."""

from __future__ import annotations

import numpy as np

from tryon.labels import Label
from tryon.parsing.lite.tidy import tidy_body, tidy_labels

OWN = np.ones((40, 20), dtype=np.float32)


def answer(*areas: tuple[Label, slice, slice], second: Label) -> np.ndarray:
    """Probabilities that say 0.6 for the label of each area (later ones above) and 0.3 second."""
    best = np.zeros((40, 20), dtype=int)
    for label, rows, columns in areas:
        best[rows, columns] = label
    labels = np.zeros((20, 40, 20), dtype=np.float32)
    np.put_along_axis(labels, best[None], 0.6, axis=0)
    labels[second] = np.maximum(labels[second], 0.3)
    return labels


def best_of(labels: np.ndarray) -> np.ndarray:
    return tidy_labels(labels, OWN).argmax(axis=0)


ALL = slice(None)


def test_a_patch_of_dress_on_a_shirt_becomes_shirt() -> None:
    labels = answer(
        (Label.UPPER_CLOTHES, slice(0, 20), ALL),
        (Label.PANTS, slice(20, 40), ALL),
        (Label.DRESS, slice(5, 10), slice(5, 12)),
        second=Label.UPPER_CLOTHES,
    )
    assert (best_of(labels)[:20] == Label.UPPER_CLOTHES).all()


def test_a_dress_with_a_patch_of_trousers_is_all_dress() -> None:
    labels = answer((Label.DRESS, ALL, ALL), (Label.PANTS, slice(30, 34), ALL), second=Label.DRESS)
    assert (best_of(labels) == Label.DRESS).all()


def test_a_top_and_trousers_stay_as_they_are() -> None:
    labels = answer(
        (Label.UPPER_CLOTHES, slice(0, 20), ALL),
        (Label.PANTS, slice(20, 40), ALL),
        second=Label.SKIRT,
    )
    np.testing.assert_array_equal(best_of(labels), labels.argmax(axis=0))


def test_trousers_above_a_skirt_are_the_skirt_and_below_it_they_stay() -> None:
    upper, lower = slice(0, 20), slice(20, 40)
    above = answer((Label.PANTS, upper, ALL), (Label.SKIRT, lower, ALL), second=Label.SKIRT)
    assert (best_of(above) == Label.SKIRT).all()
    below = answer((Label.SKIRT, upper, ALL), (Label.PANTS, lower, ALL), second=Label.DRESS)
    np.testing.assert_array_equal(best_of(below), below.argmax(axis=0))


def test_a_shirt_under_an_open_coat_stays() -> None:
    labels = answer(
        (Label.COAT, ALL, ALL),
        (Label.UPPER_CLOTHES, slice(5, 25), slice(8, 12)),
        second=Label.FACE,
    )
    np.testing.assert_array_equal(best_of(labels), labels.argmax(axis=0))


def test_specks_of_clothes_become_what_is_next_likely() -> None:
    labels = answer(
        (Label.LEFT_LEG, ALL, ALL),
        (Label.UPPER_CLOTHES, slice(0, 10), ALL),
        (Label.UPPER_CLOTHES, slice(30, 32), slice(3, 5)),
        second=Label.LEFT_LEG,
    )
    tidied = best_of(labels)
    assert (tidied[30:32, 3:5] == Label.LEFT_LEG).all()
    assert (tidied[:10] == Label.UPPER_CLOTHES).all()


def test_the_answer_itself_is_left_alone() -> None:
    labels = answer((Label.DRESS, ALL, ALL), (Label.PANTS, slice(30, 34), ALL), second=Label.DRESS)
    before = labels.copy()
    tidy_labels(labels, OWN)
    np.testing.assert_array_equal(labels, before)


def body_with_holes() -> np.ndarray:
    """A body with a hole of one cell and one of 20 cells, and a speck beside it."""
    own = np.zeros((80, 60), dtype=np.float32)
    own[10:70, 10:50] = 0.9
    own[20, 20] = own[40:45, 30:34] = 0.0
    own[75, 55] = 0.8
    return own


def test_pinholes_are_filled_and_specks_dropped_but_gaps_stay() -> None:
    own = body_with_holes()
    tidied = tidy_body(own, person=own)
    assert tidied[20, 20] >= 0.5
    assert tidied[75, 55] < 0.5
    assert (tidied[40:45, 30:34] < 0.5).all()
    np.testing.assert_array_equal(own, body_with_holes())


def test_a_hole_that_the_network_doubts_is_filled() -> None:
    own = body_with_holes()
    person = own.copy()
    person[40:45, 30:34] = 0.4
    assert (tidy_body(own, person)[40:45, 30:34] >= 0.5).all()


def test_what_begins_below_a_waistband_is_a_skirt_and_no_dress() -> None:
    skirt = answer(
        (Label.UPPER_CLOTHES, slice(0, 15), ALL),
        (Label.SKIRT, slice(15, 22), ALL),
        (Label.DRESS, slice(22, 40), ALL),
        second=Label.SKIRT,
    )
    assert (best_of(skirt)[15:] == Label.SKIRT).all()
    over_trousers = answer(
        (Label.DRESS, slice(0, 26), ALL), (Label.PANTS, slice(26, 40), ALL), second=Label.PANTS
    )
    np.testing.assert_array_equal(best_of(over_trousers), over_trousers.argmax(axis=0))
