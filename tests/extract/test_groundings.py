"""Which document carries out or rests on which, as sentences and notices say it."""

from __future__ import annotations

import pytest
from plain_letter import Say

from extract.facts import Grounding, Letter
from extract.reader import Reader

A, B, C = "关于推进社区养老服务的意见", "禾丰区社区养老服务实施方案", "禾丰区老年助餐管理办法"


def groundings(letter: Letter) -> list[tuple[str | None, str, str | None]]:
    return [(fact.document.title, fact.relation, fact.basis.title) for fact in letter.of(Grounding)]


IMPLEMENTS = [
    "为贯彻落实《{A}》，区政府印发了《{B}》。",
    "为深入贯彻落实国务院办公厅《{A}》（国办发〔2019〕5号）精神，区民政局联合区财政局出台了《{B}》（禾民发〔2020〕3号）。",
    "根据国务院办公厅印发的《{A}》（国办发〔2019〕5号）精神，结合我区实际，区民政局、区财政局等5部门联合印发《{B}》。",
    "按照《{A}》要求，我局牵头制定了《{B}》。",
    "为落实《{A}》（国办发〔2019〕5号），2023年5月，区人民政府办公室印发了《{B}》，新增助餐点12个。",
    "贯彻落实《{A}》，加快设施建设，持续提高服务质量，我们编制了《{B}》。",
    "认真贯彻《{A}》，完善养老服务政策体系，我区于2022年出台《{B}》。",
    "根据《{A}》精神制定《{B}》。",
    "贯彻国务院《{A}》，区人民政府于2024年4月印发了《{B}》。",
    "我局认真落实《{A}》有关要求，印发《{B}》，明确了责任。",
]
BASED = [
    "依据《{A}》，区民政局制定了《{C}》。",
    "根据《{A}》等文件规定，结合实际，区政府出台《{C}》，对助餐点给予补贴。",
]
NEITHER = [
    "按照《{A}》和区政府印发的《{C}》，落实助餐补贴。",
    "根据《{A}》，全区建成助餐点12个，发放补贴30万元，区民政局印发《{C}》。",
    "区政府印发《{A}》《{C}》。",
    "以贯彻《{A}》为契机，组织宣讲98场，编印《{C}》。",
    "下一步，我局将根据《{A}》，制定《{C}》。",
    "根据《{A}》，我局正在起草《{C}》。",
    "认真落实《{A}》《{C}》。",
    "区政府印发了《{C}》。根据《{A}》，对助餐点给予补贴。",
    "我局落实区政府印发的《{C}》，根据《{A}》给予补贴。",
]


@pytest.mark.parametrize("text", IMPLEMENTS)
def test_implements(say: Say, text: str) -> None:
    assert groundings(say(text.format(A=A, B=B, C=C))) == [(B, "implements", A)]


@pytest.mark.parametrize("text", BASED)
def test_based_on(say: Say, text: str) -> None:
    assert groundings(say(text.format(A=A, B=B, C=C))) == [(C, "based_on", A)]


@pytest.mark.parametrize("text", NEITHER)
def test_neither(say: Say, text: str) -> None:
    assert groundings(say(text.format(A=A, B=B, C=C))) == []


def test_several_bases_and_documents(say: Say) -> None:
    text = f"根据《养老服务条例》和省民政厅、省财政厅印发的《{A}》（江民发〔2020〕7号）要求，区民政局制定了《{B}》《{C}》。"
    assert groundings(say(text)) == [
        (B, "implements", "养老服务条例"),
        (B, "implements", A),
        (C, "based_on", "养老服务条例"),
        (C, "based_on", A),
    ]


def test_numbers_go_with_titles(say: Say) -> None:
    fact = next(say(IMPLEMENTS[1].format(A=A, B=B)).of(Grounding))
    assert (fact.basis.doc_number, fact.document.doc_number) == ("国办发〔2019〕5号", "禾民发〔2020〕3号")
    assert "贯彻落实" in fact.evidence.quote and B in fact.evidence.quote


NOTICE = """云川市人民政府办公室关于印发《云川市养老实施方案》的通知
各县（市、区）人民政府：
《云川市养老实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。
云川市人民政府办公室
2022年4月2日
云川市养老实施方案
为贯彻落实《北原省养老条例》，结合我市实际，制定本方案。
一、建成养老院12个。
"""


def test_a_notice_says_it_of_what_it_hands_out(reader: Reader) -> None:
    assert groundings(reader.read(NOTICE, "notice.txt")) == [("云川市养老实施方案", "implements", "北原省养老条例")]
