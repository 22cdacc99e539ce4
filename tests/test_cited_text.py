"""Citation ids are found in whatever a person pastes."""

import pytest

from rag.cited import citations_in

ONE, OTHER = "0123456789ab-120-168-0a1b2c", "ffffffffffff-0-7-abcdef"


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"出庭应诉率为96.6%。[^1]\n\n[^1]: 苏州市，引文编号 {ONE}。",
        f"出处：`{ONE}`，第3页",
        f"引文编号{ONE}。",
        f"http://localhost:8501/citations?cite={ONE}&x=1",
        f'{{"id": "{ONE}", "quote": "出庭"}}',
        ONE.replace("-", "\u2011"),
        "０１２３４５６７８９ａｂ－１２０－１６８－０ａ１ｂ２ｃ",
    ],
)
def test_an_id_is_found_whatever_is_around_it(text):
    assert citations_in(text) == [ONE]


def test_ids_come_once_and_in_their_order():
    assert citations_in(f"{OTHER} 和 {ONE}\n又见 {OTHER}") == [OTHER, ONE]


@pytest.mark.parametrize("text", ["", "2021-01-02", f"a{ONE}", f"{ONE}0", "0123456789ab-120-168-0a1b2", "96.6%"])
def test_what_is_no_id_is_passed_over(text):
    assert citations_in(text) == []
