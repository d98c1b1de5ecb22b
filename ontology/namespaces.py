"""The namespaces of the graph, and how a name becomes part of an IRI.

Vocabularies of which rdflib's closed namespaces lack terms (DCAT 3, schema.org, …) are plain ``Namespace``; ``ontology.checks``
holds what a closed namespace would: a ``gw:`` term that is used is declared.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD

from ontology.errors import SettingError

GW: Final = Namespace("https://gongwen.example/ontology#")
GWK: Final = Namespace("https://gongwen.example/scheme/")
GWS: Final = Namespace("https://gongwen.example/shapes#")
CV: Final = Namespace("http://data.europa.eu/m8g/")
CPSV: Final = Namespace("http://purl.org/vocab/cpsv#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
QB: Final = Namespace("http://purl.org/linked-data/cube#")
SCHEMA: Final = Namespace("https://schema.org/")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
VANN: Final = Namespace("http://purl.org/vocab/vann/")
VOID: Final = Namespace("http://rdfs.org/ns/void#")

ID_BASE: Final = "https://gongwen.example/id/"

PREFIXES: Final[dict[str, str]] = {
    "cpsv": str(CPSV),
    "cv": str(CV),
    "dcat": str(DCAT),
    "dct": str(DCTERMS),
    "eli": str(ELI),
    "foaf": str(FOAF),
    "gw": str(GW),
    "gwk": str(GWK),
    "gws": str(GWS),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "qb": str(QB),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sd": str(SD),
    "sh": str(SH),
    "skos": str(SKOS),
    "vann": str(VANN),
    "void": str(VOID),
    "xsd": str(XSD),
}
"""Prefix to namespace IRI, all but ``id`` (whose base is a setting)."""

_ASCII_SAFE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff（）〔〕、，：“”]+")  # nothing to encode, nothing for NFC to change
_UCSCHAR: Final = (
    (0xA0, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFEF),
    *(((plane << 16) + (0x1000 if plane == 14 else 0), (plane << 16) + 0xFFFD) for plane in range(1, 15)),
)


def id_namespace(base: str = ID_BASE) -> Namespace:
    """The namespace of the data's IRIs. ``base``: absolute http(s) IRI ending in ``/`` or ``#``, else ``SettingError``."""
    if not base.startswith(("http://", "https://")) or base[-1] not in "/#" or any(c in base for c in ' "<>{}|\\^`'):
        raise SettingError(f"id base {base!r}: not an absolute http(s) IRI ending in / or #; use for instance {ID_BASE}")
    return Namespace(base)


def iri_segment(name: str) -> str:
    """``name`` as one path segment of an IRI (RFC 3987, ``isegment-nz``): what it may not hold is percent-encoded in UTF-8.

    The name is brought to NFC first, as RFC 3987 5.3.2.2 asks, so that two encodings of one name meet. Chinese stays; white space,
    controls and invisible format characters (section 4.1) are encoded. ``ValueError`` for an empty name and for a lone surrogate.
    """
    if _PLAIN.fullmatch(name):
        return name
    if not name:
        raise ValueError("an IRI segment cannot be made from an empty name")
    if not name.strip("."):  # a segment of dots only would be taken for a relative step
        return name.replace(".", "%2E")
    return "".join(c if _may_stand(c) else _percent(c) for c in unicodedata.normalize("NFC", name))


def concept(scheme: str, notation: str) -> URIRef:
    """The IRI of a concept of one of our SKOS schemes: ``concept("level", "district")``."""
    return GWK[f"{scheme}/{iri_segment(notation)}"]


def bind_prefixes(graph: Graph, base: str = ID_BASE) -> Graph:
    """Bind our prefixes, ``id`` for ``base`` among them, so that every file says the same; returns the graph."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    graph.bind("id", id_namespace(base), override=True, replace=True)
    return graph


def _may_stand(char: str) -> bool:
    if char.isascii():
        return char in _ASCII_SAFE
    code = ord(char)
    return unicodedata.category(char)[0] not in "CZ" and any(low <= code <= high for low, high in _UCSCHAR)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8"))
