"""Known documents in the reference graph: what the registry's tables say of each, nothing that letters say (docs/model.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD

from ontology.document_numbers import parse_number
from ontology.documents import KnownDocument, registry
from ontology.namespaces import ELI, GW, GWK, ID_BASE, ORG, id_namespace, iri_segment

_TYPE: Final = NamedNode(str(RDF.type))
_LABEL: Final = NamedNode(str(RDFS.label))
_TITLE, _SOURCE, _IDENTIFIER = (NamedNode(str(DCTERMS[name])) for name in ("title", "source", "identifier"))
_ALTERNATIVE: Final = NamedNode(str(SKOS.altLabel))
_NUMBER, _DATE, _PASSED, _SINCE = (
    NamedNode(str(ELI[name])) for name in ("number", "date_document", "passed_by", "first_date_entry_in_force")
)
_DOCUMENT_TYPES: Final = (NamedNode(str(GW.NormativeDocument)), NamedNode(str(ELI.LegalResource)))
_BODY_TYPES: Final = (NamedNode(str(GW.Body)), NamedNode(str(ORG.FormalOrganization)))
_KIND, _CODE, _YEAR, _SERIAL = (NamedNode(str(term)) for term in (GW.documentKind, GW.numberCode, GW.numberYear, GW.numberSerial))
_IN_FORCE: Final = NamedNode(str(ELI.in_force))
_FORCE: Final = {"in-force": "InForce-inForce", "not-yet-in-force": "InForce-notInForce", "repealed": "InForce-notInForce"}
_INTEGER: Final = NamedNode(str(XSD.integer))
_DATES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d"), NamedNode(str(XSD.date))),
    (re.compile(r"\d{4}-\d\d"), NamedNode(str(XSD.gYearMonth))),
    (re.compile(r"\d{4}"), NamedNode(str(XSD.gYear))),
)


def document_quads(base: str = ID_BASE, documents: Iterable[KnownDocument] | None = None) -> list[Quad]:
    """The registry as quads of ``id:graph/reference``, each once, sorted; ``base``: IRI the data's IRIs start with."""
    space = id_namespace(base)
    graph = NamedNode(space["graph/reference"])
    found = {
        Quad(subject, predicate, value, graph)
        for document in (registry() if documents is None else documents)
        for subject, predicate, value in _triples(document, str(space))
    }
    return sorted(found, key=str)


def document_iri(name: str, base: str = ID_BASE) -> NamedNode:
    """The IRI of a document of this name (``documents.document_name``), as letters' graphs mint it."""
    return NamedNode(f"{id_namespace(base)}document/{iri_segment(name)}")


def _triples(document: KnownDocument, space: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    node = NamedNode(f"{space}document/{iri_segment(document.id)}")
    for kind in _DOCUMENT_TYPES:
        yield node, _TYPE, kind
    yield node, _TITLE, Literal(document.title, language="zh")
    for title in document.short_titles:
        yield node, _ALTERNATIVE, Literal(title, language="zh")
    yield node, _KIND, NamedNode(f"{GWK}document-kind/{document.kind}")
    yield node, _SOURCE, Literal(document.source)
    if document.status:
        yield node, _IN_FORCE, NamedNode(str(ELI[_FORCE[document.status]]))
    for predicate, day in ((_DATE, document.date), (_SINCE, document.since)):
        if day:
            yield node, predicate, _date(day)
    if document.database_id:
        yield node, _IDENTIFIER, Literal(document.database_id)
    for body in document.bodies:
        owner = NamedNode(f"{space}body/{iri_segment(body)}")
        yield node, _PASSED, owner
        for kind in _BODY_TYPES:
            yield owner, _TYPE, kind
        yield owner, _LABEL, Literal(body, language="zh")
    yield from ((node, predicate, value) for predicate, value in _number(document.number))


def _number(number: str) -> Iterator[tuple[NamedNode, Literal]]:
    if not number:
        return
    yield _NUMBER, Literal(number)
    parsed = parse_number(number)
    if parsed is None:
        return
    if parsed.code:
        yield _CODE, Literal(parsed.code)
    if parsed.year:
        yield _YEAR, Literal(f"{parsed.year:04}", datatype=_DATES[2][1])
    if parsed.serial.isdigit():
        yield _SERIAL, Literal(str(int(parsed.serial)), datatype=_INTEGER)


def _date(value: str) -> Literal:
    for form, datatype in _DATES:
        if form.fullmatch(value):
            return Literal(value, datatype=datatype)
    return Literal(value)
