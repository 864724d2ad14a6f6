"""Figures of a running server, in the text that Prometheus reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_BOUNDS_S = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the classes in which durations are counted."""


@dataclass
class Durations:
    """How long things took: how many up to each bound, and in all."""

    counts: list[int] = field(default_factory=lambda: [0] * len(_BOUNDS_S))
    count: int = 0
    sum_s: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.count += 1
        self.sum_s += seconds
        for index, bound in enumerate(_BOUNDS_S):
            self.counts[index] += seconds <= bound


@dataclass
class RequestFigures:
    """What was asked, and how long answers took, by route; no photo, key or address is noted."""

    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    durations: dict[str, Durations] = field(default_factory=dict)
    store_hits: int = 0
    store_misses: int = 0

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self.answers[method, route, status] += 1
        self.durations.setdefault(route, Durations()).add(seconds)


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: without the prefix that all have.
        kind: ``counter`` or ``gauge``.
        about: what it counts.
        value: how much.
    """

    name: str
    kind: str
    about: str
    value: float


def exposition(requests: RequestFigures, figures: Iterable[Figure]) -> str:
    """Return all figures as Prometheus reads them (text format 0.0.4)."""
    lines = _head("requests_total", "counter", "Answers by method, route and status.")
    for (method, route, status), count in sorted(requests.answers.items()):
        labels = {"method": method, "route": route, "status": str(status)}
        lines.append(_line("requests_total", labels, count))
    lines += _head("request_seconds", "histogram", "How long answers took, by route.")
    for route, durations in sorted(requests.durations.items()):
        counts = (*durations.counts, durations.count)
        for bound, count in zip((*_BOUNDS_S, "+Inf"), counts, strict=True):
            lines.append(_line("request_seconds_bucket", {"route": route, "le": str(bound)}, count))
        lines.append(_line("request_seconds_sum", {"route": route}, round(durations.sum_s, 6)))
        lines.append(_line("request_seconds_count", {"route": route}, durations.count))
    for figure in figures:
        lines += _head(figure.name, figure.kind, figure.about)
        lines.append(_line(figure.name, {}, figure.value))
    return "\n".join(lines) + "\n"


def _head(name: str, kind: str, about: str) -> list[str]:
    return [f"# HELP tryon_{name} {about}", f"# TYPE tryon_{name} {kind}"]


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    inside = ",".join(f'{label}="{text}"' for label, text in labels.items())
    return f"tryon_{name}{{{inside}}} {value}" if inside else f"tryon_{name} {value}"
