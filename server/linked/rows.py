"""A thing's statements as rows of names and values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ontology.namespaces import GW
from server.linked import vocabulary
from server.linked.limits import limits
from server.linked.names import PREFERRED, TYPE, Names
from server.linked.reader import Reader

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Triple

ALIASES: Final = ("http://www.w3.org/2004/02/skos/core#altLabel", f"{GW}formerName")
CANONICAL: Final = f"{GW}canonical"
_APART: Final = {TYPE, CANONICAL, *ALIASES, *PREFERRED[:2]}
"""What a page says in other places than its rows."""
_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class Value:
    """``text``: what is shown; ``href``: where it leads, empty for a literal; ``language``: of the text; ``rows``: of a part."""

    text: str
    href: str = ""
    language: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """``name``, ``href``: of the property; ``values``, and how many more there are."""

    name: str
    href: str
    values: tuple[Value, ...] = field(repr=False)
    more: int = 0


class Rows:
    """Makes rows of the statements at hand, for one reader."""

    def __init__(self, statements: frozenset[Triple], names: Names, reader: Reader) -> None:
        from pyoxigraph import NamedNode

        self._names, self._reader = names, reader
        self._of: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        for triple in statements:
            if isinstance(triple.subject, NamedNode) and not _opaque(triple.object):
                self._of.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)  # type: ignore[arg-type]

    def values(self, iri: str, predicate: str) -> list[str]:
        """IRIs and texts that a thing has for a property, sorted."""
        return sorted(value.value for value in self._of.get(iri, {}).get(predicate, ()))

    def of(self, iri: str, whole: str | None = None, depth: int = _DEPTH) -> tuple[Row, ...]:
        """A thing's rows by name. ``whole``: the thing it is a part of; parts named under that are shown with their own rows."""
        found = []
        for predicate, values in self._of.get(iri, {}).items():
            if predicate in _APART and (whole is None or predicate == TYPE):
                continue
            shown = sorted((self._value(value, whole or iri, depth) for value in values), key=lambda value: (value.text, value.href))
            most = limits().values
            name = vocabulary.called(predicate, self._reader.language)
            found.append(Row(name, self._reader.href(predicate), tuple(shown[:most]), max(0, len(shown) - most)))
        return tuple(sorted(found, key=lambda row: (any(value.rows for value in row.values), row.name)))

    def _value(self, value: NamedNode | Literal, whole: str, depth: int) -> Value:
        from pyoxigraph import Literal

        if isinstance(value, Literal):
            return Value(value.value, language=value.language or "")
        iri = value.value
        part = depth > 0 and iri.startswith(f"{whole}/") and iri in self._of
        rows = self.of(iri, whole, depth - 1) if part else ()
        return Value(self._names.name(iri, self._reader.language), self._reader.href(iri), rows=rows)


def _opaque(value: object) -> bool:
    """Blank nodes and quoted triples: a graph of ours has none, a foreign store might."""
    from pyoxigraph import Literal, NamedNode

    return not isinstance(value, NamedNode | Literal)
