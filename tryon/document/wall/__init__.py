"""The wall of looks: one person of a photo in every garment of a list."""
