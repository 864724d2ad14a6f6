"""Which point of the garment lies where on the body: pairs of points for each garment part.

The garment keeps its own length: it ends where the old clothes do if the lengths differ by no more
than the errors of parser and measurement. A shorter garment ends on the old clothes, and a longer
one continues along the body.
"""

from __future__ import annotations

from tryon.body.worn import WornRegion
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.warp.correspondences import Match
from tryon.fitting.warp.match_bottoms import match_skirts, match_trousers
from tryon.fitting.warp.match_tops import match_tops
from tryon.shape.figure import Figure, SkirtFigure, TopFigure, TrousersFigure


def match_figures(
    worn: WornRegion, garment: Figure, lengths: FitParameters = USUAL, *, is_flat: bool = True
) -> Match:
    """Pair the points of what is worn with those of a garment of the same kind.

    Args:
        worn: the body.
        garment: the garment's landmarks.
        lengths: the wanted lengths of sleeves, legs and hem, and whether it is tucked in.
        is_flat: whether it was photographed flat, not taken off a person.

    Raises:
        ValueError: if the two are of different kinds.
    """
    body = worn.figure
    if isinstance(body, TopFigure) and isinstance(garment, TopFigure):
        return match_tops(worn, body, garment, lengths, is_flat=is_flat)
    if isinstance(body, TrousersFigure) and isinstance(garment, TrousersFigure):
        return match_trousers(worn, garment, lengths, is_flat=is_flat)
    if isinstance(body, SkirtFigure) and isinstance(garment, SkirtFigure):
        return match_skirts(worn, garment, lengths, is_flat=is_flat)
    raise ValueError(f"cannot put a {type(garment).__name__} on a {type(body).__name__}")
