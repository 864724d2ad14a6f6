"""Shapes and poses the body with the ``anny`` model and saves it for Blender.

``anny`` builds on MakeHuman's base mesh, whose data is CC0. The model wants PyTorch and knows
nothing of Blender, so this step hands over plain arrays.
"""

from __future__ import annotations

from pathlib import Path

import anny
import numpy as np
import torch
from numpy.typing import NDArray

_SHAPE = {
    "gender": 0.0,
    "age": 0.60,
    "muscle": 0.60,
    "weight": 0.42,
    "height": 0.45,
    "proportions": 0.8,
    "african": 0.05,
    "asian": 0.25,
    "caucasian": 0.70,
}
_EXPRESSION = {
    "mouthSmileLeft": 0.28,
    "mouthSmileRight": 0.25,
    "cheekSquintLeft": 0.1,
    "cheekSquintRight": 0.1,
    "eyeSquintLeft": 0.15,
    "eyeSquintRight": 0.15,
}


def _turn(axis: str, degrees: float) -> torch.Tensor:
    """Return the 4 x 4 rotation about one of the body's axes (x left, y back, z up)."""
    first, second = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    angle = np.deg2rad(degrees)
    matrix = torch.eye(4)
    matrix[first, first] = matrix[second, second] = float(np.cos(angle))
    matrix[second, first] = float(np.sin(angle))
    matrix[first, second] = -float(np.sin(angle))
    return matrix


def _turns() -> dict[str, torch.Tensor]:
    """Return the turn of every bone that leaves its rest pose: at ease, arms off the body."""
    turns = {"head": _turn("z", -4) @ _turn("x", 2), "neck01": _turn("z", -3)}
    for side, sign in (("L", 1), ("R", -1)):
        left = side == "L"
        turns[f"clavicle.{side}"] = _turn("y", 5 * sign)
        turns[f"upperarm01.{side}"] = _turn("y", 24 * sign) @ _turn("x", -1 if left else 3)
        turns[f"lowerarm01.{side}"] = _turn("x", -7 if left else -10) @ _turn("y", 2 * sign)
        turns[f"upperleg01.{side}"] = _turn("z", 5 * sign) @ _turn("y", (5.5 if left else 5) * sign)
        turns[f"finger1-1.{side}"] = _turn("y", -24 * sign)
        turns[f"finger1-2.{side}"] = _turn("y", -6 * sign)
        for finger in range(2, 6):
            for joint in range(1, 4):
                curl = 4 + 2 * finger if joint < 3 else 8
                turns[f"finger{finger}-{joint}.{side}"] = _turn("y", curl * sign)
    return turns


def _read_obj(path: Path) -> tuple[NDArray[np.float64], dict[str, list[list[tuple[int, int]]]]]:
    """Return texture coordinates and, by group, faces of (vertex, texture coordinate)."""
    texture: list[list[float]] = []
    groups: dict[str, list[list[tuple[int, int]]]] = {}
    group = ""
    for line in path.read_text().splitlines():
        kind, *rest = line.split() or [""]
        if kind == "vt":
            texture.append([float(part) for part in rest[:2]])
        elif kind == "g":
            group = rest[0]
        elif kind == "f" and not group.startswith("joint"):
            pairs = [corner.split("/") for corner in rest]
            corners = [(int(pair[0]) - 1, int(pair[1]) - 1) for pair in pairs]
            quad = [*corners, corners[-1]][:4]
            groups.setdefault(group, []).append(quad)
    return np.array(texture), groups


def save_body(file: Path) -> None:
    """Save vertices, faces by group, texture coordinates, bones, and each vertex's main bone."""
    model = anny.Anny(
        rig="makehuman",
        topology="makehuman-full",
        local_changes="all",
        phenotypes="all",
        facial_actions="all",
    ).to(torch.float32)
    pose = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
    for bone, turn in _turns().items():
        pose[0, model.bone_labels.index(bone)] = turn
    posed = model(pose_parameters=pose, phenotype_kwargs=_SHAPE, facial_actions=_EXPRESSION)
    data = Path(anny.__file__).parent / "data" / "mpfb2"
    texture, groups = _read_obj(data / "3dobjs" / "base.obj")
    weights = model.dense_vertex_bone_weights
    weights = torch.as_tensor(weights() if callable(weights) else weights).numpy()
    arrays = {
        "vertices": posed["vertices"][0].numpy().astype(np.float64),
        "texture": texture,
        "bones": np.array(model.bone_labels),
        "heads": posed["bone_poses"][0, :, :3, 3].numpy().astype(np.float64),
        "main_bone": weights.argmax(axis=1),
        "textures_folder": np.array(str(data / "textures")),
    }
    for name, faces in groups.items():
        corners = np.array(faces)
        arrays[f"faces:{name}"], arrays[f"texture:{name}"] = corners[..., 0], corners[..., 1]
    np.savez(file, **arrays)
