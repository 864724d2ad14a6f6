"""What can be wrong with a picture that is read, or a file that is written."""

from __future__ import annotations

from tryon.messages.message import Message


class ImageProblem(Message):
    """Why a picture cannot be opened, or is of no use as a photo."""

    MISSING = "{path} does not exist; check the name."
    FOLDER = "{path} is a folder; choose one of the pictures in it."
    NO_PICTURES = "{folder} holds no pictures ({suffixes}); name another folder."
    FOLDER_UNREADABLE = (
        "the folder {folder} cannot be looked into: {reason}; change its permissions, or name "
        "another folder."
    )
    FORBIDDEN = "{path} may not be read; change its permissions."
    UNREADABLE = "{path} cannot be read: {reason}."
    EMPTY = "{name} is empty (0 bytes); copy or download it again."
    DAMAGED = "{name} is damaged or cut off ({reason}); copy or download it again."
    NO_PICTURE = "{name} is not a picture that tryon can read; use one of {suffixes}."
    SAMPLE_DAMAGED = "{path} is missing or damaged ({reason}); reinstall tryon."
    TOO_SMALL = (
        "{name} is {width}x{height} pixels; a photo needs at least {least} on each side to show a "
        "person. Choose a larger picture."
    )
    TOO_LARGE = "{name} has {megapixels} megapixels; the limit is {limit}. Make it smaller first."


class ExportProblem(Message):
    """Why a file cannot be written, moved or deleted."""

    UNKNOWN_FORMAT = "cannot write {name}: unknown format '{suffix}'. Use one of {suffixes}."
    NOT_WRITTEN = "cannot write {path}: {reason}. Choose another folder or free some space."
    OPENED_PHOTO = (
        "{name} is the photo you opened, and tryon never overwrites it. Choose another name."
    )
    FOLDER_NOT_CREATED = "cannot create the folder {folder}: {reason}."
    NOT_DELETED = "cannot delete {path}: {reason}."
    NOT_MOVED = (
        "the files of {garment} cannot be moved from {source} to {target} ({reason}); close other "
        "programs that use them and try again."
    )
    NO_FOLDER = "{path} cannot be written: there is no folder {folder}"
    NETWORK_NOT_WRITTEN = "{path} cannot be written ({reason}); choose another place"
