"""Governments, bureaus, offices and committees named in a normalised text, with or without their place before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.types import Place

if TYPE_CHECKING:
    from rag.language.places import Mention

_GOVERNMENT = (
    r"(?:人民)?政府(?:办公[室厅])?(?!信息|工作报告|采购|职能|部门|投资|规章|网|门户|性|购买|法制|督查|建设|各|系统|机关|立法|服务|"
    r"债|补|干预|常务|主导|引导|管理|形象|合同|数据|公信)"
)
_OFFICE = r"(?:街道)?办事处|(?:管理)?委员会(?=$|[^\u4e00-\u9fff]|关于|[二两])|管委会|行政公署|行署|党工委"
_GENERIC = r"(?:(?![的在是有了向对多少年哪怎被由把将与及或])[\u4e00-\u9fff]){1,14}?"
_BUREAU = rf"{_GENERIC}(?<![结布格大全当开])局(?!面|限|势|部|长)(?:[\u4e00-\u9fff]{{2,6}}分局)?"
_OFFICES = rf"{_GENERIC}(?<![大展客餐歌])厅(?!级|局|长)"
_COMMITTEE = (
    r"(?:发展(?:和|与)?改革|发改|卫生(?:和)?健康|卫健|卫生和计划生育|民族(?:宗教)?(?:事务)?|国有资产监督管理|国资|住房和?城乡建设|住建|"
    r"交通(?:运输)?|教育|科学技术|科技|农业农村|农业|经济和?信息化|经信|经济贸易|城市管理|城管|水务|商务|体育|规划(?:和自然资源)?|"
    r"绿化|金融工作|老龄|政法|网信|依法治[省市县区州旗])(?:工作)?(?:委员会(?:办公室)?|委(?!托|员|派|书)(?:办公室|办)?)"
)
_OTHERS = (
    r"海关|(?:[\u4e00-\u9fff]{2,8})?(?:公积金管理中心|机关事务管理中心|消防救援[支大总]队|交通警察[支大总]队|"
    r"信访办公?室?|数据资源管理中心|执法[支大总]队)"
)
_BODY = re.compile(
    rf"(?P<government>{_GOVERNMENT}|{_OFFICE})|(?P<department>{_COMMITTEE}|{_OTHERS}|{_BUREAU}|{_OFFICES})"
)
_ALONE = re.compile(r"(?<![\u4e00-\u9fff])(?:[本我]?[省市县区州盟旗镇乡])(?=[\u4e00-\u9fff])")
_LONE_BUREAU = re.compile(
    r"(?:司法|教育|公安|民政|财政|审计|统计|税务|水利|水务|农业农村|商务|卫生健康|市场监督管理|市场监管|应急管理|生态环境|"
    r"自然资源|城市管理|综合行政执法|交通运输|医疗保障|退役军人事务|行政审批|文化和旅游|人力资源和社会保障|住房和城乡建设|"
    r"体育|信访|林业|气象)(?:和[\u4e00-\u9fff]{2,6})?[局厅]|(?:人社|市监|住建|城管|文旅|工信|经信|资规|医保|农业|环保|交通|民宗|教体|审批|"
    r"数据资源管理|政务服务管理|科技|粮食和物资储备|医疗保障|园林|城市管理和综合执法)局|(?:发改|卫健|住建|国资|经信|民宗)委"
)


_ABOVE = re.compile(r"(?:国家税务总局|国家统计局|中国人民银行|中华人民共和国)$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who may issue a report, at `[start, end)`: its name (苏州市司法局) and what that is without the place (司法局).

    `government` is true for 人民政府, 街道办事处 and 管委会, which speak for all of their place; `places` are the
    namesakes that the place may mean, () where none is named (市司法局).
    """

    start: int
    end: int
    name: str
    body: str
    government: bool
    places: tuple[Place, ...] = ()


def issuers_in(text: str, mentions: "Sequence[Mention]") -> Iterator[Issuer]:
    """Yield the issuers in a normalised `text` whose places are `mentions`, in order, none overlapping."""
    at = 0
    for start, end, places in sorted(_starts(text, mentions)):
        match = _BODY.match(text, end)
        if start < at or not match:
            continue
        at = match.end()
        above = _ABOVE.search(text, max(0, start - 8), start) if places else None
        start = above.start() if above else start
        government = match["government"] is not None
        yield Issuer(start, at, text[start:at], match.group(), government, places)


def _starts(text: str, mentions: "Sequence[Mention]") -> Iterator[tuple[int, int, tuple[Place, ...]]]:
    """Yield where an issuer may start and its body begins: at a place, at 市 or 我县, or at a bureau by itself."""
    for mention in mentions:
        yield mention.start, mention.end, mention.candidates
    for match in _ALONE.finditer(text):
        yield match.start(), match.end(), ()
    for match in _LONE_BUREAU.finditer(text):
        yield match.start(), match.start(), ()
