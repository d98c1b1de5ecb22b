"""A letter's facts as RDF: bytes that stay, IRIs that parse, terms typed by what they hold, proposers that can be left out."""

from __future__ import annotations

import hashlib
import random
import re
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import SKOS, XSD
from rdflib.term import Node

from extract import facts as f
from extract.proposers import without_proposers
from extract.rdf import letter_graph, letter_nquads
from extract.rdf.terms import date, decimal
from ontology.errors import SettingError
from ontology.namespaces import GW, GWK, OA, PREFIXES

TEXT = "沈青禾委员：您的建议收悉。沈青禾委员提出后，云川市民政局会同云川市教育局印发《示例办法》等3份文件，惠及1286.50人。\n抄送：市政协。"
ID = "https://gongwen.example/id/"


def evidence(quote: str, focus: str = "", text: str = TEXT) -> f.Evidence:
    start = text.index(quote)
    at = start + quote.index(focus)
    return f.Evidence(start, start + len(quote), quote, "test.rule", at, at + len(focus) if focus else start + len(quote))


def letter(*facts: f.Fact, fields: tuple[f.HeaderField, ...] = (), source: str = "a.txt") -> f.Letter:
    return f.Letter(hashlib.sha256(TEXT.encode()).hexdigest()[:16], source, TEXT, fields, facts)


def field(name: str, value: str, quote: str = "云川市民政局") -> f.HeaderField:
    return f.HeaderField(evidence=evidence(quote), name=name, value=value, printed=value)


def statistic(**changes: object) -> f.Statistic:
    fact = f.Statistic(evidence=evidence("惠及1286.50人", "1286.50人"), what="惠及", value=Decimal("1286.50"), unit="人")
    return replace(fact, **changes)  # type: ignore[arg-type]


def facts_of(graph: Graph, kind: str) -> list[URIRef]:
    return sorted(subject for subject in graph.subjects(RDF.type, GW[kind]) if isinstance(subject, URIRef))


FULL = letter(
    f.OrganizationMention(
        evidence=evidence("云川市民政局"), name="云川市民政局", mention="云川市民政局", kind="department", place="云川市"
    ),
    f.DocumentMention(evidence=evidence("《示例办法》"), title="示例办法", doc_number="云政发〔2021〕3号", kind="rules"),
    f.DocumentMention(evidence=evidence("《示例办法》等"), title="示例办法", doc_number=None),
    f.Cosigning(
        evidence=evidence("云川市民政局会同云川市教育局印发《示例办法》等3份文件"),
        documents=(f.DocumentRef("示例办法"),),
        participants=(f.Participant("云川市民政局", "云川市民政局", "lead"), f.Participant("云川市教育局", "云川市教育局")),
        stated_count=3,
    ),
    statistic(),
    statistic(),
    fields=(
        field("kind", "reply-letter"),
        field("addressee", "沈青禾", "沈青禾委员"),
        field("issuer", "云川市民政局"),
        field("body", "人大"),
    ),
)


def test_the_same_letter_gives_the_same_sorted_lines() -> None:
    told = letter_nquads(FULL, version="1")
    lines = told.decode("utf-8").splitlines()
    assert told == letter_nquads(replace(FULL), version="1") and lines == sorted(set(lines)) and told.endswith(b" .\n")
    assert all(line.endswith(f" <{ID}graph/{FULL.key}> .") for line in lines)


def test_rdflib_holds_the_same_graph() -> None:
    graph = letter_graph(FULL, version="1")
    read = Graph()
    for quad in ox.parse(letter_nquads(FULL, version="1"), format=ox.RdfFormat.N_QUADS):
        read.parse(data=f"{quad.triple} .", format="nt")
    assert to_isomorphic(graph) == to_isomorphic(read)
    assert str(graph.identifier) == f"{ID}graph/{FULL.key}"


def test_two_facts_at_one_place_have_two_names() -> None:
    start, end = evidence("惠及1286.50人").start, evidence("惠及1286.50人").end
    base = f"{ID}fact/{FULL.key}/statistic-{start}-{end}"
    assert [str(fact) for fact in facts_of(letter_graph(FULL, version="1"), "Statistic")] == [base, f"{base}-2"]


def test_evidence_is_a_web_annotation() -> None:
    graph = letter_graph(FULL, version="1")
    fact = facts_of(graph, "Statistic")[0]
    annotation = graph.value(fact, GW.evidence)
    target = graph.value(annotation, OA.hasTarget)
    position, quote = sorted(graph.objects(target, OA.hasSelector), key=str)

    def stretch(selector: Node | None) -> slice:
        start, end = (int(str(graph.value(selector, term))) for term in (OA.start, OA.end))
        return slice(start, end)

    assert TEXT[stretch(position)] == str(graph.value(quote, OA.exact)) == "惠及1286.50人"
    focus = graph.value(position, OA.refinedBy)  # relative to the selection it refines
    assert TEXT[stretch(position)][stretch(focus)] == "1286.50人"
    assert graph.value(annotation, OA.hasBody) == fact


def test_a_short_cosigning_is_kept_short() -> None:
    graph = letter_graph(FULL, version="1")
    (fact,) = facts_of(graph, "Cosigning")
    assert graph.value(fact, GW.statedCount) == Literal(3) and graph.value(fact, GW.namedCount) == Literal(2)
    assert graph.value(fact, GW.complete) == Literal(False)
    assert graph.value(fact, GW.document) == URIRef(f"{ID}document/云政发〔2021〕3号")  # the number stands elsewhere in the letter


def test_concepts_carry_their_chinese_label() -> None:
    graph = letter_graph(FULL, version="1")
    concepts = {str(concept).removeprefix(str(GWK)): str(label) for concept, label in graph.subject_objects(SKOS.prefLabel)}
    assert concepts == {
        "text-kind/reply-letter": "答复函",
        "agency-kind/department": "政府部门",
        "document-kind/rules": "规章制度",
        "role/lead": "牵头单位",
        "role/cosigner": "会签单位",
    }
    assert (URIRef(f"{ID}proposal/{FULL.key}"), RDF.type, GW.DeputySuggestion) in graph


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1286.50", "1286.5"),
        ("1E+6", "1000000"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-0.50", "-0.5"),
        ("250000000", "250000000"),
        ("1e-7", "0.0000001"),
    ],
)
def test_decimals_are_canonical(value: str, expected: str) -> None:
    assert decimal(Decimal(value)).value == expected


def test_what_is_no_number_is_no_decimal() -> None:
    with pytest.raises(ValueError, match="no decimal"):
        decimal(Decimal("NaN"))


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2022", XSD.gYear), ("2022-01", XSD.gYearMonth), ("2022-01-31", XSD.date), ("2022-13", XSD.string), ("２０２２", XSD.string)],
)
def test_dates_are_typed_by_their_precision(value: str, datatype: URIRef) -> None:
    assert date(value).datatype.value == str(datatype)


def test_only_exact_own_numbers_are_compared() -> None:
    issued = (field("issuer", "云川市民政局"), field("issue_date", "2022-06-20"))
    told = [statistic(), statistic(approximate=True), statistic(upper=Decimal(2000)), statistic(restated=True)]
    graph = letter_graph(letter(*told, fields=issued), version="1")
    (measure,) = graph.objects(None, GW.measure)
    assert str(measure) == f"{ID}measure/statistic:云川市民政局:2022:惠及:人"
    assert not list(letter_graph(letter(statistic()), version="1").objects(None, GW.measure))  # no issuer, no time


@pytest.mark.parametrize(
    ("name", "iri"),
    [("云川市儿童之家", f"{ID}facility/云川市儿童之家"), ("儿童之家", f"{ID}facility/{FULL.key}/儿童之家"), ("城区服务站", None)],
)
def test_a_name_that_starts_with_its_place_is_shared(name: str, iri: str | None) -> None:
    body = f.OrganizationMention(
        evidence=evidence("云川市民政局"), name="云川市民政局", mention="民政局", kind="department", place="云川市"
    )
    graph = letter_graph(letter(body, f.Facility(evidence=evidence("《示例办法》"), name=name)), version="1")
    assert [str(node) for node in graph.subjects(RDF.type, GW.Facility)] == [iri or f"{ID}facility/{FULL.key}/{name}"]


def test_proposers_can_be_left_out() -> None:
    cut = f.Commitment(evidence=evidence("沈青禾委员提出后，云川市民政局会同", "云川市民政局"), ordinal=1, text="会同")
    held = f.Commitment(evidence=evidence("沈青禾委员提出后", "沈青禾"), ordinal=2, text="提出")
    told = f.Programme(evidence=evidence("惠及"), name="沈青禾工作室")
    full = replace(FULL, facts=(*FULL.facts, cut, held, told))
    kept, left = letter_nquads(full, version="1").decode(), letter_nquads(full, version="1", keep_proposers=False).decode()
    assert "沈青禾" in kept and "沈青禾" not in left and "惠及" in left
    (shorter,) = without_proposers(full).of(f.Commitment)
    assert shorter.evidence.quote == TEXT[shorter.evidence.start : shorter.evidence.end] == "委员提出后，云川市民政局会同"


def test_a_spread_name_is_left_out_and_a_body_is_not() -> None:
    text = "王 禾委员、云川市民政局："
    name = f.HeaderField(evidence=evidence("王 禾", text=text), name="addressee", value="王禾", printed="王 禾")
    body = f.HeaderField(evidence=evidence("云川市民政局", text=text), name="addressee", value="云川市民政局", printed="云川市民政局")
    mention = f.OrganizationMention(
        evidence=evidence("王 禾委员、云川市民政局", "云川市民政局", text), name="云川市民政局", mention="云川市民政局", kind="department"
    )
    left = without_proposers(f.Letter("0" * 16, "a.txt", text, (name, body), (mention,)))
    assert left.values("addressee") == ["云川市民政局"] and left.facts[0].evidence.quote == "委员、云川市民政局"


def test_another_base_and_a_bad_one() -> None:
    lines = letter_nquads(FULL, version="1", base="https://数据.example/x#").decode()
    assert f"<https://数据.example/x#letter/{FULL.key}>" in lines and ID not in lines
    with pytest.raises(SettingError):
        letter_nquads(FULL, version="1", base="nowhere")


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(names, names, names)
@settings(max_examples=80, deadline=None)
def test_any_name_gives_a_graph_that_parses(one: str, two: str, three: str) -> None:
    organization = f.OrganizationMention(evidence=evidence("云川市民政局"), name=one, mention=two, kind=three, place=two)
    facility = f.Facility(evidence=evidence("惠及"), name=two, level=one, place=three, features=(f.Feature(one, two),))
    document = f.DocumentMention(evidence=evidence("《示例办法》"), title=three, doc_number=None, kind=one)
    told = letter_nquads(letter(organization, facility, document, fields=(field("title", two),), source=one), version=three)
    quads = list(ox.parse(told, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == len(set(told.split(b"\n")) - {b""})
    assert ox.Literal(one, language="zh") in {quad.object for quad in quads}


def test_every_term_of_ours_is_in_the_ontology() -> None:
    root = Path(f.__file__).parents[1]
    declared = {quad.subject for quad in ox.parse(path=str(root / "ontology" / "gongwen.ttl"), format=ox.RdfFormat.TURTLE)}
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "extract").glob("rdf*.py")))
    used = set(re.findall(r"\bGW\.(\w+)", source))
    assert {f"{PREFIXES['gw']}{name}" for name in used} <= {node.value for node in declared if isinstance(node, ox.NamedNode)}


def test_writing_costs_little() -> None:
    chance = random.Random(7)
    many = tuple(statistic(what=f"事项{chance.randrange(10**6)}") for _ in range(90))
    big = letter(*many, fields=FULL.fields)
    letter_nquads(big, version="1")
    best = min(_timed(big) for _ in range(5))
    triples = letter_nquads(big, version="1").count(b"\n")
    assert triples > 1900 and best < 0.15  # 10 ms on the machine it was written on; a slow one may take more


def _timed(big: f.Letter) -> float:
    began = time.perf_counter()
    letter_nquads(big, version="1")
    return time.perf_counter() - began


PLACES = {
    "unlisted": ((), None, "云川市", "place/云川市"),
    "listed": ((("官渡区", "530111"),), "官渡区", "官渡区", "place/530111"),
    "of a shared name": ((("朝阳区", "220104"),), "长春市", "朝阳区", "place/220104"),
    "of a shared name, untold": ((), None, "朝阳区", f"place/{FULL.key}/朝阳区"),
    "a listed town": ((("关上街道", "530111001"),), "官渡区", "关上街道", "place/530111001"),
    "a town no list knows": ((("清溪镇", "白榆县/清溪镇"),), "白榆县", "清溪镇", "place/白榆县/清溪镇"),
    "a town, untold": ((), None, "清溪镇", f"place/{FULL.key}/清溪镇"),
}


@pytest.mark.parametrize("case", PLACES)
def test_the_iri_of_a_place(case: str) -> None:
    places, home, name, iri = PLACES[case]
    said = f.OrganizationMention(evidence=evidence("云川市民政局"), name=f"{name}民政局", mention="民政局", kind="department", place=name)
    graph = letter_graph(replace(letter(said), places=places, home=home), version="x")
    (place,) = graph.objects(next(iter(graph.subjects(RDF.type, GW.Body))), GW.place)
    assert str(place) == ID + iri


@pytest.mark.parametrize(
    ("places", "home", "place", "kind", "iri"),
    [
        ((), None, "云川市", "department", "body/云川市民政局"),
        ((("官渡区", "530111"),), "官渡区", "官渡区", "department", "body/官渡区民政局"),
        ((("朝阳区", "220104"),), "长春市", "朝阳区", "department", "body/220104/朝阳区民政局"),
        ((), None, "朝阳区", "department", f"body/{FULL.key}/朝阳区民政局"),
        ((("清溪镇", "白榆县/清溪镇"),), "白榆县", "清溪镇", "government", "body/白榆县/清溪镇民政局"),
        ((("官渡区", "530111"),), "官渡区", None, "school", "body/530111/枫林中学"),
        ((), None, None, "school", f"body/{FULL.key}/枫林中学"),
        ((), None, None, "company", "body/枫林中学"),
    ],
)
def test_what_tells_bodies_of_one_name_apart(
    places: tuple[tuple[str, str], ...], home: str | None, place: str | None, kind: str, iri: str
) -> None:
    name = f"{place}民政局" if place else "枫林中学"
    said = f.OrganizationMention(evidence=evidence("云川市民政局"), name=name, mention=name, kind=kind, place=place)
    graph = letter_graph(replace(letter(said), places=places, home=home), version="x")
    assert [str(body) for body in graph.subjects(RDF.type, GW.Body)] == [ID + iri]
