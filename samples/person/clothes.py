"""T-shirt and jeans: cut from the base mesh's tights, made loose, and draped by simulation."""

from __future__ import annotations

from dataclasses import dataclass

import bpy
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from samples.person import materials, meshes
from samples.person.anatomy import Anatomy, Points, ease

_NECK_RADII = np.array([0.092, 0.100, 0.086])
_TIGHTS = "helper-tights"


@dataclass(frozen=True)
class Drape:
    """How a piece of clothing hangs.

    Attributes:
        frames: how long it falls.
        slack: share by which the cloth is larger than its first shape.
        mass: of a vertex.
        tension: how little it stretches.
        bending: how stiff it is.
    """

    frames: int
    slack: float
    mass: float
    tension: float
    bending: float


def _collide(thing: bpy.types.Object, thickness: float) -> None:
    """Let cloth fall on a mesh that is not rendered."""
    thing.hide_render = True
    thing.modifiers.new("collide", "COLLISION")
    thing.collision.thickness_outer = thickness
    thing.collision.cloth_friction = 15


def _fall(thing: bpy.types.Object, drape: Drape, pin: NDArray[np.float64] | None = None) -> None:
    """Let cloth fall on what collides, and keep the shape in which it comes to rest."""
    modifier = thing.modifiers.new("cloth", "CLOTH")
    cloth, touch = modifier.settings, modifier.collision_settings
    cloth.quality, cloth.mass, cloth.shrink_min = 8, drape.mass, -drape.slack
    cloth.tension_stiffness = cloth.compression_stiffness = drape.tension
    cloth.shear_stiffness, cloth.bending_stiffness = 0.4 * drape.tension, drape.bending
    cloth.tension_damping = cloth.compression_damping = cloth.shear_damping = 8
    if pin is not None:
        group = thing.vertex_groups.new(name="pin")
        for vertex in np.nonzero(pin > 0)[0]:
            group.add([int(vertex)], float(pin[vertex]), "REPLACE")
        cloth.vertex_group_mass = "pin"
    touch.distance_min, touch.collision_quality = 0.003, 3
    scene = bpy.context.scene
    modifier.point_cache.frame_start, modifier.point_cache.frame_end = 1, drape.frames
    scene.frame_start, scene.frame_end = 1, drape.frames
    for frame in range(1, drape.frames + 1):
        scene.frame_set(frame)
    meshes.apply(thing, "cloth")
    scene.frame_set(1)


def _cut(body: Anatomy, name: str, *bones: str) -> bpy.types.Object:
    """Cut the part of the tights that covers some bones, finely meshed."""
    faces = body.faces[_TIGHTS]
    thing, _ = meshes.add_faces(name, body, faces[body.moved_by(*bones)[faces].all(axis=1)])
    meshes.subdivide(thing, 2)
    return thing


def _finish(thing: bpy.types.Object, thickness: float, material: bpy.types.Material) -> None:
    """Mark the hems, and add the cloth's thickness and material."""
    points = meshes.points_of(thing)
    near, _ = cKDTree(points[meshes.rim_of(thing)]).query(points)
    meshes.paint(thing, "edge", np.minimum(near, 0.2))
    for polygon in thing.data.polygons:
        polygon.use_smooth = True
    solid = thing.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = thickness, 0.0
    thing.modifiers.new("refine", "SUBSURF").render_levels = 1
    thing.data.materials.append(material)


def add_jeans(body: Anatomy, shoes: list[bpy.types.Object]) -> bpy.types.Object:
    """Add straight jeans that stack a little on the shoes."""
    jeans = _cut(body, "jeans", "pelvis", "upperleg", "lowerleg", "foot", "root", "spine05",
                 "spine04")  # fmt: skip
    waist = body.joints["upperleg01.L"][2] + 0.115
    meshes.cut_off(jeans, lambda point: point[2] - waist)
    meshes.cut_off(jeans, lambda point: 0.048 - point[2])
    meshes.move_to(jeans, _straight_legs(body, jeans))
    meshes.relax(jeans, 3)
    points = meshes.points_of(jeans)
    pin = ease(points[:, 2], waist - 0.06, waist - 0.02)
    points[:, 2] -= np.clip(0.03 * (1 - points[:, 2] / 0.45), 0, None)
    meshes.move_to(jeans, points)
    floor = np.array([(-1, -1, 0.012), (1, -1, 0.012), (1, 1, 0.012), (-1, 1, 0.012)])
    ground = meshes.add("ground", floor, [(0, 1, 2, 3)])
    _collide(ground, 0.004)
    _fall(jeans, Drape(22, slack=0.035, mass=0.5, tension=40, bending=4.0), pin)
    bpy.data.objects.remove(ground)
    _push_out(jeans, shoes)
    meshes.paint(jeans, "fade", _worn(jeans))
    blue = materials.cloth("denim", (0.042, 0.066, 0.122), (0.09, 0.128, 0.21), grain=520,
                           seam=0.02, sheen=0.04, worn=True)  # fmt: skip
    falls = jeans.copy()
    falls.data = jeans.data.copy()
    bpy.context.scene.collection.objects.link(falls)
    _collide(falls, 0.003)
    _finish(jeans, 0.0025, blue)
    return jeans


def _straight_legs(body: Anatomy, jeans: bpy.types.Object) -> Points:
    """Widen the tights' legs to straight ones."""
    points, normals = meshes.points_of(jeans), meshes.normals_of(jeans)
    widened = points.copy()
    for side in (points[:, 0] > 0, points[:, 0] <= 0):
        mark = "L" if points[side, 0].mean() > 0 else "R"
        ankle, knee, hip = (
            body.joints[f"{bone}.{mark}"] for bone in ("foot", "lowerleg01", "upperleg01")
        )
        z = points[side, 2]
        heights = [ankle[2], knee[2], hip[2]]
        axis = np.column_stack([np.interp(z, heights, [ankle[k], knee[k], hip[k]]) for k in (0, 1)])
        away = points[side, :2] - axis
        radius = np.linalg.norm(away, axis=1) + 1e-6
        wanted = np.interp(z, [0.04, 0.25, knee[2], knee[2] + 0.15], [0.074, 0.072, 0.076, 0.06])
        ease_out = np.interp(z, [0.0, hip[2] - 0.12, hip[2] - 0.02], [0.010, 0.010, 0.005])
        low = ease(knee[2] + 0.15 - z, 0, 0.2)
        target = (1 - low) * (radius + ease_out) + low * np.maximum(radius + 0.012, wanted)
        leg = points[side].copy()
        leg[:, :2] = axis + away / radius[:, None] * target[:, None]
        leg[:, 1] -= np.clip(0.012 * (1 - z / 0.2), 0, None)
        above = (z >= knee[2] + 0.15)[:, None]
        widened[side] = np.where(above, points[side] + normals[side] * ease_out[:, None], leg)
    return widened


def _push_out(cloth: bpy.types.Object, solids: list[bpy.types.Object], gap: float = 0.007) -> None:
    """Move cloth that has sunk into something solid back to its surface."""
    for solid in solids * 2:
        for vertex in cloth.data.vertices:
            if vertex.co.z < 0.2:
                found, place, normal, _ = solid.closest_point_on_mesh(vertex.co, distance=0.08)
                if found and (vertex.co - place).dot(normal) < gap:
                    vertex.co = place + normal * gap


def _worn(jeans: bpy.types.Object) -> NDArray[np.float64]:
    """Return how pale the denim is: thighs and knees in front, unevenly."""
    points, normals = meshes.points_of(jeans), meshes.normals_of(jeans)
    front = np.clip(-normals[:, 1], 0, 1) ** 1.5
    z = points[:, 2]
    pale = 0.55 * np.exp(-(((z - 0.66) / 0.14) ** 2)) + 0.38 * np.exp(-(((z - 0.42) / 0.10) ** 2))
    rng = np.random.default_rng(0)
    waves = sum(
        np.sin(points @ rng.normal(size=3) * k + rng.uniform(0, 6))
        for k in (18, 25, 33, 40, 55, 70)
    )
    return np.asarray(np.clip(pale * front, 0, 0.6) * np.clip(0.6 + 0.1 * waves, 0.1, 1))


def add_shirt(body: Anatomy) -> bpy.types.Object:
    """Add a loose T-shirt."""
    shirt = _cut(body, "shirt", "pelvis", "root", "spine", "breast", "clavicle", "shoulder",
                 "upperarm", "lowerarm01", "neck", "upperleg01", "upperleg02")  # fmt: skip
    hem = body.joints["upperleg01.L"][2] - 0.012
    meshes.cut_off(shirt, lambda point: hem - point[2])
    tights = np.unique(body.faces[_TIGHTS])
    nearest = cKDTree(body.vertices[tights])
    for side in "LR":
        arm = body.moved_by("upperarm", "lowerarm") & np.char.endswith(body.main_bone, side)
        shoulder, elbow = (body.joints[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01"))
        down = (elbow - shoulder) / np.linalg.norm(elbow - shoulder)
        end = shoulder + 0.66 * (elbow - shoulder)

        def beyond(
            point: Points,
            arm: NDArray[np.bool_] = arm[tights],
            end: Points = end,
            down: Points = down,
        ) -> float:
            return float((point - end) @ down) if arm[nearest.query(point)[1]] else -0.01

        meshes.cut_off(shirt, beyond)
    collar = body.joints["neck01"] + np.array([0, -0.018, 0.030])
    meshes.cut_off(shirt, lambda point: 1 - float(np.linalg.norm((point - collar) / _NECK_RADII)))
    meshes.cut_off(shirt, lambda point: point[2] - (body.joints["neck01"][2] + 0.075))
    meshes.keep_largest_part(shirt)
    _loosen(body, shirt, hem)
    _fall(shirt, Drape(34, slack=0.06, mass=0.18, tension=10, bending=0.25))
    points, rim = meshes.points_of(shirt), meshes.rim_of(shirt)
    rim = rim[np.linalg.norm(points[rim] - collar, axis=1) < 0.16]
    meshes.paint(shirt, "collar", np.minimum(cKDTree(points[rim]).query(points)[0], 0.2))
    sage = materials.cloth("jersey", (0.16, 0.245, 0.27), (0.215, 0.305, 0.33), grain=420,
                           seam=0.022, sheen=0.08, worn=False)  # fmt: skip
    _finish(shirt, 0.0018, sage)
    return shirt


def _loosen(body: Anatomy, shirt: bpy.types.Object, hem: float) -> None:
    """Return the shirt room: wide sleeves, straight sides that do not follow the waist."""
    points, normals = meshes.points_of(shirt), meshes.normals_of(shirt)
    neck = body.joints["neck01"][2]
    chest = neck - 0.16
    room = np.interp(points[:, 2], [hem, chest - 0.08, chest + 0.05, neck - 0.05, neck + 0.05],
                     [0.020, 0.020, 0.013, 0.005, 0.004])  # fmt: skip
    arm = np.zeros(len(points))
    for side, sign in (("L", 1), ("R", -1)):
        shoulder, elbow = (body.joints[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01"))
        down = elbow - shoulder
        along = (points - shoulder) @ down / (down @ down)
        arm = np.where((np.sign(points[:, 0]) == sign) & (along > 0.05), np.clip(along, 0, 1), arm)
    below = np.clip((chest - 0.05 - points[:, 2]) / 0.12, 0, 1) * (arm < 0.02)
    points = points + normals * np.maximum(room, 0.010 + 0.022 * arm)[:, None]
    points[:, 0] *= 1 + 0.05 * below
    meshes.move_to(shirt, points)
    meshes.relax(shirt, 12, np.clip(below + 0.15, 0, 1))


def add_collider(body: Anatomy) -> bpy.types.Object:
    """Add a copy of the body on which cloth falls."""
    dummy, _ = meshes.add_faces("dummy", body, body.faces["body"])
    meshes.subdivide(dummy, 1)
    _collide(dummy, 0.003)
    return dummy


def hidden_by_clothes(body: Anatomy, used: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which of the vertices ``used`` lie under the clothes."""
    points = body.vertices[used]
    collar = body.joints["neck01"] + np.array([0, -0.018, 0.030])
    away = np.linalg.norm((points - collar) / _NECK_RADII, axis=1)
    low = points[:, 2] < body.joints["neck01"][2]
    trunk = body.moved_by("pelvis", "root", "spine", "breast", "upperleg", "lowerleg", "foot",
                          "toe")[used]  # fmt: skip
    shoulders = body.moved_by("clavicle", "shoulder")[used]
    return np.asarray(low & ((trunk & (away > 1.35)) | (shoulders & (away > 1.45))))
