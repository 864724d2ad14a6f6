"""What the user is told is data: every place that says something fits its template."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

import tryon
from tryon.errors import EntryError, FitError, GarmentError, MessageError, TryOnError
from tryon.labels import Region
from tryon.messages import (
    EntryProblem,
    FitNote,
    FitProblem,
    GarmentProblem,
    Message,
    NotWorn,
    fill,
    names_in,
)

PACKAGE = Path(tryon.__file__).parent
CATALOGUE = PACKAGE.parent / "assets" / "translations" / "tryon_zh_CN.ts"
MESSAGES = {kind.__name__: kind for kind in Message.__subclasses__()}


def error_names(kind: type[MessageError] = MessageError) -> set[str]:
    """Name every kind of error that carries a message."""
    return {kind.__name__}.union(*map(error_names, kind.__subclasses__()))


@dataclass
class Uses:
    """How a module uses messages.

    Attributes:
        direct: member, names of its values and line, where both stand in one call.
        indirect: names of values in a call whose message is a variable.
        alone: members that stand for themselves, or are such a variable's value.
        other: lines of errors that are raised with something else.
    """

    direct: list[tuple[Message, frozenset[str], int]] = field(default_factory=list)
    indirect: set[frozenset[str]] = field(default_factory=set)
    alone: list[Message] = field(default_factory=list)
    other: list[int] = field(default_factory=list)


def member_of(node: ast.expr) -> Message | None:
    """Return the member that an expression such as ``FitProblem.NOBODY`` names."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        kind = MESSAGES.get(node.value.id)
        return None if kind is None else kind.__members__.get(node.attr)
    return None


@cache
def uses_of(path: Path) -> Uses:
    """Read a module."""
    uses, in_calls, errors = Uses(), set(), error_names()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "with_values":
            message = call.func.value
        elif isinstance(call.func, ast.Name) and call.func.id in errors and call.args:
            message = call.args[0]
        else:
            continue
        member, names = member_of(message), frozenset(word.arg or "**" for word in call.keywords)
        if member is not None:
            uses.direct.append((member, names, call.lineno))
            in_calls.add(id(message))
        elif isinstance(message, ast.Name | ast.Subscript):
            uses.indirect.add(names)
        else:
            uses.other.append(call.lineno)
    for node in ast.walk(tree):
        member = member_of(node) if isinstance(node, ast.Attribute) else None
        if member is not None and id(node) not in in_calls:
            uses.alone.append(member)
    return uses


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "messages"]


def test_every_place_names_exactly_the_values_of_its_template() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line}: {member.name} takes {set(member.names)}"
        for path in modules()
        for member, names, line in uses_of(path).direct
        if names != member.names
    ]
    assert wrong == []
    assert sum(len(uses_of(path).direct) for path in modules()) > 90, "the places are found"


def test_a_message_that_a_variable_holds_gets_exactly_its_values_too() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}: {member.name} takes {set(member.names)}"
        for path in modules()
        for member in uses_of(path).alone
        if member.names and member.names not in uses_of(path).indirect
    ]
    assert wrong == []


def test_no_error_is_raised_with_bare_words() -> None:
    strays = {str(path.relative_to(PACKAGE)): uses_of(path).other for path in modules()}
    assert {path: lines for path, lines in strays.items() if lines} == {}


def test_every_message_is_said_somewhere() -> None:
    said = {
        member
        for path in modules()
        for member in (*uses_of(path).alone, *(member for member, _, _ in uses_of(path).direct))
    }
    assert [member for kind in MESSAGES.values() for member in kind if member not in said] == []


@pytest.mark.parametrize("kind", MESSAGES.values(), ids=MESSAGES)
def test_templates_hold_named_values_only_and_differ(kind: type[Message]) -> None:
    for member in kind:
        assert not set("{}") & set(re.sub(r"\{[a-z]\w*\}", "", member.value)), member
    assert len(kind) == len(kind.__members__), "no two members say the same"


@cache
def chinese() -> dict[tuple[str, str], str]:
    """Return the finished translations by context and template."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): translation.text or ""
        for context in ElementTree.parse(CATALOGUE).getroot().findall("context")
        for message in context.findall("message")
        if (translation := message.find("translation")) is not None and not translation.get("type")
    }


@pytest.mark.parametrize("kind", MESSAGES.values(), ids=MESSAGES)
def test_every_message_has_a_chinese_text_with_the_same_values(kind: type[Message]) -> None:
    context = "Notes" if kind is FitNote else "Errors"
    texts = {member: chinese().get((context, member.value), "") for member in kind}
    assert [member for member, text in texts.items() if not text.strip()] == []
    assert [member for member, text in texts.items() if names_in(text) != member.names] == []


def test_an_error_reads_as_its_english_sentence() -> None:
    error = FitError(
        FitProblem.NOT_WORN, person=3, nothing=NotWorn.TOP, regions=(Region.LOWER, Region.SHOES)
    )
    assert str(error) == "person 3 wears no top; choose another region (lower, shoes)."
    assert error.problem is FitProblem.NOT_WORN
    assert error.text.values["regions"] == (Region.LOWER, Region.SHOES)


def test_an_error_inside_another_stays_data() -> None:
    inner = EntryError(EntryProblem.NO_NUMBER, name="grain", found="'much'")
    error = FitError(FitProblem.PARAMETERS_WRONG, file="fit.json", problem=inner)
    assert error.text.values["problem"] == inner.text
    assert str(error) == "fit.json: grain must be a number, got 'much'; correct it in the file."


def test_what_another_library_says_is_kept_as_it_is() -> None:
    error = FitError(FitProblem.PARAMETERS_NOT_JSON, file="{file}", reason=ValueError("{reason}"))
    assert str(error) == "{file} is not JSON ({reason}); save it again with --save-parameters."


def test_values_that_do_not_fit_are_warned_of_and_the_error_is_not_lost() -> None:
    with pytest.warns(RuntimeWarning, match=r"NO_SUCH_PERSON.* takes count, person, got person"):
        error = FitError(FitProblem.NO_SUCH_PERSON, person=3)
    assert str(error).startswith("there is no person 3; the photo shows {count}, counted")
    with pytest.warns(RuntimeWarning, match="takes nothing, got depth"):
        error = GarmentError(GarmentProblem.TOO_SMALL, depth=1)
    assert str(error) == GarmentProblem.TOO_SMALL.value


def test_a_translation_with_a_mistake_still_says_the_rest() -> None:
    assert fill("{a} and {b} and {", {"a": "{b}"}) == "{b} and {b} and {"


def test_every_failure_that_the_user_sees_carries_a_message() -> None:
    assert issubclass(TryOnError, MessageError)
    assert issubclass(EntryError, ValueError)
    assert not issubclass(EntryError, TryOnError), "who reads the value says where it stands"
