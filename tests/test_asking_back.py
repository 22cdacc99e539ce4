"""Questions that leave open what they ask, or of whom: what is asked back, how it was read, what a report lacks."""

from datetime import date

import pytest
from hash_embedder import HashEmbedder

from rag.config import Settings
from rag.library.library import Library
from rag.pipeline import Desk, ask, index
from rag.types import Reason, State

TODAY = date(2022, 6, 1)
REPORT = """{place}2021年法治政府建设情况报告
一、主要工作
（一）行政复议。全年收到行政复议申请{filed}件。案前调解{before}件、案中调解{during}件。
二、存在的问题
（一）应诉能力有待加强。部分单位经验不足。
{place}人民政府
2022年1月15日
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("back")
    settings = Settings(library=folder / "library")
    for place, filed, before, during in (("泰州市", 312, 21, 17), ("扬州市", 287, 14, 9)):
        text = REPORT.format(place=place, filed=filed, before=before, during=during)
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    with Desk(Library.open(settings.library, settings, create=True), settings, HashEmbedder()) as made:
        assert index([folder], made).added == 2
        yield made


@pytest.mark.parametrize("words", ["一共有多少件？", "那个比例是多少？", "完成情况怎么样？", "2021年存在哪些问题"])
def test_what_names_no_matter_or_would_list_the_problems_of_many_is_asked_back(words, desk):
    assert ask(words, desk, today=TODAY).state is State.UNCLEAR


def test_one_place_problems_are_listed(desk):
    assert "应诉能力" in ask("泰州2021年存在哪些问题", desk, today=TODAY).text


def test_how_last_year_was_read_is_said_and_not_after_a_step_from_another_year(desk):
    assert ask("泰州去年收到多少件行政复议申请", desk, today=TODAY).text.endswith("（去年=2021年）")
    english = ask("How many 行政复议申请 did 泰州 receive in 去年, please tell me the number", desk, today=TODAY)
    assert english.text.endswith("(Read as: 去年=2021年.)")
    step = ask("上一年呢", desk, history=["泰州2021年收到多少件行政复议申请"], today=TODAY)
    assert (step.missing[0].year, "=" in step.text) == (2020, False)


def test_the_part_that_is_lacking_is_told_by_its_words(desk):
    answer = ask("泰州2021年收到多少件行政复议申请，种了多少棵树", desk, today=TODAY)
    assert (answer.state, [one.reason for one in answer.missing]) == (State.PARTIAL, [Reason.NOT_MENTIONED])
    assert "没有提到「种了" in answer.text


def test_figures_of_one_part_are_told_apart_by_what_they_count(desk):
    text = ask("泰州2021年案前调解和案中调解各多少件", desk, today=TODAY).text
    assert text.startswith("案前调解：21件，案中调解：17件。")
