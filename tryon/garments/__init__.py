"""Garments: cut out of their pictures, measured, corrected by the user and kept."""
