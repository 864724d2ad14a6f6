"""The small libraries that the app without Python has in place of large ones do what is asked."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import cv2
import PySide6
import pytest

from tests.limits import LIMIT_S

RECIPE = Path(__file__).parents[2] / "packaging" / "stand_ins.py"
PACKAGES = Path(cv2.__file__).parents[1]
OPENCV = "opencv_python_headless.libs"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="they are made on Linux"),
    pytest.mark.skipif(shutil.which("gcc") is None, reason="they are made with gcc"),
]

SORT = """
import functools
from PySide6.QtCore import QCollator, QLocale
for locale, words in (("zh_CN", "赵钱孙李周吴"), ("sv_SE", "özåa"), ("de_DE", "özoÄ")):
    collator = QCollator(QLocale(locale))
    print("".join(sorted(words, key=functools.cmp_to_key(collator.compare))))
print(any("stand-ins" in line for line in open("/proc/self/maps")))
"""

SOLVE = """
import numpy as np, cv2
random = np.random.default_rng(1)
matrix, values = random.random((300, 300)), random.random((300, 1))
print(cv2.__file__)
print(np.allclose(matrix @ cv2.solve(matrix, values)[1], values))
print(np.allclose(cv2.gemm(matrix, matrix, 1, None, 0), matrix @ matrix))
picture = np.full((64, 48, 3), 128, np.uint8)
for kind in (".png", ".avif"):
    print(cv2.imdecode(cv2.imencode(kind, picture)[1], cv2.IMREAD_COLOR).shape)
"""


@pytest.fixture(scope="module")
def recipe() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stand_ins", RECIPE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(recipe: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What stands in for libraries of the packages of this environment."""
    folders = ("*.libs", "cv2", "PIL", "scipy/linalg", "PySide6/Qt/lib")
    found = [file for folder in folders for file in PACKAGES.glob(f"{folder}/*.so*")]
    files = [(str(file.relative_to(PACKAGES)), str(file), "BINARY") for file in found]
    folder = tmp_path_factory.mktemp("made") / "stand-ins"
    sources = (Path(source) for _, source, _ in recipe.with_stand_ins(files, folder))
    return [source for source in sources if source.is_relative_to(folder)]


def lines_of(code: str, **environment: str) -> Sequence[str]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT_S,
    )
    return done.stdout.split("\n")


def test_texts_are_sorted_as_with_all_that_icu_knows(made: list[Path]) -> None:
    (icu,) = (file for file in made if "icudata" in file.name)
    assert (
        icu.stat().st_size
        < 0.2 * (Path(PySide6.__file__).parent / "Qt" / "lib" / icu.name).stat().st_size
    )
    *with_all, is_replaced = lines_of(SORT)[:4]
    assert is_replaced == "False"
    assert lines_of(SORT, LD_LIBRARY_PATH=str(icu.parent))[:4] == [*with_all, "True"]


def test_opencv_computes_and_reads_without_libraries_of_its_own(
    made: list[Path], tmp_path: Path
) -> None:
    shutil.copytree(
        PACKAGES / "cv2", tmp_path / "cv2", ignore=shutil.ignore_patterns("__pycache__")
    )
    for libraries in PACKAGES.glob("*.libs"):
        if libraries.name != OPENCV:
            (tmp_path / libraries.name).symlink_to(libraries)
    shutil.copytree(
        PACKAGES / OPENCV,
        tmp_path / OPENCV,
        ignore=lambda _, names: [name for name in names if not name.startswith("libpng")],
    )
    for file in made:
        if "icudata" not in file.name:
            shutil.copy(file, tmp_path / OPENCV)
    place, *results = lines_of(SOLVE, PYTHONPATH=str(tmp_path))[:5]
    assert place.startswith(str(tmp_path))
    assert results == ["True", "True", "(64, 48, 3)", "(64, 48, 3)"]
