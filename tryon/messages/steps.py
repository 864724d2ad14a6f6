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
