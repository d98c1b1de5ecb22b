"""The page of a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Request

from ontology.namespaces import GW
from server.linked import vocabulary
from server.linked.asking import text
from server.linked.description import Description
from server.linked.here import sparql
from server.linked.limits import limits
from server.linked.names import PREFERRED, Names
from server.linked.quotes import Link, naming, quoted
from server.linked.reader import Reader
from server.linked.representations import DATA
from server.linked.rows import ALIASES, CANONICAL, Rows
from server.table import templates

_EXACT = "http://www.w3.org/ns/oa#exact"
_STATED_IN = f"{GW}statedIn"


@dataclass(frozen=True, slots=True)
class Back:
    """Things that speak of the thing by one property. ``total``: how many there are; ``all``: the address that lists them."""

    name: str
    href: str
    links: tuple[Link, ...]
    total: int
    all: str


async def page(request: Request, description: Description, reader: Reader, address: str) -> bytes:
    """The page as HTML. ``address``: path of the thing, without suffix. Raises Unanswered, StoreError."""
    iri, names = description.iri, description.names()
    rows = Rows(description.statements, names, reader)
    stands_for = sorted(_subjects(description, CANONICAL) - {iri})
    things = [iri, *stands_for]
    is_letter = _STATED_IN in description.back
    limit = limits().facts_of_letter if is_letter else limits().facts
    facts, more_facts = await quoted(request, things, reader, limit)
    letters, more_letters = ([], False) if is_letter or not facts else await naming(request, things, reader)
    words = [] if facts else _words(description)
    body = templates().get_template("thing.html.j2")
    return body.render(
        **frame(reader, names.name(iri, reader.language), address),
        iri=iri,
        types=[Link(vocabulary.called(one, reader.language), reader.href(one)) for one in names.types(iri)],
        aliases=_aliases(rows, names, iri, reader),
        canonical=[Link(names.name(one, reader.language), reader.href(one)) for one in rows.values(iri, CANONICAL) if one != iri],
        stands_for=[Link(names.name(one, reader.language), reader.href(one)) for one in stands_for],
        rows=rows.of(iri),
        cut=description.cut.get("statements"),
        evidence=words,
        source=[Link(names.name(one, reader.language), reader.href(one)) for one in rows.values(iri, _STATED_IN)],
        facts=facts,
        more_facts=limit if more_facts else 0,
        all_facts=sparql(request, text("facts", things=things, limit=0, counted=0)),
        letters=letters,
        more_letters=limits().letters if more_letters else 0,
        all_letters=sparql(request, text("letters", things=things, limit=0, counted=0)),
        back=_back(request, description, names, reader, bool(facts or words)),
        beyond=description.beyond,
        all_statements=sparql(request, text("all", iri=iri)),
    ).encode()


def frame(reader: Reader, title: str, address: str) -> dict[str, Any]:
    """What every page of linked data shows: title, language, the other one, the other formats. ``address``: path without suffix."""
    words = reader.words
    return {
        "title": title,
        "lang": reader.language,
        "words": words,
        "root": reader.spaces.mount + "/",
        "mount": reader.spaces.mount,
        "other": Link(words["other"], f"{address}.html?lang={words['other_code']}"),
        "formats": [(Link(media.name, f"{address}.{media.name}"), media.type) for media in DATA],
    }


def _aliases(rows: Rows, names: Names, iri: str, reader: Reader) -> list[str]:
    """Names beside the one in the title."""
    title = names.name(iri, reader.language)
    found = [value for predicate in (*PREFERRED[:2], *ALIASES) for value in rows.values(iri, predicate)]
    return [value for value in dict.fromkeys(found) if value != title]


def _words(description: Description) -> list[str]:
    """The letter's words that the thing itself holds or points to as its evidence."""
    from pyoxigraph import Literal

    found = {t.object.value for t in description.statements if t.predicate.value == _EXACT and isinstance(t.object, Literal)}
    return sorted(found)


def _subjects(description: Description, predicate: str) -> set[str]:
    """What speaks of the thing by a property, as far as it is at hand."""
    from pyoxigraph import NamedNode

    found = (t for t in description.statements if t.predicate.value == predicate and t.object == NamedNode(description.iri))
    return {t.subject.value for t in found if isinstance(t.subject, NamedNode)}


def _back(request: Request, description: Description, names: Names, reader: Reader, quotes_shown: bool) -> list[Back]:
    """Back links, without the facts and annotations that the page quotes already."""
    apart = tuple(reader.spaces.base + kind for kind in ("fact/", "annotation/")) if quotes_shown else ()
    found = []
    for predicate, total in description.back.items():
        if predicate == CANONICAL:
            continue
        subjects = _subjects(description, predicate) - {description.iri}
        links = [Link(names.name(one, reader.language), reader.href(one)) for one in subjects if not (apart and one.startswith(apart))]
        if links:
            everything = sparql(request, text("inverse", iri=description.iri, property=predicate))
            ordered = tuple(sorted(links, key=lambda link: (link.text, link.href)))
            name = vocabulary.called(predicate, reader.language)
            found.append(Back(name, reader.href(predicate), ordered, total if total > len(subjects) else 0, everything))
    return sorted(found, key=lambda one: one.name)
