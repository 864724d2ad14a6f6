"""Labels of photos that carry only tags, and passers-by set aside."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from training.classes import BACKGROUND_ANY, CLASS_COUNT, IGNORED, PERSON_ANY, SHOES, SKIN
from training.doubtful import passers_by
from training.pseudo import allowed_classes, everyday_codes, presence_bias, pseudo_target
from tryon.labels import Label


def test_tags_allow_their_labels_and_all_parts_of_skin_and_shoes() -> None:
    allowed = allowed_classes(np.array([SKIN, SHOES, Label.COAT], np.uint8))
    assert allowed[[Label.COAT, Label.FACE, Label.LEFT_LEG, Label.RIGHT_SHOE, Label.HAIR]].all()
    assert not allowed[[Label.DRESS, Label.UPPER_CLOTHES, Label.HAT]].any()


def test_a_rare_tag_weighs_more_and_an_absent_one_forbids() -> None:
    allowed = np.zeros((4, CLASS_COUNT), np.bool_)
    allowed[:, 0] = True
    allowed[0, Label.HAT] = True
    bias = presence_bias(allowed)
    assert bias[0, 0] == 0
    assert bias[0, Label.HAT] == pytest.approx(np.log(4))
    assert bias[1, Label.HAT] == -np.inf


def test_the_network_only_chooses_among_the_tags_and_the_largest_body_is_the_person() -> None:
    logits = np.zeros((CLASS_COUNT, 10, 20), np.float32)
    logits[Label.BACKGROUND] = 9
    for columns in (slice(0, 6), slice(12, 14)):
        logits[Label.BACKGROUND, :, columns] = 0
        logits[Label.DRESS, :, columns] = 9
        logits[Label.COAT, :, columns] = 8
    person = (logits[Label.DRESS] > 0).astype(np.float32)
    bias = presence_bias(allowed_classes(np.array([Label.COAT], np.uint8))[None])[0]
    codes, persons = pseudo_target(logits, person, bias)
    assert (codes[:, :6] == Label.COAT).all()
    assert (codes[:, 12:14] == IGNORED).all()
    assert persons[:, :6].all()
    assert not persons[:, 6:].any()


def test_only_background_away_from_the_labelled_person_is_doubted() -> None:
    codes = np.zeros((120, 200), np.uint8)
    codes[20:100, 20:50] = Label.COAT
    person = np.zeros((120, 200), np.float32)
    person[20:100, 20:56] = 1  # the label's own ragged edge
    person[30:90, 150:170] = 1
    doubtful = passers_by(person, codes)
    assert doubtful[30:90, 150:170].all()
    assert not doubtful[:, :100].any()


def test_an_outlined_person_gets_labels_where_the_network_is_sure() -> None:
    logits = np.zeros((21, 2, 3), np.float32)
    logits[Label.PANTS, 0, :] = 6
    logits[Label.PANTS, 1, 0] = logits[Label.SKIRT, 1, 0] = 6
    logits[Label.BACKGROUND, 1, 1] = 6
    codes = np.full((2, 3), PERSON_ANY, np.uint8)
    codes[:, 2] = BACKGROUND_ANY
    labelled = everyday_codes(codes, logits, codes == PERSON_ANY)
    assert labelled.tolist() == [
        [Label.PANTS, Label.PANTS, BACKGROUND_ANY],
        [PERSON_ANY, PERSON_ANY, BACKGROUND_ANY],
    ]
