"""Advice that several messages end with."""

from __future__ import annotations

from tryon.messages.message import Message


class Hint(Message):
    """What the user can do."""

    PLAIN_BACKGROUND = (
        "Use a photo of one garment on a plain background, or a PNG with a transparent background."
    )
    OTHER_WAY = "use another mirror, or a file or folder that you already have"
    M2FP_WEIGHTS = (
        "Download them with 'tryon models download' or in Settings > Models (about 723 MB, from "
        "ModelScope, model damo/cv_resnet101_image-multiple-human-parsing, licence CC BY-NC 4.0: "
        "research and personal use), or name their folder with --weights or in Settings > Parser."
    )
