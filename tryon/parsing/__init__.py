"""Human parsing: a photo in, a `HumanParse` out, whichever engine does it."""

from tryon.parsing.parser import (
    Engine,
    HumanParser,
    InstanceParser,
    Precision,
    create_parser,
)

__all__ = ["Engine", "HumanParser", "InstanceParser", "Precision", "create_parser"]
