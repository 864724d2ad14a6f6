"""All that the user can change of a fit; with the photo and the garment it makes the same fit."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any

from tryon.errors import EntryError, FitError, reason_of
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import FindPattern, Pattern
from tryon.fitting.mesh import FLAT, Mesh, check_mesh
from tryon.imaging import write_atomically
from tryon.json_file import checked_number, quoted, read_json, shortened
from tryon.messages import EntryProblem, FitProblem

VERSION = 4
"""Version of the file; a reader refuses newer ones.

Files of version 1 have no mesh, those of version 2 no dye, those of version 3 no
pattern and no width.
"""


class Tuck(Enum):
    """Whether a top goes into the trousers or over them."""

    AUTO = "auto"
    TUCKED = "tucked"
    OVER = "over"


LIMITS: dict[str, tuple[float, float]] = {
    "shading": (0.0, 1.5),
    "colour_match": (0.0, 1.0),
    "grain": (0.0, 2.0),
    "contact_shadow": (0.0, 2.0),
    "edge_softness": (0.25, 4.0),
    "move_x": (-1.0, 1.0),
    "move_y": (-1.0, 1.0),
    "scale_x": (0.25, 4.0),
    "scale_y": (0.25, 4.0),
    "rotate_degrees": (-180.0, 180.0),
    "width": (0.5, 2.0),
    "sleeve_length": (0.0, 3.0),
    "hem_length": (0.25, 3.0),
}
"""Smallest and largest value of every number of `FitParameters`."""

_PLACEMENT = ("move_x", "move_y", "scale_x", "scale_y", "rotate_degrees")
_LENGTHS = ("width", "sleeve_length", "hem_length", "tuck")
_BEND = ("mesh",)
_MOST_NAMED = 5
"""Unknown parameters that a message names."""


@dataclass(frozen=True)
class FitParameters:
    """How a garment is laid on a person.

    Lengths are relative, never in pixels, so that a small preview and the full picture agree.

    Attributes:
        shading: fraction of the worn clothes' folds and shadows that is carried over; 0 for none.
        colour_match: fraction of the way from the garment's own light to the photo's.
        grain: fraction of the photo's noise and blur that is given to the garment.
        contact_shadow: depth of the shadows under arms, hair and collar; 1 is usual.
        edge_softness: width of the soft edge; 1 is usual.
        move_x: shift to the viewer's right, in widths of the region.
        move_y: shift downwards, in heights of the region.
        scale_x: width factor about the region's middle.
        scale_y: height factor about the region's middle.
        rotate_degrees: turn about the region's middle, clockwise as the viewer sees it.
        width: width of the garment around the body, 1 as it falls by measure; unlike `scale_x` it
            leaves sleeves on the arms and legs in the trousers.
        sleeve_length: length of the sleeves or trouser legs, 1 as it falls by measure.
        hem_length: length of the body of a top, skirt or dress, 1 as it falls by measure.
        tuck: whether a top's hem goes into the trousers.
        mesh: how far each node of a lattice over the garment is pulled, in widths and heights of
            its frame as it falls by measure; empty if none is. Moving, scaling and turning come
            after it.
        dye: another colour for its cloth; None for its own.
        pattern: another pattern for it, over the dye; None for its own.

    Raises:
        ValueError: if a number is outside `LIMITS` or not finite, or the mesh folds over.
    """

    shading: float = 1.0
    colour_match: float = 0.5
    grain: float = 1.0
    contact_shadow: float = 1.0
    edge_softness: float = 1.0
    move_x: float = 0.0
    move_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotate_degrees: float = 0.0
    width: float = 1.0
    sleeve_length: float = 1.0
    hem_length: float = 1.0
    tuck: Tuck = Tuck.AUTO
    mesh: Mesh = FLAT
    dye: Dye | None = None
    pattern: Pattern | None = None

    def __post_init__(self) -> None:
        for name, (low, high) in LIMITS.items():
            checked_number(name, getattr(self, name), low, high)
        if not isinstance(self.tuck, Tuck):
            raise ValueError(f"tuck must be a Tuck, got {self.tuck!r}")
        check_mesh(self.mesh)

    @property
    def placement(self) -> FitParameters:
        """Only what decides where the garment lies; everything else has its usual value."""
        return FitParameters(
            **{name: getattr(self, name) for name in _PLACEMENT + _LENGTHS + _BEND}
        )

    def with_number(self, name: str, value: float) -> FitParameters:
        """Return the same with another value of one of the numbers."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    @property
    def unplaced(self) -> FitParameters:
        """The same, but neither moved nor scaled nor turned."""
        return replace(self, **{name: getattr(USUAL, name) for name in _PLACEMENT})

    @property
    def is_placed(self) -> bool:
        """Whether the garment is moved, scaled or turned by hand."""
        return self.unplaced != self

    @property
    def by_measure(self) -> FitParameters:
        """The same, but neither placed nor bent by hand."""
        return replace(self.unplaced, mesh=FLAT)


USUAL = FitParameters()
"""How a garment is laid on a person unless the user changes something."""


def write_parameters(path: Path, fits: Sequence[FitParameters]) -> None:
    """Write the parameters of one or several garments, lowest layer first, as JSON.

    Raises:
        ExportError: if the file cannot be written; it is then as it was before.
    """
    stored = {"version": VERSION, "fits": [parameters_to_json(fit) for fit in fits]}
    pictures = dict.fromkeys(fit.pattern.picture for fit in fits if fit.pattern is not None)
    if pictures:
        stored["patterns"] = {each.digest: b64encode(each.png).decode() for each in pictures}
    text = json.dumps(stored, indent=2) + "\n"
    write_atomically(path, lambda file: file.write(text.encode("utf-8")))


def read_parameters(path: Path) -> tuple[FitParameters, ...]:
    """Read what `write_parameters` wrote; what a file leaves out has its usual value.

    Raises:
        FitError: if the file cannot be read, or does not hold fit parameters.
    """
    try:
        stored = read_json(path)
    except OSError as error:
        raise FitError(
            FitProblem.PARAMETERS_UNREADABLE, path=path, reason=reason_of(error)
        ) from error
    except ValueError as error:
        is_json = isinstance(error, EntryError) and error.problem is not EntryProblem.NOT_UTF_8
        if is_json:
            raise FitError(FitProblem.PARAMETERS_WRONG, file=path.name, problem=error) from error
        raise FitError(FitProblem.PARAMETERS_NOT_JSON, file=path.name, reason=error) from error
    try:
        return fits_from_json(stored)
    except ValueError as error:
        raise FitError(FitProblem.PARAMETERS_WRONG, file=path.name, problem=error) from error


def parameters_to_json(fit: FitParameters) -> dict[str, Any]:
    """Return what `parameters_from_json` reads; a pattern's picture is named, and not in it.

    Older versions read it too if there is neither dye nor pattern and the width is usual.
    """
    stored = {**asdict(replace(fit, dye=None, pattern=None)), "tuck": fit.tuck.value}
    if fit.width == USUAL.width:
        del stored["width"]
    for name in ("dye", "pattern"):
        value = getattr(fit, name)
        if value is None:
            del stored[name]
        else:
            stored[name] = value.to_json()
    return stored


def fits_from_json(stored: object) -> tuple[FitParameters, ...]:
    """Read the parameters of one or several garments with their patterns' pictures.

    Args:
        stored: what a file of `write_parameters` holds.

    Raises:
        EntryError: a ValueError, if they make no sense.
    """
    if not isinstance(stored, dict) or "version" not in stored:
        raise EntryError(
            EntryProblem.NOT_THE_FORM, example=f'{{"version": {VERSION}, "fits": [...]}}'
        )
    if stored["version"] not in range(1, VERSION + 1):
        raise EntryError(
            EntryProblem.UNKNOWN_VERSION, first=1, last=VERSION, found=quoted(stored["version"])
        )
    fits = stored.get("fits")
    if not isinstance(fits, list) or not fits:
        raise EntryError(EntryProblem.NO_FITS)
    pictures = stored.get("patterns", {})
    if not isinstance(pictures, dict):
        raise EntryError(EntryProblem.NOT_THE_FORM, example='"patterns": {"1f…": "iVBORw0…"}')

    def find_pattern(digest: str) -> bytes:
        try:
            return b64decode(pictures[digest], validate=True)
        except (KeyError, TypeError, ValueError) as error:
            raise EntryError(EntryProblem.NO_PATTERN, found=quoted(digest)) from error

    return tuple(parameters_from_json(fit, find_pattern) for fit in fits)


def parameters_from_json(stored: object, find_pattern: FindPattern) -> FitParameters:
    """Read the parameters of one garment; what is left out has its usual value.

    Args:
        stored: what `parameters_to_json` returned.
        find_pattern: returns the file of a pattern's picture.

    Raises:
        ValueError: if they make no sense.
    """
    if not isinstance(stored, dict):
        raise EntryError(EntryProblem.NO_FIT, found=quoted(stored))
    values: dict[str, Any] = dict(stored)
    known = [field.name for field in fields(FitParameters)]
    unknown = sorted(values.keys() - set(known))
    if unknown:
        raise EntryError(EntryProblem.UNKNOWN_NAME, names=_some(unknown), known=tuple(known))
    if "tuck" in values:
        choices = [tuck.value for tuck in Tuck]
        if values["tuck"] not in choices:
            raise EntryError(
                EntryProblem.NO_CHOICE,
                name="tuck",
                choices=tuple(choices),
                found=quoted(values["tuck"]),
            )
        values["tuck"] = Tuck(values["tuck"])
    if "mesh" in values:
        values["mesh"] = _to_tuples(values["mesh"])
    if values.get("dye") is not None:
        values["dye"] = Dye.from_json(values["dye"])
    if values.get("pattern") is not None:
        values["pattern"] = Pattern.from_json(values["pattern"], find_pattern)
    return FitParameters(**values)


def _some(names: list[str]) -> tuple[str, ...]:
    """Return the first names of a file that may have any number of them, of any length."""
    return tuple(map(shortened, names[:_MOST_NAMED]))


def _to_tuples(stored: object) -> object:
    """Return lists of JSON as tuples; whether they make a mesh is for the parameters to say."""
    return tuple(map(_to_tuples, stored)) if isinstance(stored, list) else stored
