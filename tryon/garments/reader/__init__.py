"""Reads a garment's picture with a network: what it shows, which way up, where it ends."""
