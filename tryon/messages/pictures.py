"""What can be wrong with a picture that is read, or a file that is written."""

from __future__ import annotations

from tryon.messages.message import Message


class ImageProblem(Message):
    """Why a picture cannot be opened, or is of no use as a photo."""

    MISSING = "{path} does not exist; check the name."
    FOLDER = "{path} is a folder; choose one of the pictures in it."
    NO_PICTURES = "{folder} holds no pictures ({suffixes}); name another folder."
    FORBIDDEN = "{path} may not be read; change its permissions."
    UNREADABLE = "{path} cannot be read: {reason}."
    EMPTY = "{name} is empty (0 bytes); copy or download it again."
    DAMAGED = "{name} is damaged or cut off ({reason}); copy or download it again."
    DAMAGED_AT_START = "{name} is damaged or cut off near its beginning; copy or download it again."
    NO_PICTURE = "{name} is not a picture that tryon can read; use one of {suffixes}."
    SAMPLE_DAMAGED = "{path} is missing or damaged ({reason}); reinstall tryon."
    OTHER_OBJECT = (
        "{name} is of the type {found}, which is no picture; pass a file's name, a Pillow image or "
        "a NumPy array."
    )
    OTHER_ARRAY = (
        "{name} is an array {shape} of {dtype}; pass uint8 as RGB (H, W, 3), RGBA (H, W, 4) or "
        "grey (H, W). Of floats in [0, 1] make (255 * array).round().astype('uint8')."
    )
    TOO_SMALL = (
        "{name} is {width}x{height} pixels; a photo needs at least {least} on each side to show a "
        "person. Choose a larger picture."
    )
    TOO_LARGE = "{name} has {megapixels} megapixels; the limit is {limit}. Make it smaller first."
    TOO_MANY_BYTES = "{name} has {megabytes} MB; the limit is {limit} MB. Make it smaller first."
    NO_MEMORY = "{name} needs more memory than is free; close other programs or make it smaller."
    NO_FILE = "{path} is a device or a pipe, not a file; choose a picture file."
    BAD_NAME = "{path} cannot be the name of a file ({reason}); check the name."
    TRANSPARENT = (
        "{name} is transparent everywhere, so there is nothing to see in it; choose another "
        "picture or save it without transparency."
    )
    VIDEO = "{name} is a video; take a still picture from it and open that."
    RAW = (
        "{name} is a camera's RAW file; export it as JPEG from the program that came with the "
        "camera, or from a photo program, and open that."
    )
    HEIF_NEEDS_PACKAGE = (
        "{name} is a HEIC picture, which needs the package pillow-heif 1.8.1 or newer; install it "
        "with pip install 'tryon[heif]', or export the picture as JPEG."
    )


class ImageNote(Message):
    """What the user should know about a picture that was opened."""

    LACKS_ITS_END = (
        "{name} lacks its last bytes; none of its pixels are missing. Copy or download it again to "
        "have the whole file."
    )


class ExportProblem(Message):
    """Why a file cannot be written, moved or deleted."""

    UNKNOWN_FORMAT = "cannot write {name}: unknown format '{suffix}'. Use one of {suffixes}."
    NOT_WRITTEN = "cannot write {path}: {reason}. Choose another folder or free some space."
    BAD_NAME = "cannot write {path}: {reason}. Choose another name."
    TOO_LARGE_FOR_FORMAT = (
        "cannot write {name}: the format holds at most {limit} pixels on a side, and the picture "
        "is {width}x{height}. Choose PNG or TIFF."
    )
    OPENED_PHOTO = (
        "{name} is the photo you opened, and tryon never overwrites it. Choose another name."
    )
    GARMENT_WORN = (
        "{name} is the picture of a garment that is worn here, and tryon never overwrites it. "
        "Choose another name."
    )
    NO_LOOKS = (
        "none of these garments can be put on here; the cards of the wall say why. Choose other "
        "garments or another person."
    )
    FOLDER_NOT_CREATED = "cannot create the folder {folder}: {reason}."
    NOT_DELETED = "cannot delete {path}: {reason}."
    NOT_MOVED = (
        "the files of {garment} cannot be moved from {source} to {target} ({reason}); close other "
        "programs that use them and try again."
    )
    NOT_COPIED = "cannot copy {path} to {folder}: {reason}. Your garments are kept where they were."
    TOO_MANY_GARMENTS = (
        "{count} garments are too many for one file, which holds {most}; export them in parts."
    )
    TOO_MUCH_FOR_A_FILE = (
        "{name} would be larger than 2 GB, which one file may have; export fewer garments at a "
        "time."
    )
    WARDROBE_GONE = (
        "nothing is kept while the folder of your garments, {folder}, is not there. Connect its "
        "drive or start what keeps it in step, or choose another folder."
    )
    NO_FOLDER = "{path} cannot be written: there is no folder {folder}"
    NETWORK_NOT_WRITTEN = "{path} cannot be written ({reason}); choose another place"
