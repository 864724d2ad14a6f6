"""Human parsing: a photo in, a `HumanParse` out, whichever engine does it."""

from tryon.parsing.parser import (
    Device,
    Engine,
    HumanParser,
    InstanceParser,
    Precision,
    create_parser,
)

__all__ = ["Device", "Engine", "HumanParser", "InstanceParser", "Precision", "create_parser"]
