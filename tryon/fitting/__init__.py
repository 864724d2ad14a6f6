"""How a garment lies on a body."""
