"""Base parts of the window."""
