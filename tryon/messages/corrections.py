"""Why a parse cannot be corrected in the way that was asked for."""

from __future__ import annotations

from tryon.messages.message import Message


class CorrectionProblem(Message):
    """Why what was asked for cannot be done to a parse; the parse stays as it is."""

    NO_SUCH_PERSON = "there is no person {number} in this photo; choose one of its {count} people."
    TOO_MANY_PEOPLE = (
        "a photo can have {count} people at most; remove one before you add another one."
    )
    NOBODY_THERE = "nobody is there; choose a part of a person."
    OUTSIDE = "what was drawn lies outside the photo; draw it on the photo."
    LINE_MISSES = (
        "the line leaves nothing of person {number} on one of its sides; draw it right across them."
    )
    LINE_OVER_NOBODY = "the line crosses nobody; draw it along where two people meet."
    NOBODY_IN_BOX = (
        "nobody was found in the box. Draw it around one whole person, or paint them with the "
        "brush for a new person."
    )
    NO_JOINTS = (
        "nothing is known of the joints of person {number}, so none can be moved; remove the "
        "person and add them again by a box."
    )
