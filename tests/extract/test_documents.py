"""Documents named: titles nested, broken and alone, numbers whole and damaged, short names, what is no document."""

from __future__ import annotations

import pytest
from plain_letter import Say

from extract.documents import Document, find_documents, kind_of
from extract.facts import DocumentMention, Repair


def found(text: str, *excluded: str) -> list[Document]:
    return find_documents(text, excluded)


def named(text: str, *excluded: str) -> list[tuple[str | None, str | None]]:
    return [(d.title, d.number) for d in found(text, *excluded)]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("贯彻《中华人民共和国未成年人保护法》。", [("中华人民共和国未成年人保护法", None)]),
        ("根据《殡葬管理条例》的规定", [("殡葬管理条例", None)]),
        ("《青岚省养老服务条例》《殡葬管理条例》", [("青岚省养老服务条例", None), ("殡葬管理条例", None)]),
        ("《关于加强农村公路养护的意见》（青交发〔2021〕9号）", [("关于加强农村公路养护的意见", "青交发〔2021〕9号")]),
        ("《关于加强农村公路养护的意见》（青交发[2021]9号）", [("关于加强农村公路养护的意见", "青交发〔2021〕9号")]),
        ("《关于加强农村公路养护的意见》（青交发【2021】9号）", [("关于加强农村公路养护的意见", "青交发〔2021〕9号")]),
        ("《关于加强农村公路养护的意见》（青交发〔20219号）", [("关于加强农村公路养护的意见", "青交发〔2021〕9号")]),
        ("《关于加强农村公路养护的意见》（青交发20219号）", [("关于加强农村公路养护的意见", "青交发〔2021〕9号")]),
        ("《关于加强农村公路养护的意见》（青交发〔2021〕9）", [("关于加强农村公路养护的意见", "青交发〔2021〕9号")]),
        ("按照青交发〔2021〕9号文件要求", [(None, "青交发〔2021〕9号")]),
        ("印发了国办发〔2019〕5号文件", [(None, "国办发〔2019〕5号")]),
        ("《关于印发〈禾丰区养老服务规划〉的通知》", [("关于印发〈禾丰区养老服务规划〉的通知", None)]),
        ("《关于印发《禾丰区养老服务规划》的通知》", [("关于印发《禾丰区养老服务规划》的通知", None)]),
        ("《禾丰区养老服务办法（试行）》", [("禾丰区养老服务办法（试行）", None)]),
        ("《禾丰区养老服务发展规划（2021—2025年）》", [("禾丰区养老服务发展规划（2021—2025年）", None)]),
        ("两部门印发《工作导则》", [("工作导则", None)]),
        ("《中华人民共和国公司法》施行", [("中华人民共和国公司法", None)]),
        ("根据省政府关于加强公路养护的意见（青政发〔2021〕9号）要求", [("省政府关于加强公路养护的意见", "青政发〔2021〕9号")]),
        ("按照省交通厅关于下达资金的通知》（青交函〔2021〕9号）要求", [("省交通厅关于下达资金的通知", "青交函〔2021〕9号")]),
        ("收费按青发改价格〔2022〕88号执行", [(None, "青发改价格〔2022〕88号")]),
        ("制定《校园餐饮十不准》", [("校园餐饮十不准", None)]),
    ],
)
def test_titles_and_numbers(text: str, documents: list[tuple[str | None, str | None]]) -> None:
    assert named(text) == documents


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国未成年人保护法",
        "改编自《西游记》",
        "电影《春暖花开》上映",
        "推出了《那年花开》《启航》等实景剧",
        "《光明日报》作了报道",
        "您提出的《关于加强养老服务的提案》收悉",
        "您提出的《关于加强养老服务的建议》（第12号）收悉",
        "第503027号提案",
        "全区建成12个站点",
        "共2022人参加培训",
        "电话55501718",
    ],
)
def test_what_is_no_document(text: str) -> None:
    assert named(text) == []


def test_the_proposals_own_title_is_excluded_wherever_it_stands() -> None:
    assert named("《关于规范农村公墓的意见》收悉，《殡葬管理条例》规定", "关于规范农村公墓的意见") == [("殡葬管理条例", None)]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("《禾丰区养老服务发展规划》（以下简称《规划》）印发后，《规划》确定", "规划"),
        ("《关于推进养老服务的实施意见》（青政发〔2021〕9号，以下简称《意见》），《意见》提出", "意见"),
        ("《禾丰区养老服务发展规划》（以下称《养老规划》），《养老规划》提出", "养老规划"),
    ],
)
def test_a_short_name_means_the_document_it_was_given_to(text: str, short: str) -> None:
    first, second = found(text)
    assert (second.title, second.number, second.alias) == (first.title, first.number, True)
    assert text[second.start : second.end] == f"《{short}》"


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [("青交发〔2021〕9号", False), ("青交发〔20219号", True), ("青交发2021〕9号", True), ("青交发〔2021〕9", True)],
)
def test_only_a_damaged_number_is_a_repair(printed: str, repaired: bool) -> None:
    (document,) = found(f"《关于加强农村公路养护的意见》（{printed}）")
    assert (document.number, document.repaired) == ("青交发〔2021〕9号", repaired)
    assert document.printed_number == printed


def test_a_repair_keeps_the_printed_form_beside_the_meant_one(say: Say) -> None:
    letter = say("根据《关于加强农村公路养护的意见》（青交发〔20219号）的规定办理。")
    assert ("青交发〔20219号", "青交发〔2021〕9号") in [(r.printed, r.meant) for r in letter.of(Repair)]
    assert [d.doc_number for d in letter.of(DocumentMention)] == ["青交发〔2021〕9号"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国未成年人保护法", "law"),
        ("家庭教育促进法", "law"),
        ("殡葬管理条例", "administrative-regulation"),
        ("禾丰区养老服务办法（试行）", "rules"),
        ("侵害未成年人案件强制报告制度实施细则（试行）", "rules"),
        ("关于推进养老服务的实施意见", "opinion"),
        ("关于做好养老服务的通知", "notice"),
        ("禾丰区养老服务发展规划（2021—2025年）", "plan"),
        ("养老机构等级评定标准", "standard"),
        ("春暖花开", None),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


def test_a_title_broken_over_lines_is_whole(say: Say) -> None:
    text = (
        "近年来，我区认真落实各项规定，先后贯彻执行了《禾丰区养老服务\n\n"
        "机构消防安全管理办法》（禾民规〔2023〕4号），并结合工作实际\n\n"
        "细化了各项措施，推动养老机构落实主体责任，全面开展隐患排查\n\n"
    )
    mentions = [(d.title, d.doc_number) for d in say(text * 2).of(DocumentMention)]
    assert mentions == [("禾丰区养老服务机构消防安全管理办法", "禾民规〔2023〕4号")] * 2
