"""What the emitter writes of a letter with every kind of fact is what the shapes ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract import facts as f
from extract.rdf import letter_graph, letter_nquads
from ontology.namespaces import GWS
from shapes.validator import validate, validate_letter, validate_nquads

TEXT = "一二三四五六七八九十" * 30


class Places:
    """Evidence at places of the text, each after the last."""

    def __init__(self) -> None:
        self._at = 0

    def next(self) -> f.Evidence:
        start = self._at
        self._at += 5
        return f.Evidence(start, start + 5, TEXT[start : start + 5], "test", start + 1, start + 3)


def letter(**changes: Any) -> f.Letter:
    """A sound letter; ``changes`` replace the value of a header field, None leaves it out."""
    places = Places()
    header = {
        "kind": "答复函",
        "title": "关于第9号提案的答复",
        "doc_number": "河民函〔2021〕7号",
        "index_number": "1234-56",
        "issuer": "河口区民政局",
        "issue_date": "2021-03-02",
        "publication_date": "2021-03",
        "result_class": "B",
        "disclosure": "主动公开",
        "addressee": "某某委员",
        "body": "政协",
        "session": "三届二次会议",
        "proposal_number": "9",
        "proposal_title": "关于增设公交站的提案",
        "copied_to": "区政府办",
    } | changes
    fields = tuple(
        f.HeaderField(evidence=places.next(), name=name, value=value, printed=value) for name, value in header.items() if value is not None
    )
    rules, date = f.DocumentRef("河口区公交管理办法", "河政发〔2019〕3号"), f.Date("2021-01", "今年1月", True)
    both = (f.Participant("河口区民政局", "区民政局", "lead"), f.Participant("河口区交通局", "区交通局"))
    bodies = ("河口区民政局", "河口区交通局", "河口区教育局")

    def made(fact_class: Any, **values: Any) -> f.Fact:
        fact: f.Fact = fact_class(evidence=places.next(), **values)
        return fact

    said = (
        *(made(f.OrganizationMention, name=name, mention=name[2:], kind="department", place="河口区") for name in bodies),
        made(f.DocumentMention, title=rules.title, doc_number=rules.doc_number, kind="rules", mention="《河口区公交管理办法》"),
        made(f.Cosigning, documents=(rules,), participants=both, stated_count=2),
        made(f.Issuing, agency="河口区教育局", mention="区教育局", document=f.DocumentRef("校车意见")),
        made(f.Grounding, document=f.DocumentRef("校车意见"), basis=rules, relation="implements"),
        made(f.Facility, name="便民站", level="区级", count=2, established=date, place="河口区", features=(f.Feature("room", "阅览室"),)),
        made(f.Staff, role="站长", count=Decimal(2), org="便民站", approximate=True),
        made(f.Statistic, what="公交线路", value=Decimal(5), unit="条", date=date, upper=Decimal(8)),
        made(f.Amount, what="补贴", value=Decimal(25000), printed_value="2.5", unit="万元", period="年", date=date),
        made(f.Programme, name="护学行动", commissioner=bodies[0], implementer=bodies[1], partners=(bodies[2],), places=("河口区",)),
        made(f.System, name="三级公交网", parts=("干线", "支线")),
        made(f.Mechanism, name="一站一议"),
        made(f.Definition, group="通勤老年人", conditions=(f.Condition("年满六十周岁", "本人"),), documents=(rules,)),
        made(f.Commitment, ordinal=1, text="增设公交站", responsible=bodies[1]),
        made(f.Referral, sender=bodies[0], receivers=(bodies[1],), matter="站点选址"),
        made(f.Repair, printed="〔2019号", meant="〔2019〕3号", reason="number.bracket"),
    )
    return f.Letter(key="0" * 16, source="sample.txt", text=TEXT, fields=fields, facts=said)


def test_sound_letter_has_no_findings() -> None:
    assert validate(letter_graph(letter(), version="1")).results == ()


MISSING = [
    ({"issuer": None}, "ReplyIssuer"),
    ({"title": None}, "ReplyTitle"),
    ({"issue_date": None}, "ReplyIssued"),
    ({"issue_date": "二〇二一年春"}, "LetterIssued"),
    ({"doc_number": "河民函2021"}, "LetterNumber"),
    ({"doc_number": "〔2021〕7号"}, "LetterNumber"),
    ({"result_class": None}, "ReplyResultClass"),
    ({"proposal_number": "九"}, "ProposalNumber"),
    ({"body": None, "session": None, "proposal_number": None, "proposal_title": None}, "ReplyProposal"),
]


@pytest.mark.parametrize(("changes", "shape"), MISSING)
def test_incomplete_letter_is_reported_with_its_file(changes: dict[str, str | None], shape: str) -> None:
    results = validate_letter(letter_graph(letter(**changes), version="1"))
    assert [(result.shape, result.source) for result in results] == [(str(GWS[shape]), "sample.txt")]


def test_nquads_say_the_same() -> None:
    broken = letter(doc_number="河民函2021", issuer=None)
    assert validate_nquads(letter_nquads(broken, version="1")) == validate_letter(letter_graph(broken, version="1")) != []


def test_publication_before_issue() -> None:
    results = validate(letter_graph(letter(publication_date="2021-02"), version="1")).results
    assert [result.shape for result in results] == [str(GWS.IssuedBeforePublished)]
