"""What can be wrong with outfits, and what is to be known when one is put on."""

from __future__ import annotations

from tryon.messages.message import Message


class OutfitProblem(Message):
    """Why an outfit cannot be kept, read or put on."""

    UNREADABLE = "{path} cannot be read: {reason}; check its permissions."
    NO_OUTFIT = "{name} is not an outfit that tryon saved; delete it, or copy the file again."
    DAMAGED = "{name} is damaged ({problem}); delete it, or copy the file again."
    NEWER = (
        "{name} was saved by a newer tryon (version {found}, known are versions up to {newest}); "
        "update tryon to wear it."
    )
    NOT_MOVED = "the outfit cannot be moved from {source} to {target}: {reason}."
    NOTHING_WORN = (
        "nothing was put on person {person} yet; put a garment on first. What people really wear "
        "can be taken by File > Take from another photo."
    )
    NOTHING_COPIED = "no clothes were copied yet; choose somebody who wears some and copy them."
    ONE_PERSON = "there is nobody else in this photo; open one that shows two people."
    NOTHING_TO_SWAP = (
        "persons {person} and {other} show nothing that can be swapped: too little of their "
        "clothes can be seen."
    )


class OutfitNote(Message):
    """Something to know once clothes are put on."""

    OWN_COPY = "{garment} is not in the wardrobe any more; the outfit's own copy is worn"
    GARMENT_LOST = "a garment of {outfit} is damaged ({problem}) and is left out"
    LEFT_OUT = "{garment} is left out for person {person}: {problem}"
    LOCKED = "{garment} on person {person} is locked and stays"


class OutfitChange(Message):
    """What became of an outfit."""

    SAVED = "{outfit} is kept as an outfit."
    REMOVED = "{outfit} was deleted."
    COPIED = "The clothes of person {person} are copied: {garments}."
