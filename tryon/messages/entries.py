"""What can be wrong with a value that a file or an option has."""

from __future__ import annotations

from tryon.messages.message import Message


class EntryProblem(Message):
    """Why a value cannot be used; the names are those in the file."""

    NOT_THE_FORM = "expected {example}"
    OTHER_VERSION = "expected version {expected}, got {found} (written by a newer tryon?)"
    UNKNOWN_VERSION = (
        "expected a version from {first} to {last}, got {found} (written by a newer tryon?)"
    )
    NO_FITS = '"fits" must be a list with an entry for each garment'
    NO_FIT = 'an entry of "fits" must be an object, got {found}'
    UNKNOWN_NAME = "unknown parameter {names}; there are {known}"
    NO_NUMBER = "{name} must be a number, got {found}"
    OUT_OF_RANGE = "{name} must be between {low} and {high}, got {found}"
    NO_COLOUR = '{name} must be a colour like "#aa3355", got {found}'
    NO_SIZES = "a table has 1 to {most} sizes, each with a name of its own"
    NO_SIZE_NAME = "a size needs a name of at most 30 characters, got {found}"
    NO_SIZE_TABLE = (
        "no table of sizes can be read: expected a line of names such as Size, Chest, Length, "
        "Sleeve, and below it a line for each size"
    )
    NO_PATTERN = "the picture of the pattern {found} is missing or damaged; choose it again"
    NO_CHOICE = "{name} must be one of {choices}, got {found}"
    NO_MESH = (
        "mesh must be empty or have {count} shifts [x, y], {rows} rows of {columns}, each between "
        "{low} and {high}, got {found}"
    )
    MESH_FOLDS = (
        "mesh folds the garment over: its smallest Jacobian determinant is {found}, must be at "
        "least {least}; shift neighbouring nodes by more similar amounts"
    )
    NO_POINTS = '"points" must be an object'
    NO_POINT = "{name} must be a point's name with [x, y], got {found}"
    UNKNOWN_POINT = "a garment of the kind {category} has no point {name}; it has {known}"
    POINT_OUTSIDE = "{name} must lie in the picture, from 0,0 to 1,1; got {x},{y}"
    POINT_TWICE = "a point is named twice"
    NO_SLEEVE_CHOICE = '"sleeve_left" and "sleeve_right" must be true, false or null'
    NO_OUTLINE = (
        '"outline" must have "coverage" with the name of a file beside it, "turned_degrees" and '
        '"crop", got {found}'
    )
    NO_CROP = '"crop" must be null or [left, top, right, bottom] from 0 to 1, got {found}'
    NO_TEXTS = "{name} must be a text, or a list of texts for several, got {found}"
    TOO_MANY_BYTES = "the file has more than {megabytes} MB"
    NOT_UTF_8 = "the file is not UTF-8 text"
    TOO_DEEP = "lists and objects lie in each other more than {levels} deep"
    TOO_MANY_DIGITS = "a number has {count} digits"
    NOT_FINITE = "{found} is not a finite number"
    NAME_TWICE = "an object has the name {name} twice"
    NO_TEXT = "{found} holds characters that do not exist"
    NO_SLEEVES = "a garment of the kind {category} has no sleeves"
