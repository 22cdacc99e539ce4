"""Numbers in sentences of the genre: what they count, how much, how surely, when and of whom."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.figures import find_figures, whole_scope
from rag.language.text import normalise
from rag.types import Role

VALUES = {
    "行政机关负责人出庭应诉率达96.6%。": [("96.6%", "96.6", "%")],
    "答复率为100％。": [("100%", "100", "%")],
    "网上可办率达到百分之九十八点五。": [("百分之九十八点五", "98.5", "%")],
    "按时办结率达到百分之百。": [("百分之百", "100", "%")],
    "群众满意率达到九成五。": [("九成五", "95", "%")],
    "信访量同比下降两成。": [("两成", "20", "%")],
    "罚款占比为38.5‰。": [("38.5‰", "38.5", "‰")],
    "出庭应诉率提高3.2个百分点。": [("3.2个百分点", "3.2", "百分点")],
    "接待来访733批2333人次。": [("733批", "733", "批"), ("2333人次", "2333", "人次")],
    "检查企业1,204家，出动12,345人次。": [("1,204家", "1204", "家"), ("12,345人次", "12345", "人次")],
    "追回损失1,250.5万元。": [("1,250.5万元", "12505000", "元")],
    "合同标的额达8.7亿元。": [("8.7亿元", "870000000", "元")],
    "财政投入1.2万亿元。": [("1.2万亿元", "1200000000000", "元")],
    "拆除违法建筑32.36万平方米。": [("32.36万平方米", "323600", "平方米")],
    "发放资料3千份。": [("3千份", "3000", "份")],
    "办理复议案件一百二十三件。": [("一百二十三件", "123", "件")],
    "新登记市场主体1.57万户。": [("1.57万户", "15700", "户")],
    "新增企业1.2万家，惠及十万户。": [
        ("1.2万家", "12000", "家"),
        ("十万户", "100000", "户"),
    ],
    "召开专题会议两次。": [("两次", "2", "次")],
    "办理时限压缩至5个工作日。": [("5个工作日", "5", "工作日")],
    "减少环节2个、材料13份。": [("2个", "2", "个"), ("13份", "13", "份")],
    "清理文件2019件。": [("2019件", "2019", "件")],
    "全年收到司法建议书0件。": [("0件", "0", "件")],
    "清理文件12件（其中废止3件）。": [("12件", "12", "件"), ("3件", "3", "件")],
    "人均产值达到1.5万元/人。": [("1.5万元/人", "15000", "元/人")],
    "“双随机、一公开”抽查2000户次。": [("2000户次", "2000", "户次")],
    "三分之二的村聘请了法律顾问。": [("三分之二", "0.6667", "")],
    "办理时限压缩至3至5个工作日。": [("3至5个工作日", "5", "工作日")],
    "新建中心25-30家。": [("25-30家", "30", "家")],
    "均在15个工作日内答复。": [("15个工作日内", "15", "工作日")],
    "惠及群众2018个人。": [("2018个人", "2018", "人")],
    "约谈网站17家（次）。": [("17家(次)", "17", "家")],
    "发现2大类、6个问题。": [("2大类", "2", "类"), ("6个", "6", "个")],
    "审查合同6件，标的不详。": [("6件", "6", "件")],
    "收到举报电话12345件次。": [("12345件次", "12345", "件次")],
    "连续5年获评优秀，聘期3年。": [("5年", "5", "年"), ("3年", "3", "年")],
    "新开通750千伏线路2条。": [("750千伏", "750", "千伏"), ("2条", "2", "条")],
    "制定两项制度，举办三期培训。": [("两项", "2", "项"), ("三期", "3", "期")],
    "罚款两千三百元，没收物品一百零五件。": [("两千三百元", "2300", "元"), ("一百零五件", "105", "件")],
}
NO_FIGURES = [
    "2021年12月31日印发。",
    "3月15日召开会议。",
    "2021-12-31 09:30:15",
    "印发《实施意见》（苏府〔2021〕15号）。",
    "第三届法治人物评选。",
    "第12次常务会议召开。",
    "一是加强学习。",
    "二、存在的问题",
    "1.加强组织领导。",
    "（一）推进改革。",
    "“十三五”规划收官。",
    "落实“三项制度”和“四张清单”。",
    "咨询电话：0512-68612345。",
    "拨打12345热线、12348公共法律服务热线。",
    "第一时间处置。",
    "增强“四个意识”、坚定“四个自信”。",
    "最多跑一次。",
    "数十名执法人员参加。",
    "投入数千万元。",
    "百家企业进课堂。",
    "服务千家万户。",
    "普法走近千家万户，走进万家。",
    "法治宣传飞入万户。",
    "万众一心。",
    "占总数的1/3。",
    "比例为3:2。",
    "COVID-19流行期间。",
    "G20峰会。",
    "三成员单位。",
    "党的十九届五中全会召开。",
    "没有数字。",
    "这五年来，过去一年，未来三年，近五年间。",
    "新一轮改革和二期工程。",
    "列为一类进行考核。",
    "省委十二届七次全会和县十八届人大五次会议。",
    "“132”工作部署和“3+2”体系。",
    "建设“15分钟服务圈”和15分钟社区生活圈。",
    "开展“综合查一次”和“一件事一次办”。",
    "打造“24小时”不打烊服务。",
    "2018个人信息保护专项行动。",
    "接入政务服务2.0平台，跻身500强。",
    "全省排名前3名。",
    "航道30万吨级。",
    "邮编：223100。",
    "纪念成立70周年。",
    "落实三项制度，牢记五个必须，用好两种资源。",
    "两三家单位参加。",
    "每10万人。",
    "",
]
APPROXIMATE = {
    "培训执法人员250余名。": ("250余名", "250"),
    "发放资料6万余份。": ("6万余份", "60000"),
    "发放手册近3200册。": ("3200册", "3200"),
    "惠及约10万人。": ("10万人", "100000"),
    "惠及超过10万人次。": ("10万人次", "100000"),
    "惠及逾十万人次。": ("十万人次", "100000"),
    "标的额达200多万元。": ("200多万元", "2000000"),
    "十余家单位参加。": ("十余家", "10"),
    "开展活动百余场。": ("百余场", "100"),
    "服务近万户。": ("万户", "10000"),
    "惠及200余万户。": ("200余万户", "2000000"),
    "参加培训的近千人。": ("千人", "1000"),
    "参加培训的上千人次。": ("千人次", "1000"),
    "合格率在95%以上。": ("95%以上", "95"),
    "三成以上的案件调解结案。": ("三成以上", "30"),
    "每月5件左右。": ("5件左右", "5"),
    "失业率控制在5%以内。": ("5%以内", "5"),
    "培育法律明白人万余名。": ("万余名", "10000"),
}
ROLES = {
    "出庭应诉率达96.6%。": [Role.ACTUAL],
    "案件数同比增长12.5%。": [Role.CHANGE],
    "案件数同比减少12件。": [Role.CHANGE],
    "办理时限压缩60%。": [Role.CHANGE],
    "较上年上升0.5个百分点。": [Role.CHANGE],
    "比去年多办理3.1个百分点。": [Role.CHANGE],
    "应诉率提升到98%。": [Role.ACTUAL],
    "办理时限压缩至5个工作日。": [Role.ACTUAL],
    "案件由35件减少到22件。": [Role.PREVIOUS, Role.ACTUAL],
    "案件有35件的减少。": [Role.CHANGE],
    "力争应诉率达到100%。": [Role.TARGET],
    "确保合格率不低于95%。": [Role.TARGET],
    "计划培训500人次。": [Role.TARGET],
    "到2025年应诉率提升到98%。": [Role.TARGET],
    "受理56件，去年同期为48件。": [Role.ACTUAL, Role.PREVIOUS],
    "受理56件，上年为48件。": [Role.ACTUAL, Role.PREVIOUS],
    "拟废止文件3件。": [Role.ACTUAL],
    "目标任务已明确，受理56件。": [Role.ACTUAL],
    "规划计划等6个栏目，人均预期寿命80岁。": [Role.ACTUAL, Role.ACTUAL],
    "预期目标是：产值增长5%，就业12万人。": [Role.TARGET, Role.TARGET],
    "力争产值增长5%。": [Role.TARGET],
    "超出90%的预期目标。": [Role.TARGET],
    "应诉率由去年的93%提高到96%，提高3个百分点。": [Role.PREVIOUS, Role.ACTUAL, Role.CHANGE],
    "收案、结案分别增长5%、7%。": [Role.CHANGE, Role.CHANGE],
    "两次提高补助标准。": [Role.ACTUAL],
    "案件数较上年减少8件。": [Role.CHANGE],
}
SCOPES = {
    "全市出庭应诉率达96.6%。": ["全市"],
    "出庭应诉率达96.6%。": [None],
    "市政府为被告的应诉率77.27%，部门、乡镇为被告的应诉率100%。": ["市政府为被告", "部门、乡镇为被告"],
    "以市政府作为被告的案件22件；以部门作为被告的68件。": ["市政府作为被告", "部门作为被告"],
    "全区有公职律师36名，其中区级部门20名。": ["全区", "区级部门"],
    "市本级办结300件，全市办结1200件。": ["市本级", "全市"],
    "全县受理8件，办结7件。": ["全县", "全县"],
    "收到申请95件，其中受理82件，不予受理13件。": [None, None, None],
    "市级以上媒体报道5次。": [None],
    "全市和市本级分别办结1200件和300件。": ["全市", "市本级"],
    "全市和市本级分别办结1200件、300件，受理5件。": ["全市", "市本级", "全市"],
    "市政府规范性文件13件、市政府部门规范性文件38件、县级市（区）政府规范性文件30件，审核率100%。": [
        "市政府",
        "市政府部门",
        "县级市(区)政府",
        None,
    ],
    "共梳理文件97件，其中市级部门40件，拟修改2件，县级部门57件，拟废止9件。": [
        None,
        *["市级部门"] * 2,
        *["县级部门"] * 2,
    ],
    "各镇、各部门均已聘请，其中市委、市政府法律顾问各配备5名。": [None],
    "各乡镇（街道）调解纠纷35件，督促各乡镇整改12件。": ["各乡镇(街道)", "各乡镇(街道)"],
    "办理市人大建议7件，区人大建议57件；区政协提案78件，办结率100%。": ["市人大", "区人大", "区政协", "区政协"],
    "新收案件57件（含杭州复议局12件），立案54件。": [None, "杭州复议局", None],
    "市公安局办理案件34件，罚款5万元。": ["市公安局", "市公安局"],
    "市公安局领导授课3次。": [None],
    "一审案件120件，二审案件30件。": ["一审", "二审"],
    "一审案件120件，败诉3件。": [None, None],
    "市政府和市政府部门为被申请人的案件分别为12件、45件。": ["市政府为被申请人", "市政府部门为被申请人"],
    "建成省级示范点5个，居全国前列，在全省率先公开20项。": [None, None],
    "市政府为被告的案件22件，全市应诉率95%。": ["市政府为被告", "全市"],
}
INDICATORS = {
    "汽车产量、电池产量分别增长54.5%、43.1%。": ["汽车产量增长", "电池产量增长"],
    "汽车产量增长54.5%、43.1%。": ["汽车产量增长", "汽车产量增长"],
    "2021年全市共受理复议案件82件。": ["受理复议案件"],
    "组织36名执法人员参加。": ["组织执法人员参加"],
    "规章 0 7": ["规章", ""],
}

YEARS = {
    "受理56件。": [None],
    "2020年受理56件，2021年受理82件。": [2020, 2021],
    "2020年应诉率为93.4%，同比提高1.1个百分点。": [2020, 2020],
    "案件由2019年的35件降至2020年的22件。": [2019, 2020],
    "2019年至2021年共受理300件。": [None],
    "2019年以来共受理300件。": [None],
    "自2019年起累计受理300件。": [None],
    "2019年起累计受理300件。": [None],
    "2019年起草法规5件。": [2019],
    "落实《2020年法治政府建设工作要点》任务56项。": [None],
    "截至2021年12月31日共受理82件。": [2021],
    "2021年，受理82件。": [2021],
    "2020年，受理82件，结案70件；今年结案60件。": [2020, 2020, None],
    "2000年底以前发布的756件。": [None],
    "2015年印发办法，受理82件。": [None],
    "2000年为1997年的2.9倍。": [2000],
    "1998年由40个减少到29个。": [1998, 1998],
}


def figures(sentence):
    return find_figures(normalise(sentence))


@pytest.mark.parametrize(("sentence", "told"), VALUES.items())
def test_a_figure_is_read_with_its_value_and_its_unit(sentence, told):
    found = figures(sentence)
    assert [(figure.raw, str(figure.value), figure.unit) for figure in found] == told
    assert not any(figure.approximate for figure in found)


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_dates_ordinals_numbers_of_documents_and_sayings_are_no_figures(sentence):
    assert figures(sentence) == ()


@pytest.mark.parametrize(("sentence", "told"), APPROXIMATE.items())
def test_what_is_said_about_is_approximate(sentence, told):
    (figure,) = figures(sentence)
    assert (figure.raw, figure.value, figure.approximate) == (told[0], Decimal(told[1]), True)


@pytest.mark.parametrize(("sentence", "roles"), ROLES.items())
def test_a_figure_is_what_happened_what_is_aimed_at_a_change_or_last_years(sentence, roles):
    assert [figure.role for figure in figures(sentence)] == roles


@pytest.mark.parametrize(("sentence", "scopes"), SCOPES.items())
def test_a_figure_is_of_whom_its_clause_says(sentence, scopes):
    assert [figure.scope for figure in figures(sentence)] == scopes


@pytest.mark.parametrize(("sentence", "years"), YEARS.items())
def test_a_figure_is_of_the_year_that_its_clause_gives_it(sentence, years):
    assert [figure.year for figure in figures(sentence)] == years


@pytest.mark.parametrize(("sentence", "told"), INDICATORS.items())
def test_a_figure_counts_what_stands_by_it_or_by_the_item_that_it_shares(sentence, told):
    assert [figure.indicator for figure in figures(sentence)] == told


def test_a_scope_is_the_whole_places_or_a_parts():
    assert whole_scope(None)
    assert whole_scope("全市")
    assert whole_scope("全街道")
    assert not whole_scope("市本级")
    assert not whole_scope("市政府为被告")


@given(st.lists(st.sampled_from([*VALUES, *NO_FIGURES, *APPROXIMATE, "近", "余", "万", "，", "2021", "."]), max_size=4))
def test_a_figures_words_are_the_slice_that_it_names(pieces):
    text = normalise("".join(pieces))
    ends = 0
    for figure in find_figures(text):
        assert figure.span.of(text) == figure.raw
        assert ends <= figure.span.start < figure.span.end
        assert figure.value >= 0
        ends = figure.span.end


def test_a_year_compared_with_is_not_the_figures_own():
    """比 2020 年增长 is a change of the report's own year; 2020年比2019年 is one of 2020."""
    (change,) = find_figures("办结群众申请增幅较2020年度增长14.2%")
    assert change.year is None
    (change,) = find_figures("办结量2020年比2019年增长14.2%")
    assert change.year == 2020
    (change,) = find_figures("办结量与2020年相比增长14.2%")
    assert change.year is None


def test_what_a_value_went_on_to_is_of_the_same_indicator():
    told = find_figures("一般公共预算收入从2020年的1800亿元增加到2025年的2500亿元。")
    assert [(one.raw, one.indicator) for one in told] == [
        ("1800亿元", "一般公共预算收入"),
        ("2500亿元", "一般公共预算收入"),
    ]
    assert [one.indicator for one in find_figures("行政应诉案件由35件降至22件。")] == ["行政应诉案件"] * 2
