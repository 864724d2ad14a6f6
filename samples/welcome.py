"""Make the welcome page's pictures, before and after, from the sample session.

python -m samples.welcome --out assets/welcome
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from PIL import Image

from tryon.cli import main as tryon
from tryon.sample_session import read_sample_session

_CROP = (150, 30, 850, 963)
"""Left, top, right and bottom in pixels of the photo: head to hips, as high as 4 to 3."""
_SIZE_WH = (480, 640)
_QUALITY = 88


def main() -> None:
    """Dress the sample person and write both pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("assets/welcome"), metavar="DIR")
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    session = read_sample_session()
    garments = [word for _, file in session.garments for word in ("--garment", str(file))]
    with tempfile.TemporaryDirectory() as private:
        after = Path(private) / "after.png"
        tryon(["fit", str(session.photo), *garments, "-o", str(after)])
        for name, picture in (("before", session.photo), ("after", after)):
            small = Image.open(picture).convert("RGB").crop(_CROP).resize(_SIZE_WH)
            small.save(folder / f"{name}.jpg", quality=_QUALITY, optimize=True)


if __name__ == "__main__":
    main()
