"""Where a garment ends in its picture, as the user draws it: coverage, crop and turn."""
