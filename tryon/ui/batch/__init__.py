"""Many photos in many garments, from the window."""
