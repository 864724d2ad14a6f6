"""Measurements of speed, memory and quality, one command each."""

import tryon.cli  # noqa: F401 - before numpy, which gets as many threads as it has in the program
