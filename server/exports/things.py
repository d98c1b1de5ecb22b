"""Things looked up in the store: what they are called, what class and kind they are of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rdflib.namespace import DCTERMS, RDFS, SKOS

from ontology.namespaces import ELI, GW
from server.exports.canonical import Canonical, read_canonical
from server.exports.network import Node

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

_NAMES: Final = tuple(map(str, (SKOS.prefLabel, RDFS.label, DCTERMS.title, ELI.number)))
_KINDS: Final = tuple(map(str, (GW.agencyKind, GW.documentKind, GW.level)))


class Things:
    """The things of a store; a merged node goes by the name and the kind of the thing that it is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def canonical(self) -> Canonical:
        """What resolution says, read once."""
        return read_canonical(self._store)

    def of(self, iri: str) -> str:
        """The thing that a node is."""
        return self.canonical.of(iri)

    def label(self, iri: str) -> str:
        """The Chinese name of a node's thing: as resolution prefers, else the fullest that the graph has, else the end of the IRI."""
        for one in (self.of(iri), iri):
            found = self.canonical.name(one) or self._name(one, "zh") or self._name(one, "")
            if found:
                return found
        return iri.rpartition("/")[2] or iri

    def label_en(self, iri: str) -> str:
        """The English name, ``""`` when there is none."""
        return self.canonical.name(iri, "en") or self._name(self.of(iri), "en")

    def kind(self, iri: str) -> str:
        """The concept that a node's thing is classified by (kind of agency or document, level of a facility), ``""`` when none."""
        for one in (self.of(iri), iri):
            for predicate in _KINDS:
                found = sorted(str(value.value) for value in self._values(one, predicate) if not hasattr(value, "language"))
                if found:
                    return found[0]
        return ""

    def node(self, iri: str, cls: str) -> Node:
        """A new node for the thing that ``iri`` is."""
        return Node(self.of(iri), self.label(iri), cls, label_en=self.label_en(iri), kind=self.kind(iri))

    def _name(self, iri: str, language: str) -> str:
        for predicate in _NAMES:
            values = [v for v in self._values(iri, predicate) if hasattr(v, "language") and (v.language or "") == language]
            if values:
                return min((v.value for v in values), key=lambda value: (-len(value), value))
        return ""

    def _values(self, iri: str, predicate: str) -> Iterator[NamedNode | Literal]:
        from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

        for quad in self._store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, DefaultGraph()):
            if isinstance(quad.object, NamedNode | Literal) and not isinstance(quad.object, BlankNode):
                yield quad.object
