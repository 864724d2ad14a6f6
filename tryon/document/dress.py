"""Looks with their garments fitted, where fits that are known are used again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tryon.document.commands import ChangesParse, Command, Narrowable
from tryon.document.fits import FitKey, KnownFits, find_fit
from tryon.document.look import Look, WornGarment
from tryon.document.parse_difference import ParseDifference
from tryon.errors import FitError, GarmentError
from tryon.fitting.request import FitGarment
from tryon.human_parse import HumanParse
from tryon.messages import FitProblem, LookNote, Text
from tryon.progress import CancelToken, Progress, ignore_progress
from tryon.session import TryOnState, Worn, fit_each

ShowLook = Callable[[Look], None]
"""Called with a look on its parse before its missing fits are made: to show something already."""


def show_nothing(look: Look) -> None:
    """Wait until the fits are there."""


@dataclass(frozen=True, eq=False)
class Dressed:
    """A look with its garments fitted.

    Attributes:
        state: what it shows.
        notes: which garments are left out, and why.
    """

    state: TryOnState
    notes: tuple[Text, ...]


def dress(
    look: Look,
    parse: HumanParse,
    fit: FitGarment,
    *,
    known: KnownFits | None = None,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
    first: ShowLook = show_nothing,
) -> Dressed:
    """Fit all that is worn in a look; a garment that cannot be fitted is left out.

    Args:
        look: photo and garments.
        parse: the look's own, or a new one where it has none.
        fit: fits one garment.
        known: fits that need not be made.
        progress: told the stage and how far it is.
        cancel: checked between garments and stages.
        first: called if there is something to fit, before that is done.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    state, notes = TryOnState(photo=look.photo, parse=parse), []
    fitted = _fit(replace(look, parse=parse), fit, known or {}, progress, cancel, first)
    for worn, result in zip(look.worn, fitted, strict=True):
        if isinstance(result, Worn):
            state = state.with_layer(result)
        else:
            name = worn.garment.name
            notes.append(LookNote.NOT_FITTED.with_values(garment=name, problem=result.text))
    return Dressed(state, tuple(notes))


@dataclass(frozen=True, eq=False)
class NotFitted:
    """A garment that somebody was to wear, and why that is not possible."""

    worn: WornGarment
    error: FitError | GarmentError


@dataclass(frozen=True, eq=False)
class Done:
    """A command that was carried out.

    Attributes:
        command: it, or the part of it that could be done.
        look: the look after it.
        worn: its garments as they lie, lowest first.
        changed: those of them that were put on or lie otherwise than before.
        kept: those of them that lie as before, as they cannot be fitted to the new parse.
        failures: what is not worn though the command says so; whoever was to wear it goes on
            wearing what was worn before.
        difference: between the parses before and after; None if it is the same one.
    """

    command: Command
    look: Look
    worn: tuple[Worn, ...]
    changed: tuple[Worn, ...] = ()
    kept: tuple[Worn, ...] = ()
    failures: tuple[NotFitted, ...] = ()
    difference: ParseDifference | None = None


def carry_out(
    command: Command,
    look: Look,
    fit: FitGarment,
    *,
    known: KnownFits,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
    first: ShowLook = show_nothing,
) -> Done:
    """Return the look after a command, with its garments fitted.

    Args:
        command: what to do. What was worn in another variant is left out if it cannot be fitted.
        look: what to do it to; its fits are among the known ones.
        fit: fits one garment.
        known: fits that need not be made.
        progress: told the stage and how far it is.
        cancel: checked between garments and stages.
        first: called if there is something to fit, before that is done.

    Raises:
        FitError: if a garment cannot be fitted and the command makes no sense without it.
        GarmentError: likewise, if it cannot be measured.
        Cancelled: if ``cancel`` was set.
    """
    if isinstance(command, ChangesParse):
        return _change_parse(command, look, fit, known, progress, cancel, first)
    after = command.apply(look)
    fitted = _fit(after, fit, known, progress, cancel, first)
    failures = tuple(
        NotFitted(worn, result)
        for worn, result in zip(after.worn, fitted, strict=True)
        if not isinstance(result, Worn) and worn not in look.all_worn
    )
    if not failures:
        changed = (
            result for worn, result in zip(after.worn, fitted, strict=True) if worn not in look.worn
        )
        return Done(command, after, _lying(fitted), _lying(changed))
    if not isinstance(command, Narrowable):
        raise failures[-1].error
    made = {FitKey.of(_parse(after), WornGarment.of(each)): each for each in _lying(fitted)}
    narrowed = command.without([failure.worn for failure in failures])
    done = carry_out(narrowed, look, fit, known={**known, **made}, progress=progress, cancel=cancel)
    return replace(done, failures=(*failures, *done.failures))


def _change_parse(
    command: Command,
    look: Look,
    fit: FitGarment,
    known: KnownFits,
    progress: Progress,
    cancel: CancelToken | None,
    first: ShowLook,
) -> Done:
    """Carry out a command that changes the parse: a fit is a change of the photo, and holds on."""
    assert isinstance(command, ChangesParse)
    parse, new = _parse(look), command.new_parse(look)
    after = look if new.parse is parse else look.with_parse(new.parse, new.wearers)
    before = [
        find_fit(known, parse, worn)
        for worn, wearer in zip(look.worn, new.wearers[: len(look.worn)], strict=True)
        if wearer is not None
    ]
    lying, kept = fit_or_keep(
        after, before, fit, known=known, progress=progress, cancel=cancel, first=first
    )
    if after is look:
        return Done(command, look, lying)
    difference = ParseDifference.between(parse, new.parse)
    return Done(command, after, lying, lying, kept, difference=difference)


def fit_or_keep(
    look: Look,
    before: Sequence[Worn | None],
    fit: FitGarment,
    *,
    known: KnownFits,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
    first: ShowLook = show_nothing,
) -> tuple[tuple[Worn, ...], tuple[Worn, ...]]:
    """Return how garments lie on a new parse, and which of them lie as they did on an earlier one.

    Args:
        look: garments and the new parse.
        before: how each garment lay; it stays so if it cannot be fitted now.
        fit: fits one garment.
        known: fits that need not be made.
        progress: told the stage and how far it is.
        cancel: checked between garments and stages.
        first: called if there is something to fit, before that is done.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    lying, kept = list[Worn](), list[Worn]()
    fitted = _fit(look, fit, known, progress, cancel, first)
    for worn, was, result in zip(look.worn, before, fitted, strict=True):
        if isinstance(result, Worn):
            lying.append(result)
        elif was is not None:
            kept.append(replace(was, person=worn.person, layer=worn.layer))
            lying.append(kept[-1])
    return tuple(lying), tuple(kept)


_Fitted = Worn | FitError | GarmentError


def _fit(
    look: Look,
    fit: FitGarment,
    known: KnownFits,
    progress: Progress,
    cancel: CancelToken | None,
    first: ShowLook,
) -> list[_Fitted]:
    """Return each garment as it lies, lowest first, or why it cannot be fitted."""
    found = [find_fit(known, _parse(look), worn) for worn in look.worn]
    if None in found:
        first(look)
    return [
        known_fit or _fit_one(look, worn, fit, progress, cancel)
        for worn, known_fit in zip(look.worn, found, strict=True)
    ]


def _fit_one(
    look: Look,
    worn: WornGarment,
    fit: FitGarment,
    progress: Progress,
    cancel: CancelToken | None,
) -> _Fitted:
    parse = _parse(look)
    if not 1 <= worn.person <= len(parse.people):
        return FitError(FitProblem.NO_SUCH_PERSON, person=abs(worn.person), count=len(parse.people))
    request = look.request_for(worn, parse)
    try:
        fitted = next(fit_each([request], fit, progress=progress, cancel=cancel)).worn
    except (FitError, GarmentError) as error:
        return error
    return replace(fitted, layer=worn.layer)


def _lying(fitted: Iterable[_Fitted]) -> tuple[Worn, ...]:
    return tuple(each for each in fitted if isinstance(each, Worn))


def _parse(look: Look) -> HumanParse:
    if look.parse is None:
        raise ValueError("nothing is worn before the photo is parsed")
    return look.parse
