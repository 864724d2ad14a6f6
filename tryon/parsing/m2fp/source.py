"""Where M2FP's weights come from. Free of torch, so that messages can be given without it."""

from __future__ import annotations

from pathlib import Path

from tryon.models.store import SAFETENSORS_SUFFIX

WEIGHTS_NAME = "pytorch_model.pt"

WHERE_FROM = (
    "Download them with 'tryon models download' or in Settings > Models (about 723 MB, from "
    "ModelScope, model damo/cv_resnet101_image-multiple-human-parsing, licence CC BY-NC 4.0: "
    "research and personal use), or name their folder with --weights."
)
"""What a message says of the way to the weights."""


def find_weights(place: Path) -> Path | None:
    """Return the weights' file of a folder, or the file itself; None if there is none."""
    published = place / WEIGHTS_NAME
    candidates = (place, published, published.with_suffix(SAFETENSORS_SUFFIX))
    return next((path for path in candidates if path.is_file()), None)
