"""What terms are called: ours by the ontology, those of other vocabularies by ``terms.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import ontology
from ontology.namespaces import GW, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Triple

ONTOLOGY_FILE: Final = Path(ontology.__file__).parent / "gongwen.ttl"
EXTRA_PREFIXES: Final = {"spdx": "http://spdx.org/rdf/terms#"}
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of our ontology. Texts by language; ``kinds``: IRIs of its types; ``links``: IRIs by property."""

    iri: str
    labels: dict[str, str]
    comments: dict[str, str]
    kinds: tuple[str, ...]
    links: dict[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """The local name, also the page's anchor."""
        return self.iri.removeprefix(str(GW))


@cache
def statements() -> tuple[Triple, ...]:
    """The ontology that this server came with: it has all that any of its graphs uses, and the terms of its service description."""
    from pyoxigraph import RdfFormat, parse

    return tuple(quad.triple for quad in parse(path=str(ONTOLOGY_FILE), format=RdfFormat.TURTLE))


@cache
def terms() -> dict[str, Term]:
    """Our terms by IRI, in the ontology's order."""
    from pyoxigraph import Literal, NamedNode

    found: dict[str, Term] = {}
    links: dict[str, dict[str, list[str]]] = {}
    for triple in statements():
        iri, predicate, value = str(getattr(triple.subject, "value", "")), triple.predicate.value, triple.object
        if not iri.startswith(str(GW)):
            continue
        term = found.setdefault(iri, Term(iri, {}, {}, (), {}))
        if isinstance(value, Literal) and predicate in (f"{_RDFS}label", f"{_RDFS}comment"):
            (term.labels if predicate.endswith("label") else term.comments)[value.language or ""] = value.value
        elif isinstance(value, NamedNode):
            links.setdefault(iri, {}).setdefault(predicate, []).append(value.value)
    return {
        iri: Term(iri, term.labels, term.comments, tuple(of.pop(_TYPE, ())), {name: tuple(values) for name, values in of.items()})
        for iri, term in found.items()
        for of in [links.get(iri, {})]
    }


@cache
def version() -> str:
    """``owl:versionInfo`` of the ontology."""
    return next(str(t.object.value) for t in statements() if t.predicate.value.endswith("#versionInfo"))  # type: ignore[union-attr]


def called(term: str, language: str) -> str:
    """A term's label in a language; its prefixed name where nobody gave it one."""
    if (own := terms().get(term)) is not None:
        return own.labels.get(language) or own.name
    labels = _others().get(term)
    return labels[language] if labels else short(term)


def short(iri: str) -> str:
    """A prefixed name, or the IRI itself."""
    for prefix, namespace in (PREFIXES | EXTRA_PREFIXES).items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def _others() -> dict[str, dict[str, str]]:
    prefixes = PREFIXES | EXTRA_PREFIXES
    with (Path(__file__).parent / "terms.csv").open(encoding="utf-8", newline="") as lines:
        split = [(row["term"].partition(":"), row) for row in csv.DictReader(lines)]
    return {prefixes[prefix] + name: {"zh": row["zh"], "en": row["en"]} for (prefix, _, name), row in split}
