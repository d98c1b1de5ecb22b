"""Titles of known documents: what letters call them, and what they never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.document_titles import body_names, forms, read_title
from ontology.documents import KnownDocument, Registry, registry

# (title, number, id of the known document or None)
KNOWN: list[tuple[str | None, str | None, str | None]] = [
    # Laws: with and without the state's name, marks and version.
    ("未成年人保护法", None, "未成年人保护法"),
    ("中华人民共和国未成年人保护法", None, "未成年人保护法"),
    ("《未成年人保护法》", None, "未成年人保护法"),
    ("《中华人民共和国未成年人保护法》", None, "未成年人保护法"),
    ("中华人民共和国未成年人保护法（2020年修订）", None, "未成年人保护法"),
    ("未成年人保护法(2024年修正)", None, "未成年人保护法"),
    ("未成年人保护法（2020修订）", None, "未成年人保护法"),
    ("未成年人保护法（修订）", None, "未成年人保护法"),
    ("未成年人保护法（2015年修订）", None, None),
    ("未成年人保护法（修订草案）", None, None),
    ("未成年人保护法实施办法", None, None),
    ("云南省未成年人保护条例", None, None),
    ("预防未成年人犯罪法", None, "预防未成年人犯罪法"),
    ("中华人民共和国预防未成年人犯罪法", None, "预防未成年人犯罪法"),
    ("家庭教育促进法", None, "家庭教育促进法"),
    ("中华人民共和国 家庭教育促进法", None, "家庭教育促进法"),
    ("家庭教育促进条例", None, None),
    ("民法典", None, "民法典"),
    ("宪法", None, "宪法"),
    ("中华人民共和国宪法（2018年修正）", None, "宪法"),
    ("反家庭暴力法", None, "反家庭暴力法"),
    ("老年人权益保障法", None, "老年人权益保障法"),
    ("妇女权益保障法（2022年修订）", None, "妇女权益保障法"),
    ("社会救助法", None, "社会救助法"),
    ("社会救助法（草案）", None, None),
    ("环境噪声污染防治法", None, "环境噪声污染防治法"),
    ("噪声污染防治法", None, "噪声污染防治法"),
    ("执业医师法", None, "执业医师法"),
    ("医师法", None, "医师法"),
    ("民办教育促进法", None, "民办教育促进法"),
    ("民办教育促进法实施条例", None, "民办教育促进法实施条例"),
    ("食品安全法", None, "食品安全法"),
    ("食品安全法实施条例", None, "食品安全法实施条例"),
    ("中华人民共和国食品安全法实施条例", "国务院令第721号", "食品安全法实施条例"),
    ("食品安全法实施细则", None, None),
    # Regulations and rules.
    ("信访条例", None, "信访条例"),
    ("信访工作条例", None, None),
    ("社会救助暂行办法", None, "社会救助暂行办法"),
    ("社会救助暂行办法", "国务院令第649号", "社会救助暂行办法"),
    ("社会救助办法", None, None),
    (None, "国务院令第649号", "社会救助暂行办法"),
    (None, "国令第649号", "社会救助暂行办法"),
    ("未成年人网络保护条例", None, "未成年人网络保护条例"),
    ("残疾预防和残疾人康复条例", None, "残疾预防和残疾人康复条例"),
    ("物业管理条例", None, "物业管理条例"),
    ("昆明市物业管理条例", None, None),
    ("城市公共汽车和电车客运管理规定", None, "城市公共汽车和电车客运管理规定"),
    ("医疗机构管理条例", None, "医疗机构管理条例"),
    ("医疗机构管理条例实施细则", None, "医疗机构管理条例实施细则"),
    ("不动产登记暂行条例", None, "不动产登记暂行条例"),
    ("不动产登记暂行条例实施细则", None, "不动产登记暂行条例实施细则"),
    ("不动产登记条例", None, None),
    # Interpretations: one title with two parts are two documents.
    ("最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）", None, "法释〔2020〕22号"),
    ("关于适用〈民法典〉婚姻家庭编的解释（一）", None, None),
    ("最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释", None, None),
    # An interpretation that took over the title of an older one: both stand, the number tells.
    ("最高人民法院、最高人民检察院关于办理环境污染刑事案件适用法律若干问题的解释", "法释〔2016〕29号", "法释〔2016〕29号"),
    ("最高人民法院、最高人民检察院关于办理环境污染刑事案件适用法律若干问题的解释", "法释〔2023〕7号", "法释〔2023〕7号"),
    ("关于办理环境污染刑事案件适用法律若干问题的解释", None, None),
    # Central documents: issuer in front or not, marks, brackets, numbers.
    ("国务院办公厅关于推进养老服务发展的意见", "国办发〔2019〕5号", "国办发〔2019〕5号"),
    ("国务院办公厅关于推进养老服务发展的意见", None, "国办发〔2019〕5号"),
    ("关于推进养老服务发展的意见", None, "国办发〔2019〕5号"),
    ("《关于推进养老服务发展的意见》", "国办发[2019]5号", "国办发〔2019〕5号"),
    ("国办关于推进养老服务发展的意见", None, "国办发〔2019〕5号"),
    (None, "国办发（2019）5号", "国办发〔2019〕5号"),
    ("意见", "国办发〔2019〕5号", "国办发〔2019〕5号"),
    ("关于推进养老服务发展的意见", "云政办发〔2020〕5号", None),
    ("云南省人民政府办公厅关于推进养老服务发展的意见", None, None),
    ("关于推进养老服务发展的实施意见", None, None),
    ("民政部关于推进养老服务发展的意见", None, None),
    ("国务院关于加强困境儿童保障工作的意见", None, "国发〔2016〕36号"),
    ("关于加强困境儿童保障工作的意见", "国发〔2016〕36号", "国发〔2016〕36号"),
    ("云南省人民政府关于加强困境儿童保障工作的实施意见", None, None),
    ("关于加强农村留守儿童关爱保护工作的意见", None, "国发〔2016〕13号"),
    ("国务院 关于加强农村留守儿童关爱保护工作的意见", None, "国发〔2016〕13号"),
    ("关于加强农村留守儿童关爱保护工作的意见", "国发〔2016〕36号", "国发〔2016〕36号"),
    ("关于进一步加强事实无人抚养儿童保障工作的意见", None, "民发〔2019〕62号"),
    ("关于进一步加强事实无人抚养儿童保障有关工作的通知", None, None),
    ("特困人员认定办法", None, "民发〔2016〕178号"),
    ("民政部关于印发〈特困人员认定办法〉的通知", None, "民发〔2016〕178号"),
    ("关于印发《特困人员认定办法》的通知", None, "民发〔2016〕178号"),
    ("“十四五”民政事业发展规划", None, "民发〔2021〕51号"),
    ("民政部、国家发展改革委关于印发《“十四五”民政事业发展规划》的通知", None, "民发〔2021〕51号"),
    ("“十三五”民政事业发展规划", None, None),
    ("“十四五”国家老龄事业发展和养老服务体系规划", None, "国发〔2021〕35号"),
    ("国家职业教育改革实施方案", None, "国发〔2019〕4号"),
    ("国务院关于印发国家职业教育改革实施方案的通知", None, "国发〔2019〕4号"),
    ("国家积极应对人口老龄化中长期规划", "中发〔2019〕25号", "中发〔2019〕25号"),
    ("中国儿童发展纲要（2021—2030年）", None, "中国儿童发展纲要（2021—2030年）"),
    ("中国儿童发展纲要(2021-2030年)", None, "中国儿童发展纲要（2021—2030年）"),
    ("中国儿童发展纲要（2021～2030）", None, "中国儿童发展纲要（2021—2030年）"),
    ("中国儿童发展纲要（2011—2020年）", None, None),
    ("中国儿童发展纲要", None, None),
    ("中国妇女发展纲要（2021—2030年）", None, "中国妇女发展纲要（2021—2030年）"),
    ("全民健身计划（2021—2025年）", None, "全民健身计划（2021—2025年）"),
    ("全民健身计划（2016—2020年）", None, None),
    ("市场准入负面清单（2020年版）", None, "发改体改规〔2020〕1880号"),
    ("市场准入负面清单（2022年版）", None, None),
    ("3岁以下婴幼儿健康养育照护指南（试行）", None, "国卫办妇幼函〔2022〕409号"),
    ("3岁以下婴幼儿健康养育照护指南", None, "国卫办妇幼函〔2022〕409号"),
    ("人力资源社会保障部等八部门关于维护新就业形态劳动者劳动保障权益的指导意见", None, "人社部发〔2021〕56号"),
    ("人社部等八部门关于维护新就业形态劳动者劳动保障权益的指导意见", None, "人社部发〔2021〕56号"),
    ("中共中央、国务院关于建立国土空间规划体系并监督实施的若干意见", None, "中发〔2019〕18号"),
    ("工作方案", None, None),
    ("实施意见", None, None),
    ("官渡区侵害未成年人案件强制报告制度实施细则（试行）", None, None),
    (None, None, None),
    (None, "国办发〔1999〕999号", None),
    ("", "", None),
]


@pytest.mark.parametrize(("title", "number", "expected"), KNOWN)
def test_what_letters_call_known_documents(title: str | None, number: str | None, expected: str | None) -> None:
    found = registry().find(title, number)
    assert (found.id if found else None) == expected


def document(id_: str, title: str, number: str = "", date: str = "", bodies: tuple[str, ...] = ()) -> KnownDocument:
    return KnownDocument(id_, title, (), number, date, bodies, "notice", "", "", (), "a test")


TWINS = Registry(
    [
        document("a", "教育部关于做好校园安全工作的通知", "教基〔2018〕1号", "2018", ("教育部",)),
        document("b", "公安部关于做好校园安全工作的通知", "公治〔2018〕1号", "2018", ("公安部",)),
        document("c", "教育部关于做好防汛工作的通知", "教基〔2019〕3号", "2019-05", ("教育部",)),
        document("d", "教育部关于做好防汛工作的通知", "教基〔2021〕7号", "2021-05", ("教育部",)),
        document("e", "校外培训管理办法（试行）", "教基〔2018〕9号", "2018", ("教育部",)),
        document("f", "校外培训管理办法", "教基〔2022〕9号", "2022", ("教育部",)),
        document("g", "残疾人服务办法（暂行）", "", "2020", ("民政部",)),
    ]
)


@pytest.mark.parametrize(
    ("title", "number", "date", "expected"),
    [
        ("关于做好校园安全工作的通知", None, None, None),
        ("教育部关于做好校园安全工作的通知", None, None, "a"),
        ("公安部关于做好校园安全工作的通知", None, None, "b"),
        ("关于做好校园安全工作的通知", "公治〔2018〕1号", None, "b"),
        ("教育部 公安部关于做好校园安全工作的通知", None, None, None),
        ("教育部关于做好防汛工作的通知", None, None, None),
        ("教育部关于做好防汛工作的通知", None, "2020-06-01", "c"),
        ("教育部关于做好防汛工作的通知", None, "2022", None),
        ("教育部关于做好防汛工作的通知", None, "2018-06-01", None),
        ("教育部关于做好防汛工作的通知", "教基〔2021〕7号", "2022", "d"),
        ("校外培训管理办法（试行）", None, None, "e"),
        ("校外培训管理办法", None, None, "f"),
        ("校外培训管理办法（征求意见稿）", None, None, None),
        ("校外培训管理办法（修订）", None, None, None),
        ("校外培训管理办法", "教基〔2018〕9号", None, "e"),
        ("残疾人服务办法", None, None, "g"),
        ("残疾人服务办法（暂行）", "民发〔2020〕11号", None, "g"),
        ("残疾人服务办法（暂行）", "教基〔2020〕11号", None, None),
    ],
)
def test_documents_of_one_title(title: str, number: str | None, date: str | None, expected: str | None) -> None:
    found = TWINS.find(title, number, date)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("国务院办公厅", ("国务院办公厅",)),
        ("民政部财政部", ("民政部", "财政部")),
        ("中共中央国务院", ("中共中央", "国务院")),
        ("国家发展改革委教育部", ("国家发展和改革委员会", "教育部")),
        ("云南省民政厅", None),
        ("民政部某某局", None),
        ("", ()),
    ],
)
def test_bodies_in_front_of_a_title(text: str, bodies: tuple[str, ...] | None) -> None:
    assert body_names(text) == bodies


def test_the_parts_of_a_title() -> None:
    read = read_title("《教育部等九部门关于印发“校园行动”的通知（2023—2025年）》")
    assert (read.core, read.bodies, read.and_others, read.period) == ("关于印发校园行动的通知", ("教育部",), True, "2023-2025")
    assert read_title("某办法（试行）（2021年修订）").stage == "trial"
    assert read_title("某办法（试行）（2021年修订）").edition == 2021


@given(st.text(alphabet="《》〈〉（）关于印发的通知国务院民政部试行2020—年修订办法 “”", max_size=40))
def test_any_title_is_read_without_an_error(title: str) -> None:
    assert forms(title)
    registry().find(title)
