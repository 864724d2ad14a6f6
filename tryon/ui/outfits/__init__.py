"""Layers, outfits and variants of a look in the window."""
