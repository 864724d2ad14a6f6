"""Imports go downwards only, heavy packages stay at the edge, and the core works without torch."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import tryon
from tests.limits import LIMIT_S

PACKAGE = Path(tryon.__file__).parent

HOME_OF = {
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "torch": ("parsing/m2fp/",),
    "modelscope_hub": ("models/",),
    "requests": ("models/",),
    "filelock": ("models/",),
    "pillow_heif": ("imaging/",),
    "safetensors": ("parsing/m2fp/",),
    "onnxruntime": ("networks/onnx_session.py",),
    "anyio": ("serve/web/",),
    "fastapi": ("serve/web/",),
    "fsspec": ("batch/cluster/store.py",),
    "pyarrow": ("batch/inputs.py",),
    "ray": ("batch/cluster/",),
    "pydantic": ("serve/web/",),
    "redis": ("serve/queue/redis_store.py",),
    "starlette": ("serve/web/",),
    "uvicorn": ("serve/run.py",),
    "training": (),
    "bench": (),
    "tests": (),
}
"""Packages that may be imported only below these folders."""

PICTURE = PACKAGE.parent / "docs" / "ARCHITECTURE.md"
MOST_MODULES = 20
"""Modules that a package may hold itself: among more nobody finds anything."""

PARSERS_KNOW_OF_MODELS = ("tryon.models.catalogue", "tryon.models.store")
"""A parser asks where its weights are, and does not know how they get there."""

LOADED_BY_JOBS = {
    "tryon.fitting.fit",
    "tryon.fitting.fit_sizes",
    "tryon.fitting.preview",
    "tryon.fitting.take",
    "tryon.garments.measure",
    "tryon.garments.see",
    "tryon.garments.adding.add",
    "tryon.models.download",
    "tryon.parsing.lite",
    "tryon.ui.parsers.models_window",
    "tryon.ui.wardrobe.outline_page",
    "tryon.ui.wardrobe.points_dialog",
}
"""What a window needs only once there is something to do: the job or the dialog imports it."""

HEAVY = {"torch", "PySide6", "onnxruntime", "numpy", "cv2", "scipy", "PIL"}


def imports() -> Iterator[tuple[str, str]]:
    """Return (file, imported module) for every import of the package, lazy ones too."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((file, f"{node.module}.{alias.name}") for alias in node.names)


def run_python(code: str, **environment: str) -> str:
    """Run ``code`` in a new interpreter and return what it printed."""
    words = [sys.executable, "-c", code]
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_S,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_heavy_packages_are_imported_at_their_home_only() -> None:
    strays = [
        f"{file}: {module}"
        for file, module in imports()
        if (top := module.split(".")[0]) in HOME_OF and not file.startswith(HOME_OF[top] or "-")
    ]
    assert strays == []


@dataclass(frozen=True)
class Picture:
    """The picture of the packages in ``docs/ARCHITECTURE.md``.

    Attributes:
        rooms: paths below ``tryon/`` by the name of the box that they stand in.
        arrows: from a box to one that builds on it.
    """

    rooms: Mapping[str, tuple[str, ...]]
    arrows: frozenset[tuple[str, str]]

    @classmethod
    def read(cls) -> Picture:
        """Read the flow chart: a box is ``name`` or ``name["path, path"]``."""
        chart = re.search(r"```mermaid\nflowchart TD\n(.*?)```", PICTURE.read_text("utf-8"), re.S)
        assert chart is not None
        rooms: dict[str, tuple[str, ...]] = {}
        arrows = set()
        for line in chart.group(1).splitlines():
            if "-->" not in line and "[" not in line:
                continue
            names = []
            for name, label in re.findall(r'(\w+)(?:\["(.+?)"\])?(?:$| -->)', line.strip()):
                if label or name not in rooms:
                    rooms[name] = tuple(label.split(", ")) if label else (name,)
                names.append(name)
            if len(names) == 2:
                arrows.add((names[0], names[1]))
        return cls(rooms, frozenset(arrows))

    def room_of(self, file: str) -> str | None:
        """Name the box of a file or module; None for what everything uses."""
        for name, paths in self.rooms.items():
            if any(file == path or file.startswith((f"{path}/", f"{path}.py")) for path in paths):
                return name
        return None

    def below(self, room: str) -> set[str]:
        """Name all that a box builds on, near or far."""
        found = {source for source, target in self.arrows if target == room}
        return found.union(*(self.below(source) for source in found))


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name."""
    return {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def is_for_checkers(node: ast.AST) -> bool:
    """Return whether a block is there for type checkers only, and never runs."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@cache
def module_imports() -> list[tuple[str, str, bool]]:
    """List (module, imported module, whether it loads at once) for imports inside the package."""
    known, found = modules(), []
    for name, path in known.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lazy = {
            id(node)
            for block in ast.walk(tree)
            if isinstance(block, ast.FunctionDef) or is_for_checkers(block)
            for node in ast.walk(block)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    dotted_name = f"{node.module}.{alias.name}"
                    target = dotted_name if dotted_name in known else node.module
                    if target in known:
                        found.append((name, target, id(node) not in lazy))
    return found


def drawn_imports(picture: Picture) -> set[tuple[str, str]]:
    """Return the (importing box, imported box) that the code has."""
    found = set()
    for name, target, _ in module_imports():
        ends = [picture.room_of("/".join(part.split(".")[1:])) for part in (name, target)]
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            found.add((ends[0], ends[1]))
    return found


def test_no_import_runs_against_the_arrows_of_the_picture() -> None:
    picture = Picture.read()
    strays = {
        f"{room} imports {source}"
        for room, source in drawn_imports(picture)
        if source not in picture.below(room)
    }
    assert strays == set()


def test_every_arrow_of_the_picture_is_an_import() -> None:
    picture = Picture.read()
    missing = {
        (source, room)
        for source, room in picture.arrows
        if (room, source) not in drawn_imports(picture)
    }
    assert missing == set()


def test_every_package_is_in_the_picture() -> None:
    picture = Picture.read()
    packages = {path.parent.relative_to(PACKAGE).as_posix() for path in modules().values()}
    missing = {p for p in packages - {".", "ui"} if picture.room_of(f"{p}/x") is None}
    # The modules of the first are drawn one by one; the others everything uses.
    assert missing == {"fitting", "imaging", "messages"}
    files = [
        path.relative_to(PACKAGE).as_posix() for path in (PACKAGE / "fitting").glob("[!_]*.py")
    ]
    assert [file for file in files if picture.room_of(file) is None] == []


def test_what_everything_uses_imports_no_package() -> None:
    picture = Picture.read()
    at_the_top = ("tryon.cli", "tryon.__main__")
    strays = [
        f"{name}: {target}"
        for name, target, _ in module_imports()
        if name.startswith("tryon.")
        and name not in at_the_top
        and picture.room_of("/".join(name.split(".")[1:])) is None
        and picture.room_of("/".join(target.split(".")[1:])) is not None
    ]
    assert strays == []


def test_no_package_holds_more_modules_than_a_stranger_can_look_through() -> None:
    counts = {
        folder: sum(path.name != "__init__.py" for path in folder.glob("*.py"))
        for folder in {path.parent for path in modules().values()}
    }
    assert {str(folder) for folder, count in counts.items() if count > MOST_MODULES} == set()


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    loads: dict[str, set[str]] = {}
    for name, target, is_at_once in module_imports():
        if is_at_once:
            loads.setdefault(name, set()).add(target)
    graph = TopologicalSorter(loads)
    graph.prepare()  # raises CycleError, which names the circle


def test_parsers_know_where_models_lie_and_nothing_of_downloads() -> None:
    strays = [
        f"{file}: {module}"
        for file, module in imports()
        if file.startswith("parsing/")
        and module.startswith("tryon.models")
        and not module.startswith(PARSERS_KNOW_OF_MODELS)
    ]
    assert strays == []


def test_the_command_line_answers_before_anything_heavy_loads() -> None:
    loaded = run_python("import sys, tryon.cli; print(*sys.modules)").split()
    assert HEAVY.isdisjoint(loaded)


def test_importing_tryon_is_instant_and_what_it_offers_loads_at_its_first_use() -> None:
    code = (
        "import sys, tryon\n"
        "print(*sys.modules)\n"
        "assert set(tryon.__all__) <= set(dir(tryon))\n"
        "assert tryon.open.__module__ == 'tryon.api.opening'\n"
        "import tryon.api\n"
        "assert all(getattr(tryon, name) is getattr(tryon.api, name) for name in tryon.__all__)\n"
        "assert tryon.__all__ == tryon.api.__all__\n"
        "assert not hasattr(tryon, 'no_such_name')"
    )
    loaded = run_python(code).split()
    assert {name for name in loaded if name.startswith("tryon")} == {"tryon"}
    assert HEAVY.isdisjoint(loaded)


@pytest.mark.parametrize(
    "module", ["tryon.api", "tryon.session", "tryon.parsing", "tryon.fitting.fit"]
)
def test_the_core_loads_neither_torch_nor_qt(module: str) -> None:
    loaded = run_python(f"import sys, {module}; print(*sys.modules)").split()
    assert {"torch", "PySide6"}.isdisjoint(loaded)


@pytest.mark.slow
def test_the_core_works_where_torch_cannot_be_imported() -> None:
    run_python(
        "import sys\n"
        "sys.modules['torch'] = None\n"
        "import numpy as np\n"
        "from tryon.parsing import Engine, create_parser\n"
        "import tryon.session, tryon.fitting.fit, tryon.ui.shell.app\n"
        "parse = create_parser(Engine.BUNDLED).parse(np.full((64, 48, 3), 128, np.uint8))\n"
        "assert parse.size.width == 48\n"
    )


def test_a_window_has_been_painted_before_what_is_behind_its_welcome_page_is_loaded(
    tmp_path: Path,
) -> None:
    code = (
        "import sys, tryon.commands.gui\n"
        "from tryon.ui.shell.app import create_application, create_windows\n"
        "from tryon.ui.shell.main_window import MainWindow\n"
        "MainWindow.complete = lambda window: sys.exit(print(window.is_painted, *sys.modules))\n"
        "create_windows(create_application()).open()\n"
    )
    home = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    is_painted, *loaded = run_python(code, QT_QPA_PLATFORM="offscreen", **home).split()
    assert is_painted == "True"
    assert {"numpy", "PIL", "tryon.ui.shell.parts", "tryon.parsing"}.isdisjoint(loaded)


def test_a_window_is_whole_before_the_libraries_that_take_long_are_loaded(tmp_path: Path) -> None:
    """They are needed for a photo or a garment, and thumbnails are kept from the last time."""
    code = (
        "import sys\n"
        "from tryon.ui.shell.app import create_application, create_windows\n"
        "window = create_windows(app := create_application()).open()\n"
        "while not all(runner.is_idle for runner in window.runners):\n"
        "    app.processEvents()\n"
        "print(*sys.modules)"
    )
    home = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    run_python(code, QT_QPA_PLATFORM="offscreen", **home)
    loaded = run_python(code, QT_QPA_PLATFORM="offscreen", **home).split()
    assert {"cv2", "scipy", "onnxruntime", "torch", "ssl"}.isdisjoint(loaded)
    assert LOADED_BY_JOBS.isdisjoint(loaded)
