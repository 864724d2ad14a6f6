"""What can go wrong with a batch of photos."""

from __future__ import annotations

from tryon.messages.message import Message


class BatchProblem(Message):
    """Why a batch cannot run, or what became of one of its results."""

    IN_USE = (
        "another batch writes into {folder}; wait until it has ended, or choose another folder."
    )
    OTHER_REPORT = (
        "{file} is no report of a batch, and would be overwritten; choose another folder for the "
        "results."
    )
    NOT_STARTED = (
        "the processes of the batch cannot start; close other programs and try again. If that does "
        "not help, report it with what 'tryon diagnostics' prints."
    )
    PROCESS_ENDED = (
        "the process that worked on it ended unexpectedly, perhaps for lack of memory; close other "
        "programs or let fewer work at once, and start the batch again."
    )
    NO_MEMORY = "out of memory; close other programs or use a smaller photo."
    UNFORESEEN = (
        "tryon made a mistake ({reason}). Please report it with what 'tryon diagnostics' prints."
    )
    NO_CLUSTER = (
        "the cluster {address} cannot be used: {reason}. Name one that runs, as 'ray status' shows "
        "it, or 'local' to start one here."
    )
    CLUSTER_LOST = (
        "the cluster ended the batch: {reason}. Start it again; what is there is not made again."
    )
