"""What things are called, by the statements at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from server.linked import vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Triple

TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PREFERRED: Final = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title",
    "http://xmlns.com/foaf/0.1/name",
    "https://gongwen.example/ontology#fileName",
)
"""Properties that name a thing, the best first."""


class Names:
    """Names and classes of whatever the statements tell about."""

    def __init__(self, statements: Iterable[Triple]) -> None:
        from pyoxigraph import Literal, NamedNode

        self._names: dict[str, dict[tuple[int, str], str]] = {}
        self._types: dict[str, set[str]] = {}
        for triple in statements:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, NamedNode):
                continue
            if predicate == TYPE and isinstance(value, NamedNode):
                self._types.setdefault(subject.value, set()).add(value.value)
            elif predicate in PREFERRED and isinstance(value, Literal):
                names = self._names.setdefault(subject.value, {})
                key = PREFERRED.index(predicate), value.language or ""
                names[key] = min(value.value, names.get(key, value.value))  # several of a kind: always the same one

    def types(self, iri: str) -> list[str]:
        """Classes of a thing: ours first, for they say most."""
        return sorted(self._types.get(iri, ()), key=lambda name: (name not in vocabulary.terms(), name))

    def name(self, iri: str, language: str) -> str:
        """The best name in the language, else in any; for what has none, its class and the end of its IRI."""
        names = self._names.get(iri)
        if names:
            return names[min(names, key=lambda key: (key[1] not in (language, ""), key))]
        types = self.types(iri)
        end = unquote(iri.rstrip("/#").rpartition("/")[2])
        if not types:
            known = vocabulary.called(iri, language)
            return known if known != iri else end or iri
        return f"{vocabulary.called(types[0], language)} {end}"
