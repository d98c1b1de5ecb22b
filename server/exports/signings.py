"""Who signed what: the rows that the views of documents and of cooperation are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.namespaces import GW
from server.exports.canonical import select, text

if TYPE_CHECKING:
    from pyoxigraph import Store

ISSUER = str(GW.Issuing)
"""The role of a body that issued a document alone."""

_COSIGNED = """
SELECT DISTINCT ?fact ?document ?body ?role ?date ?annotation WHERE {
  ?fact a gw:Cosigning ; gw:document ?document ; gw:participation ?part .
  ?part gw:participant ?body ; cv:role ?role .
  FILTER NOT EXISTS { ?fact gw:restated true }
  OPTIONAL { ?fact gw:statedIn/dct:issued ?date }
  OPTIONAL { ?fact gw:evidence ?annotation }
}"""

_ISSUED = """
SELECT DISTINCT ?fact ?document ?body ?date ?annotation WHERE {
  ?fact a gw:Issuing ; gw:document ?document ; gw:agency ?body .
  FILTER NOT EXISTS { ?fact gw:restated true }
  OPTIONAL { ?fact gw:statedIn/dct:issued ?date }
  OPTIONAL { ?fact gw:evidence ?annotation }
}"""


@dataclass(frozen=True, slots=True, order=True)
class Signing:
    """A body's part in a document, as one statement has it. ``date``: of the letter, ``""`` when not known; ``annotation``: one that
    backs the statement (a row for each), ``""`` for a statement without any. Restated ones are left out, as in the named queries."""

    fact: str
    document: str
    body: str
    role: str
    date: str
    annotation: str


def cosigned(store: Store) -> Iterator[Signing]:
    """Bodies that cosigned, with their role (concepts of the scheme ``role``)."""
    for row in select(store, _COSIGNED):
        yield Signing(*(text(row[name]) for name in ("fact", "document", "body", "role", "date", "annotation")))


def issued(store: Store) -> Iterator[Signing]:
    """Bodies that issued a document alone."""
    for row in select(store, _ISSUED):
        fact, document, body, date, annotation = (text(row[name]) for name in ("fact", "document", "body", "date", "annotation"))
        yield Signing(fact, document, body, ISSUER, date, annotation)
