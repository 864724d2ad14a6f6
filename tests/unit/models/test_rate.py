"""Speed and time left."""

from __future__ import annotations

import pytest

from tryon.models.rate import TransferMeter, megabytes, minutes


class Clock:
    """Time that a test turns on."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_speed_and_time_left_follow_from_what_arrives() -> None:
    clock = Clock()
    meter = TransferMeter(10_000_000, clock)
    first = meter.at(0.0)
    assert (first.bytes_per_second, first.seconds_left) == (None, None)
    clock.now += 2
    then = meter.at(0.4)
    assert then.done_bytes == 4_000_000
    assert then.bytes_per_second == pytest.approx(2e6)
    assert then.seconds_left == pytest.approx(3)


def test_what_an_earlier_run_fetched_says_nothing_of_the_speed() -> None:
    clock = Clock()
    meter = TransferMeter(1000, clock)
    meter.at(0.9)
    clock.now += 1
    assert meter.at(0.95).bytes_per_second == pytest.approx(50)


def test_the_speed_is_that_of_the_last_seconds() -> None:
    clock = Clock()
    meter = TransferMeter(1_000_000, clock)
    for second in range(30):
        clock.now = 100.0 + second
        meter.at(second * 1000 / 1e6)
    for second in range(30):
        clock.now = 130.0 + second
        last = meter.at((30_000 + second * 10) / 1e6)
    assert last.bytes_per_second == pytest.approx(10)


def test_starting_over_forgets_the_speed() -> None:
    clock = Clock()
    meter = TransferMeter(1000, clock)
    meter.at(0.5)
    clock.now += 5
    assert meter.at(0.1).bytes_per_second is None


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0.0 MB"), (2_340_000, "2.3 MB"), (723e6, "723 MB"), (2e9, "2.0 GB")]
)
def test_sizes_read_well(count: float, text: str) -> None:
    assert megabytes(count) == text


@pytest.mark.parametrize(("seconds", "text"), [(4.6, "0:05"), (94, "1:34"), (3700, "1:01:40")])
def test_times_read_well(seconds: float, text: str) -> None:
    assert minutes(seconds) == text
