"""Bring the translations up to date with the source, and compile them.

    python assets/translations/update.py            collect strings and compile
    python assets/translations/update.py --check    report what is missing or stale
    python assets/translations/update.py --add de   begin a translation to another language

A language is one file, ``tryon_CODE.ts``. The tools come with PySide6-Essentials. Beside the
window's own strings a file holds the names of the sample garments and what the rest of the code
says to the user: the notes of a fit and the messages of errors, members of the enums of
`tryon.messages`. What is not translated yet is shown in English.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent


def main() -> int:
    """Update or check every catalogue."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, report")
    parser.add_argument("--add", metavar="CODE", help="begin a translation: de, pt_BR, …")
    arguments = parser.parse_args()
    if arguments.add:
        new = FOLDER / f"tryon_{arguments.add}.ts"
        collect(new, known={})
        print(f"{new}: {len(texts(new))} texts to translate")
        return 0
    catalogues = sorted(FOLDER.glob("tryon_*.ts"))
    return max(update(catalogue, is_check=arguments.check) for catalogue in catalogues)


def update(catalogue: Path, *, is_check: bool) -> int:
    """Bring one catalogue up to date and compile it, or with ``is_check`` only report on it."""
    before = texts(catalogue)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / catalogue.name
        fresh.write_bytes(catalogue.read_bytes())
        collect(fresh, known=before)
        missing = untranslated(fresh)
        for context, text in missing:
            print(f"untranslated: {context}: {text}")
        is_stale = texts(fresh) != before
        if is_stale:
            print(f"{catalogue.name} {'is' if is_check else 'was'} out of date")
        if not is_check:
            catalogue.write_bytes(fresh.read_bytes())
            release(catalogue)
            return 0
    return 1 if missing or is_stale else 0


def collect(catalogue: Path, *, known: dict[tuple[str, str], str]) -> None:
    """Collect every text that users see into a catalogue, with the translations that are known."""
    sources = sorted(map(str, (ROOT / "tryon" / "ui").rglob("*.py")))
    language = catalogue.stem.removeprefix("tryon_")
    tool = [
        "lupdate",
        "-silent",
        "-no-obsolete",
        "-locations",
        "none",
        "-target-language",
        language,
    ]
    run(*tool, *sources, "-ts", str(catalogue))
    tree = ElementTree.parse(catalogue)
    root = tree.getroot()
    for context, templates in {"Garments": garment_names(), **messages()}.items():
        replace_context(root, context, {text: known.get((context, text), "") for text in templates})
    ElementTree.indent(tree, "    ")
    body = ElementTree.tostring(root, encoding="unicode")
    catalogue.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8"
    )


def garment_names() -> list[str]:
    """Return the sample garments' names."""
    stored = (ROOT / "assets" / "garments" / "garments.json").read_text(encoding="utf-8")
    return [garment["name"] for garment in json.loads(stored)]


def messages() -> dict[str, list[str]]:
    """Return the templates of notes and errors, each under the context that the window asks."""
    sys.path.insert(0, str(ROOT))
    from tryon.messages import FitNote, Message

    kinds = [kind for kind in Message.__subclasses__() if kind is not FitNote]
    return {
        "Notes": [note.value for note in FitNote],
        "Errors": [message.value for kind in kinds for message in kind],
    }


def replace_context(root: ElementTree.Element, name: str, translations: dict[str, str]) -> None:
    """Put a context in that lupdate knows nothing of."""
    for context in root.findall("context"):
        if context.findtext("name") == name:
            root.remove(context)
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = name
    for source, translation in translations.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = source
        state = {} if translation else {"type": "unfinished"}
        ElementTree.SubElement(message, "translation", state).text = translation or None


def texts(catalogue: Path) -> dict[tuple[str, str], str]:
    """Return the translation of every context and source string; one that is a guess is none."""
    root = ElementTree.parse(catalogue).getroot()
    return {
        (context.findtext("name", ""), message.findtext("source", "")): translation_of(message)
        for context in root.findall("context")
        for message in context.findall("message")
    }


def translation_of(message: ElementTree.Element) -> str:
    """Return the finished translation of a message."""
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return ""
    return translation.text or ""


def untranslated(catalogue: Path) -> list[tuple[str, str]]:
    """Return context and text of the strings without a translation."""
    return [
        (context, source)
        for (context, source), translation in texts(catalogue).items()
        if not translation.strip()
    ]


def release(catalogue: Path) -> None:
    """Compile the catalogue for Qt."""
    run("lrelease", "-silent", "-nounfinished", str(catalogue))


def run(tool: str, *arguments: str) -> None:
    """Run one of the tools that PySide6 brings."""
    program = Path(sys.executable).parent / f"pyside6-{tool}"
    subprocess.run([str(program), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
