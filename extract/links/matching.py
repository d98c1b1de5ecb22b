"""Records of another data set against the graph's things: matched, ambiguous, or unmatched, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from extract.links.records import Record
from extract.links.things import Kind, Things
from extract.links.values import division_code, document_number, plain_name, plain_title


class Status(Enum):
    """What became of a record: one thing fits, several could, none does."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


class Reason(Enum):
    """Why a record is not matched, in Chinese and English."""

    NO_KEY = "没有值 no value"
    NO_TARGET = "没有 IRI no IRI"
    NO_CODE = "不是代码 not a code"
    UNKNOWN = "图谱中没有 not in the graph"
    FORMER = "已撤销的代码 code of a former division"
    SEVERAL = "同名不止一个 several have this name"
    SHORT = "简称，须有地点 a short name: a place is needed to tell which"
    LOCAL = "一信之内的称呼 a name within one letter"
    OTHER_PLACE = "地点不符 the place is another"
    UNSURE_PLACE = "地点无法核实 the place cannot be confirmed"
    SEVERAL_RECORDS = "几条记录对同一事物 several records fit one thing"


@dataclass(frozen=True, slots=True)
class Former:
    """A division that is no more: its name, and the one that took its place (code and name), where known."""

    name: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``subject``: IRI of the one thing that fits; ``candidates``: IRIs of those that could; ``note``: what else is known."""

    record: Record
    status: Status
    subject: str = ""
    candidates: tuple[str, ...] = ()
    reason: Reason | None = None
    note: str = ""


_Found = tuple[set[str], Reason | None, str]
"""Things that could be meant; with a reason, none of them may be linked."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """``on``: "code" or "name"; ``former``: divisions that are no more, by code."""

    things: Things
    on: str
    former: Mapping[str, Former]

    def match(self, records: Iterable[Record], *, one_to_one: bool = True) -> list[Outcome]:
        """An outcome per record. ``one_to_one``: a thing that records of several IRIs fit is linked to none of them, for the link
        would make these one."""
        outcomes = [self._match(record) for record in records]
        targets: dict[str, set[str]] = defaultdict(set)
        for outcome in outcomes:
            if outcome.status is Status.MATCHED:
                targets[outcome.subject].add(outcome.record.target)
        return [
            replace(outcome, status=Status.AMBIGUOUS, subject="", candidates=(outcome.subject,), reason=Reason.SEVERAL_RECORDS)
            if one_to_one and outcome.status is Status.MATCHED and len(targets[outcome.subject]) > 1
            else outcome
            for outcome in outcomes
        ]

    def _match(self, record: Record) -> Outcome:
        if not record.keys:
            return Outcome(record, Status.UNMATCHED, reason=Reason.NO_KEY)
        found = [self._code(key) if self.on == "code" else self._name(key, record.places) for key in record.keys]
        sure = set().union(*(things for things, reason, _ in found if reason is None))
        maybe = set().union(*(things for things, _, _ in found))
        if len(sure) == 1:
            (subject,) = sure
            if record.target:
                return Outcome(record, Status.MATCHED, subject)
            return Outcome(record, Status.UNMATCHED, candidates=(subject,), reason=Reason.NO_TARGET)
        _, reason, note = next((one for one in found if one[0]), found[0])
        if maybe:
            return Outcome(record, Status.AMBIGUOUS, candidates=tuple(sorted(maybe)), reason=reason or Reason.SEVERAL, note=note)
        return Outcome(record, Status.UNMATCHED, reason=reason, note=note)

    def _code(self, key: str) -> _Found:
        code = document_number(key) if self.things.kind is Kind.DOCUMENT else division_code(key)
        if code is None:
            return set(), Reason.NO_CODE, ""
        if found := self.things.codes.get(code):
            return found, Reason.SEVERAL if len(found) > 1 else None, ""
        if gone := self.former.get(code):
            return set(), Reason.FORMER, f"{gone.name} → {gone.successor}" if gone.successor else gone.name
        return set(), Reason.UNKNOWN, ""

    def _name(self, key: str, places: Sequence[str]) -> _Found:
        match self.things.kind:
            case Kind.PLACE:
                return self._place(key, places)
            case Kind.BODY:
                return self._body(plain_name(key), places)
            case Kind.DOCUMENT:
                return self._one(self.things.names.get(plain_title(key), set()))

    def _place(self, key: str, places: Sequence[str]) -> _Found:
        atlas = self.things.atlas
        found = set(atlas.by_name(key))
        if places and found:
            found, reason = self._confirmed({iri: iri for iri in found}, places)
            if reason:
                return found, reason, ""
        if len(found) == 1 and not any(iri in atlas for iri in found):
            return set(), Reason.UNKNOWN, ""
        return self._one(found)

    def _body(self, name: str, places: Sequence[str]) -> _Found:
        full, short = self.things.names.get(name, set()), self.things.short.get(name, set())
        if places:
            found, reason = self._confirmed({iri: self.things.places.get(iri, "") for iri in (full | short) - self.things.local}, places)
            return (found, reason, "") if reason else self._one(found)
        if not full and short:
            return set(short), Reason.LOCAL if short <= self.things.local else Reason.SHORT, ""
        found, reason, note = self._one(full)
        return (found, Reason.SEVERAL, note) if reason is None and self._shared(name, found) else (found, reason, note)

    def _one(self, found: set[str]) -> _Found:
        if not found:
            return set(), Reason.UNKNOWN, ""
        return set(found), None if len(found) == 1 else Reason.SEVERAL, ""

    def _shared(self, name: str, bodies: set[str]) -> bool:
        """Whether the place in front of a body's name is the name of several places (朝阳区人民检察院)."""
        atlas = self.things.atlas
        for own in {own for iri in bodies for own in atlas.names(self.things.places.get(iri, ""))}:
            if name.startswith(plain_name(own)) and len(atlas.by_name(own)) > 1:
                return True
        return False

    def _confirmed(self, placed: Mapping[str, str], places: Sequence[str]) -> tuple[set[str], Reason | None]:
        """Of things by their place, those that are in one of the places told; with a reason when that cannot be said of any.

        ``placed``: thing to its place ('' when nothing is known of it).
        """
        if not placed:
            return set(), Reason.UNKNOWN
        atlas = self.things.atlas
        told = [atlas.means(value) for value in places]
        above = {thing: {place, *atlas.ancestors(place)} if place else set() for thing, place in placed.items()}
        fitting = {thing for thing, around in above.items() if all(around & means for means in told)}
        if fitting:  # a place whose own name several bear (朝阳区) tells nothing
            return fitting, None if any(len(means) == 1 for means in told) else Reason.UNSURE_PLACE
        unsure = {thing for thing, place in placed.items() if not all(told) or not atlas.located(place)}
        return (unsure, Reason.UNSURE_PLACE) if unsure else (set(), Reason.OTHER_PLACE)
