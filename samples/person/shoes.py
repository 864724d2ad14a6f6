"""Dark sneakers with white soles around the feet."""

from __future__ import annotations

import bmesh
import bpy
import numpy as np
from scipy.spatial import ConvexHull, cKDTree

from samples.person import materials, meshes
from samples.person.anatomy import Anatomy, Points, ease

FLOOR = -0.024
"""Height at which the soles stand; the bare feet are at 0."""
_TURNS = 96


def add_shoes(body: Anatomy) -> list[bpy.types.Object]:
    """Add both shoes; return their uppers, on which trousers fall."""
    canvas = materials.plain("upper", (0.045, 0.05, 0.06), 0.7)
    rubber = materials.plain("sole", (0.78, 0.77, 0.74), 0.55)
    uppers = []
    for side in "LR":
        own = np.char.endswith(body.main_bone, side)
        foot = body.moved_by("foot", "toe") & own
        foot |= body.moved_by("lowerleg02") & own & (body.vertices[:, 2] < 0.11)
        points = body.vertices[np.intersect1d(np.nonzero(foot)[0], np.unique(body.faces["body"]))]
        _add_sole(points, rubber)
        upper = _add_upper(points, body.joints[f"foot.{side}"][1], canvas)
        _add_laces(upper, body.joints[f"foot.{side}"][1])
        uppers.append(upper)
    return uppers


def _outline(points: Points) -> Points:
    """Return the foot's outline on the floor, a little wider, at equal turns."""
    flat = points[points[:, 2] < 0.045, :2]
    flat = flat[ConvexHull(flat).vertices]
    middle = flat.mean(axis=0)
    turn = np.linspace(0, 2 * np.pi, _TURNS, endpoint=False)
    out = np.column_stack([np.cos(turn), np.sin(turn)])
    support = ((flat - middle) @ out.T).max(axis=0) + 0.009
    slope = (np.roll(support, -1) - np.roll(support, 1)) / (2 * turn[1])
    aside = np.column_stack([-out[:, 1], out[:, 0]])
    ring = middle + support[:, None] * out + slope[:, None] * aside
    return np.asarray(sum(np.roll(ring, k, axis=0) for k in range(-5, 6)) / 11)


def _add_sole(points: Points, material: bpy.types.Material) -> None:
    """Add a rubber sole with a rounded edge that rises at the toes."""
    ring = _outline(points)
    middle = ring.mean(axis=0)
    toes = 0.004 + 0.010 * ease((middle[1] - ring[:, 1]) / 0.13, 0.5, 1.0)
    levels = (
        (np.full(_TURNS, FLOOR), 0.955),
        (np.full(_TURNS, FLOOR + 0.0005), 0.985),
        (np.full(_TURNS, FLOOR + 0.006), 1.0),
        (toes + 0.006, 1.0),
        (toes + 0.009, 0.985),
        (toes + 0.010, 0.90),
    )
    rings = [np.column_stack([middle + (ring - middle) * size, z]) for z, size in levels]
    faces: list[tuple[int, ...]] = [tuple(range(_TURNS))[::-1]]
    for level in range(len(levels) - 1):
        start = level * _TURNS
        for k in range(_TURNS):
            after = (k + 1) % _TURNS
            faces.append((start + k, start + after, start + _TURNS + after, start + _TURNS + k))
    last = (len(levels) - 1) * _TURNS
    faces.append(tuple(range(last, last + _TURNS)))
    meshes.add("sole", np.vstack(rings), faces).data.materials.append(material)


def _add_upper(points: Points, ankle_y: float, material: bpy.types.Material) -> bpy.types.Object:
    """Add the canvas upper: hulls of fore and hind foot, melted together and inflated."""
    grid = bmesh.new()
    for part in (points[points[:, 1] < ankle_y - 0.045], points[points[:, 1] > ankle_y - 0.075]):
        hull = bmesh.ops.convex_hull(grid, input=[grid.verts.new(tuple(p)) for p in part])
        inner = [v for v in hull["geom_interior"] if isinstance(v, bmesh.types.BMVert)]
        bmesh.ops.delete(grid, geom=inner, context="VERTS")
    bmesh.ops.recalc_face_normals(grid, faces=grid.faces)
    upper = meshes.add("upper", np.zeros((0, 3)), [])
    grid.to_mesh(upper.data)
    grid.free()
    melt = upper.modifiers.new("melt", "REMESH")
    melt.mode, melt.voxel_size = "VOXEL", 0.0035
    meshes.apply(upper, "melt")
    meshes.relax(upper, 14)
    meshes.move_to(upper, meshes.points_of(upper) + 0.0075 * meshes.normals_of(upper))
    meshes.relax(upper, 4)
    shape = meshes.points_of(upper)
    shape[:, 2] = np.maximum(shape[:, 2], 0)
    meshes.move_to(upper, shape)
    meshes.cut_off(upper, lambda point: point[2] - 0.112)
    for polygon in upper.data.polygons:
        polygon.use_smooth = True
    upper.data.materials.append(material)
    return upper


def _add_laces(upper: bpy.types.Object, ankle_y: float) -> None:
    """Add laces across the instep."""
    shape = meshes.points_of(upper)
    material = materials.plain("lace", (0.82, 0.81, 0.79), 0.8)
    for k in range(5):
        y = ankle_y - 0.045 - 0.017 * k
        row = shape[(np.abs(shape[:, 1] - y) < 0.004) & (shape[:, 2] > 0.03)]
        if len(row) < 6:
            continue
        crest = row[row[:, 2].argmax()]
        aside = np.linspace(-0.018, 0.018, 9)
        lean = 0.006 if k % 2 else -0.006
        path = np.column_stack([crest[0] + aside, y + lean * aside / 0.018, np.zeros(9)])
        near = cKDTree(row[:, :1]).query(path[:, :1])[1]
        path[:, 2] = row[near, 2] + 0.0022
        curve = bpy.data.curves.new("lace", "CURVE")
        curve.dimensions, curve.bevel_depth = "3D", 0.0026
        spline = curve.splines.new("POLY")
        spline.points.add(len(path) - 1)
        for point, place in zip(spline.points, path, strict=True):
            point.co = (*place, 1.0)
        curve.materials.append(material)
        lace = bpy.data.objects.new("lace", curve)
        bpy.context.scene.collection.objects.link(lace)
