"""Programmes without quotes, systems, tables, definitions: what letters say they run, build and mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plain_letter import Say

from extract.facts import Amount, Definition, Programme, Staff, Statistic, System


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("以农村道路畅通工程、村组道路延伸工程为抓手，建设公路313公里。", ["农村道路畅通工程", "村组道路延伸工程"]),
        ("白石至云坪公路改建工程全长23.7公里。", ["白石至云坪公路改建工程"]),
        ("2025年仁和镇抗旱引调水项目（石坪水库连通工程）正在规划中。", ["2025年仁和镇抗旱引调水项目（石坪水库连通工程）"]),
        ("通过开展“百日清零”“安居护航”等专项行动，整改隐患。", ["百日清零", "安居护航"]),
        ("办好“春风行动”等招聘活动。", ["春风行动"]),
        ("坚决打赢蓝天保卫战。", ["蓝天保卫战"]),
        ("会同区财政局开展农业生产全程社会化服务试点。", ["农业生产全程社会化服务试点"]),
        ("我局委托青岚公路工程检测有限公司开展检测。", []),
        ("列入“快递+茶叶”等特色项目。", []),
        ("实施“暖阳”行动，开展培训。", ["“暖阳”行动"]),
        ('实施"暖阳"行动，开展培训。', ["“暖阳”行动"]),
        ("申报为省级步行街改造提升试点，争取上级部门的项目。", []),
        ("依托“百日清零”“清源断流”两个专项行动，破获案件。", ["百日清零", "清源断流"]),
        ("依托“县域商业建设行动”“冷链设施建设工程”，建起冷库。", ["县域商业建设行动", "冷链设施建设工程"]),
        ("先后实施了瓮城加固工程、钟鼓楼修缮工程和大成殿壁画保护项目。", ["瓮城加固工程", "钟鼓楼修缮工程", "大成殿壁画保护项目"]),
        ("每年支持100个校企合作典型项目。", []),
        ("本着“文理兼顾、负担适度”的原则做改革试点。", []),
    ],
)
def test_programmes(say: Say, text: str, names: list[str]) -> None:
    assert [fact.name for fact in say(text).of(Programme)] == names


def test_what_the_letter_says_counts_before_what_it_repeats(say: Say) -> None:
    letter = say("您提出的加快实施“暖阳”行动的建议，我局十分重视。\n\n2024年起，我局实施“暖阳”行动。")
    assert [(fact.name, fact.restated) for fact in letter.of(Programme)] == [("“暖阳”行动", False)]


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("建成“云养老”平台，集成档案管理、服务派单、资金监管三个模块。", "“云养老”平台", ("档案管理", "服务派单", "资金监管")),
        ("推行“河长＋检察长＋警长”协作机制。", "“河长+检察长+警长”协作机制", ("河长", "检察长", "警长")),
        ("建立“小微企业-骨干企业-领军企业”梯度培育体系。", "梯度培育体系", ("小微企业", "骨干企业", "领军企业")),
    ],
)
def test_systems(say: Say, text: str, name: str, parts: tuple[str, ...]) -> None:
    (fact,) = say(text).of(System)
    assert (fact.name, fact.parts) == (name, parts)


TABLE = """各镇情况见下表：

镇名        在校学生（人）    专任教师（名）    投资（万元）   完工时间
仁和镇      1,426            183              1450          2023年11月
白石镇      912              96               465.5         2024年4月
合计        2338                              1915.5

三个项目均已完工。"""


def test_a_table_is_read_by_row_and_column(say: Say) -> None:
    letter = say(TABLE)
    assert [(f.what, f.value, f.unit) for f in letter.of(Statistic)] == [
        ("仁和镇在校学生", Decimal(1426), "人"),
        ("白石镇在校学生", Decimal(912), "人"),
        ("合计在校学生", Decimal(2338), "人"),
    ]
    assert [(f.role, f.count) for f in letter.of(Staff)] == [("专任教师", 183), ("专任教师", 96)]
    assert [(f.what, f.value, f.unit) for f in letter.of(Amount)] == [
        ("仁和镇投资", Decimal(14_500_000), "万元"),
        ("白石镇投资", Decimal(4_655_000), "万元"),
        ("合计投资", Decimal(19_155_000), "万元"),
    ]


def test_a_table_whose_caption_tells_the_unit(say: Say) -> None:
    table = """表1  主要污染物浓度（单位：微克/立方米）

指标          2021年      2022年      同比
细颗粒物      43          39          下降
臭氧          176         181         上升"""
    assert [(f.what, f.value, f.unit) for f in say(table).of(Statistic)] == [
        ("细颗粒物2021年", Decimal(43), "微克/立方米"),
        ("细颗粒物2022年", Decimal(39), "微克/立方米"),
        ("臭氧2021年", Decimal(176), "微克/立方米"),
        ("臭氧2022年", Decimal(181), "微克/立方米"),
    ]


def test_words_with_brackets_are_no_table(say: Say) -> None:
    assert list(say("老年人（60岁）  儿童（14岁）\n他们都是服务对象  很多").of(Statistic)) == []


def test_a_definition_that_names_its_source(say: Say) -> None:
    (fact,) = say("本文所称特困户，依据《青岚省救助办法》，是指无劳动能力、无生活来源的家庭。").of(Definition)
    assert fact.group == "特困户" and [c.text for c in fact.conditions] == ["无劳动能力", "无生活来源"]


def test_guiding_is_no_definition(say: Say) -> None:
    assert list(say("我局计划组织专家调研，指导和推动全区养老服务发展。").of(Definition)) == []
