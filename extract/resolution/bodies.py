"""Judgements of bodies, and what the tables say of those that are present."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.resolution.judgement import Judgement
from extract.resolution.reasons import by_rule
from extract.resolution.records import BodyRecord
from ontology.bodies import Body, canonical, near
from ontology.bodies.keys import NATION
from ontology.bodies.links import changes, links
from ontology.places import gazetteer


@dataclass(frozen=True, slots=True)
class Change:
    """A reform at one place (org:ChangeEvent). ``id``: of its IRI; ``original``, ``resulting``: ids of bodies; ``date``: of the national
    plan, ISO 8601, or ''; ``source``: the document that says so; ``note``: what differs locally."""

    id: str
    original: tuple[str, ...]
    resulting: tuple[str, ...]
    date: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Among the bodies present, as the tables of agency kinds have it. ``relations``: (subject, ``subOrganizationOf`` or ``guidedBy``,
    object), ids; ``kinds``: (body, id of its kind)."""

    relations: tuple[tuple[str, str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()


class Bodies:
    """The bodies that letters name."""

    def __init__(self, named: Sequence[BodyRecord]) -> None:
        self.records = {body.id: body for body in named}
        # What only one letter can tell apart, and a name whose 市 or 区 the letter does not tell, is judged by people alone.
        bodies = [(body.id, Body(body.name, body.place)) for body in named if not _is_one_letters_own(body)]
        self._judged = [(identifier, body) for identifier, body in bodies if body.key.place or not body.parsed.generic]

    def judgements(self) -> Iterator[Judgement]:
        """What the rules say of pairs of them. No rule holds two bodies of different places for one."""
        for first, second, verdict in near([body for _, body in self._judged]):
            one, other = self._judged[first][0], self._judged[second][0]
            places = self.records[one].place, self.records[other].place
            if verdict.answer != "same" or _agree(*places) or all(_one_in_the_country(self._judged[i][1]) for i in (first, second)):
                yield by_rule(one, other, verdict.answer, f"body.{verdict.rule}")

    def name(self, members: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
        """(the one that stands for all, its name, other names): one whose name is in full form, else the fullest."""
        records = [self.records[member] for member in members]
        standing = min(records, key=lambda r: (len(records) > 1 and canonical(r.name, r.place) != r.name, -len(r.name), r.id))
        names = {record.name for record in records} | {
            form for record in records for form in record.forms if _tells_its_place(form, record)
        }
        return standing.id, standing.name, tuple(sorted(names - {standing.name}))

    def hierarchy(self, standing: Mapping[str, str]) -> Hierarchy:
        """What the tables say of the bodies that stand for all of theirs (``standing``: id → the id that does)."""
        present = [(identifier, body) for identifier, body in self._judged if standing[identifier] == identifier]
        ids, bodies = [identifier for identifier, _ in present], [body for _, body in present]
        relations = sorted({(ids[link.subject], link.relation, ids[link.target]) for link in links(bodies)})
        found = sorted(changes(bodies), key=lambda change: change.id)
        events = [
            Change(c.id, tuple(ids[i] for i in c.original), tuple(ids[i] for i in c.resulting), c.date, c.source, c.note)
            for _, group in groupby(found, key=lambda change: change.id)
            for c in [next(group)]
        ]
        kinds = sorted((identifier, kind) for identifier, body in present for kind in body.parsed.kinds if not body.key.subs)
        return Hierarchy(tuple(relations), tuple(events), tuple(kinds))


def _is_one_letters_own(body: BodyRecord) -> bool:
    """Whether the id holds a letter's key: 16 hexadecimal digits."""
    scope = body.id.split("/")[1]
    return body.id.count("/") > 1 and len(scope) == 16 and all(digit in "0123456789abcdef" for digit in scope)


def _one_in_the_country(body: Body) -> bool:
    """Whether its name alone tells which it is, wherever the letter is from: 太湖局, 国铁集团."""
    return body.key.place == NATION or (body.outline is not None and body.outline.famous)


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two places may be one, or one is around the other."""
    if one is None or other is None or one == other:
        return True
    a, b = gazetteer().by_code.get(one), gazetteer().by_code.get(other)
    if a is None or b is None:
        return a is None and b is None  # an unlisted place is no listed one; of two unlisted ones the names decide
    return a in gazetteer().ancestors(b) or b in gazetteer().ancestors(a)


def _tells_its_place(form: str, record: BodyRecord) -> bool:
    """Whether a printed form alone names the body: it begins as the full name does, not with 市 or 区."""
    return len(form) > 3 and form[:2] == record.name[:2]
