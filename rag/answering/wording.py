"""How questions are worded: what sort of answer they call for, in which units, compared or not."""

import re

from rag.answering.asked import AskKind

# Nouns that begin with a measure word: 几个部门 does not count 部, nor 多少处罚 处.
_NOUNS = (
    "部[门队委署长级]|项目|处[罚理室置分级长]|人[员民口大才均群士格]|名[单称额义]|家[庭长禽]|起[诉草]|批[文复准示评]|支[队部出持]"
    "|场[所地馆面景合]|条[例款文目]|本[级市地区县省州年]|所[属有]|台[账风]|类[型别似]|户[籍外型]|期[限间刊望]|天然|日[常均]|卷宗|篇章"
    "|次[要生]|例[外如]|位[置于]|元[旦素]|间[接隙]|套餐|块状|张贴|轮[训岗换]|株连|座[谈位]|批发"
)
_MEASURES = (
    "百分点|工作日|方面|平方米|平方公里|万元|亿元|人次|件次|场次|批次|公里|小时|课时|"
    rf"(?!{_NOUNS})[件项份名人家批起条宗例户元亩吨天日期篇部本册套幅块辆台处所座支类倍位场次卷轮成个张架棵株间栋](?!月)"
)
_QUANTITY = re.compile(rf"(?:有|是|为|达|共)?(?:多少|(?<!哪)几)(?:个|多)?(?:{_MEASURES}|种|样)?(?:了|的)?")
_ASKED_QUANTITY = re.compile(rf"(?<![哪前好这那])(?:多少|几(?!乎))(?:个|多)?(?:{_MEASURES}|种|样|个)?")
_AGAINST = re.compile(
    r"(?:相?比|较|和|与|同)?(?:上一?年|去年|前一?年|上年度|同期)(?:度|同期)?(?:相比|比较|对比|比)?|增长|增加|提高|提升|上升|下降|减少|降低"
)
_DIVIDED = re.compile(
    r"按(?![期时规要程约序劳])照?(?P<by>[^,、]{2,8}?)(?:来)?(?:区分|划分|分类|分别|统计|来看|来说|分)"
)
_NOT_DONE = re.compile(r"(?:没有?|未)(?:被|获得?|能够?|予以?|得到|给)(?=[\u3400-\u9fff])")
_LEADING = re.compile(r"^(?:[的了\s])+")
_BODY = re.compile(r"被告|政府|部门|乡镇|街道|机关|单位|本级|全[市区县省州]|[省市县区州](?:直|级)|人大|政协|法院")
_BREAKDOWN = re.compile(
    r"构成|组成|(?:各|哪几|哪些|几)[种类](?:结果|情形|类型|方式|案件|处理)?|(?:类型|分类|分布)情况|结果(?:情况)?$|细分|明细|(?:分类|分项)(?:数|统计)"
)
_CHANGE = re.compile(
    r"(?:增长|上升|提高|提升|下降|减少|降低|增加|压缩|缩短)(?![到至为]\w{0,2}(?:多少|几|什么))"
    r"|同比|[增减降升涨跌]幅|增速|[涨跌降升]了|[多少]了(?:多少|几|百分)|变化"
)
_UNIT = re.compile(rf"(?<!哪)(?:多少|几)(?:个|多)?(?P<unit>{_MEASURES})")
_COUNTED = re.compile(r"(?P<unit>人次|件|人|次|场次|户|项|份|批|条|卷|起|宗|例|家|场|期|部|篇|册|亩)(?:数|(?<=批)次)")
_MEASURE = {
    "件数": "件",
    "人数": "人",
    "批次": "批",
    "批数": "批",
    "人次": "人次",
    "户数": "户",
    "次数": "次",
    "金额": "元",
    "份数": "份",
}
_NUMBER = r"(?<![\d第])\d[\d,.]*(?:万|亿)?余?"
_STATED = re.compile(rf"{_NUMBER}(?P<unit>个百分点|%|{_MEASURES})")
CHECKING = r"对(?:吗|么|不对)|没有?错吧?|是(?:吗|不是真的|真的吗?|这样吗)|真的吗|属实吗?|准确吗?|正确吗?"
"""What only asks whether something is so."""

_CHECKED = re.compile(rf",?\s*(?:这个?(?:数字?|说法)?|数字?)?(?:{CHECKING}|了?吧|吗)[?!。\s]*$")
_HEARD = re.compile(r"^\s*我?(?:听人?说|据说|有人说|据称|网上说|好像|似乎|记得)\s*")
_CLAIM = re.compile(rf"(?:已经?|就|才|只|仅|都|共|高?达到?|不?是|有|为|约|近|超过)*{_NUMBER}(?:个百分点|%|{_MEASURES})")
_RATE = re.compile(
    r"率(?!先|领)|(?:增长|增速)目标|增速|[增降涨跌减]幅|比例|占比|百分(?:之|比)|几成|比重|多大(?:比例|幅度)|覆盖面"
)
_COUNT = re.compile(
    r"多少|(?<!哪)几(?=[个件项次条份名人家批起位场户类部种天年轮期成百千万宗所卷本])|几何|多大|多长时间|多久"
    r"|数量|总数|人数|件数|次数|数目|金额|面积|how many|how much|number of|rate"
)
_AMOUNT = re.compile(r"(?:产量|产值|增加值|生产总值|总额|余额|规模|里程|装机(?:容量)?|收入|支出)$")
_SHARE = re.compile(rf"占(?:了|比)?(?:多少|几成)(?!{_MEASURES})")
_MONEY = re.compile(r"多少钱|金额|资金|经费|经济损失|花了多少|总额|款额|罚没款|产值|收入|支出")
_TIME = re.compile(r"多久|多长时间|几天")
_TIME_UNITS = ("工作日", "天", "日", "小时", "年", "个月", "月")
_CHANGED = re.compile(r"(?:增|降|减|涨|升|多|少|提高|压缩|缩短)\w{0,3}(?:多少|几)(?:个百分点)?(?!\w*[件项次人家])")
_IMPLIED = (
    (re.compile(r"案件|案子|诉讼案|复议案|官司|出庭(?:应诉)?(?!率|应诉率)"), "案"),
    (re.compile(r"人员|人数|干部|队伍|群众"), "人"),
    (re.compile(r"规范性文件|法规|规章"), "件"),
)
_OF_CASES = frozenset("件场起宗次")
_SMALL_TALK = re.compile(
    r"(?:你好|您好|嗨|哈喽|谢谢|多谢|再见|早上好|晚上好|你是谁|你会什么|你能做什么|在吗"
    r"|hi|hello|hey|thanks?|thank you|bye)\W*"
)
_KINDS = (
    (
        AskKind.DOCUMENT_NUMBER,
        re.compile(r"文号|发文字号|文件号|发文号|几号文|哪一?个?号|什么号|文件编号|document number"),
    ),
    (
        AskKind.DATE,
        re.compile(r"落款|签发时间|什么时候|何时|哪一?天|几月|几号(?!文)|日期|(?:发布|成文|公布)时间|哪一?年|when"),
    ),
    (AskKind.FIGURE, _COUNT),
    (
        AskKind.NAME,
        re.compile(
            r"谁|哪个(?:单位|部门|机构|机关|局)|哪家|什么(?:单位|部门|机构)|叫什么|[叫名](?:个|字)?啥|啥名|什么名[字称]?"
            r"|who|which department"
        ),
    ),
    (
        AskKind.LIST,
        re.compile(
            r"哪些|哪几|哪(?:[两二三四五六七八九十]|\")|有[什啥]|都\w{1,3}(?:什么|啥)|啥(?=问题|措施|举措|做法|制度|文件|法|领域|地方|办法|意见)|包括什么|列出|列举|都有|(?:名称|名单|部门|地区|单位|领域|内容|清单)$|what|which|list"
            r"|什么(?=问题|措施|举措|做法|制度|文件|法律|法规|领域|地方|办法|意见)"
        ),
    ),
    (
        AskKind.PROSE,
        re.compile(
            r"如何|怎么|咋|怎样|为什么|为何|原因|措施|举措|做法|介绍|概况|问题|不足|困难|短板|安排|打算|计划|思路|部署|准备"
            r"|成效|亮点|经验|how|why|problem|plan"
        ),
    ),
)
_COMPARE = re.compile(
    r"比较|对比|相比|(?:哪个|谁)(?:更|地方)?[高低多少大小]|[最更](?:[高低少]|多(?!跑))|排名|排序|差(?:多少|距)"
    r"|变化|趋势|历年|逐年|增减|compare|trend"
)
_BELOW = re.compile(
    r"(?:(?<![对向给为由把将在从到至赴往按导织动盖促入求合发派助察领])各|下辖|所辖|辖区|下面)的?(?:[省市区县州盟旗镇乡地]|街道)"
    r"|[省市州盟县区][内里]?(?:的所有|所有的?)报告"
)
_REPORTS_OF = re.compile(
    r"[省市州盟县区旗][内里]?的(?:各?份)?报告(?![里中内上说写提称讲指]|显示|披露|记载|透露|介绍|反映|公布)"
)
_GOES_ON = re.compile(r"^\s*(?:其中|这?里面|当中)")
_AROUND = re.compile(r"^(?:[的里中内在又各,、。:;?!\s])+|(?:[的呢吗啊吧各共又占,、。:;?!\s]|分别)+$")


def ask_kinds(words: str, topic: str) -> tuple[AskKind, ...]:
    """Return the kinds of answer that normalised words call for, the surest first; none where they name a thing."""
    if _SMALL_TALK.fullmatch(words.strip()):
        return (AskKind.SMALL_TALK,)
    kinds = [kind for kind, pattern in _KINDS if pattern.search(words)]
    ranks = compares(words) and re.search(r"[高低多少大小]|数", words)
    if AskKind.FIGURE not in kinds and (_RATE.search(topic) or _AMOUNT.search(topic) or ranks):
        kinds.insert(0, AskKind.FIGURE)
    return tuple(kinds)


def units_asked(words: str) -> tuple[str, ...]:
    """Return the units that normalised words name or imply; 案 stands for 件 said of cases."""
    units = [match["unit"] for pattern in (_UNIT, _COUNTED) for match in pattern.finditer(words)]
    if (_RATE.search(words) or _SHARE.search(words)) and not units:
        units.append("%")
    if _MONEY.search(words):
        units.append("元")
    if not _CHANGED.search(words):
        units = _with_implied(words, units)
    elif "%" in units:
        units.append("百分点")
    if _TIME.search(words):
        units += _TIME_UNITS
    return tuple(dict.fromkeys("%" if unit == "成" else unit.removeprefix("万").removeprefix("亿") for unit in units))


def unit_of_measure(word: str) -> str:
    """Return the unit that a word which names nothing but a measure stands for (批次), "" for any other word."""
    return _MEASURE.get(word, "")


def stated_units(words: str) -> tuple[str, ...]:
    """Return the units of the numbers that words state (收到申请31件)."""
    return tuple(dict.fromkeys(match["unit"].removeprefix("个") for match in _STATED.finditer(words)))


def without_stated(words: str) -> str:
    """Return words without the numbers that they state."""
    return _STATED.sub(" ", words)


def without_claim(words: str) -> str:
    """Return words that only want one value confirmed (听说应诉案件有282件, 对吗) without it and all that says so."""
    checked = _CHECKED.search(words)
    told = words[: checked.start()] if checked else ""
    if len(_STATED.findall(told)) != 1 or quantities(told):
        return words
    return _CLAIM.sub(" ", _HEARD.sub("", told)).strip()


def without_quantity(words: str) -> str:
    """Return words without those that ask how many (多少件)."""
    return _QUANTITY.sub(" ", words)


def bare(words: str) -> str:
    """Return the words of an ask that carry meaning, without those that ask how many or point back (其中)."""
    words = _NOT_DONE.sub("没", _GOES_ON.sub(" ", without_quantity(words).strip(), count=1))
    return _AROUND.sub("", re.sub(r"\s+", " ", words))


def quantities(words: str) -> list[re.Match[str]]:
    """Return where normalised words ask how many, with the measure word (几家)."""
    return list(_ASKED_QUANTITY.finditer(words))


def counted(words: str) -> str:
    """Return the words behind the one question of how many, which begin with what it counts (企业 in 查了几家企业)."""
    marks = quantities(words)
    return _LEADING.sub("", words[marks[0].end() :]) if len(marks) == 1 else ""


def divided_by(words: str) -> str:
    """Return what words want figures divided by (被申请人 in 按被申请人区分), "" where nothing."""
    match = _DIVIDED.search(words)
    return match["by"] if match else ""


def asks_breakdown(words: str) -> bool:
    """Tell whether words ask what a total is made of (161项职权的构成, 复议结案的各种结果)."""
    return _BREAKDOWN.search(words) is not None


def without_comparison(words: str) -> str:
    """Return words without those that only set them against the year before (比上一年增长)."""
    return _AGAINST.sub(" ", words)


def names_body(words: str) -> bool:
    """Tell whether words name a part of a place that figures are given of: a body, a level, a defendant."""
    return _BODY.search(words) is not None


def asks_change(words: str) -> bool:
    """Tell whether words are of how something changed (比上年增长)."""
    return _CHANGE.search(words) is not None


def compares(words: str) -> bool:
    """Tell whether words compare, rank or ask for a trend."""
    return _COMPARE.search(words) is not None


def asks_below(words: str) -> bool:
    """Tell whether words ask for the reports under a place (浙江省各市), not for what was done there (对各市督察)."""
    return _BELOW.search(words) is not None


def asks_reports_of(words: str) -> bool:
    """Tell whether words ask for the reports of a place, its own if there is one and else those below it.

    What stands in a report (浙江省的报告里) is asked of the place's own.
    """
    return _REPORTS_OF.search(words) is not None


def goes_on(words: str) -> bool:
    """Tell whether words go on from an earlier question (其中受理的几件)."""
    return _GOES_ON.match(words) is not None


def _with_implied(words: str, units: list[str]) -> list[str]:
    for pattern, unit in _IMPLIED:
        if pattern.search(words) and (not units or (unit == "案" and set(units) & _OF_CASES)):
            return [unit]
    return units
