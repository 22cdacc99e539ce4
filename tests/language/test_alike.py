"""Characters that are typed, heard and seen alike."""

import pytest

from rag.language.pinyin import heard_alike, typed_alike
from rag.language.shapes import looks_like


@pytest.mark.parametrize(("one", "other"), ["意议", "律率", "是事", "曾增", "条调"])
def test_characters_of_one_usual_reading_are_typed_alike(one, other):
    assert typed_alike(one, other)
    assert heard_alike(one, other)


@pytest.mark.parametrize(("one", "other"), ["前件", "各介", "应引", "网民"])
def test_rare_readings_and_near_ones_are_not_typed_alike(one, other):
    assert not typed_alike(one, other)


@pytest.mark.parametrize(("one", "other"), ["述诉", "应引", "名民", "落洛", "你李"])
def test_what_ears_blur_is_heard_alike(one, other):
    assert heard_alike(one, other)


def test_a_character_looks_like_its_neighbour_in_shape_and_not_like_any_other():
    assert looks_like("没", "设")
    assert looks_like("曰", "日")
    assert looks_like("侓", "律")
    assert not looks_like("议", "设")
    assert not looks_like("设", "设")
