"""What a figure says of its year: what happened, what is aimed at, how it moved, last year's value; and which year."""

import re

from rag.types import Role

_TARGET = re.compile(
    r"力争|争取(?=[^,;。]{0,8}(?:达|实现|完成|到|在))|目标(?!任务|责任|考核)|预期(?!寿命|性)|预计|(?<![、和与及的划])计划(?![、和与及的等中内外书生经划指标项行])"
    r"|拟(?!修改|废止|实施|提拔|录用|定|任|由|聘)"
    r"|确保(?=[^,;。\"]*(?:达|实现|保持|稳定|完成|控制|不低于|不少于|率|增长|下降|提高|提升|减少|降低))|要(?:达到?|实现)|拟?安排(?=[^,;。]*(?:预算|赤字|国债|支出))"
    r"|将(?:于|在|达|实现|力|完成|新增|建成)|努力(?:实现|达到|使|做到)|明年|下一?年|不低于|不少于|到20\d\d年(?!的|末?已|底已)"
)
_MOVED = "增长|上升|提高|提升|下降|减少|降低|增加|压缩|缩短|压减|回落|下滑|扩大|减|增|升|降"
_AIMS = re.compile(r"目标[^,;。:]{0,6}:[^。]*$")
_AIM_BEHIND = re.compile(r"的[^,;。]{0,6}目标(?!任务)")
_TIMES = frozenset("次 年 个月 天 人 名 轮".split())
_COMPARED = re.compile(r"同比|环比|较|比(?!例|重|率)|相比")
_LONE = re.compile(r"(?:减|增|升|降|多|少|扩大)(?:了|约|近|超过?|逾|达到?|为)*$")
_LONG = re.compile(
    r"(?:增长|上升|提高|提升|下降|减少|降低|增加|压缩|缩短|压减|回落|下滑|增幅|降幅|减幅|翻)(?:了|约|近|超过?|逾|达到?|为)*$"
)
_TO_LEVEL = re.compile(rf"(?:{_MOVED}|恢复|稳定|保持|控制)(?:至|到|为|在)(?:了|约|近|超过?|逾|达到?)*$")
_MOVES_AFTER = re.compile(r"的?(?:增长|上升|提高|提升|下降|减少|降低|增幅|降幅)(?![到至为])")
_FROM = re.compile(r"(?:由|从)[^,;。]*$")
_TO_AFTER = re.compile(
    rf"[^,;。\d]{{0,8}}?(?:{_MOVED}|压|缩|扩大|发展|跃升|调整|优化|精简)[^,;。\d]{{0,3}}(?:至|到|为)"
)
_PREVIOUS = re.compile(r"(?:去年|上年|上一年|往年|前年)(?:同期|度|末|底)?(?:的|为|是|有|[^,;。]{0,8})?$")
_NOW = re.compile(r"今年|本年|目前|当前|去年|上年|截[至止](?!(?:19|20)\d\d)")
_SINCE = r"以来|至今|起(?![草诉底步到源获飞航火立码因点伏义色拍付重])"
_YEAR = re.compile(
    r"(?<![-~\d《〔较比])(?<!年[至到])(?P<year>(?:19|20)\d\d)年"
    rf"(?!度?相比|{_SINCE}|(?:底|末|初)?(?:以|之)?前|至|到|-|版"
    r"|[^,;。《]*》|[^,;。]*(?:相比|的(?:基础|水平)))"
)
_HOLDS_ON = re.compile(r",|[^,;。:]*\d")
_LEADS = re.compile(
    r"(?:(?<=[,;。:])|^)(?:截至|截止|至)?(?P<year>(?:19|20)\d\d)年(?:度|全年|底|末)?+(?:1?\d月(?:\d{1,2}日)?(?:底|末)?)?"
    rf"(?!{_SINCE}|至|到|-|(?:以|之)?前|[^,;。]*》)"
)


def role_of(before: str, behind: str, unit: str) -> Role:
    """Return the role of a figure with `before` it in its sentence and `behind` after it.

    同比增长12% is a change, 增长到98% a level that was reached; of 由35件减少到22件 the first is the earlier value;
    what is aimed at is a target even where it is a growth.
    """
    clause = before[max(before.rfind(mark) for mark in ",;。:") + 1 :]
    aimed = any((_TARGET.search(clause), _AIMS.search(before), _AIM_BEHIND.match(behind)))
    if _TO_LEVEL.search(clause):
        return Role.TARGET if aimed else Role.ACTUAL
    if _FROM.search(clause) and _TO_AFTER.match(behind):
        return Role.PREVIOUS
    moved = _LONG.search(clause) or (_LONE.search(clause) and _COMPARED.search(clause))
    if moved or unit == "百分点" or (unit not in _TIMES and _MOVES_AFTER.match(behind)):
        return Role.TARGET if aimed else Role.CHANGE
    if aimed:
        return Role.TARGET
    return Role.PREVIOUS if _PREVIOUS.search(clause) else Role.ACTUAL


def year_of(text: str, start: int, unit: str) -> int | None:
    """Return the year that a figure's clause gives it (2020年受理56件) or that its sentence opens with, else None.

    A multiple (为1997年的2.9倍) is not of the year that it is of.
    """
    clause_start = max(text.rfind(mark, 0, start) for mark in ",;。:") + 1
    named = list(_YEAR.finditer(text, clause_start, start))
    if unit == "倍" and named and text[named[-1].end() : start] == "的":
        named.pop()
    if named:
        return int(named[-1]["year"])
    sentence = text.rfind("。", 0, start) + 1
    leads = list(_LEADS.finditer(text, sentence, start))
    if not leads or _NOW.search(text, leads[-1].end(), start) or not _HOLDS_ON.match(text, leads[-1].end()):
        return None
    return int(leads[-1]["year"])


def is_shared(between: str) -> bool:
    """Tell whether what stands between two figures makes them items of one list (54.5%、43.1%和86.3%)."""
    return re.fullmatch(r"[、和及与]|以及|,", between) is not None
