"""The page with the slider is complete in itself, and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from tryon.sharing.slider_page import LONGEST_SIDE, PageWords, slider_page

VOID = {"meta", "img", "input"}


class Page(HTMLParser):
    """What a page holds: its elements in order with their attributes, and the text inside them.

    A tag that is not closed, or closed twice, is an error.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(content.decode("utf-8"))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]] = self.texts.get(self._open[-1], "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def picture(self, number: int) -> Image.Image:
        head, _, content = self.all("img")[number]["src"].partition(",")
        assert head == "data:image/jpeg;base64"
        return Image.open(io.BytesIO(base64.b64decode(content, validate=True)))


def plain(*color: int, height: int = 30, width: int = 40) -> np.ndarray:
    return np.full((height, width, 3), color, np.uint8)


@pytest.fixture
def page() -> Page:
    return Page(slider_page(plain(200, 20, 20), plain(20, 20, 200), PageWords()))


def test_both_pictures_are_inside_each_with_what_it_shows(page: Page) -> None:
    shown = {
        attributes["alt"]: page.picture(number) for number, attributes in enumerate(page.all("img"))
    }
    assert set(shown) == {PageWords().before_alt, PageWords().after_alt}
    for alt, red in ((PageWords().before_alt, 200), (PageWords().after_alt, 20)):
        assert shown[alt].size == (40, 30)
        assert shown[alt].info["icc_profile"]
        assert not shown[alt].getexif()
        assert abs(shown[alt].getpixel((20, 15))[0] - red) <= 3


def test_nothing_is_fetched_and_the_policy_lets_nothing_else_run(page: Page) -> None:
    fetching = {"link", "iframe", "object", "embed", "base", "form", "a"}
    assert fetching.isdisjoint(tag for tag, _ in page.elements)
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name in ("style", "href") for name in attributes)
        assert attributes.get("src", "data:").startswith("data:")
    for text in page.texts.values():
        assert "//" not in text
        assert "url(" not in text
    (policy,) = (
        attributes["content"]
        for attributes in page.all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert set(rules) == {"default-src", "img-src", "style-src", "script-src"}
    assert rules["default-src"] == ["'none'"]
    assert rules["img-src"] == ["data:"]
    for element in ("style", "script"):
        digest = hashlib.sha256(page.texts[element].encode("utf-8")).digest()
        assert rules[f"{element}-src"] == [f"'sha256-{base64.b64encode(digest).decode()}'"]


def test_keys_and_screen_readers_have_a_slider_with_a_name(page: Page) -> None:
    (slider,) = page.all("input")
    assert slider["type"] == "range"
    assert slider["aria-label"] == PageWords().slide
    assert page.texts["title"] == page.texts["h1"] == PageWords().title


def test_the_page_speaks_the_language_that_it_is_given_whatever_is_in_its_words() -> None:
    words = replace(
        PageWords(), language="zh-CN", title="前后 <对比> & $width", before_alt='照片 "原样"'
    )
    page = Page(slider_page(plain(1, 2, 3), plain(3, 2, 1), words))
    assert page.all("html") == [{"lang": "zh-CN"}]
    assert page.texts["title"] == "前后 <对比> & $width"
    assert words.before_alt in [attributes["alt"] for attributes in page.all("img")]


def test_large_pictures_are_reduced_and_the_page_knows_their_size_before_they_load() -> None:
    before, after = (plain(9, level, 9, height=1500, width=3000) for level in (50, 90))
    page = Page(slider_page(before, after, PageWords()))
    for number, attributes in enumerate(page.all("img")):
        assert page.picture(number).size == (LONGEST_SIDE, LONGEST_SIDE // 2)
        assert (attributes["width"], attributes["height"]) == ("2000", "1000")
