"""RDF terms as the emitter writes them: vocabularies whose terms are made once, and literals typed by what they hold."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from ontology import namespaces

Term = NamedNode | Literal | BlankNode | Triple


class Vocabulary:
    """A namespace: ``GW.statedIn`` is its node. Terms are made at first use and kept, for a letter uses each hundreds of times."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> NamedNode:
        node = NamedNode(self._namespace + name)
        setattr(self, name, node)
        return node


CV: Final = Vocabulary(str(namespaces.CV))
CPSV: Final = Vocabulary(str(namespaces.CPSV))
DCT: Final = Vocabulary(str(DCTERMS))
ELI: Final = Vocabulary(str(namespaces.ELI))
FOAF: Final = Vocabulary(str(namespaces.FOAF))
GW: Final = Vocabulary(str(namespaces.GW))
OA: Final = Vocabulary(str(namespaces.OA))
ORG: Final = Vocabulary(str(namespaces.ORG))
PROV_: Final = Vocabulary(str(PROV))
RDFS_: Final = Vocabulary(str(RDFS))
SCHEMA: Final = Vocabulary(str(namespaces.SCHEMA))
SKOS_: Final = Vocabulary(str(SKOS))
TYPE: Final = NamedNode(str(RDF.type))
VALUE: Final = NamedNode(str(RDF.value))

_INTEGER: Final = NamedNode(str(XSD.integer))
_DECIMAL: Final = NamedNode(str(XSD.decimal))
TRUE: Final = Literal(True)
FALSE: Final = Literal(False)

_DATE_FORMS: Final = (
    (re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", re.ASCII), NamedNode(str(XSD.date))),
    (re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII), NamedNode(str(XSD.gYearMonth))),
    (re.compile(r"[0-9]{4}", re.ASCII), NamedNode(str(XSD.gYear))),
)


def zh(value: str) -> Literal:
    """A name or title, in Chinese."""
    return Literal(value, language="zh")


def text(value: str) -> Literal:
    """Anything printed that is not a name: ``xsd:string``."""
    return Literal(value)


def integer(value: int) -> Literal:
    """A place in the text or in a list, or a count that the text prints: ``xsd:integer``.

    Not ``xsd:nonNegativeInteger``, which Web Annotation names for offsets: Oxigraph keeps every derived integer as ``xsd:integer``,
    so that only this type comes back as it went in.
    """
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: Decimal) -> Literal:
    """A number as ``xsd:decimal`` in canonical form (XSD 1.1 part 2, F.2.1.2): no exponent, no trailing zero, no bare point."""
    if not value.is_finite():
        raise ValueError(f"{value} is no decimal number")
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits in ("-0", "") else digits, datatype=_DECIMAL)


def date(value: str) -> Literal:
    """An ISO 8601 date typed by its precision: ``xsd:date``, ``xsd:gYearMonth``, ``xsd:gYear``.

    Anything else stays a plain string, for the shapes to report.
    """
    for form, datatype in _DATE_FORMS:
        if form.fullmatch(value):
            return Literal(value, datatype=datatype)
    return Literal(value)


def to_rdflib(term: Term) -> rdflib.term.Identifier:
    """The same term in rdflib, lexical form untouched."""
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case Literal():
            if term.language:
                return rdflib.Literal(term.value, lang=term.language)
            if term.datatype.value == str(XSD.string):
                return rdflib.Literal(term.value)
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
        case BlankNode():
            return rdflib.BNode(term.value)
        case _:
            raise TypeError(f"RDF 1.1 has no such term: {term}")
