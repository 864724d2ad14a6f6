"""The wall of looks."""
