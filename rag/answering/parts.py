"""The parts of a report, and the words that mark them: in its headings, in its sentences and in questions."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from rag.language.pinyin import sound_alike
from rag.library.words import tagged

_PROBLEM_WORDS = r"问题|不足|困难|短板|薄弱|差距"
_PLAN_WORDS = r"下一?步|下一?年|下一?阶段|明年|来年|今后|打算|工作思路|努力方向"
_PROBLEM_HEADING = re.compile(rf"{_PROBLEM_WORDS}|挑战(?!杯)|原因")
_SOLVED = re.compile(
    r"解决|整改|化解|推动|(?:加强|补齐|补上|攻克|破解|克服)[^,;。]{0,6}(?:薄弱|短板|难题|困难|差距|不足)"
)
_PLAN_HEADING = re.compile(
    rf"{_PLAN_WORDS}|工作计划|(?:工作|主要|重点)安排|改进措施|(?:目标|任务)和(?:要求|措施)|总体要求.*(?:目标|任务)"
    r"|20\d\d年.{0,12}(?:安排|打算|计划|重点|目标|任务|建议|部署|总体要求)|今年.{0,8}(?:安排|目标|任务|建议|总体要求)"
    r"|(?:九|十[一二三四五六七]?)五\"?(?:期间|时期|计划|规划)?.{0,14}(?:目标|任务|举措|考虑|要求|部署|安排|思路)"
)
_LOOKING_BACK = re.compile(
    r"回顾|成[效绩就]|进展|(?:工作|落实|推进|整改|建设|完成)情况|主要(?:举措|做法)|工作总结|[一五]年来|过去[一五]年"
)
_ONWARD = re.compile(r"下一?步|下一?阶段|今后|明年|来年|接下来|20\d\d年,?.{0,12}(?:将|要)|针对.{0,12}问题")
_ADMISSION = re.compile(rf"(?:清醒|充分)地?(?:认识|看)到|(?:存在|面临|还有)[^。;]{{0,30}}(?:{_PROBLEM_WORDS}|挑战)")
_DONE = r"(?:做|干|搞|弄|办|抓|管|落实|完成|推进|执行)"
_LACKING = (
    rf"{_DONE}得?(?:还|都|也)?(?:不(?:太|大|够|怎么|是?很)?(?:行|好|到位|到家|理想|足|够|扎实|完善|彻底|力)|差|没到位)"
    rf"|没(?:有|能)?{_DONE}(?:好|到位|到家|到)|不(?:到位|到家|尽如?人意|理想|如意|够好|过关|给力)|拖(?:了)?后腿|短腿|掉链子"
    r"|还?差在|哪[里儿些]?(?:地方|方面)?(?:还|做得)?(?:差|不行|不好)|(?:有待|需要?|待)(?:改进|提高|加强|完善)的?"
    r"|(?:哪些|什么|啥)(?:地方|方面)[^,。]{0,4}不满意|(?:自己|自我|自身)?(?:批评|承认|坦承|检讨|反思)(?:的|了|过)?"
)
_PROBLEMS_ASKED = re.compile(rf"{_PROBLEM_WORDS}|毛病|弱点|弱项|缺点|欠缺|欠账|不到位的|{_LACKING}")
_WHERE = re.compile(r"(?:哪些|哪个|什么|啥)(?:地方|方面)|哪[里儿]")
_PLANS_ASKED = re.compile(
    rf"{_PLAN_WORDS}|接下来|往后|后头|以后|部署|计划|安排|准备(?=怎|如何|做|采取|开展|干|抓)"
    r"|(?:还要|将要|要)(?:怎么|如何|怎样)?(?:做|干|抓)(?:些?什么|些?啥|哪)|未来(?=怎|如何|要|有|的?(?:工作|重点|方向|几年|一年))"
)
_TARGETS_ASKED = re.compile(
    r"目标(?!任务?完成|责任|考核)|预期(?!寿命|性)|(?<![实财])预计|力争|争取(?=[^,。?!]{0,6}(?:达|到|实现|新增|完成))|拟(?=新|建|安排|实施)"
    r"|(?:今年|明年|20\d\d年|将|还|^|\s)要(?:新增|建成|新建|完成|达到|实现|改造|增长)|(?<![、和与及])计划(?=新增|建成|新建|完成|达到|实现|改造|安排|增长|下降)"
    r"|target"
)
_NEXT_STEP = re.compile(r"下一?步|下一?年|下一?阶段|明年|来年|今后|接下来")
_MEASURES = re.compile(r"举措|措施|做法|成效|成绩|亮点|特色|工作|内容|摘要|要点")
_MEASURES_ASKED = re.compile(
    r"(?:主要|重点|哪些|什么|啥).{0,4}(?:举措|措施|做法|成效|成绩|亮点|工作|内容)|[做干讲说写](?:了|的是)?(?:些|点)?(?:什么|啥)"
    r"|概况|概括|概述|综述|总结|归纳|摘要|亮点|特色"
    r"|^(?:推进|加强)?(?:法治政府建设|法治建设|依法行政)(?:工作|得|做得|搞得|的|总体|整体|基本|进展|开展|情况|成效|怎么样|怎样|如何|咋样)*$"
)


class Part(StrEnum):
    """Which part of a report a statement stands in."""

    HEAD = "head"
    RESULTS = "results"
    PROBLEMS = "problems"
    PLANS = "plans"


def part_of(headings: Sequence[str], ahead: int | None = None) -> Part:
    """Tell from its outermost heading that says so whether a statement reports results, problems or plans.

    `ahead` is the year that the report looks ahead to: a heading that names it is of plans (2026年主要工作).
    """
    for heading in headings[:2]:
        plans, problems = _tells_of(heading, ahead)
        if plans != problems:
            return Part.PLANS if plans else Part.PROBLEMS
    if any(all(_tells_of(heading)) for heading in headings[:2]):
        return Part.PROBLEMS
    return Part.RESULTS if headings else Part.HEAD


def looks_back(headings: Sequence[str]) -> bool:
    """Tell whether the outermost heading is of what was done, and of nothing else (一、2025年工作回顾)."""
    return tells_of_the_past(headings) and not _PLAN_HEADING.search(headings[0])


def tells_of_the_past(headings: Sequence[str]) -> bool:
    """Tell whether the outermost heading is of what was done, be it of plans as well (成就和主要目标任务)."""
    return bool(headings) and _LOOKING_BACK.search(headings[0]) is not None


def goes_on_to_plans(text: str, headings: Sequence[str]) -> bool:
    """Tell whether a sentence under a heading of problems and plans is the first of the plans."""
    return _ONWARD.match(text) is not None and any(all(_tells_of(heading)) for heading in headings[:2])


def admits_problems(text: str) -> bool:
    """Tell whether a sentence admits that there are problems."""
    return _ADMISSION.search(text) is not None


def asks_problems(words: str) -> bool:
    """Tell whether a question's words are of problems."""
    return _PROBLEMS_ASKED.search(words) is not None or bool(_mistyped(words, _PROBLEM_WORDS))


def asks_plans(words: str) -> bool:
    """Tell whether a question's words are of plans."""
    return _PLANS_ASKED.search(words) is not None


def asks_targets(words: str) -> bool:
    """Tell whether a question's words are of what was aimed at."""
    return _TARGETS_ASKED.search(words) is not None


def asks_next_step(words: str) -> bool:
    """Tell whether a question's words are of what a report looks ahead to."""
    return _NEXT_STEP.search(words) is not None


def asks_measures(words: str) -> bool:
    """Tell whether a question's words are of what was done, on the whole."""
    return _MEASURES_ASKED.search(words) is not None


def without_part(words: str, part: Part) -> str:
    """Return a question's words without those that only name the part that it asks about."""
    pattern = {Part.PROBLEMS: _PROBLEMS_ASKED, Part.PLANS: _PLANS_ASKED}.get(part)
    named = _WHERE.sub(" ", pattern.sub(" ", words) if pattern else words)
    for slip in _mistyped(named, _PROBLEM_WORDS) if part is Part.PROBLEMS else ():
        named = named.replace(slip, " ")
    return named


def names_part(word: str, part: Part) -> bool:
    """Tell whether a word of a question only names the part that it asks about."""
    pattern = {Part.PROBLEMS: _PROBLEMS_ASKED, Part.PLANS: _PLANS_ASKED}.get(part, _MEASURES)
    return pattern.search(word) is not None


def _tells_of(heading: str, ahead: int | None = None) -> tuple[bool, bool]:
    """Tell whether a heading is of plans and whether of problems; 存在的问题和下一步打算 is of both."""
    named = ahead is not None and f"{ahead}年" in heading
    plans = (named or _PLAN_HEADING.search(heading) is not None) and not _LOOKING_BACK.search(heading)
    return plans, _PROBLEM_HEADING.search(heading) is not None and not _SOLVED.search(heading)


def _mistyped(words: str, known: str) -> list[str]:
    """Return where words hold two characters that are no word and are read like a known one (文题 for 问题)."""
    wholes = known.split("|")
    tokens = [word for word, _ in tagged(words)]
    pairs = [one + two for one, two in pairwise(tokens) if len(one) == len(two) == 1]
    return [pair for pair in pairs if any(pair != one and _one_slip(pair, one) for one in wholes)]


def _one_slip(pair: str, known: str) -> bool:
    return sum(a == b for a, b in zip(pair, known, strict=True)) == 1 and sound_alike(pair, known)
