"""The M2FP engine: network, checkpoint and inference. The only home of torch; import it lazily."""

from tryon.parsing.m2fp.weights import load_network

__all__ = ["load_network"]
