"""What things are made of: skin, eyes, hair, cloth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import bpy

from samples.person.anatomy import Points

Rgb = tuple[float, float, float]
Socket: TypeAlias = bpy.types.NodeSocket
Paint: TypeAlias = Socket | Rgb | float
_ON: Rgb = (1.0, 1.0, 1.0)
_OFF: Rgb = (0.0, 0.0, 0.0)


class Shader:
    """A material under construction, around one Principled BSDF."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self._tree = self.material.node_tree
        self.bsdf = self._tree.nodes["Principled BSDF"]

    def link(self, source: Socket, target: Socket) -> None:
        """Connect an output to an input."""
        self._tree.links.new(source, target)

    def node(self, kind: str) -> bpy.types.Node:
        """Add a node."""
        return self._tree.nodes.new(f"ShaderNode{kind}")

    def set(self, **values: float | Rgb) -> None:
        """Set inputs of the BSDF; underscores in names stand for blanks."""
        for name, value in values.items():
            slot = self.bsdf.inputs[name.replace("_", " ")]
            if isinstance(value, tuple) and slot.type == "RGBA":
                slot.default_value = (*value, 1.0)
            else:
                slot.default_value = value

    def attribute(self, name: str) -> Socket:
        """Return a number painted on the mesh."""
        node = self.node("Attribute")
        node.attribute_name = name
        return node.outputs["Fac"]

    def noise(self, scale: float, detail: float = 3.0) -> Socket:
        """Return solid noise."""
        node = self.node("TexNoise")
        node.inputs["Scale"].default_value = scale
        node.inputs["Detail"].default_value = detail
        self.link(self.node("TexCoord").outputs["Object"], node.inputs["Vector"])
        return node.outputs["Fac"]

    def mask(self, file: Path) -> Socket:
        """Return a picture in texture coordinates, as numbers."""
        node = self.node("TexImage")
        node.image = bpy.data.images.load(str(file), check_existing=True)
        node.image.colorspace_settings.name = "Non-Color"
        return node.outputs["Color"]

    def ramp(self, value: Socket, stops: Sequence[tuple[float, Rgb]]) -> Socket:
        """Turn a number into a colour."""
        node = self.node("ValToRGB")
        self.link(value, node.inputs[0])
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (place, colour) in zip(elements, stops, strict=True):
            element.position, element.color = place, (*colour, 1.0)
        return node.outputs[0]

    def step(self, value: Socket, low: float, high: float, most: float = 1.0) -> Socket:
        """Return 0 below ``low`` rising to ``most`` above ``high``."""
        return self.ramp(value, [(low, _OFF), (high, (most, most, most))])

    def mix(self, share: Paint, first: Paint, second: Paint) -> Socket:
        """Blend two colours."""
        node = self.node("Mix")
        node.data_type = "RGBA"
        for slot, paint in zip((0, 6, 7), (share, first, second), strict=True):
            if isinstance(paint, tuple):
                node.inputs[slot].default_value = (*paint, 1.0)
            elif isinstance(paint, float):
                node.inputs[slot].default_value = paint
            else:
                self.link(paint, node.inputs[slot])
        return node.outputs[2]

    def bump(self, height: Socket, strength: float, distance: float) -> None:
        """Roughen the surface."""
        node = self.node("Bump")
        node.inputs["Strength"].default_value = strength
        node.inputs["Distance"].default_value = distance
        self.link(height, node.inputs["Height"])
        self.link(node.outputs[0], self.bsdf.inputs["Normal"])


def plain(name: str, colour: Rgb, roughness: float, alpha: float = 1.0) -> bpy.types.Material:
    """Return a material of one colour."""
    shader = Shader(name)
    shader.set(Base_Color=colour, Roughness=roughness, Alpha=alpha)
    return shader.material


def skin(masks: Path) -> bpy.types.Material:
    """Return skin; reads ``red`` and ``beard`` from the mesh, lips and nails from masks."""
    s = Shader("skin")
    colour = s.mix(s.step(s.noise(9), 0.35, 0.65), (0.50, 0.275, 0.185), (0.55, 0.315, 0.215))
    colour = s.mix(s.step(s.noise(120, 2), 0.45, 0.75, 0.5), colour, (0.43, 0.215, 0.14))
    colour = s.mix(s.attribute("red"), colour, (0.52, 0.18, 0.12))
    for part, share, paint in (
        ("eyelids", 0.45, (0.25, 0.13, 0.09)),
        ("lips", 0.62, (0.40, 0.15, 0.12)),
        ("fingernails", 0.5, (0.60, 0.34, 0.27)),
    ):
        colour = s.mix(s.step(s.mask(masks / f"mpfb_{part}.jpg"), 0, 1, share), colour, paint)
    colour = s.mix(s.attribute("beard"), colour, (0.22, 0.15, 0.12))
    s.link(colour, s.bsdf.inputs["Base Color"])
    s.set(Subsurface_Weight=1.0, Subsurface_Scale=0.006, Roughness=0.48, Specular_IOR_Level=0.4)
    s.bsdf.inputs["Subsurface Radius"].default_value = (1.0, 0.35, 0.2)
    s.bump(s.noise(900), 0.12, 0.0006)
    return s.material


def eye(centre: Points) -> bpy.types.Material:
    """Return a brown eye that looks at the camera: rings around the gaze, by angle."""
    s = Shader("eye")
    away = s.node("VectorMath")
    away.operation = "SUBTRACT"
    s.link(s.node("NewGeometry").outputs["Position"], away.inputs[0])
    away.inputs[1].default_value = tuple(centre)
    unit = s.node("VectorMath")
    unit.operation = "NORMALIZE"
    s.link(away.outputs[0], unit.inputs[0])
    cosine = s.node("VectorMath")
    cosine.operation = "DOT_PRODUCT"
    s.link(unit.outputs[0], cosine.inputs[0])
    cosine.inputs[1].default_value = (0.0, -0.9998, -0.02)
    widest = math.cos(math.radians(35))
    place = s.node("MapRange")
    s.link(cosine.outputs["Value"], place.inputs[0])
    place.inputs[1].default_value, place.inputs[2].default_value = widest, 1.0
    rings: list[tuple[float, Rgb]] = [
        (34, (0.62, 0.56, 0.53)),
        (30, (0.60, 0.54, 0.50)),
        (28, (0.05, 0.03, 0.02)),
        (25, (0.075, 0.035, 0.018)),
        (15, (0.11, 0.052, 0.024)),
        (11.5, (0.05, 0.024, 0.012)),
        (10.5, (0.004, 0.004, 0.004)),
    ]
    stops = [((math.cos(math.radians(a)) - widest) / (1 - widest), rgb) for a, rgb in rings]
    s.link(s.ramp(place.outputs[0], stops), s.bsdf.inputs["Base Color"])
    s.set(Roughness=0.05, Specular_IOR_Level=0.6)
    return s.material


def hair(melanin: float, redness: float) -> bpy.types.Material:
    """Return hair (Chiang et al., "A Practical and Controllable Hair and Fur Model", 2016)."""
    material = bpy.data.materials.new("hair")
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    bsdf = tree.nodes.new("ShaderNodeBsdfHairPrincipled")
    bsdf.parametrization = "MELANIN"
    for name, value in (
        ("Melanin", melanin),
        ("Melanin Redness", redness),
        ("Roughness", 0.35),
        ("Radial Roughness", 0.4),
        ("Random Color", 0.25),
    ):
        bsdf.inputs[name].default_value = value
    tree.links.new(bsdf.outputs[0], tree.nodes.new("ShaderNodeOutputMaterial").inputs[0])
    return material


def cloth(
    name: str, dark: Rgb, light: Rgb, *, grain: float, seam: float, sheen: float, worn: bool
) -> bpy.types.Material:
    """Return cloth; reads ``edge`` (metres to the nearest hem), ``collar`` and ``fade``.

    Args:
        name: of the material.
        dark: colour of the threads that lie deep.
        light: colour of those on top.
        grain: scale of the threads' noise.
        seam: distance of the hem's seam from the edge in metres.
        sheen: how much the fibres glow at grazing light.
        worn: whether ``fade`` bleaches it.
    """
    s = Shader(name)
    threads = s.noise(grain, 2)
    deep: Rgb = (0.4 * dark[0], 0.4 * dark[1], 0.4 * dark[2])
    colour = s.mix(s.step(threads, 0.3, 0.7), dark, light)
    for attribute, at, share in (("edge", seam, 0.35), ("collar", 0.0205, 0.5)):
        most = (share, share, share)
        line = s.ramp(
            s.attribute(attribute),
            [(at - 0.003, _OFF), (at - 0.001, most), (at + 0.001, most), (at + 0.003, _OFF)],
        )
        colour = s.mix(line, colour, deep)
    if worn:
        colour = s.mix(s.attribute("fade"), colour, (0.24, 0.31, 0.41))
    s.link(colour, s.bsdf.inputs["Base Color"])
    s.set(Roughness=0.85, Sheen_Weight=sheen, Specular_IOR_Level=0.2)
    s.bump(threads, 0.3, 0.001)
    return s.material
