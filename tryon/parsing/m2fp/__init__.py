"""The M2FP engine: network, checkpoint and inference. The only home of torch, and loaded lazily."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tryon.parsing.m2fp.weights import load_network

__all__ = ["load_network"]


def __getattr__(name: str) -> object:
    """Load torch when the network is first asked for, not when the package is imported."""
    if name == "load_network":
        from tryon.parsing.m2fp.weights import load_network

        return load_network
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
