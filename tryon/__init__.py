"""tryon: virtual try-on on your own machine.

::

    import tryon

    look = tryon.open("photo.jpg").wear("shirt.png", person=1)
    look.save("out.png")

What it offers is in `tryon.api`, and loads when it is first used: ``import tryon`` is instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tryon.api import (
        FitParameters,
        Garment,
        GarmentCategory,
        HumanParse,
        JointName,
        Joints,
        Label,
        Look,
        Origin,
        OriginShares,
        Person,
        Picture,
        Region,
        TryOnError,
        load_garment,
        load_pattern,
        open,
        parse,
    )

__version__ = "0.1.0"

__all__ = [
    "FitParameters",
    "Garment",
    "GarmentCategory",
    "HumanParse",
    "JointName",
    "Joints",
    "Label",
    "Look",
    "Origin",
    "OriginShares",
    "Person",
    "Picture",
    "Region",
    "TryOnError",
    "load_garment",
    "load_pattern",
    "open",
    "parse",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tryon import api

    return globals().setdefault(name, getattr(api, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
