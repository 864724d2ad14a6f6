"""Human parsing: a photo in, a `HumanParse` out, whichever engine does it."""

from tryon.parsing.parser import (
    AttentionParser,
    Device,
    Engine,
    HumanParser,
    InstanceParser,
    Precision,
    create_parser,
)

__all__ = [
    "AttentionParser",
    "Device",
    "Engine",
    "HumanParser",
    "InstanceParser",
    "Precision",
    "create_parser",
]
