"""Heads and tails of reports as governments nationwide write them, made for the tests, each with what it should be."""

from dataclasses import dataclass, field
from typing import Any

LAW, OPEN, WORK, OTHER = "法治政府建设", "政府信息公开", "政府工作", "其他"
BODY = (
    "坚持以习近平新时代中国特色社会主义思想为指导，认真贯彻上级关于法治政府建设的部署，依法履职，现将有关"
    "情况报告如下，请予审议。"
)


@dataclass(frozen=True)
class Made:
    """A made report: its text, what should be told of it, and the page's title and file name where they matter."""

    name: str
    text: str
    expected: dict[str, Any] = field(default_factory=dict)
    page_title: str = ""
    file: str = "report.txt"
    wrapped: bool = False


def _law(**expected: Any) -> dict[str, Any]:
    return {"kind": LAW, **expected}


MADE = [
    Made(
        "bureau",
        f"苏州市司法局2022年度法治政府建设情况报告\n\n2022年，苏州市司法局{BODY}\n一、主要做法\n……\n苏"
        "州市司法局\n2023年1月12日\n",
        _law(
            place="苏州市",
            issuer="苏州市司法局",
            year=2022,
            published="2023-01-12",
            title="苏州市司法局2022年度法治政府建设情况报告",
        ),
    ),
    Made(
        "bureau with 市 twice",
        "昆山市市场监督管理局关于2021年法治政府建设工作情况的报告\n昆山市人民政府：\n2021年，我局"
        f"{BODY}\n昆山市市场监督管理局\n2022年1月6日",
        _law(place="昆山市", issuer="昆山市市场监督管理局", year=2021, path=("江苏省", "苏州市", "昆山市")),
    ),
    Made(
        "bureau, title without place",
        f"市教育局2020年度法治政府建设工作总结\n发布时间：2021-01-15　来源：绍兴市教育局\n2020年，我局{BODY}\n",
        _law(place="绍兴市", issuer="绍兴市教育局", year=2020, published="2021-01-15"),
    ),
    Made(
        "province",
        f"山东省人民政府关于2022年法治政府建设情况的报告\n\n2022年，全省{BODY}\n山东省人民政府\n2023年3月28日\n",
        _law(place="山东省", issuer="山东省人民政府", year=2022, path=("山东省",)),
    ),
    Made(
        "autonomous region",
        f"广西壮族自治区人民政府2021年法治政府建设年度报告\n2022-03-31 16:20　来源：自治区司法厅\n2021年，全区{BODY}",
        _law(place="广西壮族自治区", issuer="广西壮族自治区人民政府", year=2021, published="2022-03-31"),
    ),
    Made(
        "banner",
        f"鄂温克族自治旗人民政府2020年法治政府建设工作报告\n2020年，旗人民政府{BODY}\n鄂温克族自治旗人"
        "民政府\n二〇二一年一月二十日",
        _law(
            place="鄂温克族自治旗",
            year=2020,
            published="2021-01-20",
            path=("内蒙古自治区", "呼伦贝尔市", "鄂温克族自治旗"),
        ),
    ),
    Made(
        "autonomous prefecture by its short name",
        f"恩施州人民政府关于2019年度法治政府建设情况的报告\n省人民政府：\n2019年，恩施州{BODY}\n2020年1月17日",
        _law(place="恩施土家族苗族自治州", issuer="恩施土家族苗族自治州人民政府", year=2019),
    ),
    Made(
        "league",
        f"锡林郭勒盟行政公署2022年法治政府建设工作情况报告\n2022年，盟行政公署{BODY}\n锡林郭勒盟行政公署\n2023年2月3日",
        _law(place="锡林郭勒盟", issuer="锡林郭勒盟行政公署", year=2022),
    ),
    Made(
        "town",
        "梅城镇2021年度法治政府建设工作报告\n建德市人民政府：\n2021年，在市委、市政府的正确领导下，我"
        f"镇{BODY}\n建德市梅城镇人民政府\n2021年12月30日",
        _law(place="梅城镇", issuer="梅城镇人民政府", year=2021, path=("浙江省", "杭州市", "建德市", "梅城镇")),
    ),
    Made(
        "street told by its addressee",
        f"城关镇人民政府2020年法治政府建设工作总结\n古田县人民政府：\n2020年，我镇{BODY}\n古田县城关镇"
        "人民政府\n2021年1月4日",
        _law(year=2020, kind=LAW),
    ),
    Made(
        "title over two lines",
        f"天津市武清区人民政府关于2021年\n法治政府建设情况的报告\n\n2021年，武清区{BODY}",
        _law(
            title="天津市武清区人民政府关于2021年法治政府建设情况的报告",
            place="武清区",
            issuer="武清区人民政府",
            year=2021,
        ),
    ),
    Made(
        "issuer on a line of its own",
        f"长沙市岳麓区人民政府\n2023年度法治政府建设情况报告\n2023年，岳麓区{BODY}\n",
        _law(
            place="岳麓区",
            year=2023,
            path=("湖南省", "长沙市", "岳麓区"),
            title="长沙市岳麓区人民政府2023年度法治政府建设情况报告",
        ),
    ),
    Made(
        "title over three lines",
        f"黔南布依族苗族自治州人民政府\n关于2018年度推进依法行政建设法治政府\n情况的报告\n2018年，全州{BODY}",
        _law(place="黔南布依族苗族自治州", year=2018),
    ),
    Made(
        "last characters on the next line",
        f"中共海宁市委 海宁市人民政府关于2022年度法治政府建设情况的报\n告\n2022年，我市{BODY}",
        _law(place="海宁市", year=2022),
    ),
    Made(
        "no place in the title",
        f"关于2022年度法治政府建设情况的报告\n\n2022年，富阳区{BODY}我区坚持。\n杭州市富阳区人民政府\n2023年2月20日\n",
        _law(title="关于2022年度法治政府建设情况的报告", place="富阳区", issuer="富阳区人民政府", year=2022),
    ),
    Made(
        "neither place nor year in the title",
        f"法治政府建设年度报告\n发布机构：铜陵市义安区人民政府\n发布日期：2021-02-08\n2020年，义安区{BODY}\n",
        _law(place="义安区", year=2020, published="2021-02-08", issuer="义安区人民政府"),
    ),
    Made(
        "title on the page only",
        f"首页 > 政务公开 > 法治政府建设\n2019年，西安市临潼区{BODY}全区依法行政。法治政府建设稳步推进。\n",
        _law(title="临潼区2019年法治政府建设情况报告", place="临潼区", year=2019),
        page_title="临潼区2019年法治政府建设情况报告_西安市临潼区人民政府网站",
    ),
    Made(
        "slogan before a dash",
        f"筑牢法治根基 护航高质量发展\n——柳州市2021年法治政府建设情况报告\n2021年，我市{BODY}",
        _law(place="柳州市", year=2021, title="筑牢法治根基 护航高质量发展——柳州市2021年法治政府建设情况报告"),
    ),
    Made(
        "named plan of several years",
        f"靖江市关于贯彻落实《法治政府建设实施纲要（2015—2020年）》2018年度工作情况的报告\n2018年，靖江市{BODY}",
        _law(place="靖江市", year=2018),
    ),
    Made(
        "this year's report and next year's plan",
        f"徐州市铜山区2021年法治政府建设情况和2022年工作安排的报告\n2021年，铜山区{BODY}",
        _law(place="铜山区", year=2021),
    ),
    Made(
        "older name",
        f"来宾市人民政府关于2012年度依法行政工作情况的报告\n自治区人民政府：\n2012年，我市{BODY}\n来宾"
        "市人民政府\n2013年1月10日",
        _law(place="来宾市", year=2012, issuer="来宾市人民政府"),
    ),
    Made(
        "former county",
        f"绍兴县2011年度依法行政工作总结\n2011年，我县{BODY}\n绍兴县人民政府\n二○一二年一月五日",
        _law(place="绍兴县", year=2011, path=("浙江省", "绍兴市", "绍兴县"), published="2012-01-05"),
    ),
    Made(
        "document number alone",
        "潍坊市人民政府关于2020年法治政府建设情况的报告\n潍政字〔2021〕3号\n省人民政府：\n2020年，根"
        f"据《关于开展督察的通知》（鲁政办发〔2020〕15号），潍坊市{BODY}",
        _law(place="潍坊市", year=2020, document_number="潍政字〔2021〕3号"),
    ),
    Made(
        "document number in a row",
        "索引号：000014349/2022-00021\n发文字号：宁政发〔2022〕9号\n成文日期：2022年3月2日\n名称：宁"
        "夏回族自治区人民政府关于2021年法治政府建设情况的报告\n"
        f"宁夏回族自治区人民政府关于2021年法治政府建设情况的报告\n2021年，{BODY}",
        _law(place="宁夏回族自治区", year=2021, document_number="宁政发〔2022〕9号", published="2022-03-02"),
    ),
    Made(
        "page header with today's date",
        "今天是2026年11月22日 星期日\n您当前的位置：首页 > 法治政府建设\n滁州市2019年法治政府建设情况"
        f"报告\n2019年，滁州市{BODY}",
        _law(place="滁州市", year=2019, published=None),
    ),
    Made(
        "portal of the city above",
        f"桐庐县人民政府\n时间：2022-03-10 09:00　来源：杭州市人民政府门户网站\n2021年，桐庐县{BODY}我"
        "县法治政府建设取得成效。",
        _law(place="桐庐县", year=2021, issuer="桐庐县人民政府", published="2022-03-10"),
    ),
    Made(
        "disclosure of a city",
        "扬州市人民政府2022年政府信息公开工作年度报告\n本报告根据《中华人民共和国政府信息公开条例》编"
        f"制，统计期限自2022年1月1日起至2022年12月31日止。{BODY}",
        {"kind": OPEN, "place": "扬州市", "year": 2022, "issuer": "扬州市人民政府"},
    ),
    Made(
        "disclosure of a bureau",
        f"合肥市财政局2020年政府信息公开年度报告\n2020年，市财政局{BODY}",
        {"kind": OPEN, "place": "合肥市", "year": 2020, "issuer": "合肥市财政局"},
    ),
    Made(
        "disclosure without a year in the title",
        "上海市普陀区政府信息公开工作年度报告\n本报告所列数据的统计期限自2021年1月1日起至2021年12月31"
        "日止。如有疑问请与普陀区人民政府办公室联系，地址为普陀区大渡河路。\n",
        {"kind": OPEN, "place": "普陀区", "year": 2021, "path": ("上海市", "普陀区")},
    ),
    Made(
        "city's work report",
        "政府工作报告\n——2023年1月9日在温州市第十四届人民代表大会第二次会议上\n温州市市长 某某\n各位代表：\n"
        "现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员和其他列席人员提出意见和建议。"
        "\n一、2022年工作回顾\n过去一年。\n",
        {"kind": WORK, "place": "温州市", "year": 2023, "issuer": "温州市人民政府"},
    ),
    Made(
        "county's work report",
        "2021年凤阳县政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议，并请"
        "各位政协委员和列席会议的同志提出意见。\n一、2020年工作回顾\n",
        {"kind": WORK, "place": "凤阳县", "year": 2021, "path": ("安徽省", "滁州市", "凤阳县")},
    ),
    Made(
        "half a year",
        f"沛县2023年上半年法治政府建设工作总结\n今年以来，沛县{BODY}\n2023年7月3日",
        _law(place="沛县", year=2023, published="2023-07-03"),
    ),
    Made(
        "two digits",
        f"即墨区21年度法治政府建设工作报告\n一年来，即墨区{BODY}\n青岛市即墨区人民政府\n2022年1月5日",
        _law(place="即墨区", year=2021),
    ),
    Made(
        "year in Chinese",
        f"丽水市人民政府关于二〇一六年法治政府建设情况的报告\n过去的一年，丽水市{BODY}\n二〇一七年二月十日",
        _law(place="丽水市", year=2016, published="2017-02-10"),
    ),
    Made(
        "no year at all but the signature",
        f"法治政府建设工作报告\n一年来，盱眙县{BODY}我县稳步推进。\n盱眙县人民政府\n2020年1月8日",
        _law(place="盱眙县", year=2019, issuer="盱眙县人民政府"),
    ),
    Made(
        "signed in December",
        f"法治政府建设工作总结\n今年以来，我县{BODY}\n盐池县人民政府\n2021年12月24日",
        _law(place="盐池县", year=2021),
    ),
    Made(
        "zone",
        f"苏州工业园区管委会2022年度法治政府建设情况报告\n2022年，园区{BODY}\n苏州工业园区管理委员会\n2023年1月30日",
        _law(place="苏州工业园区", year=2022, issuer="苏州工业园区管理委员会"),
    ),
    Made(
        "new area that is a county",
        f"浦东新区人民政府2021年法治政府建设情况报告\n2021年，浦东新区{BODY}",
        _law(place="浦东新区", path=("上海市", "浦东新区"), year=2021),
    ),
    Made(
        "namesakes settled by the parent",
        "鼓楼区2022年法治政府建设情况报告\n来源：南京市鼓楼区司法局\n2022年，在南京市委、市政府领导下"
        f"，鼓楼区{BODY}全区。",
        _law(place="鼓楼区", path=("江苏省", "南京市", "鼓楼区"), year=2022),
    ),
    Made(
        "namesakes that nothing settles",
        f"鼓楼区2022年法治政府建设情况报告\n2022年，鼓楼区{BODY}",
        _law(place="鼓楼区", path=("鼓楼区",), year=2022),
    ),
    Made(
        "namesakes settled by the folder",
        f"鼓楼区2022年法治政府建设情况报告\n2022年，鼓楼区{BODY}",
        _law(place="鼓楼区", path=("福建省", "福州市", "鼓楼区"), year=2022),
        file="福州市/鼓楼区2022.txt",
    ),
    Made(
        "city and province of one name",
        f"吉林市2021年法治政府建设情况报告\n2021年，我市{BODY}",
        _law(place="吉林市", path=("吉林省", "吉林市"), year=2021),
    ),
    Made(
        "word that is also a county",
        f"资源县人民政府2020年法治政府建设情况报告\n2020年，我县整合执法资源，{BODY}",
        _law(place="资源县", path=("广西壮族自治区", "桂林市", "资源县"), year=2020),
    ),
    Made(
        "spaced title",
        f"法 治 政 府 建 设 情 况 报 告\n（2022年度）\n2022年，靖边县{BODY}\n靖边县人民政府\n2023年1月16日",
        _law(place="靖边县", year=2022),
    ),
    Made(
        "paper of a page's width",
        "— 1 —\n石狮市人民政府关于 2022 年法治政府\n建设情况的报告\n2022 年，石狮市坚持以习近平新时代"
        "中国特色社会主义思想为指导，\n认真贯彻法治政府建设的部署要求。\n",
        _law(place="石狮市", year=2022, title="石狮市人民政府关于2022年法治政府建设情况的报告"),
        wrapped=True,
    ),
    Made(
        "white paper",
        f"2021年度杭州市行政复议工作白皮书\n2021年，全市各级行政复议机关{BODY}",
        {"kind": OTHER, "place": "杭州市", "year": 2021},
    ),
    Made(
        "customs",
        f"上海海关2021年法治政府建设年度报告\n2021年，上海海关{BODY}",
        _law(place="上海市", issuer="上海海关", year=2021),
    ),
    Made(
        "tax office of the state",
        f"国家税务总局诸暨市税务局2020年法治政府建设情况报告\n2020年，国家税务总局诸暨市税务局{BODY}",
        _law(place="诸暨市", year=2020, issuer="国家税务总局诸暨市税务局"),
    ),
    Made(
        "corps",
        f"新疆生产建设兵团2021年法治政府建设情况报告\n2021年，兵团{BODY}",
        _law(place="新疆生产建设兵团", year=2021),
    ),
    Made(
        "menu with other reports",
        "网站首页\n2022年法治政府建设年度报告\n2021年法治政府建设年度报告\n信息公开指南\n定远县2020年"
        f"法治政府建设情况报告\n发布时间：2021-01-30 10:00\n2020年，定远县{BODY}",
        _law(place="定远县", year=2020, published="2021-01-30"),
    ),
    Made(
        "traditional characters",
        f"建德市2021年法治政府建設情況報告\n2021年，建德市{BODY}",
        _law(place="建德市", year=2021, title="建德市2021年法治政府建設情況報告"),
    ),
    Made(
        "government's report posted by its bureau",
        "常山县2021年法治政府建设情况报告\n发布日期：2022-02-11　信息来源：常山县司法局\n2021年，我县"
        f"{BODY}常山县人民政府将继续努力。\n",
        _law(place="常山县", year=2021, issuer="常山县人民政府"),
    ),
    Made(
        "town that reports on its city's programme",
        f"关于落实慈溪市2021年法治政府建设工作要点情况的报告\n2021年，我镇{BODY}\n慈溪市观海卫镇人民政"
        "府\n2021年12月20日",
        _law(place="观海卫镇", year=2021, issuer="观海卫镇人民政府"),
    ),
    Made("nothing to tell", "会议纪要\n出席人员若干。\n", {"kind": OTHER, "place": None, "year": None}),
    Made(
        "file name only",
        f"法治政府建设工作总结\n{BODY}",
        _law(place="如皋市", year=2019),
        file="南通/如皋市2019年.docx",
    ),
    Made(
        "governor's seat not the place",
        f"关于2021年法治政府建设情况的报告\n市人民政府：\n2021年，柯桥区{BODY}全区努力。\n绍兴市柯桥区"
        "人民政府\n2022年1月27日\n主办：绍兴市人民政府办公室",
        _law(place="柯桥区", year=2021, published="2022-01-27"),
    ),
]
