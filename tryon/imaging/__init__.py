"""Picture files to arrays and back. Only this package knows of colour spaces, EXIF and bit depths.

Every other module gets upright sRGB, 8 bits a channel.
"""

from tryon.imaging.atomic import clear_left_behind, make_folder, write_atomically
from tryon.imaging.colour import srgb_profile
from tryon.imaging.metadata import Metadata
from tryon.imaging.photo import (
    MIN_SIDE,
    Photo,
    check_photo_pixels,
    decode_grey,
    decode_photo,
    decode_rgba,
    photo_of_object,
    photo_of_pixels,
    read_draft,
    read_photo,
    read_rgba,
    rgba_of_object,
)
from tryon.imaging.reading import (
    MAX_BYTES,
    MAX_PIXELS,
    READABLE_SUFFIXES,
    find_photos,
    find_pictures,
)
from tryon.imaging.signatures import usual_suffix
from tryon.imaging.writing import WRITABLE_SUFFIXES, jpeg_of, png_of, write_image

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "MIN_SIDE",
    "READABLE_SUFFIXES",
    "WRITABLE_SUFFIXES",
    "Metadata",
    "Photo",
    "check_photo_pixels",
    "clear_left_behind",
    "decode_grey",
    "decode_photo",
    "decode_rgba",
    "find_photos",
    "find_pictures",
    "jpeg_of",
    "make_folder",
    "photo_of_object",
    "photo_of_pixels",
    "png_of",
    "read_draft",
    "read_photo",
    "read_rgba",
    "rgba_of_object",
    "srgb_profile",
    "usual_suffix",
    "write_atomically",
    "write_image",
]
