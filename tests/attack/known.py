"""Places at which damaged files still crash the app. An empty table makes the suite strict."""

from __future__ import annotations

from tests.attack.kinds import Kind

_DEEP = "JSON that is nested too deep is not refused with a message"

KNOWN: dict[tuple[Kind, str], str] = {
    (Kind.PARAMETERS, "RecursionError"): _DEEP,
    (Kind.POINTS, "RecursionError"): _DEEP,
    (Kind.ENTRY, "RecursionError"): _DEEP,
    (Kind.CONFIGURATION, "RecursionError"): _DEEP,
    (Kind.PARSE, "RecursionError"): _DEEP,
    (Kind.PARAMETERS, "OverflowError"): "a number of 400 digits is not refused with a message",
    (Kind.POINTS, "OverflowError"): "a number of 400 digits is not refused with a message",
    (Kind.ENTRY, "OverflowError"): "a number of 400 digits is not refused with a message",
    (Kind.ENTRY, "ValueError"): "a null byte in the picture's name is not refused",
    (Kind.ENTRY, "IndexError"): "an empty list in a stored figure is not refused",
    (Kind.PHOTO, "RuntimeError"): "damaged AVIF is not refused with a message",
    (Kind.PHOTO, "error"): "an odd EXIF entry is not refused with a message",
    (Kind.PHOTO, "AttributeError"): "an odd EXIF entry is not refused with a message",
    (Kind.PHOTO, "TypeError"): "an odd entry of a TIFF is not refused with a message",
    (Kind.PHOTO, ""): "a picture near the largest number of pixels takes too much memory",
    (Kind.SETTINGS, "OSError"): "a remembered photo with an absurd name stops the start",
    (Kind.CHECKPOINT, "UnicodeDecodeError"): "an archive with odd names is not refused",
    (Kind.CHECKPOINT, "RuntimeError"): "an archive that says it is encrypted is not refused",
}
"""Why, by the kind of file and the type of what is raised."""
