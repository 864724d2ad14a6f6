"""The garments beside the photo, and correcting them."""
