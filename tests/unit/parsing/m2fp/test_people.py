"""Parts find their person: who holds them; where two do, each pixel's; where nobody, their own."""

from __future__ import annotations

import numpy as np

from tryon.geometry import Box, HardMask, Size
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.parsing.instances import Instance
from tryon.parsing.m2fp.people import assemble_people

SIZE = Size(60, 40)
HUMAN = 20


def area(left: int, top: int, right: int, bottom: int) -> HardMask:
    mask = np.zeros((SIZE.height, SIZE.width), dtype=np.bool_)
    mask[Box(left, top, right, bottom).slices] = True
    return mask


def instance(category: int, mask: HardMask, score: float = 0.9) -> Instance:
    return Instance(category, score, np.packbits(mask, axis=1), SIZE)


def assemble(*instances: Instance) -> HumanParse:
    return assemble_people(instances, SIZE, human=HUMAN, min_score=0.5, engine="test")


LEFT = instance(HUMAN, area(2, 2, 22, 38), 0.8)
RIGHT = instance(HUMAN, area(30, 2, 50, 38), 0.9)


def test_a_part_goes_to_the_person_who_holds_most_of_it() -> None:
    coat = instance(Label.COAT, area(4, 10, 26, 20))
    parse = assemble(coat, instance(Label.SKIRT, area(32, 20, 48, 30)), RIGHT, LEFT)
    assert [person.number for person in parse.people] == [1, 2]
    assert [part.label for part in parse.people[0].parts] == [Label.COAT]
    assert [part.label for part in parse.people[1].parts] == [Label.SKIRT]
    assert parse.people[0].score == 0.8
    np.testing.assert_array_equal(parse.person_mask(1), coat.mask)


def test_a_part_of_two_people_is_shared_out() -> None:
    parse = assemble(instance(Label.PANTS, area(5, 20, 45, 30)), LEFT, RIGHT)
    assert parse.person_map[25, 10] == 1
    assert parse.person_map[25, 40] == 2


def test_where_parts_overlap_the_better_score_wins_whatever_the_order() -> None:
    shirt = instance(Label.UPPER_CLOTHES, area(4, 10, 20, 30), 0.7)
    scarf = instance(Label.SCARF, area(8, 8, 14, 16), 0.8)
    for parts in ((shirt, scarf), (scarf, shirt)):
        labels = assemble(LEFT, *parts).labels
        assert labels[12, 10] == Label.SCARF
        assert labels[20, 10] == Label.UPPER_CLOTHES


def test_the_same_mask_under_two_labels_counts_once() -> None:
    better = instance(Label.COAT, area(4, 10, 20, 30), 0.8)
    worse = instance(Label.UPPER_CLOTHES, area(4, 10, 21, 31), 0.7)
    assert [part.label for part in assemble(LEFT, worse, better).people[0].parts] == [Label.COAT]


def test_the_same_person_found_twice_counts_once() -> None:
    again = instance(HUMAN, area(2, 3, 22, 38), 0.7)
    coat = instance(Label.COAT, area(4, 10, 20, 30))
    assert len(assemble(again, LEFT, coat).people) == 1


def test_parts_without_a_person_make_one_if_they_touch_and_are_of_several_kinds() -> None:
    hair = instance(Label.HAIR, area(36, 2, 44, 6))
    face = instance(Label.FACE, area(36, 6, 44, 12))
    coat = instance(Label.COAT, area(32, 12, 48, 30))
    parse = assemble(LEFT, instance(Label.DRESS, area(4, 8, 20, 30)), hair, face, coat)
    assert len(parse.people) == 2
    assert {part.label for part in parse.people[1].parts} == {Label.HAIR, Label.FACE, Label.COAT}


def test_a_single_part_without_a_person_is_dropped() -> None:
    parse = assemble(instance(Label.COAT, area(32, 12, 48, 30)))
    assert parse.people == ()
    assert not parse.labels.any()


def test_the_background_class_and_weak_instances_are_passed_over() -> None:
    weak = instance(Label.COAT, area(4, 10, 20, 30), 0.4)
    parse = assemble(LEFT, weak, instance(Label.BACKGROUND, area(0, 0, 60, 40)))
    assert parse.people == ()


def test_nothing_found_is_an_empty_parse_of_the_photos_size() -> None:
    parse = assemble()
    assert parse.size == SIZE
    assert parse.people == ()
