"""A shop's table of sizes: what a garment measures in each."""
