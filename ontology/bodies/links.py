"""What the tables say of bodies that are present: who is under whom, who guides whom, what became of what.

Pure functions over plain data. They speak only of bodies that are given.
Sources: the tables' (``sources.csv``).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ontology.bodies.chain import place_of
from ontology.bodies.keys import NATION
from ontology.bodies.sameness import Body
from ontology.bodies.tables import kinds, reforms, sources
from ontology.places import gazetteer

Relation = Literal["subOrganizationOf", "guidedBy"]
_EVENT: Final = ("renamed", "merged", "split")


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """``subject`` and ``target``: indices into the bodies given; ``relation``: org:subOrganizationOf or gw:guidedBy."""

    subject: int
    relation: Relation
    target: int
    source: str


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One org:ChangeEvent at one place. ``original``, ``resulting``: indices; ``date``: of the national plan, ISO 8601, or '';
    ``source``: title, issuer and date of the document; ``note``: what differs locally; ``id``: stable, from places, kinds and date."""

    place: str
    date: str
    change: str
    original: tuple[int, ...]
    resulting: tuple[int, ...]
    source: str
    note: str
    id: str


def links(bodies: Iterable[Body]) -> list[Link]:
    """Hierarchy (隶属) and guidance (业务指导) between the bodies, sorted. Parts of bodies are under the body they are a part of."""
    present = list(bodies)
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    whole: dict[tuple[str, tuple[str, ...], tuple[str, ...]], int] = {}
    for index, body in enumerate(present):
        whole.setdefault((body.key.place, body.key.core, body.key.subs), index)
        if not body.key.subs:
            for kind in body.parsed.kinds:
                at[(body.key.place, kind)].append(index)
    found: set[Link] = set()
    for index, body in enumerate(present):
        if body.key.subs:
            parent = whole.get((body.key.place, body.key.core, body.key.subs[:-1]))
            if parent is not None:
                found.add(Link(index, "subOrganizationOf", parent, "name"))
            continue
        for kind in body.parsed.kinds:
            found.update(_of_kind(index, body, kind, at))
    return sorted(link for link in found if link.subject != link.target)


def changes(bodies: Iterable[Body]) -> list[Change]:
    """Events between predecessors and successors that are both present at one place, sorted; one event per place, successor and plan."""
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, body in enumerate(bodies):
        if body.key.place and not body.key.subs:
            for kind in body.parsed.kinds:
                at[(body.key.place, kind)].append(index)
    places = sorted({place for place, _ in at})
    found: list[Change] = []
    for place in places:
        events: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for reform in reforms():
            if reform.change in _EVENT and (place, reform.predecessor) in at and (place, reform.successor) in at:
                events[(reform.successor, reform.date, reform.source)].append((reform.predecessor, reform.change, reform.note))
        for (successor, date, source), rows in sorted(events.items()):
            resulting = tuple(sorted(at[(place, successor)]))
            original = tuple(sorted({index for row in rows for index in at[(place, row[0])]} - set(resulting)))
            if original:
                notes = "；".join(dict.fromkeys(row[2] for row in rows if row[2]))
                digest = hashlib.sha256("\n".join((place, successor, date, *sorted(row[0] for row in rows))).encode()).hexdigest()[:16]
                found.append(Change(place, date, rows[0][1], original, resulting, cited(source), notes, digest))
    return found


def cited(key: str) -> str:
    """A source as it is cited: 国务院机构改革方案（第十三届全国人民代表大会第一次会议批准，2018-03-17）."""
    source = sources()[key]
    inside = "，".join(part for part in (source.issuer, source.date) if part)
    return f"{source.title}（{inside}）" if inside else source.title


def above(place: str) -> str:
    """The key of the place one level up: ``CN`` above provinces, '' where it is not known."""
    listed = place_of(place)
    if listed is None:
        return ""
    return listed.parent if listed.parent and listed.parent in gazetteer().by_code and listed.parent != place else NATION


def _of_kind(index: int, body: Body, kind: str, at: dict[tuple[str, str], list[int]]) -> Iterator[Link]:
    row, place = kinds()[kind], body.key.place
    if not place or place == NATION:
        return
    source = " ".join(row.sources)
    upper = above(place)
    if row.superior:
        home = upper if row.superior.endswith("^") else place
        for target in at.get((home, row.superior.removesuffix("^")), ()):
            yield Link(index, "subOrganizationOf", target, source)
    if row.guide:
        for target in at.get((place, row.guide), ()):
            yield Link(index, "guidedBy", target, source)
    if row.up in ("guides", "leads") and upper:
        for target in at.get((upper, kind), ()):
            yield Link(index, "guidedBy" if row.up == "guides" else "subOrganizationOf", target, source)
