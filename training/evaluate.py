"""Measures weights with the app's own engine and writes the table into the model card.

    python -m training.evaluate --weights assets/parser/tryon-lite.onnx

The photos are the validation split, listed in ``validation_ids.txt``; ``bench.parsing`` holds the
measures.
"""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from bench.parsing import accuracy_table, measure_accuracy
from tryon.parsing.parser import Engine, create_parser

_START, _END = "<!-- table: training.evaluate -->", "<!-- end of table -->"


def with_table(card: str, table: str) -> str:
    """Return the card's text with ``table`` between its two markers.

    Raises:
        ValueError: if the markers are missing.
    """
    pattern = re.compile(f"{re.escape(_START)}.*?{re.escape(_END)}", re.DOTALL)
    text, count = pattern.subn(lambda _: f"{_START}\n{table}\n{_END}", card)
    if count != 1:
        raise ValueError(f"expected one {_START} … {_END} in the model card, found {count}")
    return text


def main() -> None:
    """Measure, print, and rewrite the card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    parser.add_argument("--weights", type=Path, default=Path("assets/parser/tryon-lite.onnx"))
    parser.add_argument("--card", type=Path, default=Path("assets/parser/MODEL_CARD.md"))
    args = parser.parse_args()
    engine = create_parser(Engine.BUNDLED, args.weights)
    accuracy = measure_accuracy(engine, args.prepared)
    table = f"Measured on {engine.engine}.\n\n{accuracy_table(accuracy)}"
    print(table)
    card = with_table(args.card.read_text(encoding="utf-8"), table)
    temporary = args.card.with_suffix(".tmp")
    temporary.write_text(card, encoding="utf-8")
    os.replace(temporary, args.card)


if __name__ == "__main__":
    main()
