"""The page in a real browser: by mouse and by keyboard, wide and on a phone, in both languages."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.limits import LIMIT_MS
from tests.serve.conftest import jpeg_of_width
from tests.serve.running import Server

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium"),
]
playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        options = ["--no-sandbox", "--disable-gpu"]
        opened = running.chromium.launch(executable_path=CHROMIUM, args=options)
        yield opened
        opened.close()


@dataclass
class Page:
    """The server's page, in a window of its own, and what went wrong in it."""

    page: Any
    server: Server
    complaints: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Open the page and wait for the garments' pictures."""
        self.page.set_default_timeout(LIMIT_MS)
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self.strangers(asked.url))
        self.page.goto(f"http://localhost:{self.server.port}/")
        self.page.wait_for_selector(".card img[src]")

    def strangers(self, url: str) -> None:
        """Note that the page asked another server."""
        if not url.startswith((f"http://localhost:{self.server.port}/", "blob:", "data:")):
            self.complaints.append(f"asks {url}")

    def choose_photo(self, content: bytes) -> None:
        """Choose a photo and wait until its people are found."""
        file = {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": content}
        self.page.set_input_files("#photo-file", file)
        self.page.wait_for_selector("#legend li", state="attached")

    def wait_until_dressed(self) -> None:
        """Wait until a garment shows."""
        self.page.wait_for_selector("#download:not([disabled])")
        self.page.wait_for_selector("#working", state="hidden")

    @property
    def is_wider_than_the_window(self) -> bool:
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(self.page.evaluate(wide))

    def downloaded(self) -> np.ndarray:
        """Download the result and return its pixels."""
        with self.page.expect_download() as download:
            self.page.click("#download")
        assert download.value.suggested_filename == "holiday-tryon.png"
        return np.asarray(Image.open(Path(download.value.path())))


@pytest.fixture
def make_page(browser: Any, server: Server) -> Iterator[Any]:  # noqa: ANN401
    contexts = []

    def make(width: int, language: str, *, touch: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 860}, locale=language, has_touch=touch
        )
        contexts.append(context)
        page = Page(context.new_page(), server)
        page.open()
        return page

    yield make
    for context in contexts:
        context.close()


def test_a_click_on_clothes_and_one_on_a_garment_show_it_worn(
    make_page: Any,  # noqa: ANN401
    server: Server,
) -> None:
    page, photo = make_page(1400, "en-US"), jpeg_of_width(400)
    page.choose_photo(photo)
    assert page.page.text_content("#target") == "For Person 1 · Top"
    assert "holiday.jpg  ·  400 x 600  ·  1 person" in page.page.text_content("#facts")
    box = page.page.locator("#parts").bounding_box()
    page.page.mouse.click(box["x"] + 0.43 * box["width"], box["y"] + 0.7 * box["height"])
    assert page.page.text_content("#target") == "For Person 1 · Bottom"
    assert page.page.get_attribute("#overlay-outline .line", "d").startswith("M")
    page.page.click(".card[data-id=skirt-pleated]")
    page.wait_until_dressed()
    expected = server.post(
        "/v1/fit", ("photo", photo), ("garment", "skirt-pleated"), Accept="image/png"
    )
    result = page.downloaded()
    assert (result == np.asarray(Image.open(io.BytesIO(expected.body)))).all()
    page.page.focus("#compare")
    for _ in range(3):
        page.page.keyboard.press("PageUp")
    assert page.page.locator("#result-picture.comparing").count() == 1
    page.page.click("#take-off")
    assert page.page.is_disabled("#download")
    assert page.complaints == []


def test_everything_can_be_done_by_keyboard(make_page: Any) -> None:  # noqa: ANN401
    page = make_page(1400, "en-US")
    page.choose_photo(jpeg_of_width(240))
    focused = "document.activeElement.dataset.value ?? document.activeElement.dataset.id"
    page.page.focus("#language")
    for _ in range(200):
        page.page.keyboard.press("Tab")
        if page.page.evaluate(focused) == "dress":
            break
    page.page.keyboard.press("Enter")
    assert page.page.text_content("#target") == "For Person 1 · Dress"
    assert page.page.evaluate(focused) == "dress", "the focus stays where it was"
    page.page.keyboard.press("Tab")
    garment = page.page.evaluate(focused)
    page.page.keyboard.press("Space")
    page.wait_until_dressed()
    assert page.page.evaluate(focused) == garment
    assert page.page.get_attribute(f".card[data-id={garment}]", "aria-pressed") == "true"
    assert page.complaints == []


def test_on_a_phone_in_chinese_nothing_is_cut_off(make_page: Any) -> None:  # noqa: ANN401
    page = make_page(390, "zh-CN", touch=True)
    assert page.page.get_attribute("html", "lang") == "zh-CN"
    assert not page.is_wider_than_the_window
    page.choose_photo(jpeg_of_width(240))
    page.page.tap("#show-overlay")
    assert page.page.is_visible("#parts")
    assert not page.page.is_visible("#after")
    page.page.tap("#show-result")
    page.page.tap(".card[data-id=tshirt-white]")
    page.wait_until_dressed()
    assert "白色T恤" in page.page.text_content(".card[data-id=tshirt-white]")
    assert not page.is_wider_than_the_window
    page.page.tap("#language")
    assert page.page.text_content("#target") == "For Person 1 · Top"
    page.page.wait_for_selector("text=White T-shirt")
    assert page.complaints == []


def test_a_picture_of_ones_own_is_put_on_and_stays_in_the_page(
    make_page: Any,  # noqa: ANN401
    server: Server,
    shirt: bytes,
) -> None:
    page = make_page(1400, "en-US")
    page.choose_photo(jpeg_of_width(240))
    file = {"name": "Mine.png", "mimeType": "image/png", "buffer": shirt}
    page.page.set_input_files("#garment-file", file)
    page.wait_until_dressed()
    assert page.page.get_attribute(".card[data-id=added-1]", "aria-pressed") == "true"
    listed = server.get("/v1/garments").json["garments"]
    assert all(garment["is_sample"] for garment in listed)
    assert page.complaints == []


def test_work_is_cancelled_and_errors_are_said(make_page: Any, server: Server) -> None:  # noqa: ANN401
    page = make_page(1400, "zh-CN")
    page.page.set_input_files(
        "#photo-file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    )
    page.page.wait_for_selector("#problem:not([hidden])")
    assert "a.jpg" in page.page.text_content("#problem-text")
    assert any("一" <= letter <= "鿿" for letter in page.page.text_content("#problem-text"))
    assert page.page.is_visible("#welcome"), "what was there before is there again"
    page.page.click("#dismiss")
    page.choose_photo(jpeg_of_width(1480))
    page.page.click(".card[data-id=sweater-knitted]")
    page.page.click("#cancel")
    page.page.wait_for_selector("#working", state="hidden")
    assert page.page.is_disabled("#download")
    pressed = page.page.get_attribute(".card[data-id=sweater-knitted]", "aria-pressed")
    assert pressed == "false", "what was worn before shows again"


def test_what_a_screen_reader_needs_has_a_name(make_page: Any) -> None:  # noqa: ANN401
    page = make_page(1400, "en-US")
    page.choose_photo(jpeg_of_width(240))
    nameless = page.page.evaluate(
        """[...document.querySelectorAll("button, input:not([hidden]), [role=group], a")]
           .filter((each) => each.checkVisibility())
           .filter((each) => !(each.textContent.trim() || each.ariaLabel || each.labels?.length))
           .map((each) => each.id || each.outerHTML)"""
    )
    assert nameless == []
    assert page.page.get_attribute("#photo", "alt") == "The photo, 1 person in it"
    assert page.page.get_attribute("#after", "alt") == "The photo with nothing put on"
    page.page.goto(f"http://localhost:{page.server.port}/docs")
    page.page.wait_for_selector("article")
    assert page.page.locator("article h3").count() > 13
    assert page.complaints == []
