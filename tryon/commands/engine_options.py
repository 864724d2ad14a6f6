"""The options ``--parser``, ``--weights``, ``--precision`` and ``--device`` that commands share."""

from __future__ import annotations

import argparse

from tryon.errors import UsageError
from tryon.messages import UsageProblem
from tryon.parsing import Device, Engine, Precision
from tryon.parsing.choice import ParserChoice


def parser_choice(arguments: argparse.Namespace) -> ParserChoice | None:
    """Return the parser that the options name; None if they name none.

    Raises:
        UsageError: if they describe a parser without naming it.
    """
    precision, device = Precision(arguments.precision), Device(arguments.device)
    if arguments.parser is not None:
        return ParserChoice(Engine(arguments.parser), arguments.weights, precision, device)
    for option, is_given in (
        ("--weights", arguments.weights is not None),
        ("--precision", precision is not Precision.AUTO),
        ("--device", device is not Device.AUTO),
    ):
        if is_given:
            raise UsageError(UsageProblem.WITHOUT_PARSER, option=option)
    return None
