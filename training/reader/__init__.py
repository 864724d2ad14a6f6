"""Trains the network that reads a garment's picture."""
