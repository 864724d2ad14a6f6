"""What shows before a garment is fitted at full size, and what makes that quick."""
