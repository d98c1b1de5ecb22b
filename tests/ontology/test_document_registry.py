"""The registry's tables and its part of the reference graph: sound rows, sources, known bodies, the same bytes every time."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode

from ontology.central_bodies import central_bodies, find_body, issuer_of, read_table
from ontology.document_graph import document_iri, document_quads
from ontology.document_numbers import STATE, parse_number
from ontology.documents import Registry, document_name, registry
from ontology.errors import SettingError
from ontology.namespaces import ELI, GW
from ontology.vocabulary import concepts

TABLES = ("laws.csv", "ministry_rules.csv", "central_documents.csv")
ROWS = [(name, row) for name in TABLES for row in read_table(name)]


def test_every_table_names_its_source_and_ids_differ() -> None:
    for name in TABLES:
        ids = [row["id"] for table, row in ROWS if table == name]
        assert len(ids) == len(set(ids)), name
        assert all(row["source"] for table, row in ROWS if table == name)
    assert sum(name == "central_documents.csv" for name, _ in ROWS) >= 150
    laws = [row for name, row in ROWS if name == "laws.csv" and row["kind"] == "law" and row["status"] == "in-force"]
    assert len(laws) >= 300


def test_dates_are_valid_and_kinds_are_of_the_scheme() -> None:
    kinds = concepts("document-kind")
    for name, row in ROWS:
        for date in (row["date"], row.get("since", ""), *(v.split("=")[0] for v in row.get("versions", "").split("|"))):
            assert re.fullmatch(r"((19[4-9]|20[0-2])\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?", date), (name, row["id"], date)
        assert row["kind"] in kinds, row["id"]
        assert row.get("status", "") in ("", "in-force", "not-yet-in-force", "repealed")


def test_bodies_are_named_in_full_and_numbers_are_normal() -> None:
    for name, row in ROWS:
        if name != "laws.csv":
            for body in filter(None, row["bodies"].split("|")):
                assert find_body(body) == body, (row["id"], body)
        if row["number"]:
            number = parse_number(row["number"])
            assert number is not None and number.normal == row["number"], row["id"]


def test_identifiers_of_the_law_database_differ() -> None:
    found = [identifier for document in registry() for _, identifier in document.versions if identifier]
    assert len(found) == len(set(found)) > 1500


def test_every_document_is_found_by_its_own_title_or_shares_it() -> None:
    """No row shadows another without notice: what a full title finds is the row itself, or nothing where several bear it."""
    lost = []
    for document in registry():
        found = registry().find(document.title, document.number or None)
        if found is None or found.id != document.id:
            lost.append((document.id, found.id if found else None))
    assert all(other is None for _, other in lost), lost
    assert len(lost) <= 15, lost


def test_a_codes_issuer_is_the_first_body_of_its_documents() -> None:
    for document in registry():
        number = parse_number(document.number)
        owner = issuer_of(number.code, number.year) if number and number.form == "code" else None
        if owner and document.bodies and document.kind != "judicial-interpretation":
            assert owner in document.bodies, document.id
    assert all(row["body"] in central_bodies() and row["source"] for row in read_table("issuer_codes.csv"))


@pytest.mark.parametrize(
    ("code", "year", "body"),
    [
        ("国发", 2016, "国务院"),
        ("国办发", 2021, "国务院办公厅"),
        ("中办发", 0, "中共中央办公厅"),
        ("民发", 2019, "民政部"),
        ("教基", 2018, "教育部"),
        ("国卫医发", 2013, "国家卫生和计划生育委员会"),
        ("国卫医发", 2021, "国家卫生健康委员会"),
        ("国卫医发", 2018, None),
        ("国卫医发", 0, None),
        ("国卫办妇幼函", 2022, "国家卫生健康委员会办公厅"),
        ("建办质", 2018, "住房和城乡建设部办公厅"),
        ("发改办高技", 2014, "国家发展和改革委员会办公厅"),
        ("云政发", 2016, None),
        ("国发展", 2016, None),
    ],
)
def test_what_a_code_says_of_its_issuer(code: str, year: int, body: str | None) -> None:
    assert issuer_of(code, year) == body


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("国务院关于加强困境儿童保障工作的意见", "国发[2016]36号", "国发〔2016〕36号"),
        ("中华人民共和国未成年人保护法", None, "未成年人保护法"),
        ("社会救助暂行办法", "国务院令第649号", "社会救助暂行办法"),
        (None, "中华人民共和国国务院令第649号", "国务院令第649号"),
        (None, None, None),
        (STATE, None, STATE),
    ],
)
def test_what_a_documents_iri_is_made_from(title: str | None, number: str | None, name: str | None) -> None:
    assert document_name(title, number) == name


def test_two_documents_of_one_id_are_refused() -> None:
    document = next(iter(registry()))
    with pytest.raises(ValueError, match="two documents"):
        Registry([document, document])


def test_the_reference_graph_says_what_the_table_says() -> None:
    quads = document_quads()
    assert quads == document_quads()
    assert [str(quad) for quad in quads] == sorted({str(quad) for quad in quads})
    node = document_iri("国发〔2016〕36号")
    said = {(quad.predicate.value, quad.object) for quad in quads if quad.subject == node}
    assert (str(GW.numberCode), Literal("国发")) in said
    assert (str(ELI.passed_by), NamedNode("https://gongwen.example/id/body/国务院")) in said
    year = next(value for predicate, value in said if predicate == str(GW.numberYear))
    assert isinstance(year, Literal) and (year.value, year.datatype.value.rsplit("#")[-1]) == ("2016", "gYear")
    assert {quad.graph_name.value for quad in quads} == {"https://gongwen.example/id/graph/reference"}  # type: ignore[union-attr]


def test_another_base_is_a_setting() -> None:
    document = registry().by_id["国发〔2016〕36号"]
    quads = document_quads("https://data.example/", [document])
    assert all(str(quad.subject).startswith("<https://data.example/") for quad in quads)
    with pytest.raises(SettingError):
        document_quads("nowhere", [document])
