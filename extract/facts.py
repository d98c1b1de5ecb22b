"""What a letter says, as plain frozen values between the grammar and its printers.

Everything before this module is a function on text, everything after (RDF, JSON, HTML, evaluation) a function on these values.
Offsets are Unicode code points of the source text; for every evidence ``text[start:end] == quote``.
Dates are ISO 8601 strings at the precision printed (``2022``, ``2022-01``, ``2022-01-31``); numbers are ``Decimal``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from extract.reading.record import Origin, origin_at


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the text says so: a sentence, a clause or a mention.

    ``start``/``end``: code points of the source text, end exclusive; ``quote == text[start:end]``; ``rule``: name of the rule that
    read it. ``focus_start``/``focus_end``: the words inside the quote that carry the fact (for highlighting).
    """

    start: int
    end: int
    quote: str
    rule: str
    focus_start: int
    focus_end: int


@dataclass(frozen=True, slots=True)
class Date:
    """A date at the precision printed. ``resolved``: worked out from a relative form (今年4月), not printed in full."""

    value: str
    printed: str
    resolved: bool = False


F = TypeVar("F", bound="Fact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Anything a letter states. ``restated``: it stands where the letter repeats the proposal, not in the agency's own words."""

    evidence: Evidence
    restated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderField(Fact):
    """One piece of the letter's header data.

    ``name`` is one of: kind title doc_number index_number issuer issue_date publication_date result_class disclosure addressee
    body session proposal_number proposal_title copied_to. ``addressee``, ``copied_to`` and ``issuer`` may occur several times,
    in printed order. ``printed`` is the form in the text when ``value`` was normalised.
    """

    name: str
    value: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationMention(Fact):
    """One occurrence of a named body. ``name``: full canonical name; ``mention``: the form printed (white space removed).

    ``kind``: notation of the agency kind (``ontology/schemes.ttl``, scheme agency-kind); ``place``: name of its place or None.
    """

    name: str
    mention: str
    kind: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMention(Fact):
    """One occurrence of a document: a title (without 《》), a document number (with 〔〕), or both.

    ``kind``: notation of the document kind (scheme document-kind), None when the title does not tell.
    """

    title: str | None
    doc_number: str | None
    kind: str | None = None
    mention: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document another fact speaks of."""

    title: str | None
    doc_number: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A body in a joint act. ``role``: ``lead`` or ``cosigner``."""

    name: str
    mention: str
    role: str = "cosigner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigning(Fact):
    """Several bodies issued one or more documents together. ``stated_count``: bodies as printed (14家单位), None when not printed.

    ``len(participants)`` is the named count; a difference is kept and reported, never filled in.
    """

    documents: tuple[DocumentRef, ...]
    participants: tuple[Participant, ...]
    stated_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing(Fact):
    """One body issued one document."""

    agency: str
    mention: str
    document: DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding(Fact):
    """One document is there because of another. ``relation``: ``implements`` (为贯彻落实《A》印发《B》, 根据《A》出台《B》实施细则) or
    ``based_on`` (依据《A》制定《B》), names of terms of the European Legislation Identifier."""

    document: DocumentRef
    basis: DocumentRef
    relation: str


@dataclass(frozen=True, slots=True)
class Feature:
    """Something said of a facility. ``kind``: ``floor_area`` (value in ㎡), ``room``, ``opening`` (date expected), ``operator``."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility(Fact):
    """A centre, station or home.

    ``level``: 国家级 省级 市级 区级 县级 街道级 乡镇级 社区级 村级, or None; ``count``: as printed, None when only named.
    """

    name: str
    level: str | None = None
    count: int | None = None
    established: Date | None = None
    place: str | None = None
    parent: str | None = None
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff(Fact):
    """A post with its head count. ``org``: the body or place that has them, when said."""

    role: str
    count: Decimal
    org: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic(Fact):
    """A number that measures something (never money). ``unit`` as printed; ``upper``: the other end of a range."""

    what: str
    value: Decimal
    unit: str
    date: Date | None = None
    approximate: bool = False
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Fact):
    """Money. ``value`` in yuan; ``printed_value`` and ``unit`` as printed (``2.5``, ``亿元``); ``period``: 年 月 日 … or None."""

    what: str
    value: Decimal
    printed_value: str
    unit: str
    period: str | None = None
    date: Date | None = None
    approximate: bool = False
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Fact):
    """A programme, project, campaign or purchased service."""

    name: str
    commissioner: str | None = None
    implementer: str | None = None
    places: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Fact):
    """A system, network or set of measures, with its parts when they are listed."""

    name: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism(Fact):
    """An arrangement a body works by: a mechanism, a rule of procedure, a register (一事一议, 一一对应管理机制)."""

    name: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a definition. ``scope``: who must meet it, as printed (父母双方, 父母一方, 另一方), or None."""

    text: str
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Fact):
    """Who belongs to a target group, and by which documents."""

    group: str
    conditions: tuple[Condition, ...]
    documents: tuple[DocumentRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """A promised next step. ``ordinal``: place in the letter's list of next steps, from 1; ``text``: core of the clause."""

    ordinal: int
    text: str
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Fact):
    """A matter handed to other bodies."""

    sender: str | None
    receivers: tuple[str, ...]
    matter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair(Fact):
    """A damaged reading and what it must have been. ``reason``: name of the repair rule."""

    printed: str
    meant: str
    reason: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One text and all that was read from it. ``key``: SHA-256 of ``text`` in UTF-8, first 16 hex digits; ``source``: file name.

    ``private``: stretches of ``text`` that no output may show (names of contacts and editors, phone numbers). ``origins``: where in the
    file the text stands, ``recognised``: whether the text comes from OCR (``extract.reading.record.Reading``). ``places``: which listed
    place a name means here, as (name, identifier) (``extract.place_identifiers``); ``home``: name of the issuer's own place.
    """

    key: str
    source: str
    text: str
    fields: tuple[HeaderField, ...]
    facts: tuple[Fact, ...]
    private: tuple[tuple[int, int], ...] = ()
    origins: tuple[Origin, ...] = ()
    recognised: bool = False
    places: tuple[tuple[str, str], ...] = ()
    home: str | None = None

    def origin(self, offset: int) -> Origin | None:
        """Where in the file a character of the text stands, when the format tells."""
        return origin_at(self.origins, offset)

    def values(self, name: str) -> list[str]:
        """All values of a header field, in printed order."""
        return [field.value for field in self.fields if field.name == name]

    def value(self, name: str) -> str | None:
        """The first value of a header field, or None."""
        return next(iter(self.values(name)), None)

    def of(self, kind: type[F]) -> Iterator[F]:
        """The facts of one kind, in text order."""
        return (fact for fact in self.facts if isinstance(fact, kind))
