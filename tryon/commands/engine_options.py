"""The options ``--parser``, ``--weights``, ``--precision`` and ``--device`` that commands share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tryon.errors import UsageError
from tryon.messages import UsageProblem

if TYPE_CHECKING:
    from tryon.parsing.choice import ParserChoice

_AUTO = "auto"
"""What `Precision` and `Device` are if nothing is asked for."""


def parser_choice(arguments: argparse.Namespace) -> ParserChoice | None:
    """Return the parser that the options name; None if they name none.

    Raises:
        UsageError: if an option is for a parser that is not named, or for another one.
    """
    if (
        arguments.parser is None
        and arguments.weights is None
        and (arguments.precision == arguments.device == _AUTO)
    ):
        return None  # a window shows without what parsers need
    from tryon.parsing import Device, Engine, Precision
    from tryon.parsing.choice import ParserChoice

    engine = None if arguments.parser is None else Engine(arguments.parser)
    precision, device = Precision(arguments.precision), Device(arguments.device)
    for option, is_given in (
        ("--precision", precision is not Precision.AUTO),
        ("--device", device is not Device.AUTO),
    ):
        if is_given and engine is not Engine.M2FP:
            raise UsageError(UsageProblem.NEEDS_M2FP, option=option)
    if engine is not None:
        return ParserChoice(engine, arguments.weights, precision, device)
    if arguments.weights is not None:
        raise UsageError(UsageProblem.WITHOUT_PARSER, option="--weights")
    return None
