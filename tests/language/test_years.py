"""Years and numerals in every form, as asked on 22 November 2026."""

import datetime
from decimal import Decimal

import pytest

from rag.language.numerals import parse_number
from rag.language.text import normalise
from rag.language.years import find_years, year_of

TODAY = datetime.date(2026, 11, 22)

YEARS = {
    "2021年": (2021,),
    "2021年度": (2021,),
    "２０２１年": (2021,),
    "21年": (2021,),
    "98年": (1998,),
    "二〇二一年": (2021,),
    "二零二一年": (2021,),
    "二○二一年": (2021,),
    "苏州2021出庭应诉率": (2021,),
    "长治市2018 人民调解 件数": (2018,),
    "苏州 2018": (2018,),
    "出庭应诉率２０１８": (2018,),
    "苏州（2018）出庭应诉率": (2018,),
    "苏州【2018】出庭应诉率": (2018,),
    "苏州/2018/出庭应诉率": (2018,),
    "苏州-2018-出庭应诉率": (2018,),
    "2018:出庭应诉率": (2018,),
    "苏州的出庭应诉率，2018.": (2018,),
    "苏州2018 处罚决定": (2018,),
    "苏州2018部门名单": (2018,),
    "苏州2018项目": (2018,),
    "苏州二〇一八出庭应诉率": (2018,),
    "苏州2018/2019出庭应诉率": (2018, 2019),
    "2020年起草法规": (2020,),
    "听说,19年苏州出庭应诉率": (2019,),
    "2019-2021年": (2019, 2020, 2021),
    "2019—2021年": (2019, 2020, 2021),
    "2019至2021年": (2019, 2020, 2021),
    "2019年到2021年": (2019, 2020, 2021),
    "2019、2020、2021年": (2019, 2020, 2021),
    "2019年和2021年": (2019, 2021),
    "21、22年": (2021, 2022),
    "“十三五”期间": (2016, 2017, 2018, 2019, 2020),
    "十四五": (2021, 2022, 2023, 2024, 2025),
    "2020年12月31日": (2020,),
    "2021年底": (2021,),
    "两千零二十年": (2020,),
    "一九年": (2019,),
    "2018、2019两年": (2018, 2019),
    "2018年、2019年这两年": (2018, 2019),
    "2019年到2021年三年": (2019, 2020, 2021),
    "2019到2021": (2019, 2020, 2021),
    "from 2019 to 2021": (2019, 2020, 2021),
    "2019 and 2021": (2019, 2021),
    "between 2019 and 2021": (2019, 2020, 2021),
}
RELATIVE = {
    "今年": (2026,),
    "本年度": (2026,),
    "去年": (2025,),
    "上年": (2025,),
    "上一年度": (2025,),
    "前年": (2024,),
    "大前年": (2023,),
    "明年": (2027,),
    "近三年": (2023, 2024, 2025),
    "过去三年": (2023, 2024, 2025),
    "最近两年": (2024, 2025),
    "近5年来": (2021, 2022, 2023, 2024, 2025),
    "近一年": (2025,),
    "上半年": (2026,),
    "last year": (2025,),
    "the year before last": (2024,),
    "in the past three years": (2023, 2024, 2025),
}
NO_YEARS = [
    "2021件",
    "2021余人次",
    "2021 人次",
    "2021多万人",
    "2021处",
    "苏府发(2022)5号",
    "2018/5/3",
    "2018-05-03",
    "covid-2019",
    "一百二〇一八",
    "苏府呈〔2022〕5号",
    "第2021条",
    "2021.5万元",
    "五四运动",
    "近年来",
    "一二年级",
    "二十一年",
    "近20年",
    "受理1,19年",
    "20年以上",
    "100年",
    "十五个",
    "12021",
]


@pytest.mark.parametrize(("text", "years"), YEARS.items())
def test_years_are_found(text: str, years: tuple[int, ...]) -> None:
    (mention,) = find_years(normalise(text), TODAY)
    assert (mention.years, mention.relative) == (years, False)


@pytest.mark.parametrize(("text", "years"), RELATIVE.items())
def test_relative_years_count_from_today(text: str, years: tuple[int, ...]) -> None:
    (mention,) = find_years(text, TODAY)
    assert (mention.years, mention.words, mention.relative) == (years, text, True)


@pytest.mark.parametrize("text", NO_YEARS)
def test_other_numbers_are_no_years(text: str) -> None:
    assert find_years(normalise(text), TODAY) == ()


def test_mentions_stand_at_their_offsets() -> None:
    text = "苏州2020年和去年比,2021件案件分布在2018—2019年"
    plain = normalise(text)
    found = find_years(plain, TODAY)
    assert [plain[one.start : one.end] for one in found] == [one.words for one in found]
    assert [one.years for one in found] == [(2020,), (2025,), (2018, 2019)]


def test_words_of_a_year_are_read() -> None:
    assert [year_of(words) for words in ("2021", "二〇一九", "21", "99", "3021", "千")] == [
        2021,
        2019,
        2021,
        1999,
        None,
        None,
    ]


NUMBERS = {
    "三": "3",
    "十二": "12",
    "一百二十": "120",
    "一百二": "120",
    "两": "2",
    "两万三千": "23000",
    "１２３": "123",
    "1,234.5": "1234.5",
    "1.2万": "12000",
    "3千": "3000",
    "2.5亿": "250000000",
    "96.6%": "96.6",
    "百分之八点七": "8.7",
    "千分之三": "0.3",
    "九成六": "96",
    "八成": "80",
    "四分之一": "0.25",
    "二〇二一": "2021",
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers_are_parsed(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "多", "若干", "一网通办", "三项制度", "五十余", "1,23", "一一得一", "年"])
def test_words_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None
