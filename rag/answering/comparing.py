"""What a question compares, and the same question as it is asked of each report by itself."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.answering.asked import AskKind, Question, Wanted
from rag.answering.items import part_asked
from rag.answering.terms import DECIDING, find_terms
from rag.answering.wording import asks_change, bare
from rag.language.numerals import parse_number
from rag.language.places import short_names
from rag.language.text import normalise

_WHO = (
    r"(?:哪里|哪儿|哪边|哪方|哪(?:一|几)?(?:个|家|座)?(?:地方|城市|地区|省份?|市|区|县|州|盟|旗|镇|乡|街道|年份?|单位|部门)?"
    r"|谁|哪些(?:地方|城市|地区|省份?|市|区|县|州|年份?))"
)
_DEGREE = r"[高低多少大小长短]"
_MOST = rf"(?:最{_DEGREE}(?!人民|法院|检察|生活|工资|限度|跑|程度|标准|保障|水平)|[更较]{_DEGREE}(?=的|[,。?!\s]|$))"
_RANKED = re.compile(
    rf"{_MOST}|{_WHO}[^,。;?!]{{0,24}}?(?:比较)?{_DEGREE}(?=[,。?!\s呢吗些]|$)|排名|排序|排行|名次|从[高低多少大小]到[高低多少大小]"
    r"|由[高低多少大小]到[高低多少大小]|第一名|倒数第|排在?第|排第|居首|垫底|前[一二两三四五六七八九十\d]{1,2}(?:名|位|个地)"
    r"|highest|lowest|most|least|fewest|largest|smallest|more|fewer|less|higher|lower|rank|which (?:place|city|year)",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"[最更较][低少小短]|[^多]少(?=[?!呢]|$)|从[低少小]到|由[低少小]到|垫底|倒数|lowest|least|fewest|smallest|fewer|less|lower",
    re.I,
)
_APART = re.compile(
    rf"相差|差距|差额|差值|差多少|差了|差几|首尾|比[^,。;?!]{{0,40}}?{_DEGREE}(?:了|出)?(?:多少|几)|[多少高低](?:了|出)?多少"
    r"|对比|相比|比较(?!好|强|完善|健全)|pk|compare|difference|how (?:much|many) (?:more|less|fewer|higher|lower)",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"(?<!气候)变化|走势|趋势|变动|波动|起伏|增减|升降|是[升增]|[升增]还是[降减]|有没有(?:增|减|上升|下降|提高)"
    r"|逐年|历年|trend|change|over the years",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"合计|总计|总共|一共|加起来|加在一起|加总|总和|之和|in total|altogether|\bsum\b", re.IGNORECASE)
_MEAN = re.compile(
    r"平均(?=值|数|下来|来看|是|为|有|每[地个年]|多少|几|[^\u4e00-\u9fff]|$)|\baverage\b|\bmean\b", re.IGNORECASE
)
_TIMES = re.compile(r"(?:几|多少)倍|翻了?(?:几|多少)番|how many times", re.IGNORECASE)
_EACH = re.compile(r"分别|各")
_STEPS = re.compile(r"(?:逐年|每年|年年|历年|各年|每一年)[^,。;?]{0,10}(?:增|减|升|降|差|变化)|环比")
_SHARE = re.compile(r"百分之[几多]|百分比|增长率|增速|增幅|降幅|幅度|多大|几成|percent")
_PERIOD = re.compile(
    r"[两二三四五六七八九十几\d]年(?!以[上内下]|期|行动|规划|计划|方案|任务|攻坚|内|限|制|度)|[两二三四五六七八九十几]地|[两三四五]者"
)

_NOISE = re.compile(
    "|".join(
        (
            r"(?:首尾|前后|之间|之下|两者|二者)?(?:相差|差距|差额|差值|差异|差别)(?:是|有|为|了)?(?:多大|多少)?",
            r"首尾|(?:首|头)尾之?间?",
            r"(?:按|按照)?[从由][高低多少大小]到[高低多少大小](?:地|来)?(?:进行)?(?:排名|排序|排列|排)?",
            r"排名|排序|排行榜?|名次|排列|第一名(?:是谁|是哪里)?|位居第?[一二三]?|居首|垫底|倒数第[一二三]|排在?第几",
            r"前[一二两三四五六七八九十\d]{1,2}(?:名|位|个地[方区])(?:是)?",
            rf"(?:的)?(?:是|为|属于)?{_MOST}(?:的)?(?:是|为|在)?(?:{_WHO})?",
            rf"{_WHO}(?:的)?(?=[^,。;?!]*{_DEGREE}(?:[,。?!\s呢吗些]|$))",
            r"(?:有|是)?(?:什么|怎么|怎样|如何|何种|多大)?(?:的)?(?<!气候)变化(?:情况|趋势|幅度|了|的|吗|多大|如何|怎样)*",
            r"(?:的)?(?:走势|趋势|变动|波动|起伏|增减|升降|走向)(?:情况|如何|怎样|是|图)*",
            r"是[升增]是[降减]|是(?:上升|增加|提高|增长)(?:了)?还是(?:下降|减少|降低)(?:了)?|有没有(?=增|减|上升|下降|提高|降低)",
            r"逐年(?:情况|是|的)*|历年(?:来|的)?|各年(?:度)?(?:的)?|每一?年(?:的)?|年年|环比",
            r"(?:进行|做个?|作)?(?:一下)?(?:对比|相比|比较(?!好|强|完善|健全)|比一比|比起来)(?:一下|之下|而言|来说|起来|看)*",
            rf"{_PERIOD.pattern}(?:间|来|之间|的|相比)*",
            r"(?:两地|两者|二者|三地|各地)?(?:合计|总计|总共|一共|加起来|加在一起|加总|总和|之和|平均(?:值|数|下来|每[地个年])?)",
            r"(?:是|为|翻了?|增长了?|相差|差了?)?[^,。;?!\s]{0,2}?的?(?:几|多少)倍|翻了?(?:几|多少)番",
            r"分别|各自|幅度|百分之[几多]?|个百分点",
        )
    )
)
_MOVED = re.compile(
    r"(?:是否|有没有|是不是)?(?:增长|上升|提高|提升|下降|减少|降低|增加|回落|压缩|缩短|变)(?:了|出|过)?(?:吗|没有|多少|几)?"
    rf"(?=[,。?!\s]|$)|(?:同比|较)?{_DEGREE}(?:了|出)?(?:多少|几[^\w]?)?(?=[,。?!\s]|$)|怎么样?(?=[,。?!\s]|$)"
)
_DIFFERS = re.compile(r"差|[增减升降涨跌变]|多了|少了|高了|低了|头尾|首尾|前后|走[势向过]|怎么走")
_AGAINST = re.compile(r"(?<![对相占同环分])(比)(?![较例率重值上得])")
_OF_WHOLE = re.compile(r"全[省市区县州盟旗]")
_FIRST = re.compile(r"前(?P<many>[一二两三四五六七八九十\d]{1,2})(?:名|位|个|的)?|top (?P<english>\d+)", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    r"(?:比|较|与|和|同|跟|相比于?)(?:上一?年|去年|前一?年)(?:度|同期)?(?:相比|比较|比)?|同比|year[- ]on[- ]year"
    r"|(?:than|from) the year before",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"多少|几|多大|幅度|是[升增]|[升增]还是|how much|how many", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:^|(?<=[\s,]))(?:比较?|和|与|跟|同|及|到|至|从|自|在|的|呢|、|,)+(?=\s|$)|[比和与跟是](?=\s|$)|[,。?!]+(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be said of several values: which has most (`ranks`, from the `least` on), how far they are apart.

    `course` asks how a value went over the years, `steps` for each year against the one before, `share` for a change as
    a share, `change` for a change, `amount` for how much it is. `total` and `mean` ask what they come to together,
    `times` how many times one is of another. `first` is how many of a ranking are asked for, 0 where that is left open.
    """

    ranks: bool = False
    least: bool = False
    apart: bool = False
    course: bool = False
    steps: bool = False
    share: bool = False
    change: bool = False
    amount: bool = False
    total: bool = False
    mean: bool = False
    times: bool = False
    first: int = 0

    def __bool__(self) -> bool:
        return self.ranks or self.apart or self.course or self.change or self.total or self.mean or self.times


def comparison(question: Question) -> Comparison:
    """Return what a question compares; nothing (false) where it only asks for values."""
    words = normalise(question.text)
    several = len(question.scope.years) > 1 or len(question.scope.places) > 1
    ranks = _RANKED.search(words) is not None
    course = _COURSE.search(words) is not None
    apart = _APART.search(words) is not None
    years, places = len(question.scope.years) > 1, len(question.scope.places) > 1
    change = asks_change(words)
    named = len(question.scope.years) > 2 or (years and _DIFFERS.search(words) is not None)
    course = course or (named and not (places or ranks or apart or change))  # they are named to be compared
    return Comparison(
        ranks=ranks,
        least=ranks and _LEAST.search(words) is not None,
        apart=apart or (question.compare and not ranks and not course),
        course=course,
        steps=_STEPS.search(words) is not None,
        share=_SHARE.search(words) is not None,
        change=several and change,
        amount=_AMOUNT.search(words) is not None,
        total=several and _TOTAL.search(words) is not None and _EACH.search(words) is None,
        mean=several and _MEAN.search(words) is not None,
        times=several and _TIMES.search(words) is not None,
        first=_first(words),
    )


def _first(words: str) -> int:
    found = _FIRST.search(words)
    number = parse_number(found["many"]) if found else None
    return int(number) if number else 0


def of_each(question: Question, place: str | None = None) -> Question:
    """Return the question as it is asked of one report: without the words that compare, and for a plain value.

    Where each of several places has an ask of its own (苏州的规章和建德的文件), that of `place` is asked. A question of
    one place and year stays as it is, also one that asks how much more it was than the year before.
    """
    several = len(question.scope.years) > 1 or len(question.scope.places) > 1 or not question.scope.places
    compared = comparison(question)
    sides = _side(question, place) if compared else question.topic
    topic = _plain(sides, bool(compared))
    if not several or not find_terms(topic):
        return question
    own = _own_ask(question, place)
    if own is not None:
        topic = _plain(own.topic, bool(compared))
        context = _plain(own.context, bool(compared))
        return replace(
            question,
            topic=topic,
            context=context,
            kinds=_kinds(question, topic, compared),
            units=_units(own.units),
            asks=(),
        )
    asks = tuple(one for one in (_each_ask(ask, bool(compared)) for ask in question.asks) if one is not None)
    asks = tuple(one for one in asks if not _only_compares(one)) or asks
    if len(asks) == 1 < len(question.asks):
        own = asks[0]
        return replace(question, topic=own.topic, context=own.context, kinds=own.kinds, units=own.units, asks=())
    return replace(
        question,
        topic=topic,
        context=_plain(question.context, bool(compared)),
        kinds=_kinds(question, topic, compared),
        units=_units(question.units),
        asks=asks if len(asks) > 1 and len(asks) == len({(one.topic, one.context, one.units) for one in asks}) else (),
    )


def asks_year_before(question: Question) -> bool:
    """Tell whether a question of one year asks how a value moved from the year before (比上年提高了多少)."""
    return len(question.scope.years) < 2 and _YEAR_BEFORE.search(normalise(question.text)) is not None


def of_both_years(question: Question, year: int) -> Question:
    """Return such a question as one that names both years."""
    topic = _YEAR_BEFORE.sub(" ", question.topic)
    asks = tuple(replace(one, topic=_YEAR_BEFORE.sub(" ", one.topic)) for one in question.asks)
    return replace(question, topic=topic, asks=asks, scope=replace(question.scope, years=(year - 1, year)))


def _each_ask(ask: Wanted, moved: bool) -> Wanted | None:
    topic = _plain(ask.topic, moved)
    by_unit = not ask.topic and bool(ask.context and ask.units)
    if not by_unit and not any(not term.generic or len(term.word) > 1 for term in find_terms(topic)):
        return None
    return replace(ask, topic=topic, context=_plain(ask.context, moved), units=_units(ask.units))


def _only_compares(ask: Wanted) -> bool:
    """Tell whether an ask names nothing of the genre and only how values differ (头尾差多少, 累计增减多少)."""
    terms = find_terms(ask.topic)
    names = any(term.names and term.weight >= DECIDING for term in terms)
    return not names and _DIFFERS.search(ask.topic) is not None


def _own_ask(question: Question, place: str | None) -> Wanted | None:
    """Return the ask that stands with a place's name, where each place of the question has one and no other."""
    places = question.scope.places
    if place is None or len(places) < 2 or len(question.asks) != len(places):
        return None
    words = normalise(question.text)
    starts = [min((at for name in short_names(one) if (at := words.find(name)) >= 0), default=-1) for one in places]
    order = sorted(range(len(places)), key=starts.__getitem__)
    if starts[order[0]] < 0:
        return None
    ends = {one: starts[after] for one, after in pairwise(order)}
    stretches = [words[starts[i] : ends.get(i, len(words))] for i in range(len(places))]
    own = [[ask for ask in question.asks if _said_in(ask, stretch)] for stretch in stretches]
    if any(len(asks) != 1 for asks in own) or len({asks[0].topic for asks in own}) < len(places):
        return None
    return next((asks[0] for one, asks in zip(places, own, strict=True) if one.name == place), None)


def _side(question: Question, place: str | None) -> str:
    """Return what a question says of one of the two places that it sets against each other with 比.

    The second has the words of the first too, whose part or level it does not share (全市的比市政府的).
    """
    first, against, second = (*_AGAINST.split(question.topic, 1), "", "")[:3]
    places = question.scope.places
    if not against or len(places) != 2 or not find_terms(_plain(first, True)):
        return question.topic
    if place == places[0].name:
        return first
    return f"{_OF_WHOLE.sub('', first)} {second}" if place == places[1].name else question.topic


def _said_in(ask: Wanted, words: str) -> bool:
    terms = [term.word for term in find_terms(ask.topic)]
    return bool(terms) and all(word in words for word in terms)


def _plain(words: str, moved: bool) -> str:
    """Return words without those that compare, and without those that say how a value moved."""
    words = _NOISE.sub(" ", words)
    if moved:
        words = _MOVED.sub(" ", words)
    return bare(re.sub(r"\s+", " ", _BETWEEN.sub(" ", words)))


def _kinds(question: Question, topic: str, compared: Comparison) -> tuple[AskKind, ...]:
    if part_asked(topic, question.kinds) is not None and AskKind.FIGURE not in question.kinds:
        return question.kinds
    if compared or AskKind.FIGURE in question.kinds:
        return (AskKind.FIGURE,)
    return question.kinds


def _units(units: tuple[str, ...]) -> tuple[str, ...]:
    """Return the units of the values themselves, where those of their difference were asked for."""
    return tuple(dict.fromkeys("%" if unit == "百分点" else unit for unit in units if unit != "倍"))
