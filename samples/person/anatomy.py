"""The body as arrays: where everything is, in metres, standing on z = 0, looking along -y."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Points (N, 3) in metres: x to the person's left, y backwards, z up."""
_HEIGHT = 1.80


@dataclass(frozen=True, eq=False)
class Anatomy:
    """The posed body.

    Attributes:
        vertices: all vertices, those of helper meshes included.
        texture: texture coordinates (M, 2).
        faces: quads (K, 4) of vertex numbers by group; a triangle repeats its last corner.
        face_texture: quads (K, 4) of texture coordinate numbers by group.
        joints: where each bone begins.
        main_bone: name of the bone that moves each vertex most.
        textures_folder: where the base mesh's masks are.
    """

    vertices: Points
    texture: NDArray[np.float64]
    faces: dict[str, NDArray[np.int64]]
    face_texture: dict[str, NDArray[np.int64]]
    joints: dict[str, Points]
    main_bone: NDArray[np.str_]
    textures_folder: Path

    @classmethod
    def load(cls, file: Path) -> Anatomy:
        """Read what ``body.save_body`` wrote; scale to 1.80 m and put the feet on the floor."""
        data = np.load(file)
        vertices = data["vertices"]
        faces = {key[6:]: data[key] for key in data.files if key.startswith("faces:")}
        face_texture = {key[8:]: data[key] for key in data.files if key.startswith("texture:")}
        heights = vertices[np.unique(faces["body"]), 2]
        scale = _HEIGHT / (heights.max() - heights.min())
        floor = np.array([0, 0, heights.min()])
        names = data["bones"].tolist()
        joints = dict(zip(names, (data["heads"] - floor) * scale, strict=True))
        return cls(
            (vertices - floor) * scale,
            data["texture"],
            faces,
            face_texture,
            joints,
            np.array(names)[data["main_bone"]],
            Path(str(data["textures_folder"])),
        )

    def moved_by(self, *prefixes: str) -> NDArray[np.bool_]:
        """Tell for every vertex whether its main bone's name starts with one of ``prefixes``."""
        by_bone = {bone: bone.startswith(prefixes) for bone in self.joints}
        return np.array([by_bone[bone] for bone in self.main_bone])

    def centre(self, group: str) -> Points:
        """Return the middle of a group of vertices."""
        return np.asarray(self.vertices[np.unique(self.faces[group])].mean(axis=0))


@dataclass(frozen=True, eq=False)
class HeadFrame:
    """Coordinates of the head: between the eyes, to the person's left, forwards, upwards."""

    origin: Points
    left: Points
    forward: Points
    up: Points

    @classmethod
    def of(cls, body: Anatomy) -> HeadFrame:
        """Find the frame from the eyes."""
        eyes = body.centre("helper-l-eye"), body.centre("helper-r-eye")
        left = eyes[0] - eyes[1]
        left = left / np.linalg.norm(left)
        up = np.array([0.0, 0.0, 1.0])
        up = up - (up @ left) * left
        up = up / np.linalg.norm(up)
        return cls((eyes[0] + eyes[1]) / 2, left, np.cross(left, up), up)

    def local(self, points: Points) -> Points:
        """Return points in coordinates of the head."""
        return (points - self.origin) @ np.stack([self.left, self.forward, self.up], axis=1)


def ease(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Return 0 below ``low``, 1 above ``high``, and a smooth step between."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
