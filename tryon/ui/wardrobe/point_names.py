"""Names of a garment's points in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tryon.shape.point_names import SIDES, Conflict, Relation

translate = QCoreApplication.translate


def point_name(name: str) -> str:
    """Name a point; left and right are those of the picture."""
    for side in SIDES:
        if name.endswith(f"_{side}"):
            kind = _kind_name(name.removesuffix(f"_{side}"))
            if side == "left":
                return translate("Points", "{point}, left").format(point=kind)
            return translate("Points", "{point}, right").format(point=kind)
    return _kind_name(name)


def _kind_name(name: str) -> str:
    return {
        "neck": translate("Points", "Neck"),
        "neck_centre": translate("Points", "Lowest point of the neckline"),
        "shoulder": translate("Points", "Shoulder"),
        "armpit": translate("Points", "Armpit"),
        "sleeve_outer": translate("Points", "Sleeve end, outside"),
        "sleeve_inner": translate("Points", "Sleeve end, inside"),
        "waist": translate("Points", "Waist"),
        "hem": translate("Points", "Hem"),
        "crotch": translate("Points", "Crotch"),
        "cuff_outer": translate("Points", "Cuff, outside"),
        "cuff_inner": translate("Points", "Cuff, inside"),
    }[name]


def conflict_text(conflict: Conflict) -> str:
    """Say which point is in the way of which."""
    text = {
        Relation.ABOVE: translate("Points", "“{first}” must lie above “{second}”."),
        Relation.LEFT_OF: translate("Points", "“{first}” must lie to the left of “{second}”."),
    }[conflict.relation]
    return text.format(first=point_name(conflict.first), second=point_name(conflict.second))
