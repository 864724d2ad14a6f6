"""The photo studio: paper backdrop, soft lights, a portrait lens, and the darkroom."""

from __future__ import annotations

import math
from pathlib import Path

import bpy
import cv2
import numpy as np
from mathutils import Vector
from PIL import Image

from samples.person import materials, meshes
from samples.person.shoes import FLOOR

Place = tuple[float, float, float]
_VIEW_HEIGHT = 2.03


def _aim(thing: bpy.types.Object, place: Place, target: Place) -> float:
    """Put a lamp or camera at a place, aim it, and give the distance."""
    way = Vector(target) - Vector(place)
    thing.location = place
    thing.rotation_euler = way.to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)
    return float(way.length)


def _light(place: Place, target: Place, size: float, watts: float, colour: Place) -> None:
    """Set up a square softbox."""
    lamp = bpy.data.lights.new("softbox", "AREA")
    lamp.energy, lamp.size, lamp.color = watts, size, colour
    _aim(bpy.data.objects.new("softbox", lamp), place, target)


def set_up() -> None:
    """Hang the backdrop, set up lights and camera."""
    bend = [(2.2 + 0.9 * math.sin(t), 0.9 - 0.9 * math.cos(t)) for t in np.linspace(0, 1.57, 16)]
    profile = [(-6.0, 0.0), *bend, (3.1, 6.0)]
    points = np.array([(x, y, z + FLOOR) for y, z in profile for x in (-6.0, 6.0)])
    strips = [(2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2) for k in range(len(profile) - 1)]
    paper = meshes.add("backdrop", points, strips)
    paper.data.materials.append(materials.plain("paper", (0.56, 0.56, 0.55), 0.85))
    _light((-2.2, -2.6, 2.7), (0, 0, 1.15), 1.3, 190, (1, 0.97, 0.93))
    _light((2.8, -2.2, 1.8), (0, 0, 1.0), 2.4, 30, (0.94, 0.97, 1))
    _light((1.6, 1.5, 2.6), (0, 0, 1.3), 0.9, 22, (1, 1, 1))
    _light((0, -1.0, 4.2), (0, 0.8, 0), 3.5, 45, (1, 1, 1))
    world = bpy.data.worlds.new("room")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.9, 0.95, 1, 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.16
    scene = bpy.context.scene
    scene.world = world
    lens = bpy.data.cameras.new("camera")
    scene.camera = bpy.data.objects.new("camera", lens)
    distance = _aim(scene.camera, (0, -5.6, 1.18), (0, 0, 0.905))
    lens.sensor_fit, lens.sensor_height = "VERTICAL", 36
    lens.lens = 36 * distance / _VIEW_HEIGHT
    lens.dof.use_dof, lens.dof.focus_distance, lens.dof.aperture_fstop = True, distance - 0.12, 2.8


def expose(file: Path, *, height: int, samples: int, threads: int) -> None:
    """Render the picture, two thirds as wide as high, to a PNG."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.max_bounces = "CPU", samples, 6
    scene.cycles.use_denoising, scene.cycles.denoiser = True, "OPENIMAGEDENOISE"
    scene.cycles.use_adaptive_sampling, scene.cycles.adaptive_threshold = True, 0.02
    scene.cycles.seed = 0
    scene.render.threads_mode, scene.render.threads = "FIXED", threads
    scene.view_settings.view_transform, scene.view_settings.look = "Filmic", "High Contrast"
    scene.view_settings.exposure = 0.15
    scene.render.resolution_x, scene.render.resolution_y = round(height * 2 / 3), height
    scene.render.filepath, scene.render.image_settings.file_format = str(file), "PNG"
    bpy.ops.render.render(write_still=True)


def develop(negative: Path, photo: Path) -> None:
    """Add what a lens and a sensor add: a trace of vignetting and grain; save as JPEG."""
    with Image.open(negative) as image:
        picture = np.asarray(image.convert("RGB"), np.float32) / 255
    height, width = picture.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    picture *= (1 - 0.05 * (x**2 + y**2)).astype(np.float32)[..., None]
    rng = np.random.default_rng(0)
    grain = cv2.GaussianBlur(rng.normal(size=(height, width)).astype(np.float32), (0, 0), 0.7)
    tint = cv2.GaussianBlur(rng.normal(size=picture.shape).astype(np.float32), (0, 0), 0.9)
    picture += 0.010 * grain[..., None] + 0.004 * tint
    pixels = np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    Image.fromarray(pixels).save(photo, quality=90, optimize=True)
