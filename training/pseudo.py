"""Adds labels that a network is sure of to photos that people labelled only in part.

    python -m training.pseudo --weights assets/parser/tryon-lite.onnx --prepared runs/data

The street photos that only carry tags: a photo's tags say which garments it shows, so the network
only chooses among those: "coat or sweater" is decided by people, "where" by the network. Training
then draws these photos beside the labelled ones.

The everyday photos whose people are outlined, but not their clothes: within an outline the network
says which part it sees, where it is sure. Outlines stay as people drew them.

Every photo is looked at in two sizes and mirrored. A second run, with a better network, replaces
the labels.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from training.classes import (
    BACKGROUND_ANY,
    BAG,
    CLASS_COUNT,
    IGNORED,
    PERSON_ANY,
    SHOES,
    SKIN,
    SUIT,
    tag_codes,
)
from training.loader import training_names
from training.pictures import read_rgb
from training.scenes import EVERYDAY, box_of
from tryon.labels import Label, mirror_label_ids
from tryon.networks.onnx_session import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_LONG_SIDES = (384, 512)
_SURE_PERSON, _SURE_NOBODY = 0.7, 0.15
_SURE_LABEL = 0.5
_SURE_EVERYDAY_LABEL = 0.75
"""Nobody said what these people wear, so the network must be surer than with tags."""
_PERSON_MARGIN = 0.15
_MIN_PERSON_PX = 60
"""People lower than this show no clothes to learn from."""
_MIN_PERSON_SHARE = 0.03
_MIN_TAGGED_SHARE = 0.0005
_MISTAKEN_FOR = {
    Label.HAT: (Label.HAIR,),
    Label.SOCKS: (Label.LEFT_LEG, Label.RIGHT_LEG, Label.PANTS),
    Label.SUNGLASSES: (Label.FACE,),
    Label.GLOVES: (Label.LEFT_ARM, Label.RIGHT_ARM),
}
"""Where a tagged thing is not found, what it was probably taken for is not trusted either."""

_COMPOUND = {
    SKIN: (
        Label.FACE,
        Label.TORSO_SKIN,
        Label.LEFT_ARM,
        Label.RIGHT_ARM,
        Label.LEFT_LEG,
        Label.RIGHT_LEG,
    ),
    SHOES: (Label.LEFT_SHOE, Label.RIGHT_SHOE),
    SUIT: (Label.COAT, Label.PANTS),
}


def allowed_classes(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which of the 21 classes a photo may show, from its tags' codes (T,)."""
    allowed = np.zeros(CLASS_COUNT, np.bool_)
    allowed[[Label.BACKGROUND, Label.HAIR]] = True
    for code in codes:
        allowed[list(_COMPOUND.get(int(code), (code,) if code < CLASS_COUNT else ()))] = True
    return allowed


def presence_bias(allowed: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return what knowing a photo's classes adds to each logit.

    Bayes: a class that a share of all photos show is one over that share times more likely in a
    photo that is known to show it, and impossible in one that does not.

    Args:
        allowed: bool (P, 21), for every photo what it may show.

    Returns:
        float32 (P, 21).
    """
    shares = np.maximum(allowed.mean(0), 1 / len(allowed))
    return np.where(allowed, -np.log(shares), -np.inf).astype(np.float32)


def pseudo_target(
    logits: NDArray[np.float32], person: NDArray[np.float32], bias: NDArray[np.float32]
) -> NDArray[np.uint8]:
    """Choose labels among the allowed ones where the network is sure.

    Args:
        logits: float32 (21, H, W).
        person: probability (H, W).
        bias: float32 (21,), see `presence_bias`.

    Returns:
        uint8 (2, H, W): codes and persons; the main person is the largest body.
    """
    logits = logits + bias[:, None, None]
    shares = np.exp(logits - logits.max(0))
    best, certainty = shares.argmax(0).astype(np.uint8), 1 / shares.sum(0)
    codes = np.where(certainty >= _SURE_LABEL, best, PERSON_ANY).astype(np.uint8)
    is_thing = (best != Label.BACKGROUND) & (best != BAG)
    for label, others in _MISTAKEN_FOR.items():
        if np.isfinite(bias[label]) and (codes == label).mean() < _MIN_TAGGED_SHARE:
            codes[np.isin(codes, others)] = PERSON_ANY
    codes[is_thing & (person < _SURE_PERSON)] = IGNORED
    codes[~is_thing & (person > _SURE_NOBODY)] = IGNORED
    codes[(best == BAG) & (certainty >= _SURE_LABEL)] = BAG
    codes[(best == Label.BACKGROUND) & (person <= _SURE_NOBODY)] = BACKGROUND_ANY
    is_body = (codes != BACKGROUND_ANY) & (codes != IGNORED) & (codes != BAG)
    _, bodies, stats, _ = cv2.connectedComponentsWithStats(is_body.astype(np.uint8))
    sizes = stats[:, cv2.CC_STAT_AREA].copy()
    sizes[0] = 0
    main = (bodies == sizes.argmax()) & is_body
    codes[is_body & ~main] = IGNORED
    return np.stack((codes, main.astype(np.uint8)))


def everyday_codes(
    codes: NDArray[np.uint8], logits: NDArray[np.float32], mask: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Name the parts of one outlined person where the network is sure.

    Args:
        codes: uint8 (H, W), with `PERSON_ANY` or an earlier network's label on the person.
        logits: float32 (21, H, W).
        mask: bool (H, W), the person's outline.

    Returns:
        uint8 (H, W), changed inside the outline only.
    """
    shares = np.exp(logits - logits.max(0))
    shares /= shares.sum(0)
    shares[[Label.BACKGROUND, BAG]] = 0  # the outline says it is a person
    best = shares.argmax(0).astype(np.uint8)
    sure = np.where(shares.max(0) >= _SURE_EVERYDAY_LABEL, best, PERSON_ANY)
    return np.where(mask, sure, codes).astype(np.uint8)


def _predict(
    session: InferenceSession, image: NDArray[np.uint8]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Average the network's labels and persons over sizes and the mirrored photo."""
    height, width = image.shape[:2]
    swap = np.append(mirror_label_ids(), BAG)
    total_logits = np.zeros((len(swap), height, width), np.float32)
    total_person = np.zeros((height, width), np.float32)
    for long_side in _LONG_SIDES:
        scale = long_side / max(height, width)
        size = (max(32 * round(width * scale / 32), 32), max(32 * round(height * scale / 32), 32))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        pixels = small.transpose(2, 0, 1).astype(np.float32)
        batch = np.stack((pixels, pixels[:, :, ::-1]))
        logits, person = session.run(["labels", "person"], {"image": batch})
        mean = (logits[0] + logits[1][swap, :, ::-1]).transpose(1, 2, 0) / 2
        total_logits += cv2.resize(mean, (width, height)).transpose(2, 0, 1)
        total_person += cv2.resize((person[0, 0] + person[1, 0, :, ::-1]) / 2, (width, height))
    count = np.float32(len(_LONG_SIDES))
    return total_logits / count, total_person / count


def _label_tagged(session: InferenceSession, data: Path, prepared: Path) -> int:
    names = json.loads((data / "ccp" / "labels.json").read_text())
    tag_of_name = {name: int(tag) for tag, name in names.items()}
    table = tag_codes({tag: name for name, tag in tag_of_name.items()})
    folder = prepared / "ccp_tags"
    folder.mkdir(exist_ok=True)
    written = 0
    tags_of_photo = json.loads((data / "ccp" / "tags.json").read_text())
    allowed = np.stack(
        [
            allowed_classes(table[[tag_of_name[tag] for tag in tags]])
            for tags in tags_of_photo.values()
        ]
    )
    for stem, bias in zip(tags_of_photo, presence_bias(allowed), strict=True):
        photo = data / "ccp" / "photos" / f"{stem}.jpg"
        image = read_rgb(photo)
        target = pseudo_target(*_predict(session, image), bias)
        if target[1].mean() < _MIN_PERSON_SHARE:
            continue
        if not (folder / f"{stem}.image.npy").exists():
            np.save(folder / f"{stem}.image.npy", image)
        _replace(folder / f"{stem}.target.npy", target)
        written += 1
    return written


def _label_everyday(session: InferenceSession, prepared: Path) -> int:
    written = 0
    for name in training_names(prepared):
        if name.split("/")[0] not in EVERYDAY:
            continue
        image = np.load(prepared / f"{name}.image.npy")
        target = np.load(prepared / f"{name}.target.npy")
        codes, persons = target
        for number in np.unique(persons[persons > 0]):
            mask = persons == number
            left, top, right, bottom = box_of(mask)
            if bottom - top < _MIN_PERSON_PX:
                continue
            margin = round(_PERSON_MARGIN * max(bottom - top, right - left))
            rows = slice(max(top - margin, 0), bottom + margin)
            columns = slice(max(left - margin, 0), right + margin)
            logits, _ = _predict(session, image[rows, columns])
            codes[rows, columns] = everyday_codes(codes[rows, columns], logits, mask[rows, columns])
        if persons.any():
            _replace(prepared / f"{name}.target.npy", np.stack((codes, persons)))
            written += 1
    return written


def _replace(file: Path, target: NDArray[np.uint8]) -> None:
    temporary = file.with_suffix(".new.npy")  # a running loader maps the old one
    np.save(temporary, target)
    os.replace(temporary, file)


def main() -> None:
    """Write ``ccp_tags/<id>``, and the targets of the everyday photos in place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    parser.add_argument("--weights", type=Path, default=Path("assets/parser/tryon-lite.onnx"))
    args = parser.parse_args()
    session = open_session(args.weights)
    print(f"{_label_tagged(session, args.data, args.prepared)} photos labelled from their tags")
    print(f"{_label_everyday(session, args.prepared)} photos of outlined people labelled")


if __name__ == "__main__":
    main()
