"""Conversations are kept whole, found again, and never another visitor's."""

import ast
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from source import MODULES, tree

from rag.errors import LibraryError
from rag.spans import Span
from rag.talks.conversations import DATABASE, Conversations
from rag.talks.turn import Day, Kept, Talk, Turn, by_day
from rag.types import (
    Answer,
    Chunk,
    Citation,
    CitedFigure,
    Figure,
    Identity,
    Kind,
    Missing,
    Passage,
    Reason,
    ReportCard,
    Role,
    State,
)

IDENTITY = Identity(
    "苏州市2021年报告", "苏州市人民政府", "苏州市", ("江苏省", "苏州市"), 2021, Kind.LAW_BASED_GOVERNMENT
)
CARD = ReportCard("ab" * 32, ("苏州.html",), IDENTITY, "html", False, 0, 900, 3, 4, 1.0, (Span(0, 4),), "2026-01-01")
FIGURE = Figure(Span(7, 12), "96.6%", Decimal("96.60"), "%", False, Role.ACTUAL, "出庭应诉率", year=2021)
PASSAGE = Passage(0.5, Chunk(CARD.id, Span(0, 12), "出庭应诉率为96.6%", ("一、工作",), None), CARD)
ANSWER = Answer(
    "a1",
    "苏州2021年出庭应诉率",
    State.PARTIAL,
    "96.6%。[1]",
    (CitedFigure(FIGURE, "苏州市", 2021, 1),),
    (Citation(1, f"{CARD.id[:12]}-0-12-0a1b2c", Span(0, 12), "出庭应诉率为96.6%", ("一、工作",), 3, CARD),),
    (Missing("苏州市", 2020, Reason.NO_REPORT_OF_YEAR, (2019, "甲")),),
    (PASSAGE,),
    12.5,
    (PASSAGE,),
)
NOWHERE = Path("no", "such", "folder")
TURN = Turn(ANSWER.question, ANSWER)


@pytest.fixture
def conversations(tmp_path):
    return Conversations(tmp_path)


@pytest.fixture
def mine(conversations):
    return conversations.of("me")


def test_a_turn_comes_back_whole_but_for_the_passages_it_was_chosen_from(mine, tmp_path):
    talk, kept = mine.keep(TURN)
    mine.keep(Turn("空", error="the question is empty"), talk)
    again = Conversations(tmp_path).of("me").turns(talk)
    assert [turn.question for turn in again] == ["苏州2021年出庭应诉率", "空"]
    assert again[0] == replace(kept, answer=replace(ANSWER, retrieved=()))
    assert again[1].error == "the question is empty"


def test_a_conversation_is_named_by_its_first_question_and_can_be_renamed(mine):
    talk, _ = mine.keep(Turn("  苏州\n2021年 "))
    mine.keep(Turn("那2020年呢"), talk)
    assert mine.find(talk).name == "苏州 2021年"
    mine.rename(talk, "  ")
    assert mine.find(talk).name == "苏州 2021年"
    mine.rename(talk, "出庭" * 100)
    assert mine.find(talk).name == "出庭" * 40


def test_the_last_gone_on_with_comes_first_and_no_more_than_wanted(tmp_path):
    ticks = iter(range(99))
    mine = Conversations(tmp_path, lambda: next(ticks)).of("me")
    first, second, third = (mine.keep(Turn(name))[0] for name in "一二三")
    mine.keep(Turn("还有"), first)
    assert [talk.id for talk in mine.talks(9)] == [first, third, second]
    assert [talk.id for talk in mine.talks(2)] == [first, third]


@pytest.mark.parametrize("words", ["出庭", "９６．６%", "行政應訴", "蘇州 96.6", "改名 那2020年"])
def test_every_word_is_looked_for_in_names_questions_and_answers(mine, words):
    talk, _ = mine.keep(TURN)
    mine.keep(Turn("那2020年呢"), talk)
    mine.rename(talk, "改名，行政应诉")
    mine.keep(Turn("清镇市下放了多少项职权"))
    assert [found.id for found in mine.talks(9, words)] == [talk]
    assert mine.talks(9, "出庭 清镇") == []


def test_conversations_stand_by_the_day_of_where_the_person_is():
    now = datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=8)))
    hours = (0, 1, 24, 25, 900)
    listed = by_day((Talk(str(ago), "", now.timestamp() - ago * 3600) for ago in hours), now)
    assert {day: [talk.id for talk in talks] for day, talks in listed.items()} == {
        Day.TODAY: ["0"],
        Day.YESTERDAY: ["1", "24"],
        Day.EARLIER: ["25", "900"],
    }


def test_wildcards_and_sql_are_words_like_others(mine):
    talk, _ = mine.keep(Turn("覆盖率100%'; DROP TABLE talk; --"))
    mine.keep(Turn("别的"))
    assert [found.id for found in mine.talks(9, "100%'; drop")] == [talk]
    assert mine.talks(9, "_") == mine.talks(9, "覆%率") == []
    mine.rename("x' OR '1'='1", "都改名")
    mine.delete("x' OR '1'='1")
    assert len(mine.talks(9)) == 2


@example("\ud800\x00")
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_is_kept_and_found(text):
    mine = Conversations(NOWHERE).of(text)
    talk, _ = mine.keep(Turn(text, replace(ANSWER, question=text, text=text), text))
    mine.rename(talk, text)
    mine.talks(3, text)
    mine.judge(mine.turns(talk)[0].number, True, text)
    assert [turn.question for turn in mine.turns(talk)] == [text.encode("utf-8", "replace").decode()]


def test_a_deleted_conversation_leaves_no_word_behind(mine, tmp_path):
    talk, _ = mine.keep(Turn("绝密的问题", replace(ANSWER, text="绝密的回答")))
    mine.rename(talk, "绝密的名字")
    assert "绝密".encode() in (tmp_path / DATABASE).read_bytes()
    mine.delete(talk)
    assert (mine.find(talk), mine.turns(talk), mine.talks(9), mine.judged()) == (None, [], [], [])
    assert "绝密".encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_what_is_said_after_a_deletion_begins_another_conversation(mine):
    talk, _ = mine.keep(TURN)
    mine.delete(talk)
    again, _ = mine.keep(Turn("还在吗"), talk)
    assert again != talk
    assert [turn.question for turn in mine.turns(again)] == ["还在吗"]


def test_nothing_of_one_visitor_is_anothers_to_read_or_change(conversations):
    mine, other = conversations.of("me"), conversations.of("other")
    talk, turn = mine.keep(TURN)
    assert (other.find(talk), other.turns(talk), other.talks(9), other.talks(9, "苏州")) == (None, [], [], [])
    other.rename(talk, "改了")
    other.delete(talk)
    other.judge(turn.number, False, "改了")
    begun, _ = other.keep(Turn("我的"), talk)
    assert begun != talk
    assert mine.find(talk).name == TURN.question
    assert mine.turns(talk) == [replace(turn, answer=replace(ANSWER, retrieved=()))]
    assert other.judged() == []
    assert [found.name for found in other.talks(9)] == ["我的"]


def test_every_statement_over_conversations_is_bound_to_the_visitor():
    nodes = [
        node
        for node in ast.walk(tree(MODULES["rag.talks.conversations"]))
        if isinstance(node, ast.Constant | ast.JoinedStr)
    ]
    written = [ast.unparse(node).lstrip("f'\"") for node in nodes]
    statements = [text for text in written if re.match(r"(SELECT|INSERT|UPDATE|DELETE) ", text)]
    assert len(statements) >= 8
    assert [text for text in statements if ":visitor" not in text] == []


def test_what_was_thought_of_an_answer_is_kept_with_the_questions_before_it(mine):
    talk, first = mine.keep(TURN)
    _, second = mine.keep(replace(TURN, question="那2020年呢"), talk)
    _, failed = mine.keep(Turn("空", error="e"), talk)
    mine.judge(second.number, False, " 应为97% ")
    mine.judge(first.number, True)
    mine.judge(failed.number, False)
    judged = mine.judged()
    assert [(one.turn.good, one.turn.note, one.history) for one in judged] == [
        (True, "", ()),
        (False, "应为97%", ("苏州2021年出庭应诉率",)),
    ]
    mine.judge(first.number, None)
    assert [one.turn.good for one in mine.judged()] == [False]


def test_an_answer_of_an_older_form_is_none_and_the_rest_is_there(mine, tmp_path):
    talk, _ = mine.keep(TURN)
    mine.keep(Turn("后来的", ANSWER), talk)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection, connection:
        connection.execute("UPDATE turn SET answer = '{\"reply\": 1}' WHERE question = ?", (TURN.question,))
    old, later = mine.turns(talk)
    assert (old.question, old.answer, old.error) == (TURN.question, None, "")
    assert later.answer.text == "96.6%。[1]"


def test_many_threads_and_visitors_keep_at_once(conversations):
    talks = {}

    def talk_on(visitor):
        own, talk = conversations.of(visitor), None
        for turn in range(10):
            talk, _ = own.keep(Turn(f"{visitor}的第{turn}问"), talk)
        talks[visitor] = talk

    threads = [Thread(target=talk_on, args=(visitor,)) for visitor in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for visitor in "甲乙丙丁":
        own = conversations.of(visitor)
        assert [turn.question for turn in own.turns(talks[visitor])] == [f"{visitor}的第{turn}问" for turn in range(10)]
        assert len(own.talks(9)) == 1


def test_hundreds_of_conversations_cost_little(mine):
    for number in range(500):
        mine.keep(replace(TURN, question=f"第{number}个问题"))
    started = time.perf_counter()
    assert len(mine.talks(30)) == 30
    assert [talk.name for talk in mine.talks(30, "第77个 96.6")] == ["第77个问题"]
    assert time.perf_counter() - started < 0.2


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"no database" * 99)])
def test_where_they_cannot_be_kept_they_last_as_long_as_the_server(tmp_path, make):
    make(tmp_path / DATABASE)
    conversations = Conversations(tmp_path)
    assert conversations.kept is not Kept.FOR_GOOD
    talk, _ = conversations.of("me").keep(TURN)
    assert conversations.of("me").turns(talk)[0].question == TURN.question
    assert conversations.of("other").turns(talk) == []


def test_a_file_of_a_later_version_is_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (tmp_path / DATABASE).read_bytes()
    assert Conversations(tmp_path).kept is Kept.DAMAGED
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_file_that_goes_away_is_begun_anew_and_one_that_breaks_is_told(mine, tmp_path):
    mine.keep(TURN)
    (tmp_path / DATABASE).unlink()
    assert mine.talks(9) == []
    mine.keep(TURN)
    (tmp_path / DATABASE).write_bytes(b"no database" * 99)
    with pytest.raises(LibraryError, match="the conversation cannot be kept now"):
        mine.keep(TURN)
