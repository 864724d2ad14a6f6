"""Outlines and landmarks, of a flat garment and of a worn one alike."""
