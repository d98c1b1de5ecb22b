"""The evaluation against itself: a gold file read back as facts is perfect, and each change moves precisely its own field."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.evaluation import Evaluation, agreement, evaluate
from extract.evaluation.fields import YUAN_PER_UNIT
from extract.evaluation.gold import GoldError
from extract.facts import (
    Amount,
    Commitment,
    Condition,
    Cosigning,
    Definition,
    DocumentMention,
    DocumentRef,
    Evidence,
    Facility,
    Fact,
    HeaderField,
    Issuing,
    Letter,
    Mechanism,
    OrganizationMention,
    Participant,
    Programme,
    Referral,
    Repair,
    Staff,
    Statistic,
    System,
)

LETTERS = Path(__file__).parent.parent / "letters"
RICH = "01-school-meals"

Json = dict[str, Any]


class Teller:
    """Turns a gold object into a Letter: the text is the items one per line, each line a fact's evidence."""

    def __init__(self) -> None:
        self.text = ""

    def said(self, quote: str) -> Evidence:
        start = len(self.text)
        self.text += quote + "\n"
        return Evidence(start, start + len(quote), quote, "test", start, start + len(quote))

    def letter(self, gold: Json) -> Letter:
        fields, facts = tuple(self.fields(gold.get("letter", {}))), tuple(self.facts(gold))
        return Letter("0" * 16, f"{gold['id']}.txt", self.text, fields, facts)

    def fields(self, header: Json) -> Iterable[HeaderField]:
        for name, value in header.items():
            for text in value if isinstance(value, list) else [value] if value else []:
                yield HeaderField(evidence=self.said(text), name={"addressees": "addressee"}.get(name, name), value=text, printed=text)

    def facts(self, gold: Json) -> Iterable[Fact]:
        for row in gold.get("organizations", []):
            for mention in row["mentions"]:
                yield OrganizationMention(evidence=self.said(mention), name=row["name"], mention=mention, kind="")
        for row in gold.get("documents", []):
            yield DocumentMention(evidence=self.said(str(row)), title=row["title"], doc_number=row["doc_number"])
        for row in gold.get("joint", []):
            people = tuple(Participant(name, name) for name in row["agencies"])
            yield Cosigning(
                evidence=self.said(row["title"]),
                documents=(DocumentRef(row["title"]),),
                participants=people,
                stated_count=row["stated_count"],
            )
        for row in gold.get("issued", []):
            yield Issuing(evidence=self.said(row["title"]), agency=row["agency"], mention=row["agency"], document=DocumentRef(row["title"]))
        for row in gold.get("facilities", []):
            yield Facility(evidence=self.said(row["name"]), name=row["name"], level=row["level"], count=row["count"])
        for row in gold.get("staff", []):
            yield Staff(evidence=self.said(row["role"]), role=row["role"], count=Decimal(str(row["count"])))
        for row in gold.get("statistics", []):
            yield Statistic(evidence=self.said(row["what"]), what=row["what"], value=Decimal(str(row["value"])), unit=row["unit"] or "")
        for row in gold.get("amounts", []):
            factor = YUAN_PER_UNIT.get(row["unit"], 1)
            value = Decimal(str(row["value"])) * factor
            yield Amount(
                evidence=self.said(row["what"]), what=row["what"], value=value, printed_value=str(row["value"]), unit=row["unit"] or ""
            )
        for row in gold.get("programmes", []):
            yield Programme(evidence=self.said(row["name"]), name=row["name"])
        for row in gold.get("systems", []):
            yield System(evidence=self.said(row["name"]), name=row["name"], parts=tuple(row["parts"]))
        for row in gold.get("definitions", []):
            conditions = tuple(Condition(text) for key, texts in row.items() if key.startswith("conditions") for text in texts)
            yield Definition(evidence=self.said(row["group"]), group=row["group"], conditions=conditions)
        for row in gold.get("referrals", []):
            yield Referral(evidence=self.said("转交"), sender=row["from"], receivers=tuple(row["to"]))
        for place, text in enumerate(gold.get("commitments", []), 1):
            yield Commitment(evidence=self.said(text), ordinal=place, text=text)
        for row in gold.get("repairs", []):
            yield Repair(evidence=self.said(row["printed"]), printed=row["printed"], meant=row["meant"], reason="test")


def read_json(stem: str) -> Json:
    return json.loads((LETTERS / f"{stem}.json").read_text(encoding="utf-8"))


def told(stem: str) -> Letter:
    return Teller().letter(read_json(stem))


def dropped(kind: type[Fact]) -> Callable[[Letter], Letter]:
    """The letter without its first fact of a kind."""

    def change(letter: Letter) -> Letter:
        victim = next(letter.of(kind))
        return dataclasses.replace(letter, facts=tuple(f for f in letter.facts if f is not victim))

    return change


def added(fact: Callable[[Evidence], Fact]) -> Callable[[Letter], Letter]:
    evidence = Evidence(0, 2, "证据", "test", 0, 2)
    return lambda letter: dataclasses.replace(letter, facts=(*letter.facts, fact(evidence)))


@pytest.fixture
def one(tmp_path: Path) -> Path:
    shutil.copy(LETTERS / f"{RICH}.json", tmp_path)
    return tmp_path


def wrong(evaluation: Evaluation) -> dict[str, tuple[int, int]]:
    """(fp, fn) of each field that is not perfect."""
    return {s.field: (s.fp, s.fn) for s in evaluation.scores if s.fp or s.fn}


def test_every_gold_file_is_perfect_against_itself() -> None:
    evaluation = evaluate(LETTERS, LETTERS, lambda text, source: told(source.removesuffix(".txt")))
    assert wrong(evaluation) == {}
    assert evaluation.leaks == []
    assert len(evaluation.letters) >= 16
    assert all(s.tp for s in evaluation.scores), [s.field for s in evaluation.scores if not s.tp]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (DocumentMention, {"documents", "document_numbers"}),
        (Issuing, {"issued"}),
        (Facility, {"facilities", "facility_counts"}),
        (Staff, {"staff"}),
        (Statistic, {"statistics"}),
        (Amount, {"amounts"}),
        (Programme, {"programmes"}),
        (System, {"systems", "system_parts"}),
        (Commitment, {"commitments"}),
        (Referral, {"referrals"}),
        (Definition, {"definitions", "definition_conditions"}),
        (Cosigning, {"cosigned", "cosigned_counts"}),
    ],
)
def test_a_dropped_fact_is_a_miss_of_its_own_field(one: Path, kind: type[Fact], fields: set[str]) -> None:
    evaluation = evaluate(one, LETTERS, lambda text, source: dropped(kind)(told(RICH)))
    assert set(wrong(evaluation)) == fields
    assert all(fp == 0 and fn > 0 for fp, fn in wrong(evaluation).values())
    assert {e.kind for field in fields for e in evaluation.errors(field)} == {"miss"}


@pytest.mark.parametrize(
    ("fact", "field", "value"),
    [
        (lambda e: OrganizationMention(evidence=e, name="无此局", mention="无此局", kind=""), "organizations", "无此局"),
        (lambda e: DocumentMention(evidence=e, title="无此办法", doc_number=None), "documents", "无此办法"),
        (lambda e: Statistic(evidence=e, what="井", value=Decimal("3.50"), unit="口"), "statistics", "井 3.5口"),
        (lambda e: Amount(evidence=e, what="款", value=Decimal(7), printed_value="7", unit="元"), "amounts", "款 7元"),
        (lambda e: Commitment(evidence=e, ordinal=9, text="修建观星台"), "commitments", "修建观星台"),
        (lambda e: Repair(evidence=e, printed="甲", meant="乙", reason="test"), "repairs", "甲 → 乙"),
    ],
)
def test_an_added_fact_is_a_false_hit_of_its_own_field(one: Path, fact: Callable[[Evidence], Fact], field: str, value: str) -> None:
    evaluation = evaluate(one, LETTERS, lambda text, source: added(fact)(told(RICH)))
    assert wrong(evaluation) == {field: (1, 0)}
    assert [(e.kind, e.letter, e.value, e.quote) for e in evaluation.errors(field)] == [("false", RICH, value, "证据")]
    assert evaluation.score("total").fp == 1


def test_restated_facts_are_not_counted(one: Path) -> None:
    def read(text: str, source: str) -> Letter:
        return added(lambda e: Statistic(evidence=e, what="井", value=Decimal(3), unit="口", restated=True))(told(RICH))

    assert wrong(evaluate(one, LETTERS, read)) == {}


def test_a_wrong_header_field_is_a_miss_and_a_false_hit(one: Path) -> None:
    def read(text: str, source: str) -> Letter:
        letter = told(RICH)
        fields = (dataclasses.replace(f, value="误", printed="误") if f.name == "issuer" else f for f in letter.fields)
        return dataclasses.replace(letter, fields=tuple(fields))

    evaluation = evaluate(one, LETTERS, read)
    assert wrong(evaluation) == {"letter.issuer": (1, 1)}
    assert (evaluation.score("letter").fp, evaluation.score("letter").fn) == (1, 1)
    assert len(evaluation.errors("letter")) == 2


@pytest.mark.parametrize(
    ("gold", "counted"),
    [({"letter": {"doc_number": None}}, {"letter.doc_number": (1, 0)}), ({"letter": {}}, {}), ({}, {})],
    ids=["null: the letter does not say", "missing key: not scored", "no header: not scored"],
)
def test_null_is_not_missing(tmp_path: Path, gold: Json, counted: dict[str, tuple[int, int]]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"id": RICH, **gold}), encoding="utf-8")
    evaluation = evaluate(tmp_path, LETTERS, lambda text, source: told(RICH))
    assert wrong(evaluation) == counted


def pair(gold: Json, found: Json, tmp_path: Path) -> Evaluation:
    (tmp_path / "a.json").write_text(json.dumps({"id": RICH, **gold}), encoding="utf-8")
    return evaluate(tmp_path, LETTERS, lambda text, source: Teller().letter({"id": RICH, **found}))


@pytest.mark.parametrize(
    ("key", "gold", "found", "tp"),
    [
        ("organizations", [{"name": "云川市教育局", "mentions": ["市教育局"]}], [{"name": "某市教育局", "mentions": ["市 教育局"]}], 1),
        ("organizations", [{"name": "甲局", "mentions": []}], [{"name": "甲局乙科", "mentions": ["甲局乙科"]}], 0),
        ("commitments", ["完善三级网络"], ["持续完善“三级网络”，提高质量"], 1),
        ("commitments", ["完善三级网络", "完善三级网络建设"], ["完善三级网络", "完善三级网络建设"], 2),
        ("commitments", ["甲乙丙", "甲乙"], ["甲乙丙丁"], 1),
        ("systems", [{"name": "三级体系", "parts": []}], [{"name": "三级防护体系", "parts": []}], 0),
        ("statistics", [{"what": "a", "value": 12.5, "unit": "%"}], [{"what": "b", "value": "12.50", "unit": "％"}], 1),
        ("statistics", [{"what": "a", "value": 3, "unit": "个"}], [{"what": "a", "value": 3, "unit": "所"}], 0),
        ("amounts", [{"what": "a", "value": 0.5, "unit": "亿元"}], [{"what": "b", "value": 5000, "unit": "万元"}], 1),
        ("documents", [{"title": "中华人民共和国教育法", "doc_number": None}], [{"title": "教育法", "doc_number": None}], 1),
    ],
)
def test_matching(tmp_path: Path, key: str, gold: list[Any], found: list[Any], tp: int) -> None:
    score = pair({key: gold}, {key: found}, tmp_path).score(key)
    assert (score.tp, score.fp, score.fn) == (tp, len(found) - tp, len(gold) - tp)


def test_leaks_are_counted_also_in_evidence_and_broken_lines(tmp_path: Path) -> None:
    gold = {"private": ["0999-1234567", "钱某某"]}
    found = {"commitments": ["请致电0999-\n1234567"]}
    evaluation = pair(gold, found, tmp_path)
    assert [(e.kind, e.value) for e in evaluation.leaks] == [("leak", "0999-1234567")]
    assert "leaked: 1" in evaluation.table()
    assert json.loads(evaluation.to_json())["leaks"] == 1


def test_a_private_span_blacked_out_in_the_json_is_no_leak(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"id": RICH, "private": ["0999-1234567"]}), encoding="utf-8")
    evidence = Evidence(0, 15, "请致电0999-1234567", "test", 0, 15)
    fact = Mechanism(evidence=evidence, name="值班")
    letter = Letter("0" * 16, "a.txt", evidence.quote, (), (fact,))
    assert len(evaluate(tmp_path, LETTERS, lambda text, source: letter).leaks) == 1
    masked = dataclasses.replace(letter, private=((3, 15),))
    assert evaluate(tmp_path, LETTERS, lambda text, source: masked).leaks == []


def test_table_and_json_agree(one: Path) -> None:
    evaluation = evaluate(one, LETTERS, lambda text, source: dropped(Commitment)(told(RICH)))
    data = json.loads(evaluation.to_json())
    row = next(line.split() for line in evaluation.table().splitlines() if line.startswith("commitments"))
    assert [int(x) for x in row[1:4]] == [data["fields"]["commitments"][k] for k in ("tp", "fp", "fn")]
    assert data["fields"]["commitments"]["precision"] == 1
    assert 0 < data["fields"]["commitments"]["recall"] < 1
    assert data["errors"][0]["kind"] == "miss"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", ["a.json", "not JSON at line 1"]),
        ("[]", ["a.json", "one JSON object"]),
        ("{}", ["a.json", "id"]),
        ('{"id": "../letter"}', ["a.json", "id", "file name"]),
        ('{"id": "a\\u0000b"}', ["a.json", "id", "file name"]),
        ("[" * 100_000, ["a.json", "nested too deep"]),
        ('{"id": 3}', ["a.json", "id", "string"]),
        ('{"id": "no-such-letter"}', ["no-such-letter.txt", "no such letter"]),
        ('{"id": "%s", "letter": 1}', ["a.json", "letter", "object"]),
        ('{"id": "%s", "letter": {"addressees": [1]}}', ["a.json", "letter.addressees", "list of strings"]),
        ('{"id": "%s", "documents": {}}', ["a.json", "documents", "list of objects"]),
        ('{"id": "%s", "statistics": [{"what": "a", "unit": "b", "value": "3"}]}', ["a.json", "statistics[0].value", "number"]),
        ('{"id": "%s", "statistics": [{"what": "a", "unit": "b"}]}', ["a.json", "statistics[0].value", "missing"]),
        ('{"id": "%s", "organizations": [{"mentions": []}]}', ["a.json", "organizations[0].name", "missing"]),
        ('{"id": "%s", "joint": [{"title": "a", "agencies": "b"}]}', ["a.json", "joint[0].agencies", "list of strings"]),
        ('{"id": "%s", "private": [null]}', ["a.json", "private", "list of strings"]),
    ],
)
def test_bad_gold_is_one_clear_line(tmp_path: Path, content: str, says: list[str]) -> None:
    (tmp_path / "a.json").write_text(content.replace("%s", RICH), encoding="utf-8")
    with pytest.raises(GoldError) as error:
        evaluate(tmp_path, LETTERS, lambda text, source: told(RICH))
    assert "\n" not in str(error.value)
    assert all(word in str(error.value) for word in says)


def test_two_gold_files_of_a_letter_are_an_error(one: Path) -> None:
    (one / "z.json").write_text((one / f"{RICH}.json").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(GoldError, match="one gold file for a letter"):
        evaluate(one, LETTERS)


def test_an_empty_gold_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold files"):
        evaluate(tmp_path, LETTERS, lambda text, source: told(RICH))


def test_gold_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes('{"id": "信"}'.encode("gbk"))
    with pytest.raises(GoldError, match=r"a\.json: the gold file is not UTF-8"):
        evaluate(tmp_path, LETTERS, lambda text, source: told(RICH))


def test_an_optional_body_counts_neither_way(one: Path) -> None:
    letter = told(RICH)
    gold = json.loads((one / f"{RICH}.json").read_text(encoding="utf-8"))
    gold["organizations"].append({"name": "某县人民代表大会", "mentions": ["县十届人大"], "optional": True})
    (one / f"{RICH}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    mention = added(
        lambda evidence: OrganizationMention(evidence=evidence, name="某县人民代表大会", mention="县十届人大", kind="people-congress")
    )
    without = evaluate(one, LETTERS, lambda text, source: letter).score("organizations")
    assert without == evaluate(one, LETTERS, lambda text, source: mention(letter)).score("organizations")
    assert without.f1 == 1


def test_agreement_of_two_readers(one: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    gold = json.loads((one / f"{RICH}.json").read_text(encoding="utf-8"))
    lost = gold["amounts"].pop()
    gold["staff"].append({"role": "联络员", "count": 7})
    (second / f"{RICH}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    found = agreement(one, second)
    assert "leaked" not in found.table()
    assert [(e.field, e.kind) for e in found.found_errors] == [("staff", "false"), ("amounts", "miss")]
    assert lost["what"] in found.errors("amounts")[0].value


def test_agreement_needs_a_letter_that_both_read(one: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    (second / "other.json").write_text('{"id": "other"}', encoding="utf-8")
    with pytest.raises(GoldError, match="no gold file of a letter"):
        agreement(one, second)
