"""Mistyped words of questions: which are read as others, which are left as they stand, and what the person is told."""

import json
from datetime import date

import pytest
from hash_embedder import HashEmbedder
from made_answers import JIANDE, SUZHOU, asked, card_of
from source import ROOT

from rag.answering.spelling import Respelt, respell, stands_in
from rag.config import Settings
from rag.explained import explain, explained_view
from rag.language.text import normalise
from rag.library.library import Library
from rag.pipeline import Desk, ask, index
from rag.show_explained import show_explained
from rag.types import State

CARDS = [card_of(SUZHOU, 2021), card_of(JIANDE, 2020)]
REPORT = """苏州市2021年法治政府建设情况报告
一、主要工作
（一）行政复议。全年收到行政复议申请312件。
（二）单味中药配方。全年抽查单味中药86批次。
苏州市人民政府
2022年1月15日
"""
SAME = {
    "行政复意案件多少件": "复议",
    "处庭应诉率": "出庭应诉率",
    "备按审查": "备案",
    "法律法归": "法规",
    "行证复议": "行政",
}
NEAR = {"出庭应述率": "应诉", "公开网站发不量": "发布", "规飞性文件": "规范性"}
SHAPE = {"法治政府建没": "建设", "企业开办几个工作曰": "工作日", "接侍信访": "接待", "领导学了哪些法侓法规": "法律"}
OTHER = {
    "主公开信息": "主动公开",
    "政复议案件": "行政复议",
    "复议议案件": "复议案件",
    "出庭庭应诉率": "出庭应诉率",
    "议复案件": "复议",
}
WELL_SPELT = [
    "调解和解化解的行政复议共多少件",
    "新设了哪些信息公开栏目",
    "功能组由哪些组组成",
    "比新收的多多少件",
    "规范性文件隔多久要清理一遍",
    "公正执法和公证案件",
    "检查和检察建议",
    "法制审核",
    "调解案件里案前案中各几件",
    "完全在网上就能办的事有几项",
    "罚案立了多少",
    "一件事联办办了多少件",
    "书记班子念法律念了几回",
    "受案和收案多少件",
    "下一年度有什么安排",
    "年年度工作要点",
]


def read(words, taken=(), kept=()):
    """A question as it is read."""
    for one in reversed(respell(words, taken, kept)):
        assert words[one.start : one.end] == one.typed
        words = words[: one.start] + one.meant + words[one.end :]
    return words


@pytest.mark.parametrize(("words", "meant"), [*SAME.items(), *NEAR.items(), *SHAPE.items(), *OTHER.items()])
def test_a_slip_is_read_as_the_word_that_was_meant(words, meant):
    assert meant not in words
    assert meant in read(words)


def test_only_the_word_with_the_slip_is_told():
    assert respell("受理行政复议安件多少件", ()) == (Respelt(6, 8, "安件", "案件"),)


@pytest.mark.parametrize("words", WELL_SPELT)
def test_words_that_are_spelt_well_stand(words):
    assert respell(words, ()) == ()


def test_names_of_the_scope_quoted_names_and_kept_words_stand():
    assert read("备按审查备按", [(0, 2)]) == "备按审查备案"
    assert respell('"备按审查"和《备按办法》', ()) == ()
    assert respell("备按执法人员", (), ["备按"]) == ()


def test_no_plain_question_of_the_sets_is_changed_and_most_mistyped_ones_are():
    changed, mistyped = [], []
    for name in ("samples", "reports"):
        for line in (ROOT / "eval" / "datasets" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            found = respell(normalise(question["question"]), ())
            if question["type"] == "typo":
                mistyped.append(bool(found))
            elif found:
                changed.append((question["question"], found))
    assert changed == []
    assert sum(mistyped) >= 0.75 * len(mistyped)


def test_a_word_stands_in_a_text_where_its_ends_are_ends_of_words():
    assert stands_in("抽查单味中药86批次", "单味")
    assert not stands_in("办理提案建议86件", "案建")


def test_a_question_is_read_with_the_words_that_were_meant():
    question = asked("建德2020年行政復意案件多少件", CARDS)
    assert (question.topic, question.respelt) == ("行政复议案件", (("行政復意", "行政复议"),))
    assert question.text == "建德2020年行政復意案件多少件"
    assert asked("那审结了几件", CARDS, ["建德2020年行政复意案件多少件"]).context == "行政复议案件"
    assert asked("建德2020年行政复议案件多少件", CARDS).respelt == ()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mistyped")
    settings = Settings(library=folder / "library")
    (folder / "苏州.txt").write_text(REPORT, encoding="utf-8")
    with Desk(Library.open(settings.library, settings, create=True), settings, HashEmbedder()) as made:
        assert index([folder], made).added == 1
        yield made


def test_the_answer_says_how_a_word_was_read(desk):
    answer = ask("苏州2021年行政复意申请多少件", desk, today=date(2022, 6, 1))
    assert [one.figure.raw for one in answer.figures] == ["312件"]
    assert answer.text.endswith("（按“行政复议”理解“行政复意”）")
    assert answer.question == "苏州2021年行政复意申请多少件"
    english = ask("How many 行政复意申请 did 苏州 receive in 2021, please tell me", desk, today=date(2022, 6, 1))
    assert english.text.endswith("(Reading “行政复意” as “行政复议”.)")


def test_explaining_tells_how_a_word_was_read(desk):
    one = explain("苏州2021年行政复意申请多少件", desk, today=date(2022, 6, 1))
    assert "读作 read as：行政复意→行政复议" in show_explained(one)
    assert explained_view(one)["explain"]["scope"]["respelt"] == [{"typed": "行政复意", "meant": "行政复议"}]


def test_a_word_that_the_report_prints_is_no_slip(desk):
    answer = ask("苏州2021年抽查单味中药多少批次", desk, today=date(2022, 6, 1))
    assert (answer.state, "理解" in answer.text) == (State.ANSWERED, False)
    assert [one.figure.raw for one in answer.figures] == ["86批次"]
