"""Labels the street photos that only carry tags, with a network that must agree with the tags.

    python -m training.pseudo --weights assets/parser/tryon-lite.onnx --prepared runs/data

A photo's tags say which garments it shows, so the network only chooses among those: "coat or
sweater" is decided by people, "where" by the network. Training then draws these photos beside the
labelled ones. A second run, with a better network, replaces the labels.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
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
from tryon.labels import Label

_LONG_SIDE = 448
_SURE_PERSON, _SURE_NOBODY = 0.7, 0.15
_SURE_LABEL = 0.5
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
    """Give which of the 21 classes a photo may show, from its tags' codes (T,)."""
    allowed = np.zeros(CLASS_COUNT, np.bool_)
    allowed[[Label.BACKGROUND, Label.HAIR]] = True
    for code in codes:
        allowed[list(_COMPOUND.get(int(code), (code,) if code < CLASS_COUNT else ()))] = True
    return allowed


def presence_bias(allowed: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Give what knowing a photo's classes adds to each logit.

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


def _predict(
    session: onnxruntime.InferenceSession, image: NDArray[np.uint8]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    height, width = image.shape[:2]
    scale = _LONG_SIDE / max(height, width)
    size = (32 * round(width * scale / 32), 32 * round(height * scale / 32))
    enlarged = cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)
    batch = enlarged.transpose(2, 0, 1)[None].astype(np.float32)
    logits, person = session.run(["labels", "person"], {"image": batch})
    resized = cv2.resize(logits[0].transpose(1, 2, 0), (width, height))
    return resized.transpose(2, 0, 1), cv2.resize(person[0, 0], (width, height))


def main() -> None:
    """Write ``ccp_tags/<id>`` beside the other prepared photos."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    parser.add_argument("--weights", type=Path, default=Path("assets/parser/tryon-lite.onnx"))
    args = parser.parse_args()
    names = json.loads((args.data / "ccp" / "labels.json").read_text())
    tag_of_name = {name: int(tag) for tag, name in names.items()}
    table = tag_codes({tag: name for name, tag in tag_of_name.items()})
    session = onnxruntime.InferenceSession(str(args.weights), providers=["CPUExecutionProvider"])
    folder = args.prepared / "ccp_tags"
    folder.mkdir(exist_ok=True)
    written = 0
    tags_of_photo = json.loads((args.data / "ccp" / "tags.json").read_text())
    allowed = np.stack(
        [
            allowed_classes(table[[tag_of_name[tag] for tag in tags]])
            for tags in tags_of_photo.values()
        ]
    )
    for stem, bias in zip(tags_of_photo, presence_bias(allowed), strict=True):
        photo = args.data / "ccp" / "photos" / f"{stem}.jpg"
        image = cv2.cvtColor(cv2.imread(str(photo)), cv2.COLOR_BGR2RGB)
        target = pseudo_target(*_predict(session, image), bias)
        if target[1].mean() < _MIN_PERSON_SHARE:
            continue
        if not (folder / f"{stem}.image.npy").exists():
            np.save(folder / f"{stem}.image.npy", image)
        temporary = folder / f"{stem}.new.npy"  # a running loader maps the old one
        np.save(temporary, target)
        os.replace(temporary, folder / f"{stem}.target.npy")
        written += 1
    print(f"{written} photos labelled from their tags")


if __name__ == "__main__":
    main()
