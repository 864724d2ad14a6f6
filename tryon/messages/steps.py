"""What the steps of a history are called."""

from __future__ import annotations

from tryon.messages.message import Message


class StepName(Message):
    """What the user did to a look; a few words, as in a list."""

    OPEN = "Open {photo}"
    PUT_ON = "Put {garment} on person {person}"
    TAKE_OFF = "Take {garment} off person {person}"
    TAKE_OFF_ALL = "Take everything off"
    ADJUST = "Adjust {garment} on person {person}"
    CORRECT = "Correct {garment}"
    PARSE_AGAIN = "Parse again: {engine}"
    PAINT = "Paint {part} on person {person}"
    ERASE = "Erase a part"
    NAME_PART = "Call a part {part} of person {person}"
    ADD_PERSON = "Add a person"
    SPLIT_PERSON = "Split person {person} in two"
    MERGE_PEOPLE = "Merge persons {person} and {other}"
    REMOVE_PERSON = "Remove person {person}"
    SWAP_SIDES = "Swap left and right of person {person}"
    MOVE_JOINT = "Move a joint of person {person}"
    SHOW = "Show {garment} on person {person}"
    HIDE = "Hide {garment} on person {person}"
    FADE = "{garment} on person {person}: opacity {percent} %"
    LOCK = "Lock {garment} on person {person}"
    UNLOCK = "Unlock {garment} on person {person}"
    RAISE = "Move {garment} up"
    LOWER = "Move {garment} down"
    WEAR_OUTFIT = "Wear {outfit} on person {person}"
    PASTE_CLOTHES = "Paste clothes on person {person}"
    COPY_CLOTHES = "Copy the clothes of person {other} to person {person}"
    DRESS_ALIKE = "Dress everyone like person {person}"
    DRESS_ALL = "Wear {outfit} on everyone"
    SWAP_CLOTHES = "Swap the clothes of persons {person} and {other}"
    ADD_VARIANT = "Add {variant}"
    SHOW_VARIANT = "Go to {variant}"
    RENAME_VARIANT = "Call a variant {variant}"
    REMOVE_VARIANT = "Remove {variant}"
