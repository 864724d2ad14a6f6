"""The picture of the server's page in the documentation, from the real page.

    python -m bench.page --out docs/images/serve.png

It needs the extra ``dev`` and Debian's chromium.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.serve import running_server

SIZE = (1360, 860)
"""That of the window's pictures."""


def main() -> None:
    """Dress the sample person on the page and take a picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    with running_server(workers=1) as target, sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, locale="en-US")
        page.goto(target.address)
        page.click("#sample")
        page.wait_for_selector("#legend li")
        page.click(".card[data-id=shirt-flannel]")
        page.wait_for_selector("#download:not([disabled])")
        page.mouse.move(0, 0)
        page.screenshot(path=out)
        browser.close()


if __name__ == "__main__":
    main()
