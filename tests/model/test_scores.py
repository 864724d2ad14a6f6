"""The scores of the sample photos, and that a worse one is told by name."""

from __future__ import annotations

import pytest

from bench.scores import (
    ACCEPT,
    WORN,
    Better,
    Rule,
    compare,
    measure_garments,
    measure_photo,
    read_file,
)

RULES, ACCEPTED = read_file()
LEFT = Rule("*: old clothes left", Better.LOWER, 0.004, "edges move")
FOLDS = Rule("*: folds kept", Better.HIGHER, 0.05, "edges move")
COUNT = Rule("people", Better.SAME, 0, "nobody vanishes")


@pytest.mark.parametrize("photo", WORN)
def test_no_score_of_a_sample_photo_got_worse(photo: str) -> None:
    worse, _ = compare(RULES, photo, ACCEPTED[photo], measure_photo(photo))
    assert not worse, "\n".join([*worse, ACCEPT])


def test_no_score_of_a_sample_garment_got_worse() -> None:
    worse, _ = compare(RULES, "garments", ACCEPTED["garments"], measure_garments())
    assert not worse, "\n".join([*worse, ACCEPT])


def test_scores_are_kept_for_every_photo_and_every_rule_gives_its_reason() -> None:
    assert ACCEPTED.keys() == {*WORN, "garments"}
    assert all(rule.noise >= 0 and len(rule.why) > 10 for rule in RULES)


@pytest.mark.parametrize(
    ("rule", "found", "is_worse", "is_better"),
    [
        (LEFT, 0.013, False, False),
        (LEFT, 0.015, True, False),
        (LEFT, 0.002, False, True),
        (FOLDS, 0.07, False, True),
        (FOLDS, -0.05, True, False),
        (COUNT, 0.01, False, False),
        (COUNT, 1.01, True, False),
        (COUNT, -0.99, True, False),
    ],
)
def test_a_score_is_worse_only_beyond_noise_and_only_the_wrong_way(
    rule: Rule, found: float, is_worse: bool, is_better: bool
) -> None:
    name = rule.scores.replace("*", "sweater.png")
    worse, better = compare([rule], "a.jpg", {name: 0.01}, {name: found})
    assert (bool(worse), bool(better)) == (is_worse, is_better)


def test_what_got_worse_is_told_with_its_photo_and_the_reason_for_its_noise() -> None:
    name = "sweater.png: old clothes left"
    (line,), _ = compare([LEFT], "a.jpg", {name: 0.01}, {name: 0.2})
    for part in ("a.jpg", name, "0.01", "0.2", "lower is better", "edges move"):
        assert part in line


def test_scores_that_appear_or_vanish_count_as_worse() -> None:
    worse, _ = compare([COUNT], "a.jpg", {"people": 1}, {"hats": 2})
    assert "'people' cannot be measured any more" in worse[0]
    assert "'hats' is new" in worse[1]


def test_a_score_without_a_rule_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no rule"):
        compare([COUNT], "a.jpg", {"hats": 2}, {"hats": 2})
