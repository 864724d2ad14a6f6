"""Attack everything that the app reads with damaged files: ``python -m tests.attack``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.attack.campaign import Summary, keep, outcomes
from tests.attack.kinds import Input, Kind


def main() -> int:
    """Run a campaign, or read one kept input again; return 0 if nothing bad happened."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1000, help="how many files")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other files")
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=Path("runs/attack"), metavar="FOLDER")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="a file that a run has kept")
    arguments = parser.parse_args()
    if arguments.replay is not None:
        return _replay(arguments.replay)
    summary, start = Summary(), time.monotonic()
    numbers = range(arguments.first, arguments.first + arguments.inputs)
    with suppress(KeyboardInterrupt):  # what was found until then is worth telling
        for outcome in outcomes(arguments.seed, numbers, arguments.workers):
            if summary.add(outcome):
                file = keep(outcome, arguments.seed, arguments.keep)
                said = f"{outcome.verdict.value}: {file}: {outcome.place}"
                print(said, file=sys.stderr, flush=True)
            if summary.inputs % 1000 == 0:
                print(f"{summary.inputs} inputs, {summary.bad} bad", file=sys.stderr, flush=True)
    seconds = time.monotonic() - start
    print(f"{summary.inputs} of {len(numbers)} inputs, seed {arguments.seed}, {seconds:.0f} s")
    print(summary)
    return 1 if summary.bad else 0


def _replay(file: Path) -> int:
    """Read a kept input in this process; what it raises shows as it is."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.attack.worker import attempt

    kind, _, rest = file.name.partition("-")
    number = int(rest.partition(".")[0])
    suffix = rest.removeprefix(str(number))
    outcome = attempt(Input(Kind(kind), number, suffix, file.read_bytes()))
    print(f"{file}: {outcome.verdict.value} {outcome.place}\n{outcome.trace}".rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
