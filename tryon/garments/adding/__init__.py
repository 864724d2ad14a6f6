"""Adds a picture to the wardrobe: what came, what becomes of it, and what is to be asked."""
