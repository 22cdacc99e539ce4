"""What of an answer nothing bears out: numbers, quotations, clauses and claims that stand in nothing that it cites."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from eval.answers import StoredAnswer, StoredCitation
from eval.statements import Statement, own_words, quotations, statements
from eval.tokens import amounts, numbers, plain, short_name
from rag.language.gazetteer import resolve
from rag.types import State

_CLAUSE = re.compile(r"[^,，。;；:：!！?？、()（）〔〕\[\]“”\"\n|]+")
_QUESTION = re.compile(r"[^。!]*[?]|[^,。;:]*(?:多少|哪|什么|怎[么样]|如何)[^,。;:]*|请[^,。;:()]*")
"""What asks or requests, and so states nothing."""
_SPELT = re.compile(r"(?<![第一二三四五六七八九十])([一二三四五六七八九十])(?=[个项件部次场家名位大类期轮组方])")
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ELLIPSIS = re.compile(r"…+|\.{3,}")
_RANK = re.compile(r"^(?:[一二三四五六七八九十]{1,2}是|首先|其次|再次|最后)")
_PLACE = re.compile(r"[省市县区州盟旗镇乡]|街道|地区|(?:19|20)\d\d(?!\d)")
LACKING = re.compile(
    r"(?:没有|未(?:能|曾|被|予)?|无法?|缺[少乏]?|不(?:能|在|含|涉|包)).*"
    r"(?:报告|提[到及]|收录|记载|公[布开]|说明|披露|涉及|列[出入]|给出|找到|查到|认出|识别|发现|检索|表述|描述|反映|资料|数据|信息|内容|数字|情况|回答|答案|范围|判断|比较|库)"
    r"|(?:报告|资料|数据|信息|库)(?:中|里|内)?(?:都|均|也|尚|并|还)?(?:没有|未|无|缺)(?:[提收记公披列说载查找]|相关|有关|关于|[这该此]|$|(?=[,。;!\n]))"
    r"|超出|[答查找看]不[到上出了]|无从|没有找到|未找到|查无|暂无"
)
"""A clause that says that something is not to be had, as an answer does of what it lacks."""
_TALK = (
    "不止 不只 一份 几份 多份 "
    "您好 你好 抱歉 对不起 很遗憾 遗憾 请问 谢谢 感谢 希望 帮助 根据 依据 按照 基于 参考 "
    "参见 详见 来自 来源 出自 摘自 引自 截至 截止 原文 原话 报告 年报 资料 数据库 知识库 "
    "记载 显示 表明 指出 提到 提及 介绍 披露 载明 写道 所述 所列 所载 所示 以下 如下 上述 "
    "以上 前述 情况 数据 结果 相关 有关 关于 对于 针对 其中 分别 依次 各自 合计 共计 总计 "
    "累计 一共 总共 共有 当年 该年 全年 年度 年份 达到 方面 主要 包括 包含 涵盖 也就是 "
    "换言之 此外 另外 同时 以及 并且 而且 或者 但是 不过 相比 比较 对比 相较 之下 两者 二者 "
    "前者 后者 两地 三地 两市 各地 两年 三年 各年 相差 差距 差额 相等 相同 一样 高于 低于 "
    "多于 少于 超过 不及 我们 查询 查阅 查到 找到 检索 询问 问到 想问 问题 回答 答案 可以 得知 "
    "看到 了解 知道 不是 并非 而非 不符 有误 说法 不对 不准确 不正确 应为 应该 正确 准确 口径 两种 三种 两个 三个 分为 "
    "名称 相近 请写出 地方的全称"
)
_FUNCTION = (
    "就达即更最较多少高低大小您你我所可能指问说称为是有约而则和与及并也均都的了着在中里内上对从由"
    "到其该此这那哪个一二两三共据按以于至之等库年月日"
)
TALK = re.compile("|".join((*sorted(_TALK.split(), key=len, reverse=True), "[一二两三四五六七八九十几]+个?方面")))
"""Words that an answer talks in and that say nothing of the matter; single characters only where a word could end."""
_CLAIMS = (
    "肯定 好评 表扬 表彰 嘉奖 认可 赞扬 称赞 荣获 显著 明显 突出 良好 优异 优秀 出色 圆满 "
    "成功 成效 扎实 先进 典范 标杆 领先 前列 第一 首位 居首 榜首 首次 首个 首批 唯一 历史 "
    "新高 新低 之最 优于 好于 提升 提高 上升 增长 增加 增强 下降 减少 降低 回落 下滑 改善 "
    "优化 加强 翻番 持续 逐年 稳步 连续 不断 进一步 仍然 已经 尚未 因为 由于 得益 "
    "归功 原因 导致 使得 造成 促使 推动 无一 必须 应当 计划 预计 即将 "
    "有望 力争 超额 按期 如期 提前"
)
_CLAIM = re.compile("|".join(_CLAIMS.split()))
"""Words that claim a praise, rank, movement, cause, extent or intention: each has to be borne out itself."""

_LEVELS, _SHORTENED = frozenset("省市县区州盟旗镇乡"), 2

_BORNE = "\x00"
_LONGEST_STRANGE = 3
"""How many characters in a row may be an answer's own, as other words for the same thing are."""
_SHORT = 4
_LEAST_STRANGE, _MOST_STRANGE = 3, 5
"""From how many on a clause is its own where they are most of it, and from how many on it always is."""


def unsupported(
    answer: StoredAnswer, sound: Sequence[StoredCitation], known: Sequence[str], places: Iterable[str]
) -> Iterator[str]:
    """Yield what an answer states and nothing bears out: a figure, number, quotation or clause of each statement.

    `sound` are its citations that are slices of their reports, `known` what may be said without a citation: the
    question, and what the library says of its reports, whose `places` may be named. A statement is borne out where its
    numbers and quotations stand in what it cites, and its clauses share their words with it; one without a mark may
    cite all.
    """
    by_number = {one.n: one for one in sound}
    common = [plain(text) for text in known]
    names = tuple({name for place in places for name in (plain(place), plain(short_name(place)))})
    derived = _derived(answer, sound)
    yield from _figures_elsewhere(answer, by_number)
    for statement in statements(answer.text):
        cited = [by_number[n] for n in statement.marks if n in by_number] if statement.marks else list(sound)
        support = "\x00".join((*common, *(plain(one.quote) for one in cited)))
        stranger = _strange_numbers(_stated(statement.text, answer), support) - derived
        fault = "、".join(sorted(stranger)) or _strange_words(statement, support, names, answer)
        if fault:
            yield fault


def _figures_elsewhere(answer: StoredAnswer, by_number: dict[int, StoredCitation]) -> Iterator[str]:
    """Yield the figures that do not stand in the citation that they name; a derived one stands in none."""
    for figure in answer.figures:
        if figure.role != "derived":
            quote = by_number[figure.citation].quote if figure.citation in by_number else ""
            if plain(figure.raw) not in plain(quote):
                yield f"{figure.raw} among the figures"


def _strange_words(statement: Statement, support: str, names: Sequence[str], answer: StoredAnswer) -> str:
    for quotation in quotations(statement.text):
        if not all(_is_quoted(plain(part), support) for part in _ELLIPSIS.split(quotation)):
            return f"“{quotation}”"
    lacks = (bool(answer.missing) or answer.state == State.UNCLEAR) and not statement.marks
    own = plain(_stated(own_words(statement.text), answer))
    clauses = (match.group() for match in _CLAUSE.finditer(own))
    stated = (clause for clause in clauses if not (lacks and LACKING.search(clause)))
    return next((clause for clause in stated if _is_strange(clause, support, names)), "")


def _stated(text: str, answer: StoredAnswer) -> str:
    """Return a text without its questions, where the answer is one: they state nothing."""
    return _QUESTION.sub("", plain(text)) if answer.state == State.UNCLEAR else text


def _strange_numbers(text: str, support: str) -> set[str]:
    """Return the numbers of a text that its support has neither as they are, nor with 万 worked in, nor spelt."""
    strange = numbers(text) - numbers(support) - _spelt(support)
    if not strange:
        return strange
    values = set(amounts(support).values())
    return strange - {number for number, value in amounts(text).items() if value in values}


def _spelt(text: str) -> set[str]:
    """Return as digits the small numbers that a text spells: 八个方面 may be told as 8个方面."""
    return {str("一二三四五六七八九十".index(char) + 1) for char in _SPELT.findall(text.replace("两", "二"))}


def _is_quoted(words: str, support: str) -> bool:
    """Tell whether words stand in what supports them; they may end with a stop of their own, but not within a word."""
    if words in support:
        return True
    cut = words.rstrip("。;,、:.")
    return cut != words and re.search(re.escape(cut) + r"(?![\w%‰])", support) is not None


def is_talk(words: str) -> bool:
    """Tell whether words say nothing of the matter."""
    return not any(piece.strip(_FUNCTION) for piece in TALK.split(words))


def _is_strange(clause: str, support: str, names: Sequence[str]) -> bool:
    """Tell whether a clause names a strange place, claims what is not there, or shares few words with its support."""
    if any(claim not in support for claim in _CLAIM.findall(clause)):
        return True
    clause = _RANK.sub("", clause)
    masked = _masked(clause, support, names)
    strange = 0
    for match in _HAN.finditer(masked):
        pieces = [piece for piece in TALK.split(match.group()) if piece.strip(_FUNCTION)]
        strange += sum(len(piece.strip(_FUNCTION)) for piece in pieces)
        if any(len(piece) > _LONGEST_STRANGE or _names_place(piece) for piece in pieces):
            return True
        if pieces and len(pieces[-1].strip(_FUNCTION)) > 1 and _PLACE.match(clause, match.end()):
            return True
    return strange >= _MOST_STRANGE or (strange >= _LEAST_STRANGE and strange > masked.count(_BORNE))


def _names_place(words: str) -> bool:
    """Tell whether words that nothing bears are the full name of a place (浙江省)."""
    return len(words) > _SHORTENED and words[-1] in _LEVELS and bool(resolve(words))


def _masked(clause: str, support: str, names: Sequence[str]) -> str:
    """Return a clause with what its support bears struck out: runs of two characters beside a figure, else of three.

    A figure pins what its clause says; without one, common words put together anew would pass for the same thing. A
    clause of four has no room for longer runs. The answer's places are struck out too, and claims, which are looked
    into by themselves.
    """
    run = 2 if _DIGIT.search(clause) or len(clause) <= _SHORT else 3
    borne = [False] * len(clause)
    for at in range(len(clause) - run + 1):
        if clause[at : at + run] in support:
            borne[at : at + run] = [True] * run
    known = (*_CLAIM.finditer(clause), *(match for name in names for match in re.finditer(re.escape(name), clause)))
    for match in known:
        borne[match.start() : match.end()] = [True] * len(match.group())
    return "".join(_BORNE if known else char for char, known in zip(clause, borne, strict=True))


def _derived(answer: StoredAnswer, sound: Sequence[StoredCitation]) -> set[str]:
    """Return the numbers that figures said to be derived give, where they are the difference or sum of cited ones."""
    claimed = {number for one in answer.figures if one.role == "derived" for number in numbers(one.raw)}
    if not claimed:
        return set()
    cited = sorted(float(number) for one in sound for number in numbers(one.quote))
    reached = {round(result, 2) for a, b in combinations(cited, 2) for result in (b - a, a + b)}
    return {number for number in claimed if round(float(number), 2) in reached}
