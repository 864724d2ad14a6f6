"""The folder in which garments are kept: where it is, what lies in it, what changed."""
