"""Named bodies: what stands around a name stays out of it, what names no one body is none, short forms get their full names."""

from __future__ import annotations

import pytest
from plain_letter import Say

from extract.facts import OrganizationMention

OWN = {"禾丰区民政局", "政协禾丰区委员会"}  # the plain letter's signer and its title's 政协


def bodies(say: Say, text: str) -> list[tuple[str, str]]:
    """(printed form, canonical name) of the bodies in an answer."""
    letter = say(text)
    start = letter.text.index("现答复如下") + 6
    end = letter.text.index("感谢您对我们工作的关心")
    return [(fact.mention, fact.name) for fact in letter.of(OrganizationMention) if start <= fact.evidence.start < end]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "会同区财政局、区卫生健康局、区市场监管局开展检查。",
            [("区财政局", "禾丰区财政局"), ("区卫生健康局", "禾丰区卫生健康局"), ("区市场监管局", "禾丰区市场监督管理局")],
        ),
        (
            "由区检察院、区法院、区妇联、区残联、团区委、区关工委共同负责。",
            [
                ("区检察院", "禾丰区人民检察院"),
                ("区法院", "禾丰区人民法院"),
                ("区妇联", "禾丰区妇女联合会"),
                ("区残联", "禾丰区残疾人联合会"),
                ("团区委", "中国共产主义青年团禾丰区委员会"),
                ("区关工委", "禾丰区关心下一代工作委员会"),
            ],
        ),
        ("已向市交通运输局反映情况。", [("市交通运输局", "云川市交通运输局")]),
        ("已报云川市交通运输局备案。", [("云川市交通运输局", "云川市交通运输局")]),
        ("市委宣传部作出部署。", [("市委宣传部", "中共云川市委宣传部")]),
        ("区委组织部选派了干部。", [("区委组织部", "中共禾丰区委组织部")]),
        ("经区委编办批复。", [("区委编办", "中共禾丰区委机构编制委员会办公室")]),
        ("最高人民法院、最高人民检察院已有规定。", [("最高人民法院", "最高人民法院"), ("最高人民检察院", "最高人民检察院")]),
        ("由仁和镇人民政府负责。", [("仁和镇人民政府", "仁和镇人民政府")]),
        ("禾丰区实验小学先行先试。", [("禾丰区实验小学", "禾丰区实验小学")]),
        ("中国农业银行禾丰区支行发放贷款。", [("中国农业银行禾丰区支行", "中国农业银行禾丰区支行")]),
        ("委托云南连心社会组织承接。", [("云南连心社会组织", "云南连心社会组织")]),
        ("经区委、区政府同意。", [("区委", "中国共产党禾丰区委员会"), ("区政府", "禾丰区人民政府")]),
        (
            "教育部、国家卫生健康委、财政部已有部署。",
            [("教育部", "教育部"), ("国家卫生健康委", "国家卫生健康委员会"), ("财政部", "财政部")],
        ),
        ("国务院妇儿工委办公室作出安排。", [("国务院妇儿工委办公室", "国务院妇儿工委办公室")]),
        (
            "全国妇联、共青团中央、中国残联均有要求。",
            [("全国妇联", "中华全国妇女联合会"), ("共青团中央", "中国共产主义青年团中央委员会"), ("中国残联", "中国残疾人联合会")],
        ),
        ("区人大常委会听取了汇报。", [("区人大常委会", "禾丰区人民代表大会常务委员会")]),
        ("区政府办公室开展督查。", [("区政府办公室", "禾丰区人民政府办公室")]),
        ("杏桥镇人民政府负责落实。", [("杏桥镇人民政府", "杏桥镇人民政府")]),
        ("金桥街道办事处配合。", [("金桥街道办事处", "金桥街道办事处")]),
        ("柳河社区居民委员会配合。", [("柳河社区居民委员会", "柳河社区居民委员会")]),
        ("委托云川市青禾公益服务中心承接。", [("云川市青禾公益服务中心", "云川市青禾公益服务中心")]),
        ("云川市第一人民医院派出专家。", [("云川市第一人民医院", "云川市第一人民医院")]),
        ("市城市管理综合行政执法局四部门会商。", [("市城市管理综合行政执法局", "云川市城市管理综合行政执法局")]),
        ("由区综合行政执法局负责。", [("区综合行政执法局", "禾丰区综合行政执法局")]),
        ("民盟云川市委开展调研。", [("民盟云川市委", "中国民主同盟云川市委员会")]),
        ("人民银行云川市中心支行给予支持。", [("人民银行云川市中心支行", "中国人民银行云川市中心支行")]),
        ("区公安局交警大队加强巡逻。", [("区公安局交警大队", "禾丰区公安局交警大队")]),
        ("禾丰区未成年人保护工作领导小组会商。", [("禾丰区未成年人保护工作领导小组", "禾丰区未成年人保护工作领导小组")]),
        ("云川城市建设投资集团有限公司承建。", [("云川城市建设投资集团有限公司", "云川城市建设投资集团有限公司")]),
        ("区住房和城乡建设局牵头。", [("区住房和城乡建设局", "禾丰区住房和城乡建设局")]),
    ],
)
def test_printed_forms_and_full_names(say: Say, text: str, found: list[tuple[str, str]]) -> None:
    assert bodies(say, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "我局高度重视，各部门通力合作。",
        "相关单位要加强协作，有关部门各负其责。",
        "公检法机关联合行动。",
        "各区县民政局、各市教育局要加强指导。",
        "县（市、区）人民政府负总责。",
        "各镇（街道）、村（社区）做好宣传。",
        "加快办好老年大学，办好学校，建好医院。",
        "全区中小学校均已配备保健教师。",
        "会上进行了部署，局里多次研究。",
        "推动教育部门与卫生部门信息共享。",
        "组织全部干部职工学习。",
        "当地人民政府应当予以支持。",
    ],
)
def test_what_names_no_one_body_is_none(say: Say, text: str) -> None:
    assert bodies(say, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我局主动对接区教育局。", "区教育局"),
        ("进一步推动区教育局落实。", "区教育局"),
        ("在区教育局的支持下。", "区教育局"),
        ("将区教育局纳入成员单位。", "区教育局"),
        ("积极争取区财政局支持。", "区财政局"),
        ("并抄送区审计局。", "区审计局"),
        ("以区民政局名义开展。", "区民政局"),
        ("目前区水利局正在论证。", "区水利局"),
        ("建议转交区公安局办理。", "区公安局"),
    ],
)
def test_words_before_a_name_stay_out_of_it(say: Say, text: str, name: str) -> None:
    assert [printed for printed, _ in bodies(say, text)] == [name]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("区检察院提起诉讼。", "procuratorate", "禾丰区"),
        ("区法院受理案件。", "court", "禾丰区"),
        ("区教育局牵头。", "department", "禾丰区"),
        ("区妇联牵头。", "mass-organization", "禾丰区"),
        ("区政府同意。", "government", "禾丰区"),
        ("民政部要求。", "ministry", None),
        ("云川市第一人民医院参加。", "hospital", "云川市"),
        ("市委同意。", "party", "云川市"),
    ],
)
def test_kind_and_place(say: Say, text: str, kind: str, place: str | None) -> None:
    found = [fact for fact in say(text).of(OrganizationMention) if fact.name not in OWN]
    assert [(fact.kind, fact.place) for fact in found] == [(kind, place)]


def test_a_body_broken_over_lines_is_one(say: Say) -> None:
    text = "    近年来，全区上下把困境儿童保障工作摆在突出位置，由区民\n\n政局牵头，区财政局配合，逐年加大投入，完善各项制度，把好\n\n" * 3
    names = bodies(say, text)
    assert names.count(("区民政局", "禾丰区民政局")) == 3
    assert names.count(("区财政局", "禾丰区财政局")) == 3


def test_every_mention_is_counted_where_it_stands(say: Say) -> None:
    assert bodies(say, "区教育局牵头，区教育局要抓落实。") == [("区教育局", "禾丰区教育局")] * 2
