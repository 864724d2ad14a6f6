"""``tryon export``: a look to a composite."""

from __future__ import annotations

import argparse
import sys

from tryon.commands.engine_options import parser_choice
from tryon.commands.outputs import check_apart
from tryon.commands.results import describe_shares, result_files, write_results
from tryon.document.dress import dress
from tryon.document.look import Look
from tryon.document.look_file import read_look
from tryon.errors import UsageError
from tryon.fitting.fit import fit_garment
from tryon.messages import UsageProblem
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource


def run_export(arguments: argparse.Namespace) -> int:
    """Write the composite of a look.

    Raises:
        TryOnError: if the look cannot be opened, or its photo not be parsed where that is needed.
        UsageError: if an output makes no sense.
    """
    outputs = result_files(arguments)
    check_apart(outputs, [arguments.look])
    choice = parser_choice(arguments) or ParserChoice()
    opened = read_look(arguments.look)
    look = _variant(opened.look, arguments)
    if look.photo.path is not None:  # a linked photo is an input, too
        check_apart(outputs, [look.photo.path])
    parse = look.parse or ParserSource().parse(choice, look.photo.pixels)
    dressed = dress(look, parse, fit_garment)
    for note in (look.photo.note, *opened.notes, *dressed.notes):
        if note is not None:
            print(f"tryon: note: {note}", file=sys.stderr)
    for worn in dressed.state.worn:
        for fit_note in worn.fit.notes:
            print(f"tryon: note: {worn.garment.name}: {fit_note}", file=sys.stderr)
    shares = write_results(arguments, look.photo, dressed.state)
    for person in parse.people:
        names = [worn.garment.name for worn in dressed.state.worn if worn.person == person.number]
        if names:
            of_all = f"person {person.number} of {len(parse.people)}"
            print(f"{arguments.output}: {of_all} wears {', '.join(names)}")
    print(f"{arguments.output}: {describe_shares(shares)}")
    return 0


def _variant(look: Look, arguments: argparse.Namespace) -> Look:
    """Return the look in the variant that is wanted.

    Raises:
        UsageError: if it has none of that name.
    """
    if arguments.variant is None:
        return look
    found = look.variant(arguments.variant)
    if found is None:
        names = tuple(
            variant.name or str(number) for number, variant in enumerate(look.variants, start=1)
        )
        raise UsageError(
            UsageProblem.NO_VARIANT, look=arguments.look.name, name=arguments.variant, names=names
        )
    return found
