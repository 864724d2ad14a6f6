"""How long the packaged app's window takes to show, beside the same window from the clone.

    xvfb-run -a -s -noreset python -m bench.packaged OUT/tryon/tryon [--runs 7]

Starts both in turns, each on an empty home of its own that one start has filled before; prints
medians of the time until the X server maps the window, of the processor time that the program has
used by then, and of what it has used once it is idle. Needs xev (Debian: x11-utils).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

IDLE_AFTER_S = 2.5
"""How long after the window shows the program is taken to be idle."""


@dataclass(frozen=True)
class Start:
    """How one process started."""

    shown_s: float
    used_s: float
    idle_used_s: float


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    commands = {
        "clone": (sys.executable, "-m", "tryon", "gui"),
        "packaged": (str(arguments.program.resolve()), "gui"),
    }
    starts: dict[str, list[Start]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: Path(folder) / name for name in commands}
        for run in range(arguments.runs + 1):
            for name, command in commands.items():
                start = started(command, homes[name])
                if run > 0:  # the first one keeps thumbnails and compiled modules
                    starts[name].append(start)
    for name, each in starts.items():
        shown_s = statistics.median(start.shown_s for start in each)
        used_s = statistics.median(start.used_s for start in each)
        idle_used_s = statistics.median(start.idle_used_s for start in each)
        print(
            f"{name}: shows after {shown_s:.2f} s and {used_s:.2f} s of CPU, "
            f"idle after {idle_used_s:.2f} s of CPU"
        )
    pairs = list(zip(starts["packaged"], starts["clone"], strict=True))
    by_clock = statistics.median(ours.shown_s / its.shown_s for ours, its in pairs)
    by_processor = statistics.median(ours.used_s / its.used_s for ours, its in pairs)
    print(f"packaged beside clone: {by_clock:.2f} by the clock, {by_processor:.2f} by CPU")
    return 0


def started(command: Sequence[str], home: Path) -> Start:
    """Start a program, wait for its window, and end it.

    Raises:
        RuntimeError: if xev tells of no window.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{home}/compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.pop("QT_QPA_PLATFORM", None)
    environment |= {f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    with subprocess.Popen(
        ["xev", "-root", "-event", "substructure"], stdout=subprocess.PIPE, text=True, bufsize=1
    ) as events:
        assert events.stdout is not None
        time.sleep(0.3)  # it listens
        begun = time.monotonic()
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as program:
            if not any(line.startswith("MapNotify") for line in events.stdout):
                program.kill()
                raise RuntimeError("xev has ended")
            shown_s, used_s = time.monotonic() - begun, used_by(program.pid)
            time.sleep(IDLE_AFTER_S)
            idle_used_s = used_by(program.pid)
            program.kill()
        events.kill()
    return Start(shown_s, used_s, idle_used_s)


def used_by(process: int) -> float:
    """Return the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    raise SystemExit(main())
