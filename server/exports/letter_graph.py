"""One letter's named graph in memory, indexed by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ontology.namespaces import OA
from server.exports.canonical import select, text
from server.exports.words import expand

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

TYPE: Final = expand("rdf:type")
_BODY: Final = str(OA.hasBody)
_EVIDENCE: Final = expand("gw:evidence")
_FIELD: Final = expand("gw:annotatedField")
_LETTERS: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?letter gw:sourceFile ?file } }"


def letter_graphs(store: Store) -> list[str]:
    """The IRIs of the letters' graphs, sorted."""
    return sorted(text(row["graph"]) for row in select(store, _LETTERS))


class LetterGraph:
    """What one letter says. ``links``: subject to (property, IRI) pairs, sorted; ``annotations``: what is annotated to its annotations."""

    def __init__(self, store: Store, graph: NamedNode) -> None:
        from pyoxigraph import NamedNode

        self.links: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._literals: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.annotations: dict[str, set[str]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, None, None, graph):
            subject, predicate, value = text(quad.subject), quad.predicate.value, text(quad.object)
            if isinstance(quad.object, NamedNode):
                self.links[subject].append((predicate, value))
            else:
                self._literals[subject, predicate].append(value)
            if predicate == _BODY:
                self.annotations[value].add(subject)
            elif predicate == _EVIDENCE:
                self.annotations[subject].add(value)
        for pairs in self.links.values():
            pairs.sort()

    def objects(self, subject: str, predicate: str) -> Iterator[str]:
        """The IRIs that a property leads to, sorted."""
        return (value for found, value in self.links.get(subject, ()) if found == predicate)

    def literals(self, subject: str, predicate: str) -> list[str]:
        """The literals of a property, sorted."""
        return sorted(self._literals.get((subject, predicate), ()))

    def fields(self, subject: str) -> set[str]:
        """The fields of a header that annotations of ``subject`` name."""
        return {field for annotation in self.annotations.get(subject, ()) for field in self.literals(annotation, _FIELD)}
