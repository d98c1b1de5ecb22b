"""The tables of kinds, functions, reforms and sources are sound, and become a SKOS scheme."""

from __future__ import annotations

import re

import pytest
from rdflib import RDF, SKOS, Literal

from ontology.bodies import canonical, parse
from ontology.bodies.functions import grammar
from ontology.bodies.scheme import SCHEME, agency, agency_scheme
from ontology.bodies.tables import functions, kinds, reforms, sources
from ontology.namespaces import concept
from ontology.vocabulary import concepts

SYSTEMS = [
    "party",
    "people-congress",
    "cppcc",
    "government",
    "supervision",
    "court",
    "procuratorate",
    "mass-organization",
    "democratic-party",
    "public-institution",
    "military",
    "coordination",
    "other",
]
_DATE = re.compile(r"(?:\d{4}-\d{2}-\d{2})?")


def test_kinds_refer_to_what_there_is() -> None:
    table = kinds()
    assert len(table) > 200
    for kind in table.values():
        assert kind.scheme in concepts("agency-kind"), kind.id
        assert kind.system in SYSTEMS, kind.id
        assert kind.up in ("", "guides", "leads", "supervises"), kind.id
        assert kind.full_forms or kind.national, kind.id
        assert kind.sources and set(kind.sources) <= set(sources()), kind.id
        assert kind.label_en, kind.id
        for other in (kind.superior.removesuffix("^"), kind.guide):
            assert other == "" or other in table, kind.id
        assert all(atom in {function.name for function in functions()} for atom in kind.functions), kind.id
    assert len({kind.label for kind in table.values()}) == len(table)
    assert len({kind.label_en for kind in table.values()}) == len(table)


def test_relations_have_a_source_that_is_more_than_a_name() -> None:
    for kind in kinds().values():
        if kind.superior or kind.guide or kind.up:
            assert set(kind.sources) - {"printed"}, kind.id


def test_functions_are_their_own_atoms() -> None:
    names = {function.name for function in functions()}
    for function in functions():
        assert function.kind == "" or function.kind in kinds(), function.name
        assert set(function.atoms) <= names, function.name
        read = grammar().read(function.name)
        assert read is not None and read.atoms == tuple(sorted(function.atoms)), function.name


def test_reforms_name_kinds_and_sources() -> None:
    for reform in reforms():
        assert reform.predecessor in kinds() and reform.successor in kinds() and reform.predecessor != reform.successor
        assert reform.source in sources() and reform.source != "printed"
        assert reform.change in ("renamed", "merged", "split", "transferred")
        assert _DATE.fullmatch(reform.date)
        assert reform.date in ("", sources()[reform.source].date)
        assert reform.date or reform.note


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_full_form_is_read_as_its_kind(kind: str) -> None:
    row = kinds()[kind]
    for form in row.full_forms:
        name = form.replace("{}", "官渡区")
        assert kind in parse(name).kinds, name
        assert canonical(name) == name
    for name in row.national:
        assert kind in parse(name).kinds, name
        assert parse(name).national, name
        assert canonical(name) == name


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_short_form_stands_for_a_full_form_of_its_kind(kind: str) -> None:
    row = kinds()[kind]
    for short in row.short:
        name = short.replace("{}", "官渡区") if "{}" in short else f"官渡区{short}"
        assert kind in parse(name).kinds, name
    for short in row.national_short:
        assert canonical(short) in row.national, short


def test_scheme() -> None:
    graph = agency_scheme()
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {agency(kind) for kind in kinds()}
    assert (agency("civil-affairs"), SKOS.broadMatch, concept("agency-kind", "department")) in graph
    assert (agency("civil-affairs"), SKOS.prefLabel, Literal("民政局", "zh")) in graph
    assert (agency("health-commission"), SKOS.altLabel, Literal("卫健委", "zh")) in graph
    assert set(graph.objects(SCHEME, SKOS.hasTopConcept)) == {agency(kind) for kind in kinds()}
    assert agency_scheme().serialize(format="nt") is not None
