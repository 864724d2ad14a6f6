"""``tryon diagnostics``: what a report of a problem should hold."""

from __future__ import annotations

import argparse

from tryon.diagnostics import diagnostics


def run_diagnostics(arguments: argparse.Namespace) -> int:
    """Print the diagnostics and return the exit code."""
    print(diagnostics())
    return 0
