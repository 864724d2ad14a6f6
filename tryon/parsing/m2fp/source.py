"""Where M2FP's weights come from. Free of torch, so that messages can be given without it."""

from __future__ import annotations

from pathlib import Path

WEIGHTS_NAME = "pytorch_model.pt"
SAFE_WEIGHTS_NAME = "pytorch_model.safetensors"

WHERE_FROM = (
    "They come from ModelScope, model damo/cv_resnet101_image-multiple-human-parsing (about "
    "723 MB, licence CC BY-NC 4.0: research and personal use); name the folder with --weights."
)
"""What a message says of the way to the weights."""


def find_weights(place: Path) -> Path | None:
    """Give the weights' file of a folder, or the file itself; None if there is none."""
    candidates = (place, place / WEIGHTS_NAME, place / SAFE_WEIGHTS_NAME)
    return next((path for path in candidates if path.is_file()), None)
