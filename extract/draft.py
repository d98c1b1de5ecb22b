"""A letter being read: what the components have found so far. Components write here; ``facts`` is what comes out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.anatomy import ADDRESSEE, BANNER, BODY, COPIES, META, NOTE, SIGNATURE, TITLE, Anatomy
from extract.documents import Document
from extract.facts import DocumentRef, Evidence, Fact, HeaderField
from extract.lexicon import Near
from extract.mending import Mending
from extract.names import Names
from extract.organization import Organization
from extract.private import clear_of
from extract.skeleton import DOC, ORG, SELF, Mention, Skeleton
from extract.toponyms import Toponyms
from extract.view import View

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
LATEST = 60  # facts among which one that a figure goes on with is looked for
_CLAUSE_REACH = 300  # a clause without punctuation is cut here
_CLAUSE_STOP = re.compile("[，。；！？\n]")
SELF_WORDS = re.compile(
    r"我(?:局|委|厅|部|办|院|会|署|司|镇|乡|街道|支队|大队|总队|中心|公司|校|联)(?:办公厅|办公室)?(?!们)|本(?:局|委|厅|部|院|机关)|我们(?=联合|会同|与)|(?<=[，。；\n])我(?:区|市|县|省|州)(?=联合|会同|制定|出台|印发)"
)


class Sentence(NamedTuple):
    """A sentence of the body in the view (ended by 。！？； or the paragraph)."""

    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """Everything known of one text while it is read. Positions are of the view unless said otherwise."""

    source: str
    text: str
    anatomy: Anatomy
    view: View
    private: tuple[tuple[int, int], ...] = ()
    mendings: list[Mending] = field(default_factory=list)
    toponyms: Toponyms | None = None
    fields: list[HeaderField] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    org_names: list[tuple[str, str | None]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    names: Names | None = None
    restated: list[tuple[int, int]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    issue_date: str | None = None
    taken: set[int] = field(default_factory=set)  # positions in the names of facilities
    _sentences: list[Sentence] | None = None
    _mentions: list[Mention] | None = None
    _covered: list[tuple[int, int]] | None = None  # by documents
    _stops: list[int] | None = None  # where clauses end
    _starts: list[int] = field(default_factory=list)  # of the sentences
    _mention_starts: list[int] = field(default_factory=list)
    _clauses: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _holding: dict[re.Pattern[str], list[Sentence]] = field(default_factory=dict)

    # -- the letter's own words ------------------------------------------------------------------------------------------------

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences of the body."""
        if self._sentences is None:
            self._sentences = [
                Sentence(m.start(), m.end())
                for stretch in self.view.of(BODY)
                for m in _SENTENCE.finditer(self.view.text, stretch.start, stretch.end)
                if m.group().strip()
            ]
            self._starts = [sentence.start for sentence in self._sentences]
        return self._sentences

    def sentences_with(self, sign: re.Pattern[str]) -> list[Sentence]:
        """The sentences of the body that hold a sign, in order."""
        if sign not in self._holding:
            sentences = self.sentences
            held: list[Sentence] = []
            match = sign.search(self.view.text)
            while match is not None:
                index = bisect_right(self._starts, match.start()) - 1
                position = match.end()
                if index >= 0 and match.start() < sentences[index].end:
                    held.append(sentences[index])
                    position = max(position, sentences[index].end)
                match = sign.search(self.view.text, position)
            self._holding[sign] = held
        return self._holding[sign]

    def found_by(self, near: Near) -> Iterator[tuple[Sentence, re.Match[str]]]:
        """What a pattern finds in each sentence, in order."""
        text = self.view.text
        for sentence in self.sentences_with(near.sign):
            for match in near.finditer(text, sentence.start, sentence.end):
                yield sentence, match

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds a view position (or the position's own paragraph outside the body)."""
        sentences = self.sentences
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and sentences[index].end > position:
            return sentences[index]
        start = self.view.text.rfind("\n", 0, position) + 1
        end = self.view.text.find("\n", position)
        return Sentence(start, end if end >= 0 else len(self.view.text))

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around a stretch: to the nearest punctuation on both sides, within its sentence."""
        key = (start, end)
        if key not in self._clauses:
            self._clauses[key] = self._clause(start, end)
        return self._clauses[key]

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        sentence = self.sentence_at(start)
        text = self.view.text
        first, stop = max(sentence.start, start - _CLAUSE_REACH), min(sentence.end, len(text), end + _CLAUSE_REACH)
        if self._stops is None:
            self._stops = [match.start() for match in _CLAUSE_STOP.finditer(text)]
        before = bisect_left(self._stops, start) - 1
        left = max(first, self._stops[before] + 1 if before >= 0 else 0)
        after = bisect_left(self._stops, max(0, end - 1))
        right = min(stop, self._stops[after] if after < len(self._stops) else stop)
        return left, max(end, right)

    def is_restated(self, position: int) -> bool:
        """Whether a position stands where the letter repeats the proposal."""
        return _inside(position, self.restated)

    def in_document(self, position: int) -> bool:
        """Whether a position stands in a document's title or number."""
        if self._covered is None:
            self._covered = sorted((document.start, document.end) for document in self.documents)
        return _inside(position, self._covered)

    # -- mentions ----------------------------------------------------------------------------------------------------------------

    @property
    def mentions(self) -> list[Mention]:
        """Bodies, documents and self-references in text order; a body inside a document's title is part of the document."""
        if self._mentions is None:
            docs = [Mention(d.start, d.end, DOC, i) for i, d in enumerate(self.documents)]
            covered = [(d.start, d.end) for d in docs]
            orgs = [Mention(o.start, o.end, ORG, i) for i, o in enumerate(self.organizations) if not _inside(o.start, covered)]
            taken = [(o.start, o.end) for o in orgs]
            selves = [
                Mention(m.start(), m.end(), SELF, -1)
                for m in SELF_WORDS.finditer(self.view.text)
                if not _inside(m.start(), covered) and not _inside(m.start(), taken)
            ]
            self._mentions = sorted([*docs, *orgs, *selves], key=lambda m: m.start)
            self._mention_starts = [mention.start for mention in self._mentions]
        return self._mentions

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in a stretch."""
        mentions = self.mentions
        first, stop = bisect_left(self._mention_starts, start), bisect_left(self._mention_starts, end)
        return [mention for mention in mentions[first:stop] if mention.end <= end]

    def skeleton(self, start: int, end: int) -> Skeleton:
        """A stretch with its mentions as single signs."""
        return Skeleton(self.view.text, start, end, self.mentions_in(start, end))

    def name_of(self, mention: Mention) -> tuple[str, str] | None:
        """(canonical name, printed form) of a body or self-reference; None when the letter does not tell who 我局 is."""
        printed = self.view.text[mention.start : mention.end]
        if mention.sign == ORG:
            return self.org_names[mention.item][0], printed
        issuer = self.names.issuer if self.names else None
        if issuer is None:
            return None
        office = next((word for word in ("办公厅", "办公室") if printed.endswith(word) and not issuer.endswith(word)), "")
        return issuer + office, printed

    def name_at(self, start: int, end: int) -> str | None:
        """The canonical name of the one body (or self-reference) in a stretch, or None."""
        for mention in self.mentions_in(start, end):
            if mention.sign != DOC and (found := self.name_of(mention)):
                return found[0]
        return None

    def document_ref(self, mention: Mention) -> DocumentRef:
        """The document of a mention."""
        document = self.documents[mention.item]
        return DocumentRef(document.title, document.number)

    # -- evidence ----------------------------------------------------------------------------------------------------------------

    def evidence(self, start: int, end: int, rule: str, focus: tuple[int, int] | None = None) -> Evidence | None:
        """Evidence for a view stretch, cut around private data; None when what carries the fact is private."""
        places = self.view.places
        first, stop = focus or (start, end)
        return self.evidence_at(places[start], places[end - 1] + 1, rule, (places[first], places[stop - 1] + 1))

    def evidence_at(self, start: int, end: int, rule: str, focus: tuple[int, int] | None = None) -> Evidence | None:
        """Evidence for a source stretch."""
        focus = focus or (start, end)
        if self.private:
            clear = clear_of(start, end, focus, self.private)
            if clear is None:
                return None
            start, end = clear
        return Evidence(start, end, self.text[start:end], rule, max(focus[0], start), min(focus[1], end))

    def as_printed(self, words: str, start: int, end: int) -> str:
        """Words read from a source stretch, with what was mended in it as it is printed."""
        for mending in self.mendings:
            if mending.start < end and start < mending.end:
                words = words.replace(mending.meant, mending.printed)
        return words

    def values(self, name: str) -> list[str]:
        """The values of a header field."""
        return [f.value for f in self.fields if f.name == name]

    def stretches(self, *roles: str) -> Iterator[tuple[int, int]]:
        """The view stretches of some roles."""
        return ((s.start, s.end) for s in self.view.stretches if s.role in roles)


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


LETTER_ROLES = (META, BANNER, TITLE, ADDRESSEE, BODY, SIGNATURE, NOTE, COPIES)
