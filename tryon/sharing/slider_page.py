"""Before and after as a web page with a line to drag, complete in one file.

The page asks no other host for anything and its policy forbids it to: both pictures are inside, and
style and script run only as they were written. It holds no names and nothing of the photo's EXIF.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import asdict, dataclass
from string import Template

from tryon.geometry import RgbImage
from tryon.imaging import jpeg_of
from tryon.pixels.resize import reduced
from tryon.resources import slider_page_file

LONGEST_SIDE = 2000
"""Pixels that a page's pictures have at most: it is sent and looked at, not printed."""
_QUALITY = 88


@dataclass(frozen=True)
class PageWords:
    """What a page says, in one language.

    Attributes:
        language: its BCP 47 tag, for example ``"zh-CN"``.
        title: the page's name and heading.
        before: the photo's name on it.
        after: the result's.
        before_alt: what the photo shows, for who cannot see it.
        after_alt: what the result shows.
        slide: what the slider does.
    """

    language: str = "en"
    title: str = "Before and after"
    before: str = "Before"
    after: str = "After"
    before_alt: str = "The photo as it was"
    after_alt: str = "The photo with the clothes that were tried on"
    slide: str = "Drag to compare before and after"


def slider_page(before: RgbImage, after: RgbImage, words: PageWords) -> bytes:
    """Return the page of two pictures (H, W, 3), as UTF-8."""
    pictures = [reduced(picture, LONGEST_SIDE) for picture in (before, after)]
    height, width = pictures[0].shape[:2]
    template = slider_page_file().read_text(encoding="utf-8")
    page = Template(template).substitute(
        {name: html.escape(word) for name, word in asdict(words).items()},
        width=width,
        height=height,
        before_picture=_data_uri(pictures[0]),
        after_picture=_data_uri(pictures[1]),
        style_hash=_hash_of("style", template),
        script_hash=_hash_of("script", template),
    )
    return page.encode("utf-8")


def _data_uri(picture: RgbImage) -> str:
    content = base64.b64encode(jpeg_of(picture, _QUALITY)).decode("ascii")
    return f"data:image/jpeg;base64,{content}"


def _hash_of(element: str, page: str) -> str:
    """Return what a Content-Security-Policy calls the only such element of a page."""
    (text,) = re.findall(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
