"""Who issued what, alone or together: stated and named counts kept apart, who leads, what is only planned."""

from __future__ import annotations

import pytest
from plain_letter import Say

from extract.facts import Cosigning, Issuing, Letter

Joint = tuple[tuple[str, ...], tuple[str, ...], int | None]


def joint(letter: Letter) -> list[Joint]:
    """(titles, printed names, stated count) of each cosigning."""
    return [
        (tuple(d.title or "" for d in fact.documents), tuple(p.mention for p in fact.participants), fact.stated_count)
        for fact in letter.of(Cosigning)
    ]


def issued(letter: Letter) -> list[tuple[str, str | None]]:
    return [(fact.agency, fact.document.title) for fact in letter.of(Issuing)]


RULES = "禾丰区校园安全管理办法"


@pytest.mark.parametrize(
    ("text", "bodies", "count"),
    [
        ("区教育局、区公安局联合印发《{}》。", ("区教育局", "区公安局"), None),
        ("区教育局和区公安局共同制定了《{}》。", ("区教育局", "区公安局"), None),
        ("区教育局、区公安局、区司法局等9个部门联合出台《{}》。", ("区教育局", "区公安局", "区司法局"), 9),
        ("区教育局、区公安局等 9 家单位，共同会签《{}》。", ("区教育局", "区公安局"), 9),
        ("区教育局、区公安局等九部门联合印发了《{}》。", ("区教育局", "区公安局"), 9),
        ("我局会同区公安局印发《{}》。", ("我局", "区公安局"), None),
        ("我局联合区公安局、区司法局出台了《{}》。", ("我局", "区公安局", "区司法局"), None),
        ("区教育局会同区公安局、区司法局研究制定《{}》。", ("区教育局", "区公安局", "区司法局"), None),
        ("《{}》由区教育局、区公安局联合印发。", ("区教育局", "区公安局"), None),
        ("2023年6月，区教育局、区公安局、区司法局联合下发《{}》。", ("区教育局", "区公安局", "区司法局"), None),
        ("由区教育局牵头，区公安局、区司法局共同制定了《{}》。", ("区教育局", "区公安局", "区司法局"), None),
        ("区教育局等6部门联合印发《{}》。", ("区教育局",), 6),
        ("区教育局、区公安局、区综合行政执法局三部门共同发布《{}》。", ("区教育局", "区公安局", "区综合行政执法局"), 3),
        ("我局等9部门《{}》要求，各校配齐保安。", ("我局",), 9),
    ],
)
def test_a_joint_act(say: Say, text: str, bodies: tuple[str, ...], count: int | None) -> None:
    letter = say(text.format(RULES))
    assert joint(letter) == [((RULES,), bodies, count)]
    assert issued(letter) == []


@pytest.mark.parametrize(
    ("text", "bodies", "count"),
    [
        ("由我局牵头，区教育局、区公安局等5部门参与，联合出台了《{}》。", ("我局", "区教育局", "区公安局"), 5),
        ("我局据此牵头，与区教育局、区公安局共三家会签《{}》。", ("我局", "区教育局", "区公安局"), 3),
        ("去年10月起又与区教育局、区公安局三家共同制发《{}》。", ("禾丰区民政局", "区教育局", "区公安局"), 3),
        ("区教育局、区公安局等12个部门（单位）联合印发《{}》。", ("区教育局", "区公安局"), 12),
        ("区公安局、区交通局、区教育局三家于今年3月联合印发《{}》。", ("区公安局", "区交通局", "区教育局"), 3),
        ("由我局起草，经区财政局、区供销社会签，三家单位共同发布了《{}》。", ("我局", "区财政局", "区供销社"), 3),
        ("《{}》是区民政局会同区财政局、区住建局等6部门在今年4月底出台的。", ("区民政局", "区财政局", "区住建局"), 6),
        ("区教育局等5个市（区）直部门联合印发《{}》。", ("区教育局",), 5),
        ("区水利局、区林业局等四个涉农部门联合印发《{}》。", ("区水利局", "区林业局"), 4),
        ("区应急管理局等14个区安委会成员单位联合印发《{}》。", ("区应急管理局",), 14),
        ("《{}》由区住建局、区财政局等5家单位会签。", ("区住建局", "区财政局"), 5),
        ("区民政局、区教育局四方联合发布《{}》。", ("区民政局", "区教育局"), 4),
        ("生态环境部等16个部门和单位《{}》要求严格。", ("生态环境部",), 16),
    ],
)
def test_counts_in_other_words(say: Say, text: str, bodies: tuple[str, ...], count: int) -> None:
    assert joint(say(text.format(RULES))) == [((RULES,), bodies, count)]


def test_who_takes_part_unnamed_is_the_doer_of_the_act_before(say: Say) -> None:
    letter = say("区政府办公室出台《甲意见》，我局制定《乙办法》，并会同区财政局联合下发《丙通知》；去年又会同区教育局出台《丁方案》。")
    assert [told[1] for told in joint(letter)] == [("禾丰区民政局", "区财政局"), ("禾丰区民政局", "区教育局")]


def test_the_count_is_kept_and_never_filled_in(say: Say) -> None:
    (fact,) = say(f"区教育局、区公安局等14家单位共同会签《{RULES}》。").of(Cosigning)
    assert (fact.stated_count, len(fact.participants)) == (14, 2)
    assert [p.name for p in fact.participants] == ["禾丰区教育局", "禾丰区公安局"]


def test_a_party_office_among_a_titles_issuers(say: Say) -> None:
    letter = say("《中共禾丰区委办公室 禾丰区人民政府办公室关于印发〈禾丰区改革方案〉的通知》要求落实责任。")
    assert [bodies for _, bodies, _ in joint(letter)] == [("中共禾丰区委办公室", "禾丰区人民政府办公室")]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("区教育局会同区公安局印发《{}》。", {"区教育局": "lead", "区公安局": "cosigner"}),
        ("由区教育局牵头，会同区公安局印发《{}》。", {"区教育局": "lead", "区公安局": "cosigner"}),
        ("我局联合区公安局印发《{}》。", {"我局": "lead", "区公安局": "cosigner"}),
        ("区教育局、区公安局联合印发《{}》。", {"区教育局": "cosigner", "区公安局": "cosigner"}),
    ],
)
def test_who_leads(say: Say, text: str, roles: dict[str, str]) -> None:
    (fact,) = say(text.format(RULES)).of(Cosigning)
    assert {p.mention: p.role for p in fact.participants} == roles


def test_several_documents_of_one_act(say: Say) -> None:
    text = "区教育局、区公安局联合印发《禾丰区校园安全管理办法》《禾丰区校车管理规定》。"
    assert joint(say(text)) == [(("禾丰区校园安全管理办法", "禾丰区校车管理规定"), ("区教育局", "区公安局"), None)]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("区教育局印发了《{}》。", "禾丰区教育局"),
        ("我局制定《{}》。", "禾丰区民政局"),
        ("区政府出台《{}》。", "禾丰区人民政府"),
        ("《{}》由区教育局制定。", "禾丰区教育局"),
        ("2023年，区政府办公室印发《{}》，明确职责。", "禾丰区人民政府办公室"),
        ("以区政府办公室名义下发了《{}》。", "禾丰区人民政府办公室"),
        ("区政府办公室以禾政办发〔2021〕46号印发了《{}》。", "禾丰区人民政府办公室"),
        ("区政府办公室随之出台《{}》。", "禾丰区人民政府办公室"),
        ("水利部在2024年印发的《{}》中提出目标。", "水利部"),
        ("我局牵头编制《{}》，经区政府审议通过，以区政府办公室名义印发。", "禾丰区人民政府办公室"),
        ("《{}》经区政府常务会议审议通过，并以区政府办公室名义印发。", "禾丰区人民政府办公室"),
    ],
)
def test_a_single_issuer(say: Say, text: str, agency: str) -> None:
    letter = say(text.format(RULES))
    assert issued(letter) == [(agency, RULES)]
    assert joint(letter) == []


def test_a_title_that_begins_with_its_issuer(say: Say) -> None:
    letter = say("根据《云川市人民政府关于加强校园安全工作的意见》（云政发〔2022〕8号）要求。")
    assert issued(letter) == [("云川市人民政府", "云川市人民政府关于加强校园安全工作的意见")]


def test_a_title_that_begins_with_two_issuers(say: Say) -> None:
    ((titles, bodies, count),) = joint(say("根据《教育部 公安部关于加强校园安全工作的意见》要求。"))
    assert ([title.replace(" ", "") for title in titles], bodies, count) == (
        ["教育部公安部关于加强校园安全工作的意见"],
        ("教育部", "公安部"),
        None,
    )


@pytest.mark.parametrize(
    "text",
    [
        "区教育局、区公安局认真落实《{}》。",
        "根据《{}》，区教育局、区公安局开展检查。",
        "区教育局、区公安局将联合印发《{}》。",
        "下一步，区教育局、区公安局拟共同制定《{}》。",
        "区教育局、区公安局正在研究起草《{}》。",
        "区教育局向区公安局宣传《{}》。",
        "区教育局尚未印发《{}》。",
        "相关部门联合印发《{}》。",
    ],
)
def test_no_act_of_issuing(say: Say, text: str) -> None:
    letter = say(text.format(RULES))
    assert (joint(letter), issued(letter)) == ([], [])


def test_what_the_proposal_says_is_marked_as_restated(say: Say) -> None:
    (fact,) = say(f"您提出区教育局、区公安局联合印发的《{RULES}》落实不够的问题，我局高度重视。").of(Cosigning)
    assert fact.restated


def test_the_evidence_holds_bodies_and_document(say: Say) -> None:
    (fact,) = say(f"近日，区教育局、区公安局等9个部门联合出台《{RULES}》，成效明显。").of(Cosigning)
    assert all(words in fact.evidence.quote for words in ("区教育局", "区公安局", "9个部门", RULES))


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("区司法局主要做了如下工作：联合区法院印发《{}》。", ("区司法局", "区法院")),
        ("区委、区政府高度重视校园安全，先后印发了《{}》。", ("区委", "区政府")),
        ("去年以来，区法院、区妇联联合成立区家事调解委员会，并会签《{}》。", ("区法院", "区妇联")),
        ("原区卫生局（现为区卫生健康局）与区教育局联合印发《{}》。", ("区卫生局", "区教育局")),
        ("中共中央办公厅、国务院办公厅发布《{}》。", ("中共中央办公厅", "国务院办公厅")),
        ("区交警大队会同我局、区城管局进行排查，并联合下发了《{}》。", ("区交警大队", "我局", "区城管局")),
        ("区司法局与区法院、区公安局等部门建立机制，联合出台《{}》。", ("区司法局", "区法院", "区公安局")),
        ("区司法局、区教育局联合下文，出台《{}》。", ("区司法局", "区教育局")),
        ("我局联合区公安局于今年3月份印发了《{}》。", ("我局", "区公安局")),
        ("生态环境部、公安部等部委联合下发的《{}》。", ("生态环境部", "公安部")),
        ("区司法局、区财政局联发《{}》。", ("区司法局", "区财政局")),
        ("区水利局与下游的云山县水利局共同签订了《{}》。", ("区水利局", "云山县水利局")),
        ("我局会同区司法局、区财政局等部门以禾民发〔2024〕3号文联合下发《{}》。", ("我局", "区司法局", "区财政局")),
    ],
)
def test_a_subject_that_stands_further_off(say: Say, text: str, bodies: tuple[str, ...]) -> None:
    assert joint(say(text.format(RULES))) == [((RULES,), bodies, None)]


@pytest.mark.parametrize(
    "text",
    [
        "我局已提请区自然资源局在编制《{}》时统筹考虑。",
        "我局正会同区教育局、区公安局编制《{}》。",
        "下一步，会同区教育局编制《{}》。",
        "区教育局转发了《{}》。",
        "我局转发了盟民政局《{}》。",
        "印发《{}》，配齐保安。",
    ],
)
def test_what_is_asked_planned_or_passed_on_is_no_issuing(say: Say, text: str) -> None:
    letter = say(text.format(RULES))
    assert (joint(letter), issued(letter)) == ([], [])


def test_only_the_first_of_two_documents_after_a_relative_clause(say: Say) -> None:
    letter = say(f"根据区教育局、区公安局印发的《{RULES}》和《青岚省校园条例》，我局开展检查。")
    assert joint(letter) == [((RULES,), ("区教育局", "区公安局"), None)]


def test_a_title_that_begins_with_its_issuer_tells_more_than_the_subject(say: Say) -> None:
    title = "禾丰区人民政府办公室关于加强校园安全的通知"
    assert issued(say(f"我区出台了《{title}》。")) == [("禾丰区人民政府办公室", title)]
