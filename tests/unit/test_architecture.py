"""Imports go downwards only, heavy packages stay at the edge, and the core works without torch."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tryon

PACKAGE = Path(tryon.__file__).parent

HOME_OF = {
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "torch": ("parsing/m2fp/",),
    "modelscope_hub": ("models/",),
    "requests": ("models/",),
    "filelock": ("models/",),
    "safetensors": ("parsing/m2fp/",),
    "onnxruntime": ("parsing/lite/",),
    "training": (),
    "bench": (),
    "tests": (),
}
"""Packages that may be imported only below these folders."""

FORBIDDEN = {
    "models/": ("tryon.parsing", "tryon.garments", "tryon.session", "tryon.ui", "tryon.cli"),
    "parsing/": ("tryon.garments", "tryon.session", "tryon.ui", "tryon.cli", "tryon.commands"),
    "garments/": ("tryon.parsing", "tryon.session", "tryon.ui", "tryon.cli", "tryon.commands"),
    "session.py": ("tryon.parsing", "tryon.models", "tryon.ui", "tryon.cli", "tryon.commands"),
    "ui/": ("tryon.cli", "tryon.commands"),
}
"""What lies above or beside each layer."""

PARSERS_KNOW_OF_MODELS = ("tryon.models.catalogue", "tryon.models.store")
"""A parser asks where its weights are; how they get there is none of its business."""

HEAVY = {"torch", "PySide6", "onnxruntime", "numpy", "cv2", "scipy", "skimage", "PIL"}


def imports() -> Iterator[tuple[str, str]]:
    """Give (file, imported module) for every import of the package, lazy ones too."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((file, f"{node.module}.{alias.name}") for alias in node.names)


def run_python(code: str) -> str:
    """Run ``code`` in a new interpreter and give what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_heavy_packages_are_imported_at_their_home_only() -> None:
    strays = [
        f"{file}: {module}"
        for file, module in imports()
        if (top := module.split(".")[0]) in HOME_OF and not file.startswith(HOME_OF[top] or "-")
    ]
    assert strays == []


def test_no_layer_imports_what_lies_above_or_beside_it() -> None:
    strays = [
        f"{file}: {module}"
        for file, module in imports()
        for layer, above in FORBIDDEN.items()
        if file.startswith(layer) and module.startswith(above)
    ]
    assert strays == []


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


@pytest.mark.parametrize("module", ["tryon.session", "tryon.parsing", "tryon.garments.fit"])
def test_the_core_loads_neither_torch_nor_qt(module: str) -> None:
    loaded = run_python(f"import sys, {module}; print(*sys.modules)").split()
    assert {"torch", "PySide6"}.isdisjoint(loaded)


def test_the_core_works_where_torch_cannot_be_imported() -> None:
    run_python(
        "import sys\n"
        "sys.modules['torch'] = None\n"
        "import numpy as np\n"
        "from tryon.parsing import Engine, create_parser\n"
        "import tryon.session, tryon.garments.fit, tryon.ui.app\n"
        "parse = create_parser(Engine.BUNDLED).parse(np.full((64, 48, 3), 128, np.uint8))\n"
        "assert parse.size.width == 48\n"
    )
