"""What stands around a place's name where it is one, and where its characters are a piece of other words.

The lists are in data/place_words.txt: `hidden` are words that hide a name (孙中山); `risky` prefectures whose short
names come about between other words (海口|岸); `ordinary` short names of counties and townships that are words (和平,
资源, 人民); `everyday` those of them that are words in questions too, where how its words are cut is not enough for a
name, and `common` those of these that are found only beside a year, 的报告 or another place; `ordinary full` full
names that are words (城区); `spilled` words that begin with the last character of a full name (苏州|市场); `town cut`
words that a township's name may end with by chance (提|高城镇).
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

Cut = Callable[[str], Sequence[str]]
"""What cuts a stretch of Chinese into words of a dictionary and single characters."""

_DATA = Path(__file__).parent / "data" / "place_words.txt"

_BEFORE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[的和与跟及或对在年看查问说是比把给由于从到向据找讲让叫按将等]|"
    r"统计|查询|告诉我|知道|介绍|了解|列出|比较|根据|包括|其中|法治|平安|数字|我国|中国|来源|全省|本省)$"
)
_AFTER = re.compile(
    r"(?:$|[^\u4e00-\u9fff]|[的和与跟及或比在有是去今前近本上哪怎吗呢谁对各全共曾要未没已办做制出受审收开召取下建修推落]|"
    r"[完实将县市区省州盟旗镇乡能林]|二[〇零]|人民|政府|司法|法治|法院|检察|行政|依法|信访|接待|主动|公开|规范|重大|复议|"
    r"诉讼|执法|存在|举行|人大|政务|财政|教育|公安|民政|卫生|区域|社会|经济|报告|情况|问题|工作|什么|多少|如何|为什么|"
    r"经开区|高新区|新区|街道|营商|负责人|合法性|备案|调解|普法|法律|公共|综合|税务|海关|管委会|环境|生态|交通|自然|人力|"
    r"农业|水利|门户|应急|统计|审计|医疗)"
)
_OTHER_NAME = re.compile(
    r"路(?!网|政|面|灯|况|段)|大道|大街|街(?!道|镇|面)|大学|学院|中学|小学|医院|日报|晚报|机场|高铁|大桥|站(?!点|位)|湖(?!长|泊)|山(?!林|区|体|洪)|岛|岭|洋|"
    r"村(?!民|庄|级|镇|委|里|官|支|居|干|两|务|规|医|落|寨)|江(?!苏|西)|河(?!道|长|南|北)|港(?!口)|银行|集团|方言|菜(?!篮|市|农)|话(?!题)"
)
_BEFORE_RIVERSIDE = frozenset("黄淮沿长松滨跨临沙泰太洪巢中香珠丹渭汾")
_RIVERSIDE = frozenset(("河北", "河南", "湖北", "湖南", "江西", "山东", "山西", "海南"))
_RUN = 12
_JOINED = re.compile(r"\s*(?:[、,/]|和|与|跟|及|以及|还有|同|对比|比|vs)\s*")
_YEAR_NEXT = re.compile(
    r"(?:在|于|的)?\s*(?:(?:19|20)\d\d|\d\d年|[一二][〇零九][〇零一二三四五六七八九]{2}年?|[去今前上]一?年|[近过最][去近]?[两三四五\d]年)"
)
_YEAR_BEFORE = re.compile(r"\d\d年?度?$|[〇零一二三四五六七八九]年度?$|[去今前上]一?年$")
_DOES = re.compile(
    r"(?:一?共|全年|累计|总共|新)?(?:收到|受理|办理|办结|审结|新收|接到|接待|作出|开展|组织|制定|出台|公布|发布|发放|调解|化解|存在|打造|有多少)"
)
_REPORT_NEXT = re.compile(
    r"的?(?:(?:19|20)\d\d年?度?)?的?(?:法治政府建设|依法行政|政府信息公开|信息公开|政务公开|政府|法治|年度|工作|情况)*(?:报告|年报)"
)
_GOVERNMENT_NEXT = re.compile(r"(?:人民)?政府(?!信息)|门户网站|政务服务|统计局|司法局|法院")
_NAMED_ALONE = re.compile(r"\s*(?:的|那边|那里|方面)?(?:情况)?(?:呢|怎么样|如何)?\s*[?。]?$")
_ASKED_ABOUT = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:那么?|请问|问一?下?|我?想(?:问|知道|了解)|帮我|麻烦|请|换成|换作|改成|如果是|看一?看|查[一下找询]*|了解一?下?|再看|还有)*$"
)


@lru_cache(maxsize=1)
def word_lists() -> dict[str, frozenset[str]]:
    """Return the lists of data/place_words.txt by their names."""
    lists: dict[str, frozenset[str]] = {}
    for block in _DATA.read_text(encoding="utf-8").split("\n[")[1:]:
        name, _, words = block.partition("]")
        lists[name] = frozenset(words.split())
    return lists


def begins(text: str, start: int) -> bool:
    """Tell whether a name may begin at `start`."""
    return start == 0 or bool(_BEFORE.search(text[max(0, start - 3) : start]))


def ends(text: str, end: int) -> bool:
    """Tell whether a name may end at `end`."""
    return bool(_AFTER.match(text, end)) and not goes_on(text, end)


def alone(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between `start` and `end` is a word by what stands around it."""
    limit = end == len(text) or not "\u4e00" <= text[end] <= "\u9fff"
    return ends(text, end) and (begins(text, start) or limit)


def goes_on(text: str, end: int) -> bool:
    """Tell whether a road, a school, a river or the like is what the name begins (苏州河, 中山路)."""
    return bool(_OTHER_NAME.match(text, end))


def is_riverside(text: str, start: int, name: str) -> bool:
    """Tell whether 河北 and the like are a bank of a river (黄河北岸) and no province."""
    return start > 0 and name in _RIVERSIDE and text[start - 1] in _BEFORE_RIVERSIDE


def fits(text: str, start: int, end: int, cut: Cut) -> bool:
    """Tell whether words are cut at both ends of `[start, end)`, or better so: 南通|信访 is, 共|同安|排 is not."""
    left = "" if asked_about(text, start) else _run(text[max(0, start - _RUN) : start], -1)
    right = _run(text[end : end + _RUN], 1)
    natural = cut(left + text[start:end] + right)
    if _whole(natural, len(left), len(left) + end - start):
        return True
    return _cost([*cut(left), text[start:end], *cut(right)]) < _cost(natural)


def in_scope_position(text: str, start: int, end: int) -> bool:
    """Tell whether a word that names a place too stands where a question names one (和平2020年, 资源的报告)."""
    if not begins(text, start) and not asked_about(text, start):
        return False
    if _YEAR_NEXT.match(text, end) or _REPORT_NEXT.match(text, end):
        return True
    if not asked_about(text, start):
        return False
    return _GOVERNMENT_NEXT.match(text, end) is not None or (start > 0 and _NAMED_ALONE.match(text, end) is not None)


def leads_question(text: str, start: int, end: int) -> bool:
    """Tell whether a name that is no common word stands first or behind the year, and words of its doings follow."""
    first = asked_about(text, start) or _YEAR_BEFORE.search(text[:start])
    follows = ends(text, end) or _DOES.match(text, end)
    return bool(first and follows) and text[start:end] not in word_lists()["common"]


def asked_about(text: str, start: int) -> bool:
    """Tell whether nothing but 请问, 那 and the like stands before `start` in its sentence."""
    return _ASKED_ABOUT.search(text[:start]) is not None


def listed(text: str, end: int, start: int) -> bool:
    """Tell whether a name that ends at `end` and one that begins at `start` are given side by side."""
    return end < start and _JOINED.fullmatch(text, end, start) is not None


def _run(text: str, step: int) -> str:
    """Return the Chinese characters at the end (-1) or the beginning (1) of `text`."""
    found = re.search(r"[\u4e00-\u9fff]*$", text) if step < 0 else re.match(r"[\u4e00-\u9fff]*", text)
    return found.group() if found else ""


def _whole(words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether `start` and `end` are ends of words that are cut one after the other."""
    ends_of = set(accumulate(map(len, words), initial=0))
    return {start, end} <= ends_of


def _cost(words: Sequence[str]) -> int:
    return len(words) + sum(len(word) == 1 for word in words)
