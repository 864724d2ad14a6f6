"""What can go wrong, as one tree.

    TryOnError
    ├── ImageReadError    a picture cannot be opened, or is of no use as a photo
    ├── WeightsError      a parser's weights are missing, damaged or of another model
    ├── DownloadError     a model cannot be downloaded, put into place or removed
    ├── ParsingError      a parser ran and could not give a result
    ├── GarmentError      a garment picture holds no usable garment
    ├── FitError          a garment cannot be put on this person or region
    ├── ExportError       a result cannot be written
    └── UsageError        a command was called in a way that makes no sense

A message names what failed, what was expected, what was found and what the user can do.
Cancelling is no failure: `Cancelled` stands outside the tree.
"""

from __future__ import annotations


class TryOnError(Exception):
    """Base of every failure that is shown to the user as it is."""


class ImageReadError(TryOnError):
    """A picture cannot be opened, or is of no use as a photo."""


class WeightsError(TryOnError):
    """A parser's weights are missing, damaged or of another model."""


class DownloadError(TryOnError):
    """A model cannot be downloaded, put into place or removed."""


class ParsingError(TryOnError):
    """A parser ran and could not give a result."""


class GarmentError(TryOnError):
    """A garment picture holds no usable garment."""


class FitError(TryOnError):
    """A garment cannot be put on this person or region."""


class ExportError(TryOnError):
    """A result cannot be written."""


class UsageError(TryOnError):
    """A command was called in a way that makes no sense; nothing has been done yet."""


class Cancelled(Exception):  # noqa: N818 - a request, not an error
    """The user asked for the job to stop."""
