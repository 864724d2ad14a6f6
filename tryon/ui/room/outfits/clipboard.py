"""Clothes that were copied, to be pasted in any window."""

from __future__ import annotations

from dataclasses import dataclass

from tryon.document.outfits.outfit import Piece


@dataclass(eq=False)
class ClothesClipboard:
    """One for all windows; apart from the system's, on which pictures are.

    Attributes:
        pieces: what was copied, lowest first.
    """

    pieces: tuple[Piece, ...] = ()
