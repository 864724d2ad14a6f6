"""Renders ``assets/people/01-standing.jpg``.

Run from the root of the repository, with the build-time packages of ``samples/README.md``::

    python -m samples.person
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import bmesh
import bpy
import numpy as np
from numpy.typing import NDArray

from samples.person import clothes, head, shoes, studio
from samples.person.anatomy import Anatomy
from samples.person.body import save_body

FILE = Path(__file__).resolve().parents[2] / "assets" / "people" / "01-standing.jpg"


def _drop(thing: bpy.types.Object, vertices: NDArray[np.bool_]) -> None:
    """Remove some vertices of a mesh."""
    grid = bmesh.new()
    grid.from_mesh(thing.data)
    gone = [vertex for vertex in grid.verts if vertices[vertex.index]]
    bmesh.ops.delete(grid, geom=gone, context="VERTS")
    grid.to_mesh(thing.data)
    grid.free()


def main() -> None:
    """Make the body, dress it, and take the photo."""
    parser = argparse.ArgumentParser(description="Render the full-body sample person.")
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    parser.add_argument("--height", type=int, default=1500, help="of the photo in pixels")
    parser.add_argument("--samples", type=int, default=40, help="light paths per pixel")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--body", type=Path, help="file that keeps the body between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shape = options.body or Path(folder) / "body.npz"
        if not shape.is_file():
            save_body(shape)
        body = Anatomy.load(shape)
        bpy.ops.wm.read_factory_settings(use_empty=True)
        skin, used = head.add_body(body, np.random.default_rng(5))
        clothes.add_collider(body)
        clothes.add_jeans(body, shoes.add_shoes(body))
        clothes.add_shirt(body)
        _drop(skin, clothes.hidden_by_clothes(body, used))
        studio.set_up()
        negative = Path(folder) / "negative.png"
        studio.expose(
            negative, height=options.height, samples=options.samples, threads=options.threads
        )
        studio.develop(negative, options.output)


if __name__ == "__main__":
    main()
