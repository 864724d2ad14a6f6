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
    SET_HEIGHT = "Person {person} is {height} cm tall"
    FORGET_HEIGHT = "Forget how tall person {person} is"
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
