"""What a person would look like in each size of a garment."""
