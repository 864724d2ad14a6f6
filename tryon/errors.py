"""What can go wrong, as one tree.

    MessageError              an error whose message is data
    ├── TryOnError            a failure that is shown to the user
    │   ├── ImageReadError    a picture cannot be opened, or is of no use as a photo
    │   ├── WeightsError      a parser's weights are missing, damaged or of another model
    │   ├── DownloadError     a model cannot be downloaded, put into place or removed
    │   ├── ParsingError      a parser ran and could not give a result
    │   ├── CorrectionError   a parse cannot be corrected in this way
    │   ├── GarmentError      a garment picture holds no usable garment
    │   ├── FitError          a garment cannot be put on this person or region
    │   ├── LookFileError     the file of a look cannot be opened
    │   ├── OutfitError       an outfit cannot be read, copied or put on
    │   ├── ExportError       a result cannot be written
    │   ├── BatchError        a batch of photos cannot run
    │   ├── ServeError        a server cannot start, or a key cannot be made
    │   ├── RequestError      a server does not do what it was asked for
    │   ├── UsageError        a command was called in a way that makes no sense
    │   └── DisplayError      there is no display to open the window on
    ├── MemberError           a part of a look's file cannot be used
    └── EntryError            a value of a file or an option cannot be used

The message of an error is a member of an enum of `tryon.messages` with its values; each kind of
error has an enum of its own. A message names what failed, what was expected, what was found and
what the user can do. Cancelling is not a failure: `Cancelled` is outside the tree.
"""

from __future__ import annotations

from tryon.messages import (
    BatchProblem,
    CorrectionProblem,
    DisplayProblem,
    DownloadProblem,
    EntryProblem,
    ExportProblem,
    FitProblem,
    GarmentProblem,
    ImageProblem,
    LookProblem,
    MemberProblem,
    Message,
    OutfitProblem,
    ParsingProblem,
    RequestProblem,
    ServeProblem,
    Text,
    UsageProblem,
    Value,
    WeightsProblem,
)


class MessageError(Exception):
    """An error whose message is data; as a string, the English text.

    Args:
        problem: the message.
        values: its values by name; for an error, that error's own message as data.
    """

    def __init__(self, problem: Message, /, **values: Value | Exception) -> None:
        self.text = Text(problem, {name: _as_value(value) for name, value in values.items()})
        super().__init__(str(self.text))

    @property
    def problem(self) -> Message:
        """The message without its values."""
        return self.text.message


def reason_of(error: Exception) -> str:
    """Return the system's message of an error, without its number and path."""
    return getattr(error, "strerror", None) or str(error)


def _as_value(value: Value | Exception) -> Value:
    if isinstance(value, MessageError):
        return value.text
    return str(value) if isinstance(value, Exception) else value


class TryOnError(MessageError):
    """Base of every failure that is shown to the user as it is."""


class ImageReadError(TryOnError):
    """A picture cannot be opened, or is of no use as a photo."""

    def __init__(self, problem: ImageProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class WeightsError(TryOnError):
    """A parser's weights are missing, damaged or of another model."""

    def __init__(self, problem: WeightsProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class DownloadError(TryOnError):
    """A model cannot be downloaded, put into place or removed."""

    def __init__(self, problem: DownloadProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class ParsingError(TryOnError):
    """A parser ran and could not give a result."""

    def __init__(self, problem: ParsingProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class CorrectionError(TryOnError):
    """A parse cannot be corrected in this way; it stays as it is."""

    def __init__(self, problem: CorrectionProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class GarmentError(TryOnError):
    """A garment picture holds no usable garment."""

    def __init__(self, problem: GarmentProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)

    @classmethod
    def of(cls, text: Text) -> GarmentError:
        """Return the error that says what a text of a `GarmentProblem` says."""
        assert isinstance(text.message, GarmentProblem)
        return cls(text.message, **text.values)


class FitError(TryOnError):
    """A garment cannot be put on this person or region."""

    def __init__(self, problem: FitProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class LookFileError(TryOnError):
    """The file of a look cannot be opened, or a photo cannot be linked to."""

    def __init__(self, problem: LookProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class OutfitError(TryOnError):
    """An outfit cannot be read, copied or put on; what is worn stays as it is."""

    def __init__(self, problem: OutfitProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class ExportError(TryOnError):
    """A result cannot be written."""

    def __init__(self, problem: ExportProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class BatchError(TryOnError):
    """A batch of photos cannot run; what it has made stays."""

    def __init__(self, problem: BatchProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class ServeError(TryOnError):
    """A server cannot start, or a key cannot be made."""

    def __init__(self, problem: ServeProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class RequestError(TryOnError):
    """A server does not do what it was asked for."""

    def __init__(self, problem: RequestProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class UsageError(TryOnError):
    """A command was called in a way that makes no sense; nothing has been done yet."""

    def __init__(self, problem: UsageProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class DisplayError(TryOnError):
    """There is no display to open the window on."""

    def __init__(self, problem: DisplayProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class MemberError(MessageError, ValueError):
    """A part of a look's file cannot be used; whoever reads it says what is lost by that."""

    def __init__(self, problem: MemberProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class EntryError(MessageError, ValueError):
    """A value of a file or an option cannot be used; whoever reads it adds where it is."""

    def __init__(self, problem: EntryProblem, /, **values: Value | Exception) -> None:
        super().__init__(problem, **values)


class Cancelled(Exception):  # noqa: N818 - a request, not an error
    """The user asked for the job to stop."""
