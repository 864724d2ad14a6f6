"""Long work can be watched and stopped."""

from __future__ import annotations

import pytest

from tryon.errors import Cancelled
from tryon.progress import CancelToken, Stage, StageClock


def test_stages_report_their_beginning_and_end() -> None:
    seen: list[tuple[Stage, float]] = []
    clock = StageClock(lambda stage, fraction: seen.append((stage, fraction)))
    with clock.stage(Stage.WARP) as report:
        report(0.5)
    assert seen == [(Stage.WARP, 0.0), (Stage.WARP, 0.5), (Stage.WARP, 1.0)]


def test_a_stage_that_runs_twice_is_timed_once_with_its_sum() -> None:
    clock = StageClock()
    for stage in (Stage.PARSE_PEOPLE, Stage.REFINE_EDGES, Stage.PARSE_PEOPLE):
        with clock.stage(stage):
            pass
    assert [time.stage for time in clock.times] == [Stage.PARSE_PEOPLE, Stage.REFINE_EDGES]
    assert all(time.ms >= 0 for time in clock.times)


def test_a_cancelled_job_stops_before_its_next_stage() -> None:
    token = CancelToken()
    clock = StageClock(cancel=token)
    with clock.stage(Stage.FIND_PEOPLE):
        pass
    token.cancel()
    with pytest.raises(Cancelled), clock.stage(Stage.PARSE_PEOPLE):
        pytest.fail("the stage ran")


def test_a_cancelled_job_stops_at_a_report_within_a_stage() -> None:
    token = CancelToken()
    clock = StageClock(cancel=token)
    with clock.stage(Stage.FIND_PEOPLE) as report:
        token.cancel()
        with pytest.raises(Cancelled):
            report(0.5)
