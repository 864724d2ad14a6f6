"""Build the app that needs no Python: a folder, and on Linux a .deb and an AppImage of it.

Usage, in an environment that holds tryon without extras, and PyInstaller::

    python packaging/build.py OUT [--appimage-runtime FILE]

The AppImage is made if the runtime that starts it is given (a file of
https://github.com/AppImage/type2-runtime/releases) and mksquashfs is installed.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tryon import __version__

HERE = Path(__file__).resolve().parent
ICON = HERE.parent / "assets" / "icons" / "tryon.svg"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
"""Debian's names of processors."""
NEEDED = (
    "libc6",
    "libdbus-1-3",
    "libegl1",
    "libexpat1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libstdc++6",
    "libx11-6",
    "libx11-xcb1",
    "libxkbcommon-x11-0",
    "fonts-dejavu-core | fonts-liberation",
)
"""Debian packages that a desktop has: the parts of the system that cannot be packed along."""


def main() -> int:
    """Build what this system can build, and print what it is and how large."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="folder for what is built")
    parser.add_argument("--appimage-runtime", type=Path, help="what an AppImage starts with")
    arguments = parser.parse_args()
    out = arguments.out.resolve()
    app = build_folder(out)
    print(f"{app}: {megabytes(app):.0f} MB")
    if sys.platform == "linux":
        built = [build_deb(app, out)]
        if arguments.appimage_runtime is not None:
            built.append(build_appimage(app, out, arguments.appimage_runtime))
        for file in built:
            print(f"{file}: {megabytes(file):.0f} MB")
    return 0


def build_folder(out: Path) -> Path:
    """Run PyInstaller and return the folder of the app."""
    work = out / "work"
    to = [f"--distpath={out}", f"--workpath={work}"]
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", *to, HERE / "tryon.spec")
    shutil.rmtree(work)
    app = out / "tryon"
    if sys.platform == "linux":
        strip(app)
    return app


def strip(app: Path) -> None:
    """Leave the names of functions out of libraries; some could not be loaded without them."""
    for library in app.rglob("*.so*"):
        if library.is_symlink() or not library.is_file():
            continue
        smaller = library.with_name(f"{library.name}.stripped")
        run("strip", "--strip-unneeded", "-o", smaller, library)
        if is_aligned(smaller):
            smaller.replace(library)
        else:
            smaller.unlink()


def is_aligned(library: Path) -> bool:
    """Return whether the loader takes a library: its parts lie in the file as in memory.

    Where a wheel's builder has moved parts to the end, ``strip`` moves them off their pages.
    """
    command = ["readelf", "-lW", library]
    parts = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in parts.splitlines() if line.strip().startswith("LOAD ")]
    return all((int(row[1], 16) - int(row[2], 16)) % int(row[-1], 16) == 0 for row in rows)


def build_deb(app: Path, out: Path) -> Path:
    """Pack the app's folder as a Debian package."""
    machine = MACHINES[platform.machine()]
    root = out / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(app, root / "opt" / "tryon", symlinks=True)
    share(root / "usr" / "share")
    program = root / "usr" / "bin" / "tryon"
    program.parent.mkdir(parents=True)
    program.symlink_to("/opt/tryon/tryon")
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: tryon\nVersion: {__version__}\nArchitecture: {machine}\n"
        "Maintainer: The tryon authors <tryon@localhost>\nSection: graphics\nPriority: optional\n"
        f"Installed-Size: {round(megabytes(app) * 1024)}\nDepends: {', '.join(NEEDED)}\n"
        "Description: virtual try-on on your own machine\n"
        " Open a photo, click somebody's clothes, pick a garment, see it worn.\n"
        " Everything runs on this computer: no upload, no account, no GPU needed.\n",
        encoding="utf-8",
    )
    file = out / f"tryon_{__version__}_{machine}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", root, file], check=True
    )
    shutil.rmtree(root)
    return file


def build_appimage(app: Path, out: Path, runtime: Path) -> Path:
    """Pack the app's folder as one file that starts wherever it lies."""
    root = out / "tryon.AppDir"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(app, root / "usr" / "lib" / "tryon", symlinks=True)
    share(root / "usr" / "share")
    shutil.copy(HERE / "tryon.desktop", root)
    shutil.copy(ICON, root)
    (root / "AppRun").symlink_to("usr/lib/tryon/tryon")
    packed = out / "tryon.squashfs"
    run("mksquashfs", root, packed, "-root-owned", "-noappend", "-quiet", "-comp", "gzip")
    file = out / f"tryon-{__version__}-{platform.machine()}.AppImage"
    with file.open("wb") as stream:
        for part in (runtime, packed):
            stream.write(part.read_bytes())
    os.chmod(file, 0o755)
    packed.unlink()
    shutil.rmtree(root)
    return file


def share(folder: Path) -> None:
    """Fill a ``share`` folder with what tells a desktop of the app, its icon and its files."""
    for file, place in (
        (HERE / "tryon.desktop", "applications"),
        (HERE / "tryon.xml", "mime/packages"),
        (ICON, "icons/hicolor/scalable/apps"),
    ):
        (folder / place).mkdir(parents=True)
        shutil.copy(file, folder / place)


def run(*command: str | Path) -> None:
    """Run a program; stop if it fails."""
    subprocess.run(command, check=True)


def megabytes(path: Path) -> float:
    """Return how large a file, or all that is in a folder, is."""
    files = [path] if path.is_file() else [f for f in path.rglob("*") if not f.is_symlink()]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
