"""What numbers say: money, posts with head counts, facilities with counts, statistics; and which numbers say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plain_letter import Say

from extract.facts import Amount, Facility, Letter, Staff, Statistic

NUMBERS = (Amount, Facility, Staff, Statistic)


def statistics(letter: Letter) -> list[tuple[str, Decimal, str]]:
    return [(f.what, f.value, f.unit) for f in letter.of(Statistic)]


@pytest.mark.parametrize(
    ("text", "what", "value", "unit"),
    [
        ("开展食堂检查217次。", "食堂检查", "217", "次"),
        ("受益学生1.26万人。", "学生", "12600", "人"),
        ("持证率达96.5%。", "持证率", "96.5", "%"),
        ("全区有困境儿童1,004人。", "困境儿童", "1004", "人"),
        ("服务老年人3.2万人次。", "老年人", "32000", "人次"),
        ("新建绿道12.5公里。", "绿道", "12.5", "公里"),
        ("绿化面积4.27万平方米。", "绿化面积", "42700", "平方米"),
        ("共调解纠纷三十二件。", "纠纷", "32", "件"),
        ("火化率提高5.6个百分点。", "火化率", "5.6", "个百分点"),
        ("共排查隐患64处。", "隐患", "64", "处"),
        ("全区现有耕地12.48万亩。", "耕地", "124800", "亩"),
    ],
)
def test_a_statistic(say: Say, text: str, what: str, value: str, unit: str) -> None:
    ((told, number, printed_unit),) = statistics(say(text))
    assert (number, printed_unit) == (Decimal(value), unit)
    assert what in told


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("受益群众50余万人次。", True),
        ("受益群众约5000人次。", True),
        ("受益群众近5000人次。", True),
        ("受益群众超过5000人次。", True),
        ("受益群众5000多人次。", True),
        ("受益群众5000人次。", False),
    ],
)
def test_about_is_marked(say: Say, text: str, approximate: bool) -> None:
    (fact,) = say(text).of(Statistic)
    assert fact.approximate is approximate


def test_about_500000(say: Say) -> None:
    (fact,) = say("惠及群众50余万人。").of(Statistic)
    assert (fact.value, fact.unit, fact.approximate) == (500000, "人", True)


def test_a_range_keeps_both_ends(say: Say) -> None:
    (fact,) = say("每批接待参观者30至50人。").of(Statistic)
    assert (fact.value, fact.upper) == (30, 50)


@pytest.mark.parametrize(
    "text",
    [
        "2021年以来，工作稳步推进。",
        "第三届会议召开，第12条规定。",
        "截至2024年3月15日，工作完成。",
        "区教育局等7个部门参与。",
        "采取三项措施，做好两个方面工作。",
        "年满60周岁的老年人可以申请。",
        "热线12345全天开通。",
        "编号为2024008。",
        "落实第十四个五年规划。",
        "一方面加强宣传，一是明确责任。",
        "拨打110报警。",
    ],
)
def test_numbers_that_measure_nothing(say: Say, text: str) -> None:
    assert [fact for fact in say(text).facts if isinstance(fact, NUMBERS)] == []


@pytest.mark.parametrize(
    ("text", "date", "resolved"),
    [
        ("2023年，开展检查217次。", "2023", False),
        ("2023年9月，开展检查217次。", "2023-09", False),
        ("今年4月，开展检查217次。", "2024-04", True),
        ("去年，开展检查217次。", "2023", True),
    ],
)
def test_a_statistic_is_dated_as_printed(say: Say, text: str, date: str, resolved: bool) -> None:
    (fact,) = say(text).of(Statistic)
    assert fact.date is not None
    assert (fact.date.value, fact.date.resolved) == (date, resolved)


@pytest.mark.parametrize(
    ("text", "value", "printed", "unit", "period"),
    [
        ("孤儿基本生活养育标准为每月1374元。", "1374", "1374", "元", "月"),
        ("基本生活养育标准达1607.33元/月。", "1607.33", "1607.33", "元", "月"),
        ("落实资金1,008万元。", "10080000", "1,008", "万元", None),
        ("总投资2.5亿元。", "250000000", "2.5", "亿元", None),
        ("膳食补助标准为每生每天5元。", "5", "5", "元", "天"),
        ("发放一次性补贴1200元。", "1200", "1200", "元", None),
        ("每人每年补助600元。", "600", "600", "元", "年"),
        ("筹集善款三万元。", "30000", "三", "万元", None),
        ("安排经费50余万元。", "500000", "50", "万元", None),
    ],
)
def test_money_in_yuan_and_as_printed(say: Say, text: str, value: str, printed: str, unit: str, period: str | None) -> None:
    letter = say(text)
    (fact,) = letter.of(Amount)
    assert (fact.value, fact.printed_value, fact.unit) == (Decimal(value), printed, unit)
    assert fact.period is not None and fact.period.endswith(period) if period else fact.period is None
    assert statistics(letter) == []


@pytest.mark.parametrize(
    ("text", "role", "count"),
    [
        ("全区配备儿童督导员10名。", "儿童督导员", 10),
        ("全区配备10名儿童督导员。", "儿童督导员", 10),
        ("聘请法治副校长43名。", "法治副校长", 43),
        ("选派驻村第一书记26名。", "驻村第一书记", 26),
        ("配备了专职食品安全员五名。", "专职食品安全员", 5),
        ("配备了专职食品安全员5名。", "专职食品安全员", 5),
        ("现有护林员132人。", "护林员", 132),
    ],
)
def test_a_post_with_its_head_count(say: Say, text: str, role: str, count: int) -> None:
    letter = say(text)
    assert [(f.role, f.count) for f in letter.of(Staff)] == [(role, count)]
    assert statistics(letter) == []


def test_two_posts_in_one_sentence(say: Say) -> None:
    letter = say("禾丰区配备 10名儿童督导员和 99名儿童主任，实现全覆盖。")
    assert [(f.role, f.count) for f in letter.of(Staff)] == [("儿童督导员", 10), ("儿童主任", 99)]


@pytest.mark.parametrize("text", ["培训儿童督导员36人次。", "慰问环卫工人300名。", "惠及残疾人420名。"])
def test_people_who_hold_no_post(say: Say, text: str) -> None:
    letter = say(text)
    assert list(letter.of(Staff)) == []
    assert len(statistics(letter)) == 1


@pytest.mark.parametrize(
    ("text", "name", "level", "count"),
    [
        ("建成区级“未成年人保护中心”1个。", "未成年人保护中心", "区级", 1),
        ("建成8个街道级“未成年人保护工作站”。", "未成年人保护工作站", "街道级", 8),
        ("建成社区级儿童之家99个。", "儿童之家", "社区级", 99),
        ("全区设有居家养老服务站12个。", "居家养老服务站", None, 12),
        ("建成镇级便民服务中心三所。", "便民服务中心", "乡镇级", 3),
        ("建成镇级便民服务中心3所。", "便民服务中心", "乡镇级", 3),
    ],
)
def test_a_counted_facility(say: Say, text: str, name: str, level: str | None, count: int) -> None:
    letter = say(text)
    (fact,) = letter.of(Facility)
    assert (fact.name, fact.level, fact.count) == (name, level, count)
    assert statistics(letter) == []


def test_a_facility_that_is_only_named_has_no_count(say: Say) -> None:
    (fact,) = say("2022年1月，市民政局打造了云川市临时照护中心。").of(Facility)
    assert (fact.name, fact.count, fact.level) == ("云川市临时照护中心", None, "市级")
    assert fact.established is not None and fact.established.value == "2022-01"


def test_a_named_facility_that_was_opened(say: Say) -> None:
    (fact,) = say("2022年3月7日，禾丰区未成年人综合保护中心挂牌成立。").of(Facility)
    assert (fact.name, fact.count, fact.level) == ("禾丰区未成年人综合保护中心", None, "区级")
    assert fact.established is not None and fact.established.value == "2022-03-07"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("岩湾水厂、杉木水厂改造已于去年11月完工。", ["岩湾水厂", "杉木水厂"]),
        ("东湾水厂、会源水厂、清溪水厂管网等一批供水工程先后建成。", ["东湾水厂", "会源水厂"]),
        ("城南客运站、滨江停车场已投入使用。", ["城南客运站", "滨江停车场"]),
        ("新建城北实验小学和滨江医院。", ["城北实验小学", "滨江医院"]),
        ("完成朝晖菜场、南山菜场的标准化升级改造。", ["朝晖菜场", "南山菜场"]),
        ("区社区矫正中心2021年4月建成启用。", ["区社区矫正中心"]),
        ("团区委“12345”青少年服务台接听来电907个。", ["“12345”青少年服务台"]),
        ("禾丰区西瓜产业园带动就业。", ["禾丰区西瓜产业园"]),
        ("设立“一站式”服务窗口。", []),
        ("满足群众需求的菜市场保障体系逐步形成。", []),
        ("专班办公室设在市物业服务中心。", []),
        ("建一体化中心的建议。", []),
        ("依托云川职业技术学院培训。", []),
    ],
)
def test_places_named_without_a_count(say: Say, text: str, names: list[str]) -> None:
    assert [fact.name for fact in say(text).of(Facility) if fact.count is None] == names


def test_what_following_sentences_say_of_a_facility(say: Say) -> None:
    text = "区民政局打造了禾丰区临时照护中心。中心总面积为800㎡，设有床位、影音室、手工室等。该中心预计2024年10月投入使用。"
    (fact,) = say(text).of(Facility)
    assert [(f.kind, f.value) for f in fact.features] == [
        ("floor_area", "800"),
        ("room", "床位"),
        ("room", "影音室"),
        ("room", "手工室"),
        ("opening", "2024-10"),
    ]


def test_who_runs_a_facility(say: Say) -> None:
    (fact,) = say("由区法院和区妇联共同打造的“和美家庭辅导站”正式启用。").of(Facility)
    assert fact.name == "和美家庭辅导站"
    assert [(f.kind, f.value) for f in fact.features] == [("operator", "禾丰区人民法院"), ("operator", "禾丰区妇女联合会")]


def test_what_the_proposal_claims_is_marked_as_restated(say: Say) -> None:
    facts = [f for f in say("您提出全区尚有22个村没有卫生室的问题，我们高度重视。").facts if isinstance(f, NUMBERS)]
    assert all(fact.restated for fact in facts)


@pytest.mark.parametrize("heading", ["一、“增加护林员指标，新增站点30个”的建议", "二、关于新建30个站点的建议"])
def test_a_heading_that_repeats_the_proposal_is_marked_as_restated(say: Say, heading: str) -> None:
    facts = [f for f in say(f"{heading}\n全区现有站点12个。").facts if isinstance(f, NUMBERS)]
    assert {f.restated for f in facts if "12" in f.evidence.quote} == {False}
    assert all(f.restated for f in facts if "30" in f.evidence.quote)


@pytest.mark.parametrize(
    "text",
    ["开展宣传活动12次，培训儿童主任99名，投入80万元，建成服务站3个。", "2023年全区建成服务站3个、投入80万元、服务老人5600人次。"],
)
def test_each_number_is_told_once(say: Say, text: str) -> None:
    facts = [fact for fact in say(text).facts if isinstance(fact, NUMBERS)]
    places = [(fact.evidence.focus_start, fact.evidence.focus_end) for fact in facts]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("配备养老服务顾问105名。", [("养老服务顾问", 105)]),
        ("公厕保洁员由56人增加到82人。", [("公厕保洁员", 56), ("公厕保洁员", 82)]),
        ("聘用公益性岗位养路工326人。", [("公益性岗位养路工", 326)]),
        ("护林员总数累计达到96名。", [("护林员", 96)]),
        ("全区落实小型水库巡查管护人员512人。", [("小型水库巡查管护人员", 512)]),
        ("派驻医务人员418名。", [("医务人员", 418)]),
        ("聘请“老班长”调解员73名。", [("“老班长”调解员", 73)]),
        ("设区级路长1名、镇级路长14名。", [("区级路长", 1), ("镇级路长", 14)]),
        ("卫生院核定编制96名，编外聘用人员31人；在岗村医120人。", [("编制", 96), ("编外聘用人员", 31), ("村医", 120)]),
        ("60岁以上村医仍有18人。", [("60岁以上村医", 18)]),
        ("每年定向招考村医不少于12名。", [("村医", 12)]),
        ("招9名大学生乡村医生且全部落编。", [("大学生乡村医生", 9)]),
        ("组建抢修队伍6支，配抢修人员48人、司机15名、制冷工4名。", [("抢修人员", 48), ("司机", 15), ("制冷工", 4)]),
        ("计划招聘乡村教师50名，目前已到岗32名。", [("乡村教师", 50), ("乡村教师", 32)]),
        ("教师由2020年的160人增至2023年的183人。", [("教师", 160), ("教师", 183)]),
        ("目前仍缺教师56名，核定消防员编制32名。", [("教师", 56), ("消防员编制", 32)]),
        ("组织青年志愿者42名结对留守儿童，招募“爱心妈妈”31名。", [("青年志愿者", 42), ("爱心妈妈", 31)]),
        ("每个社区都选聘了残疾人专职委员，全区共102名。", [("残疾人专职委员", 102)]),
        ("聘用讲解员3名（含双语讲解员2名），守墓员每处1人。", [("讲解员", 3), ("双语讲解员", 2)]),
        ("社区协调员目前到岗72名。", [("社区协调员", 72)]),
        ("每个行政村配备1名网格员，共配备156名。", [("网格员", 156)]),
        ("按比例配备安全员，目前已配齐85名。", [("安全员", 85)]),
        ("聘用养护员326人，比2021年增加18人。", [("养护员", 326), ("养护员", 18)]),
        ("现共有专职服务人员27名，另聘用抢修工12名。", [("专职服务人员", 27), ("抢修工", 12)]),
        ("路政执法员48名、交警24名。", [("路政执法员", 48), ("交警", 24)]),
        ("调解员队伍由15人扩充到42人。", [("调解员", 15), ("调解员", 42)]),
        ("遴选服务团8个、特派员96名。", [("特派员", 96)]),
        ("现有在编人员35人，聘用人员22人，公证员助理31名。", [("在编人员", 35), ("聘用人员", 22), ("公证员助理", 31)]),
        ("选配儿童督导员10名，区关工委“五老”志愿者42名值守。", [("儿童督导员", 10), ("“五老”志愿者", 42)]),
        ("现有吸毒人员386人。", []),
        ("妥善安置职工871人，为419名农民工追回工资。", []),
        ("完成村庄规划编制298个。", []),
        ("每年交流轮岗校长教师不少于60名。", []),
        ("解救被困人员38人。", []),
        ("每万人拥有社会体育指导员54.7名。", []),
    ],
)
def test_posts(say: Say, text: str, roles: list[tuple[str, int]]) -> None:
    assert [(fact.role, fact.count) for fact in say(text).of(Staff)] == roles


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("30户以上自然村通硬化路65公里。", [(65, "公里")]),
        ("我区是全省达标的3个城市之一。", []),
        ("覆盖率达到95%以上。", [(95, "%")]),
        ("普及率和数控化率分别提高4.1和3.6个百分点。", [("4.1", "个百分点"), ("3.6", "个百分点")]),
        ("建筑面积40万平米，住户3000余户。", [(400_000, "平米"), (3000, "户")]),
        ("空气优良天数298天。", [(298, "天")]),
        ("牲畜存栏163.2万头只。", [(1_632_000, "头只")]),
        ("班线实载率不到四成，进村比例超过九成。", [(4, "成"), (9, "成")]),
        ("出动宣传车121辆次，购置设备47台（套）。", [(121, "辆次"), (47, "台（套）")]),
        ("成立专班，29座当中已迁7座。", [(7, "座")]),
        ("省财政厅、省教育厅等4部门联合检查。", []),
    ],
)
def test_figures(say: Say, text: str, figures: list[tuple[Decimal | int | str, str]]) -> None:
    assert [(fact.value, fact.unit) for fact in say(text).of(Statistic)] == [(Decimal(value), unit) for value, unit in figures]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("现有农贸市场26个。", [("农贸市场", 26)]),
        ("新改建旅游厕所22座。", [("旅游厕所", 22)]),
        ("设机器人、数控加工等9个实训中心。", [("实训中心", 9)]),
        ("区体育中心、区全民健身中心等17个大中型体育场馆免费开放。", [("大中型体育场馆", 17)]),
        ("将零工市场增加到20个。", [("零工市场", 20)]),
        ("新建中医医院90所、门诊部2家。", [("中医医院", 90), ("门诊部", 2)]),
        ("对57所重点学校实行一校一策。", []),
        ("全市共有中小学校、幼儿园683所。", []),
        ("103个村均设立了统计工作站。", []),
        ("全区建成学校35所。", [("学校", 35)]),
        ("其中，区属公办学校82所（小学52所，中学14所）。", [("区属公办学校", 82), ("小学", 52), ("中学", 14)]),
        ("其余民办学校123所。", [("民办学校", 123)]),
        ("新建农产品保鲜设施128个，建设气调库47个。", [("农产品保鲜设施", 128), ("气调库", 47)]),
        ("截至目前公办幼儿园有16所。", [("公办幼儿园", 16)]),
        ("建成影像诊断中心、心电诊断中心、检验中心各1个。", [("影像诊断中心", 1), ("心电诊断中心", 1), ("检验中心", 1)]),
        ("设1个区级指导中心、12个街镇工作站。", [("指导中心", 1), ("街镇工作站", 12)]),
        ("现有职业学校42所（含本科学校2所）、中等职业学校18所。", [("职业学校", 42), ("本科学校", 2), ("中等职业学校", 18)]),
        ("全区有学校61所，其中小学40所、初中14所、中职7所。", [("学校", 61), ("小学", 40), ("初中", 14), ("中职", 7)]),
        ("卫生厕所建改完成271座，由中央厨房配送的助餐点28处。", [("卫生厕所", 271), ("助餐点", 28)]),
        ("建有集市11家，其中青石区1家，云川市4家。", [("集市", 11)]),
        ("累计建设工程技术研究中心49家（其中国家9家）。", [("工程技术研究中心", 49), ("国家工程技术研究中心", 9)]),
        ("将联合路检点由5处增加至8处。", [("联合路检点", 5), ("联合路检点", 8)]),
        ("建成综合服务站12个、村级服务点43个。", [("综合服务站", 12), ("服务点", 43)]),
        ("社区（村）有康复室87个，定点康复机构现有9家。", [("康复室", 87), ("定点康复机构", 9)]),
        ("现有换热站436座（含无人值守换热站207座）。", [("换热站", 436), ("无人值守换热站", 207)]),
        ("结对帮扶学校54所。", []),
        ("建成健身步道2160公里。", []),
    ],
)
def test_counted_places(say: Say, text: str, found: list[tuple[str, int]]) -> None:
    assert [(fact.name, fact.count) for fact in say(text).of(Facility) if fact.count] == found
