"""What a file is by its first bytes, where it is no picture or needs more than Pillow."""

from __future__ import annotations

from enum import Enum

HEAD_BYTES = 64
"""How much of a file tells what it is."""

RAW_SUFFIXES = (
    *(".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".iiq", ".k25", ".kdc"),
    *(".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl"),
    *(".sr2", ".srf", ".srw", ".x3f"),
)
"""Names of RAW files. Many are TIFF inside, whose first picture is a thumbnail."""

_RAW_HEADS = (
    b"FUJIFILMCCD-RAW",
    b"IIRO",
    b"IIRS",
    b"MMOR",
    b"IIU\0",
    b"\0MRM",
    b"FOVb",
    b"II\x1a\0\0\0HEAPCCDR",
)
_VIDEO_HEADS = (
    b"\x1aE\xdf\xa3",  # Matroska, WebM
    b"OggS",
    b"FLV\x01",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # Windows Media
    b"\0\0\x01\xba",  # MPEG program stream
    b"\0\0\x01\xb3",  # MPEG video
)
_PICTURE_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_TIFF_HEADS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MOVIE_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2")
_AVIF_BRANDS = (b"avif", b"avis")
_OTHER_PICTURES = (b"jxl ", b"avci", b"j2ki")


_SUFFIX_OF = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png"), (b"GIF8", ".gif"), (b"BM", ".bmp"))


def usual_suffix(content: bytes) -> str | None:
    """Return what names of such a picture usually end in; None if that cannot be told."""
    head = content[:HEAD_BYTES]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ".webp"
    if head[4:8] == b"ftyp":
        return ".heic" if kind_of(head, "") is FileKind.HEIF else ".avif"
    if head[:4] in _TIFF_HEADS:
        return ".tif"
    return next((suffix for start, suffix in _SUFFIX_OF if head.startswith(start)), None)


class FileKind(Enum):
    """What the first bytes say."""

    HEIF = "heif"
    PICTURE = "picture"
    """One of the usual kinds."""
    RAW = "raw"
    VIDEO = "video"
    OTHER = "other"
    """Perhaps a picture of a rare kind."""


def kind_of(head: bytes, suffix: str) -> FileKind:
    """Return what a file is.

    Args:
        head: its first `HEAD_BYTES` bytes.
        suffix: of its name, with the dot.
    """
    if head.startswith(_RAW_HEADS) or (head[:4] in _TIFF_HEADS and head[8:10] == b"CR"):
        return FileKind.RAW
    if head[:4] in _TIFF_HEADS and suffix.lower() in RAW_SUFFIXES:
        return FileKind.RAW
    if head[4:8] == b"ftyp":
        return _kind_of_brands(head)
    is_avi = head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"AVIX")
    if is_avi or head.startswith(_VIDEO_HEADS) or head[4:8] in _MOVIE_BOXES:
        return FileKind.VIDEO
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    is_picture = is_webp or head.startswith(_PICTURE_HEADS) or head[:4] in _TIFF_HEADS
    return FileKind.PICTURE if is_picture else FileKind.OTHER


def _kind_of_brands(head: bytes) -> FileKind:
    """Tell apart what begins with an ISO file type box: a size, the brand, brands it goes with."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[start : start + 4] for start in range(16, end, 4))]
    if brands[0] == b"crx ":
        return FileKind.RAW
    if any(brand in _AVIF_BRANDS for brand in brands):
        return FileKind.PICTURE
    if brands[0] in _OTHER_PICTURES:
        return FileKind.OTHER
    return FileKind.HEIF if brands[0] in _HEIF_BRANDS else FileKind.VIDEO
