"""Outfits: what people wear is kept, copied and swapped, and there are variants of it."""
