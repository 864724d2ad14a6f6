"""Sizes of a garment side by side, and a ruler on the photo."""
