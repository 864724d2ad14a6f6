"""The models that tryon can run and does not ship."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """A published model.

    Attributes:
        name: what tryon calls it, on the command line too.
        repository: its id at ModelScope.
        title: what people call it.
        megabytes: about how much is downloaded.
        licence: short name of the licence of the weights.
        permits: what the licence allows, in a few words.
        weights: name of the one large file.
        files: everything that is downloaded; the weights are among them.
    """

    name: str
    repository: str
    title: str
    megabytes: int
    licence: str
    permits: str
    weights: str = "pytorch_model.pt"
    files: tuple[str, ...] = ("configuration.json", "pytorch_model.pt")


M2FP = Model(
    name="m2fp",
    repository="damo/cv_resnet101_image-multiple-human-parsing",
    title="M2FP, several people",
    megabytes=723,
    licence="CC BY-NC 4.0",
    permits="research and personal use",
)
"""Multi-human parsing, trained on CIHP (arXiv 2301.00394)."""

M2FP_SINGLE = Model(
    name="m2fp-single",
    repository="damo/cv_resnet101_image-single-human-parsing",
    title="M2FP, one person",
    megabytes=723,
    licence="CC BY-NC 4.0",
    permits="research and personal use",
)
"""Single-human parsing, trained on LIP."""

MODELS = (M2FP, M2FP_SINGLE)
"""Every model, in the order in which lists show them."""


def find_model(name: str) -> Model | None:
    """Return the model of a name or ModelScope id, or None if there is none."""
    return next((model for model in MODELS if name in (model.name, model.repository)), None)
