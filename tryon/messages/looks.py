"""What can be wrong with the file of a look, and what of it is lost."""

from __future__ import annotations

from tryon.messages.message import Message


class LookProblem(Message):
    """Why the file of a look cannot be opened or written."""

    UNREADABLE = "{path} cannot be read: {reason}; check the name and its permissions."
    NO_LOOK = "{name} is not a look that tryon saved; choose a file that ends in .tryon."
    DAMAGED = (
        "{name} is damaged ({problem}), and what is worn in it is lost. It is a zip archive: other "
        "programs may still get the photo out of it."
    )
    NEWER = (
        "{name} was saved by a newer tryon (version {found}, known are versions up to {newest}); "
        "update tryon to open it."
    )
    PHOTO_LOST = (
        "the photo in {name} is damaged or missing ({problem}); save the look again from the photo "
        "itself, or copy the file again."
    )
    PHOTO_NOT_FOUND = (
        "the photo {photo} of {name} is not there any more; it was looked for at {places}. Put it "
        "back at one of them, or beside {name}."
    )
    PHOTO_CHANGED = (
        "the photo of {name} has changed since it was saved: {places}. Bring the earlier photo "
        "back, or open the photo itself and begin again."
    )
    TAKEN_UP = "{name} was taken up by another window already."
    NOT_RECOVERED = (
        "what was left of {name} is damaged and cannot be continued; open the photo itself, or the "
        "look as it was saved."
    )
    NO_LINK = (
        "{photo} cannot be linked to: its file is missing, has changed since it was opened, or has "
        "a name that is no text. Save the look with the photo in it."
    )


class MemberProblem(Message):
    """What is wrong with one part of a look's file, as a part of a sentence."""

    MISSING = "{part} is missing"
    TOO_LARGE = "{part} has more than {megabytes} MB"
    TOO_MANY_PIXELS = "{part} and the pictures before it have too many pixels"
    NO_PNG = "{part} is no PNG"
    UNREADABLE = "{part} cannot be read: {reason}"
    SENSELESS = "{part} makes no sense: {reason}"


class LookNote(Message):
    """What is lost of a look that was opened or saved."""

    PARSE_LOST = (
        "the labels in {name} are damaged ({problem}); the photo is parsed again, and corrections "
        "of its labels are lost"
    )
    GARMENT_LOST = "a garment of {name} is damaged ({problem}) and is left out"
    PARAMETERS_LOST = (
        "how {garment} lay is damaged in {name} ({problem}); it lies as it does by measure"
    )
    LAYER_LOST = "how much of {garment} showed is damaged in {name} ({problem}); all of it shows"
    HEIGHTS_LOST = "how tall people are is damaged in {name} ({problem}); say it again"
    NOT_FITTED = "{garment} is left out: {problem}"
    NOBODY_WEARS = (
        "{garment} is not saved in {name}: the labels show nobody any more who could wear it; undo "
        "brings its wearer back"
    )
    NOT_ALL_RECOVERED = (
        "the last that was done to {name} was not written down to its end and is lost; the rest is "
        "as it was"
    )
    NO_JOURNAL = (
        "what you do from here on is not kept if the program ends unexpectedly ({problem}); save "
        "the look now and then"
    )
