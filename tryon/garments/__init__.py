"""Garments: cutting them out, measuring them, and putting them on people."""
