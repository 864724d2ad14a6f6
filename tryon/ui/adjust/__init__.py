"""Adjusting a worn garment by hand."""
