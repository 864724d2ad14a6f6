"""``tryon garment describe``: what pictures of garments show, without keeping anything."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tryon.api.reports import garment_report
from tryon.commands.outputs import check_apart
from tryon.commands.terminal import complaint
from tryon.errors import TryOnError
from tryon.garments.see import see_picture
from tryon.imaging import find_photos, read_rgba, write_atomically

Entry = dict[str, object]


def run_describe(arguments: argparse.Namespace) -> int:
    """Describe every picture named; return 0, or 1 if one could not be read.

    Raises:
        TryOnError: if a folder holds no picture, or the list cannot be written.
        UsageError: if the list would overwrite a picture.
    """
    files = find_photos(arguments.files)
    if arguments.json is not None:
        check_apart([arguments.json], files)
    entries = [_entry(file) for file in files]
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    if arguments.json is None:
        print(text)
    else:
        encoded = f"{text}\n".encode()
        write_atomically(arguments.json, lambda stream: stream.write(encoded))
    for entry in entries:
        if "error" in entry:
            print(complaint(str(entry["error"])), file=sys.stderr)
    return 1 if any("error" in entry for entry in entries) else 0


def _entry(file: Path) -> Entry:
    """Describe one picture; what cannot be read is an entry with ``error``."""
    try:
        return {"file": str(file), **garment_report(see_picture(read_rgba(file)), file.stem)}
    except TryOnError as error:
        return {"file": str(file), "error": str(error)}
