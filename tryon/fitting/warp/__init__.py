"""Which point of a garment lies where on a body, and the garment bent to it."""
