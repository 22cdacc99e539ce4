"""The words around a figure, as the learned decision reads them."""

from rag.language.contexts import ask_text, figure_context
from rag.language.figures import find_figures


def context(text, index):
    return figure_context(text, [figure.span for figure in find_figures(text)], index)


def test_close_by_is_what_stands_between_the_number_before_and_the_next_mark():
    text = "全年收到行政复议申请120件,立案受理复议98件,审结90件。"
    assert context(text, 0) == "全年收到行政复议申请0件"
    assert context(text, 1) == "立案受理复议0件"


def test_words_that_say_nothing_of_what_is_counted_take_what_leads_to_them():
    text = "主动公开政府信息3000条,同比增长12.5%。"
    assert context(text, 1) == "主动公开政府信息0条,同比增长0%"
    text = "出台行政规范性文件,市政府13件、市政府部门38件。"
    assert context(text, 1) == "出台行政规范性文件,市政府0件、市政府部门0件"


def test_no_digit_is_read():
    text = "2021年出庭应诉率达96.6%,比2020年提高3个百分点。"
    for index in range(2):
        assert not any(digit in words for words in context(text, index) for digit in "123456789")


def test_what_is_counted_may_stand_behind_the_number():
    assert context("共有45件行政应诉案件开庭审理。", 0) == "共有0件行政应诉案件开庭审理"


def test_an_ask_is_one_short_line():
    assert ask_text(" 出庭 \n 应诉率 ") == "出庭 应诉率"
    assert len(ask_text("率" * 500)) == 60


def test_what_says_little_begins_at_what_all_are_of():
    text = "办理行政复议案件129件、审结42件,办理行政应诉案件35件、审结31件,胜诉率100%。"
    assert context(text, 1) == "办理行政复议案件0件、审结0件"
    assert context(text, 3) == "办理行政应诉案件0件、审结0件"
    assert context(text, 4) == "办理行政应诉案件0件、审结0件,胜诉率0%"


def test_brackets_that_have_closed_are_passed_over():
    text = "新收复议案件57件(其中市复议局12件),立案54件,不予立案3件。"
    assert context(text, 1) == "新收复议案件0件(其中市复议局0件"
    assert context(text, 3) == "新收复议案件0件,立案0件,不予立案0件"
