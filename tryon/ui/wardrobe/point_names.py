"""Names of a garment's points in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tryon.shape.point_names import (
    ARMPITS,
    CUFFS_INNER,
    CUFFS_OUTER,
    HEMS,
    NECKS,
    SHOULDERS,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    WAISTS,
    Conflict,
    PointName,
    Relation,
)

translate = QCoreApplication.translate


def point_name(name: PointName) -> str:
    """Name a point; left and right are those of the picture."""
    kinds = {
        NECKS: translate("Points", "Neck"),
        SHOULDERS: translate("Points", "Shoulder"),
        ARMPITS: translate("Points", "Armpit"),
        SLEEVES_OUTER: translate("Points", "Sleeve end, outside"),
        SLEEVES_INNER: translate("Points", "Sleeve end, inside"),
        WAISTS: translate("Points", "Waist"),
        HEMS: translate("Points", "Hem"),
        CUFFS_OUTER: translate("Points", "Cuff, outside"),
        CUFFS_INNER: translate("Points", "Cuff, inside"),
    }
    for names, kind in kinds.items():
        if name is names.left:
            return translate("Points", "{point}, left").format(point=kind)
        if name is names.right:
            return translate("Points", "{point}, right").format(point=kind)
    return {
        PointName.NECK_CENTRE: translate("Points", "Lowest point of the neckline"),
        PointName.CROTCH: translate("Points", "Crotch"),
    }[name]


def conflict_text(conflict: Conflict) -> str:
    """Say which point is in the way of which."""
    text = {
        Relation.ABOVE: translate("Points", "“{first}” must lie above “{second}”."),
        Relation.LEFT_OF: translate("Points", "“{first}” must lie to the left of “{second}”."),
    }[conflict.relation]
    return text.format(first=point_name(conflict.first), second=point_name(conflict.second))
