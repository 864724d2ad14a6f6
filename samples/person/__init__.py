"""Renders the full-body sample person; needs the build-time packages named in the README."""

import bpy as bpy  # first of all: it makes its companions bmesh and mathutils importable
