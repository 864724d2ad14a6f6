"""Garments as one file, to be carried to another wardrobe."""
