"""Small libraries in place of large ones of which tryon uses a part, or nothing.

OpenCV is linked with FFmpeg, with a BLAS of its own and with one more reader of AVIF, and cannot be
loaded without them. tryon opens no video; the other two are there a second time, for scipy and for
Pillow. So their places are taken by libraries that end the process, or that lead to those that are
there. Of Pillow's X11, which takes pictures of the screen, and of a Fortran that scipy names and
does not use, nothing is left either. Qt brings all that ICU knows of the world's languages, and
asks it how texts are sorted.

Made with gcc and binutils, for the one-folder app on Linux.
"""

from __future__ import annotations

import platform
import re
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path

File = tuple[str, str, str]
"""Where PyInstaller puts a file in the app's folder, where it comes from, and what it is."""

UNUSED = (
    ("libavcodec-", "cv2.abi3.so"),
    ("libavformat-", "cv2.abi3.so"),
    ("libavutil-", "cv2.abi3.so"),
    ("libswscale-", "cv2.abi3.so"),
    ("libxcb-", "_imaging."),
)
"""Libraries of wheels that tryon never calls, and who asks for them."""
NAMED = ("libgfortran-", "_fblas.")
"""A library, and who asks for it and, as wheels are built now, calls nothing of it."""
SORTING = re.compile(r"[^/]+/coll/.*|[^/]+/[^/]+\.(icu|nrm)")
"""ICU's items for sorting texts, and those on characters that all its parts ask for."""
JUMPS = {"x86_64": "jmp {}@PLT", "aarch64": "b {}"}
"""How a function continues as another one."""


def with_stand_ins(files: Iterable[File], folder: Path) -> list[File]:
    """Return the files with large libraries replaced.

    Args:
        files: what is collected.
        folder: where the stand-ins are made; it stays until the app is built.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = list(files)
    sources = {Path(to).name: Path(source) for to, source, kind in files if kind != "SYMLINK"}
    made: dict[str, Path] = {}

    def is_idle(name: str) -> bool:
        """Return whether nobody calls anything of a library."""
        users = [each for each in sources.values() if ".so" in each.name and name in needed(each)]
        return not any(_shared(sources[name], each) for each in users)

    for start, user in (*UNUSED, NAMED):
        user_file = _named(sources, user)
        for name in needed(user_file):
            if name.startswith(start) and (start != NAMED[0] or is_idle(name)):
                made[name] = _trap(sources[name], user_file, folder)
    opencv = _named(sources, "cv2.abi3.so")
    blas = _named(sources, "libopenblasp-")
    made[blas.name] = _lead(blas, opencv, _named(sources, "libscipy_openblas-"), folder)
    ours, pillows = sorted(  # the same interface: the numbers after ".so." say so
        (source for name, source in sources.items() if name.startswith("libavif-")),
        key=lambda source: source.parent.name,
    )
    if _version(ours) == _version(pillows):
        made[ours.name] = _name(ours, pillows, folder)
    icu = _named(sources, "libicudata.so.")
    made[icu.name] = _sorting_only(icu, folder)
    return [
        (to, str(made[Path(to).name]), kind)
        if kind != "SYMLINK" and Path(to).name in made
        else (to, source, kind)
        for to, source, kind in files
    ]


def needed(library: str | Path) -> list[str]:
    """Return the names of the libraries that a file asks for itself."""
    return re.findall(r"\(NEEDED\).*\[(.*)\]", _read("-d", library))


def _trap(library: Path, user: Path, folder: Path) -> Path:
    """Make a library whose functions end the process."""
    functions = _shared(library, user)
    script = folder / f"{library.name}.map"
    versions = sorted({version for _, version in functions} - {""})
    of_each = [[name for name, its in functions if its == version] for version in versions]
    script.write_text(
        "".join(
            f"{version} {{ {'; '.join(names)}; }};\n"
            for version, names in zip(versions, of_each, strict=True)
        )
    )
    code = "".join(f"void {name}(void) {{ __builtin_trap(); }}\n" for name, _ in functions)
    return _compile(
        library, folder, code, *([f"-Wl,--version-script={script}"] if versions else [])
    )


def _lead(library: Path, user: Path, other: Path, folder: Path) -> Path:
    """Make a library whose functions are scipy's, which have a prefix."""
    jump = JUMPS[platform.machine()]
    code = "".join(
        f'__asm__(".globl {name}\\n.type {name}, %function\\n{name}: {jump}\\n");\n'.replace(
            "{}", f"scipy_{name}"
        )
        for name, _ in _shared(library, user)
    )
    return _compile(library, folder, code, *_beside(other))


def _name(library: Path, other: Path, folder: Path) -> Path:
    """Make a library that is empty and needs another one, where all is found."""
    return _compile(library, folder, "", "-Wl,--no-as-needed", *_beside(other))


def _sorting_only(library: Path, folder: Path) -> Path:
    """Make ICU's library of data with what is needed to sort texts."""
    (symbol,) = re.findall(r"\b(icudt\d+_dat)\b", _read("--dyn-syms", library))
    data = folder / f"{library.name}.dat"
    data.write_bytes(_items(library.read_bytes(), SORTING))
    code = (
        f'__asm__(".section .rodata\\n.balign 16\\n.globl {symbol}\\n.type {symbol}, %object\\n'
        f'{symbol}: .incbin \\"{data}\\"\\n.size {symbol}, . - {symbol}\\n.previous\\n");\n'
    )
    return _compile(library, folder, code)


def _items(content: bytes, wanted: re.Pattern[str]) -> bytes:
    """Return ICU's package of data with the items that are wanted.

    Its format is ``CmnD`` (https://unicode-org.github.io/icu/userguide/icu_data): a header, whose
    length comes first; how many items there are; for each where its name and its data start,
    counted from there; the names, in order; the data, each at a multiple of 16.
    """
    start = content.index(b"CmnD") - 12
    first = start + struct.unpack_from("<H", content, start)[0]
    (count,) = struct.unpack_from("<I", content, first)
    table = [struct.unpack_from("<II", content, first + 4 + 8 * item) for item in range(count)]
    ends = [offset for _, offset in table[1:]] + [len(content) - first]
    kept = []
    for (named, offset), end in zip(table, ends, strict=True):
        name = content[first + named : content.index(b"\0", first + named)]
        if wanted.fullmatch(name.decode()):
            kept.append((name, content[first + offset : first + end]))
    names, data = b"", b""
    at = 4 + 8 * len(kept)
    length = -(-(at + sum(len(name) + 1 for name, _ in kept)) // 16) * 16
    entries = []
    for name, item in kept:
        entries.append(struct.pack("<II", at + len(names), length + len(data)))
        names += name + b"\0"
        data += item + bytes(-len(item) % 16)
    head = struct.pack("<I", len(kept)) + b"".join(entries) + names
    return content[start:first] + head.ljust(length, b"\0") + data


def _compile(library: Path, folder: Path, code: str, *options: str) -> Path:
    made, source = folder / library.name, folder / f"{library.name}.c"
    source.write_text(code)
    kind = ("-shared", "-fPIC", "-nostdlib", "-w", "-fno-builtin", f"-Wl,-soname,{library.name}")
    subprocess.run(["gcc", *kind, "-o", made, source, *options], check=True)
    return made


def _beside(other: Path) -> tuple[str, ...]:
    """Return how to link with a library in the folder of another package."""
    return (str(other), f"-Wl,-rpath,$ORIGIN/../{other.parent.name}")


def _shared(library: Path, user: Path) -> list[tuple[str, str]]:
    """Return the name and the version of each function of a library that another file calls."""
    table = re.compile(r"\s(\S+)\s+([^\s@]+)(?:@+(\S+))?(?: \(\d+\))?$", re.MULTILINE)
    called = {n for at, n, _ in table.findall(_read("--dyn-syms", user)) if at == "UND"}
    there = table.findall(_read("--dyn-syms", library))
    return [(name, version) for at, name, version in there if at != "UND" and name in called]


def _read(what: str, file: str | Path) -> str:
    done = subprocess.run(["readelf", "-W", what, file], capture_output=True, text=True, check=True)
    return done.stdout


def _named(sources: dict[str, Path], start: str) -> Path:
    (found,) = (source for name, source in sources.items() if name.startswith(start))
    return found


def _version(library: Path) -> str:
    return library.name.partition(".so.")[2]
