"""The photo's light, colour and grain, for a garment."""
