"""Skin, eyes and hair of the sample person."""

from __future__ import annotations

import bpy
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.person import materials, meshes
from samples.person.anatomy import Anatomy, HeadFrame, Points, ease

Weights = NDArray[np.float64]


class Scalp:
    """The bare body's surface, from which hairs are drawn."""

    def __init__(self, thing: bpy.types.Object, rng: np.random.Generator) -> None:
        thing.data.calc_loop_triangles()
        self.points, self.normals = meshes.points_of(thing), meshes.normals_of(thing)
        self.triangles = np.array([t.vertices[:] for t in thing.data.loop_triangles])
        self.rng = rng

    def roots(self, density: Weights, count: int, *fields: Weights) -> list[NDArray[np.float64]]:
        """Return root points, normals and other fields at about ``count`` random places."""
        corners = self.triangles[density[self.triangles].sum(axis=1) > 0]
        a, b, c = (self.points[corners[:, k]] for k in range(3))
        area = np.linalg.norm(np.cross(b - a, c - a), axis=1) * density[corners].mean(axis=1)
        chosen = corners[self.rng.choice(len(corners), count, p=area / area.sum())]
        share = self.rng.dirichlet((1, 1, 1), count)

        def at(field: NDArray[np.float64]) -> NDArray[np.float64]:
            weights = share[..., None] if field.ndim == 2 else share
            return np.asarray((field[chosen] * weights).sum(axis=1))

        kept = self.rng.random(count) < at(density)
        return [at(field)[kept] for field in (self.points, self.normals, *fields)]


def grow(
    name: str,
    scalp: Scalp,
    roots: Points,
    normals: Points,
    *,
    comb: Points,
    length: Weights,
    lift: Weights | float,
    radius: float,
    material: bpy.types.Material,
    joints: int = 7,
) -> None:
    """Grow one hair at every root: up along the normal, then over the way it is combed.

    Args:
        name: of the object.
        scalp: gives the randomness.
        roots: where the hairs begin.
        normals: of the skin there.
        comb: direction in which each hair is combed; longer is firmer.
        length: of each hair in metres.
        lift: how strongly each hair follows the normal.
        radius: of a hair at its root in metres.
        material: of the hairs.
        joints: points of each hair.
    """
    count = len(roots)
    normals = normals / np.linalg.norm(normals, axis=1, keepdims=True)
    lift = np.broadcast_to(lift, count)[:, None]
    own = scalp.rng.normal(size=(count, 3))
    cell = (np.floor(roots * 90).astype(np.int64) * [73856093, 19349663, 83492791]).sum(axis=1)
    lock = scalp.rng.normal(size=(4096, 3))[cell % 4096]
    points = np.empty((count, joints, 3))
    points[:, 0] = roots - 0.0006 * normals
    for k in range(1, joints):
        t = k / (joints - 1)
        way = normals * lift * (1 - 0.72 * t) + comb * (0.45 + 0.75 * t)
        way = way + 0.13 * own + 0.22 * t * lock + np.array([0, 0, -0.25 * t * t])
        way = way / np.linalg.norm(way, axis=1, keepdims=True)
        points[:, k] = points[:, k - 1] + way * (length / (joints - 1))[:, None]
    curves = bpy.data.hair_curves.new(name)
    curves.add_curves([joints] * count)
    curves.points.foreach_set("position", points.astype(np.float32).ravel())
    thickness = radius * np.linspace(1, 0.3, joints) * scalp.rng.uniform(0.7, 1.3, (count, 1))
    curves.points.foreach_set("radius", thickness.astype(np.float32).ravel())
    curves.materials.append(material)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new(name, curves))


def _mask_at(body: Anatomy, name: str, used: NDArray[np.int64]) -> Weights:
    """Return one of the base mesh's masks at the vertices ``used``."""
    with Image.open(body.textures_folder / f"mpfb_{name}.jpg") as image:
        picture = np.asarray(image.convert("L"), np.float64) / 255
    place = np.zeros((len(body.vertices), 2))
    place[body.faces["body"]] = body.texture[body.face_texture["body"]]
    column = np.clip(place[used, 0] * picture.shape[1], 0, picture.shape[1] - 1).astype(int)
    row = np.clip((1 - place[used, 1]) * picture.shape[0], 0, picture.shape[0] - 1).astype(int)
    return np.asarray(picture[row, column])


def _blush(local: Points, tip: Points) -> Weights:
    """Return where the blood shows: cheeks and tip of the nose."""
    spots = ((0.042, tip[1] - 0.03, -0.045, 0.022), (-0.042, tip[1] - 0.03, -0.045, 0.022))
    red = np.zeros(len(local))
    for x, y, z, radius in (*spots, (*tip, 0.012)):
        red += 0.37 * np.exp(-(((local - [x, y, z]) / radius) ** 2).sum(axis=1))
    return np.clip(red, 0, 1)


def _stubble(local: Points, tip: Points) -> Weights:
    """Return where a shaven beard shows."""
    x, forward, up = local.T
    chin = ease(-up, 0.004 - tip[2], 0.024 - tip[2]) * ease(up, -0.135, -0.115)
    return np.asarray(0.3 * chin * ease(forward, -0.055, -0.025) * (np.abs(x) < 0.09))


def _hairline(local: Points, ears: Weights) -> Weights:
    """Return how densely the scalp is covered."""
    _, forward, up = local.T
    depths = [-0.02, 0.02, 0.045, 0.07, 0.085, 0.10, 0.13, 0.17, 0.22]
    lowest = [0.060, 0.055, 0.036, -0.022, -0.034, 0.00, -0.03, -0.075, -0.085]
    limit = np.interp(-forward, depths, lowest)
    density = ease(up - limit, -0.004, 0.008) * (up > -0.11) * (1 - ease(ears, 0.1, 0.4))
    return np.asarray(density)


def _lay_hair(scalp: Scalp, frame: HeadFrame, local: Points, ears: Weights) -> None:
    """Grow a short cut: close at the sides, longer and brushed aside on top."""
    brown = materials.hair(0.84, 0.45)
    density = _hairline(local, ears)
    roots, normals, x, forward, up = scalp.roots(density, 60000, *local.T)
    top, front = ease(up, 0.035, 0.085)[:, None], ease(forward, -0.07, 0.0)[:, None]
    aside = 0.62 - 0.9 * ease(x, 0.02, 0.075)[:, None]
    comb = -frame.forward * (0.75 - 0.35 * front * top) + frame.left * aside * top
    comb = comb + np.array([0, 0, -1.5]) * (1 - top) + frame.up * 0.30 * front * top
    length = (0.008 + 0.027 * top[:, 0]) * scalp.rng.uniform(0.75, 1.15, len(roots))
    length *= 1 + 0.25 * front[:, 0] * top[:, 0]
    grow("hair", scalp, roots, normals, comb=1.25 * comb, length=length,
         lift=0.30 + 0.45 * top[:, 0], radius=8e-5, material=brown)  # fmt: skip
    x, forward, up = local.T
    along = np.clip((np.abs(x) - 0.012) / 0.038, 0, 1)
    arch = 0.0175 + 0.010 * np.sin(0.75 * np.pi * along) - 0.002 * along
    brow = np.exp(-(((up - arch) / (0.0042 - 0.0015 * along)) ** 2)) * (forward > -0.03)
    brow *= ease(np.abs(x), 0.009, 0.013) * (1 - ease(np.abs(x), 0.049, 0.054))
    for side in (1, -1):
        roots, normals, t = scalp.roots(brow * (np.sign(x) == side), 1500, along)
        comb = frame.left * side * (0.4 + 0.9 * t[:, None]) + frame.up * (0.9 - t[:, None])
        length = (0.0065 - 0.002 * t) * scalp.rng.uniform(0.7, 1.2, len(roots))
        grow("brow", scalp, roots, normals, comb=comb, length=length, lift=0.35, radius=6e-5,
             material=brown, joints=4)  # fmt: skip


def add_body(body: Anatomy, rng: np.random.Generator) -> tuple[bpy.types.Object, NDArray[np.int64]]:
    """Add skin, eyes and hair; return the skin and its vertices' numbers in the body."""
    thing, used = meshes.add_faces("body", body, body.faces["body"], body.face_texture["body"])
    frame = HeadFrame.of(body)
    local = frame.local(body.vertices[used])
    ridge = local[(np.abs(local[:, 0]) < 0.01) & (local[:, 2] < 0) & (local[:, 2] > -0.08)]
    tip = ridge[ridge[:, 1].argmax()]
    meshes.paint(thing, "red", _blush(local, tip))
    meshes.paint(thing, "beard", _stubble(local, tip))
    thing.data.materials.append(materials.skin(body.textures_folder))
    _lay_hair(Scalp(thing, rng), frame, local, _mask_at(body, "ears", used))
    thing.modifiers.new("refine", "SUBSURF").render_levels = 2
    lashes = materials.plain("lashes", (0.012, 0.009, 0.008), 0.6, alpha=0.16)
    for side in "lr":
        ball, _ = meshes.add_faces("eye", body, body.faces[f"helper-{side}-eye"])
        ball.data.materials.append(materials.eye(body.centre(f"helper-{side}-eye")))
        ball.modifiers.new("refine", "SUBSURF").render_levels = 3
        for row in "12":
            cards, _ = meshes.add_faces(
                "lashes", body, body.faces[f"helper-{side}-eyelashes-{row}"]
            )
            cards.data.materials.append(lashes)
    return thing, used
