"""Small tools for meshes in Blender."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bmesh
import bpy
import numpy as np
from numpy.typing import NDArray

from samples.person.anatomy import Anatomy, Points


def add(name: str, points: Points, faces: Sequence[tuple[int, ...]]) -> bpy.types.Object:
    """Add a smooth-shaded mesh to the scene."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(point) for point in points], [], faces)
    mesh.validate()
    for polygon in mesh.polygons:
        polygon.use_smooth = True
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def add_faces(
    name: str,
    body: Anatomy,
    faces: NDArray[np.int64],
    texture: NDArray[np.int64] | None = None,
) -> tuple[bpy.types.Object, NDArray[np.int64]]:
    """Add some of the body's faces; return the object and its vertices' numbers in the body."""
    used = np.unique(faces)
    renumber = np.full(len(body.vertices), -1)
    renumber[used] = np.arange(len(used))
    polygons = [tuple(dict.fromkeys(renumber[face].tolist())) for face in faces]
    thing = add(name, body.vertices[used], polygons)
    if texture is not None:
        layer = thing.data.uv_layers.new(name="UVMap")
        corners = [t for f, p in zip(texture, polygons, strict=True) for t in f[: len(p)]]
        layer.data.foreach_set("uv", body.texture[corners].astype(np.float32).ravel())
    return thing, used


def points_of(thing: bpy.types.Object) -> Points:
    """Return the vertices of a mesh."""
    flat = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("co", flat)
    return flat.reshape(-1, 3).astype(np.float64)


def move_to(thing: bpy.types.Object, points: Points) -> None:
    """Move the vertices of a mesh."""
    thing.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    thing.data.update()


def normals_of(thing: bpy.types.Object) -> Points:
    """Return the normals at the vertices of a mesh."""
    thing.data.update()
    return np.array([vertex.normal[:] for vertex in thing.data.vertices])


def paint(thing: bpy.types.Object, name: str, values: NDArray[np.float64]) -> None:
    """Store a number at every vertex that materials can read."""
    attribute = thing.data.attributes.new(name, "FLOAT", "POINT")
    attribute.data.foreach_set("value", np.asarray(values, np.float32))


def apply(thing: bpy.types.Object, modifier: str) -> None:
    """Make a modifier's result the mesh itself."""
    with bpy.context.temp_override(object=thing, active_object=thing, selected_objects=[thing]):
        bpy.ops.object.modifier_apply(modifier=modifier)


def subdivide(thing: bpy.types.Object, levels: int) -> None:
    """Refine a mesh (Catmull-Clark)."""
    modifier = thing.modifiers.new("refine", "SUBSURF")
    modifier.levels = levels
    apply(thing, "refine")


def relax(thing: bpy.types.Object, rounds: int, weight: NDArray[np.float64] | float = 1.0) -> None:
    """Smooth a mesh by moving every vertex half way to the middle of its neighbours."""
    edges = np.array([edge.vertices[:] for edge in thing.data.edges])
    points = points_of(thing)
    degree = np.maximum(np.bincount(edges.ravel(), minlength=len(points)), 1)[:, None]
    step = 0.5 * (weight if isinstance(weight, float) else weight[:, None])
    for _ in range(rounds):
        total = np.zeros_like(points)
        np.add.at(total, edges[:, 0], points[edges[:, 1]])
        np.add.at(total, edges[:, 1], points[edges[:, 0]])
        points = points + step * (total / degree - points)
    move_to(thing, points)


def cut_off(thing: bpy.types.Object, outside: Callable[[Points], float]) -> None:
    """Cut a mesh along the surface where ``outside`` is 0 and drop the positive side."""
    grid = bmesh.new()
    grid.from_mesh(thing.data)
    value = {vertex: outside(np.array(vertex.co)) for vertex in grid.verts}
    cut = set()
    for edge in list(grid.edges):
        first, second = (value[vertex] for vertex in edge.verts)
        if first * second < 0:
            share = min(max(first / (first - second), 0.02), 0.98)
            _, added = bmesh.utils.edge_split(edge, edge.verts[0], share)
            value[added] = 0.0
            cut.add(added)
    for face in list(grid.faces):
        ends = [vertex for vertex in face.verts if vertex in cut]
        if len(ends) == 2 and not any(set(ends) == set(edge.verts) for edge in face.edges):
            bmesh.utils.face_split(face, *ends)
    gone = [face for face in grid.faces if sum(value[v] for v in face.verts) > 0]
    bmesh.ops.delete(grid, geom=gone, context="FACES")
    grid.to_mesh(thing.data)
    grid.free()


def keep_largest_part(thing: bpy.types.Object) -> None:
    """Drop whatever hangs loose from the largest connected part."""
    grid = bmesh.new()
    grid.from_mesh(thing.data)
    waiting = set(grid.verts)
    best: set[bmesh.types.BMVert] = set()
    while waiting:
        part, front = set(), [next(iter(waiting))]
        while front:
            vertex = front.pop()
            if vertex not in part:
                part.add(vertex)
                front += [edge.other_vert(vertex) for edge in vertex.link_edges]
        waiting -= part
        best = max(best, part, key=len)
    loose = [vertex for vertex in grid.verts if vertex not in best]
    bmesh.ops.delete(grid, geom=loose, context="VERTS")
    grid.to_mesh(thing.data)
    grid.free()


def rim_of(thing: bpy.types.Object) -> NDArray[np.int64]:
    """Return the numbers of the vertices on open edges."""
    grid = bmesh.new()
    grid.from_mesh(thing.data)
    rim = np.array([vertex.index for vertex in grid.verts if vertex.is_boundary])
    grid.free()
    return rim
