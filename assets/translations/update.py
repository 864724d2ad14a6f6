"""Bring ``tryon_zh_CN.ts`` up to date with the source, and compile it.

    python assets/translations/update.py            collect strings and compile
    python assets/translations/update.py --check    report what is missing or stale

The tools come with PySide6-Essentials. Beside the window's own strings the catalogue holds the
names of the sample garments, which ``assets/garments/garments.json`` has in both languages, and
what the rest of the code says to the user: the notes of a fit and the messages of errors, with
``{0}``, ``{1}``, … for what is filled in. Those messages are listed in ``messages.json`` too, by
which the window recognises them. A message that is not translated yet is shown in English.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
CATALOGUE = FOLDER / "tryon_zh_CN.ts"
MESSAGES = FOLDER / "messages.json"
ERRORS = {
    "ImageReadError",
    "WeightsError",
    "DownloadError",
    "ParsingError",
    "GarmentError",
    "FitError",
    "ExportError",
}
NOTE_SPACES = 4
"""A named string with as many is a sentence, and in the code of the fit that is a note."""
FROM_CODE = ("Garments", "Notes", "Errors")
"""Contexts that follow code which is not the window's; they may lag behind it."""


def main() -> int:
    """Update or check the catalogue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, report")
    is_check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / CATALOGUE.name
        if CATALOGUE.exists():
            fresh.write_bytes(CATALOGUE.read_bytes())
        collect(fresh)
        missing = untranslated(fresh)
        for context, text in missing:
            print(f"untranslated: {context}: {text}")
        is_stale = not CATALOGUE.exists() or own(texts(fresh)) != own(texts(CATALOGUE))
        if is_stale:
            print(f"{CATALOGUE.name} {'is' if is_check else 'was'} out of date")
        if not is_check:
            CATALOGUE.write_bytes(fresh.read_bytes())
            release(CATALOGUE)
            listed = json.dumps(error_messages(), indent=1, ensure_ascii=False)
            MESSAGES.write_text(f"{listed}\n", encoding="utf-8")
            return 0
    is_lacking = any(context not in FROM_CODE for context, _ in missing)
    return 1 if is_lacking or is_stale else 0


def collect(catalogue: Path) -> None:
    """Collect every string that the window shows."""
    sources = sorted(map(str, (ROOT / "tryon" / "ui").rglob("*.py")))
    tool = ["lupdate", "-silent", "-no-obsolete", "-locations", "none", "-target-language", "zh_CN"]
    run(*tool, *sources, "-ts", str(catalogue))
    tree = ElementTree.parse(catalogue)
    root = tree.getroot()
    known = texts(CATALOGUE) if CATALOGUE.exists() else {}
    replace_context(root, "Garments", garment_names())
    for context, sources in (("Notes", fit_notes()), ("Errors", error_messages())):
        replace_context(root, context, {text: known.get((context, text), "") for text in sources})
    ElementTree.indent(tree, "    ")
    body = ElementTree.tostring(root, encoding="unicode")
    catalogue.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8"
    )


def garment_names() -> dict[str, str]:
    """Return the sample garments' names in both languages."""
    stored = (ROOT / "assets" / "garments" / "garments.json").read_text(encoding="utf-8")
    return {garment["name"]: garment["name_zh"] for garment in json.loads(stored)}


def fit_notes() -> list[str]:
    """Return every text that the code of the fit puts into its notes, or has a name for."""
    notes = []
    folders = [ROOT / "tryon" / name for name in ("body", "fitting")]
    for source in sorted(path for folder in folders for path in folder.rglob("*.py")):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Assign) and not ast.unparse(node.targets[0]).endswith("HINT"):
                notes += [text for text in literals(node.value) if text.count(" ") >= NOTE_SPACES]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "notes.append":
                notes += literals(node.args[0])
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "notes":
                notes += literals(node.value)
    return list(dict.fromkeys(notes))


def literals(node: ast.expr) -> list[str]:
    """Return the string that an expression is, or those of the list or tuple that it is."""
    if isinstance(node, ast.List | ast.Tuple):
        return [text for element in node.elts for text in literals(element)]
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return [node.value] if is_text else []


def error_messages() -> list[str]:
    """Return every message that is raised below the window, and their hints."""
    found = []
    for source in sorted((ROOT / "tryon").rglob("*.py")):
        parts = set(source.relative_to(ROOT).parts)
        if "commands" in parts or ("ui" in parts and source.name != "tasks.py"):
            continue
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ERRORS and node.args:
                found.append(template(node.args[0]))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("HINT"):
                found.append(template(node.value))
    return sorted({text for text in found if any(character.isalpha() for character in text)})


def template(node: ast.expr) -> str:
    """Return a string or f-string with ``{0}``, ``{1}``, … for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    text, count = "", 0
    for part in parts:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text += f"{{{count}}}"
            count += 1
    return text


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


def own(translations: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Leave out what follows other code than the window's."""
    return {key: text for key, text in translations.items() if key[0] not in FROM_CODE}


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
