"""Which folder the user chose for the garments, if it is not the usual one.

The choice is a file of its own in the user's data folder, so that the window and the command line
agree on it.
"""

from __future__ import annotations

import json
from pathlib import Path

from tryon.imaging import make_folder, write_atomically
from tryon.json_file import read_json

_FILE = "wardrobe-folder.json"


def chosen_folder(data_folder: Path) -> Path | None:
    """Return the folder that was chosen; None if none was, or what is kept makes no sense."""
    try:
        found = read_json(data_folder / _FILE)
    except (OSError, ValueError):
        return None
    name = found.get("folder") if isinstance(found, dict) else None
    if not isinstance(name, str) or "\0" in name or not Path(name).is_absolute():
        return None
    return Path(name)


def choose_folder(data_folder: Path, folder: Path | None) -> None:
    """Keep garments in another folder from now on; None is the usual one.

    Raises:
        ExportError: if the choice cannot be written.
    """
    make_folder(data_folder)
    text = json.dumps({"folder": None if folder is None else str(folder.absolute())}) + "\n"
    write_atomically(data_folder / _FILE, lambda file: file.write(text.encode("utf-8")))
