"""Which of the documents that letters cite are the same. Pure functions.

Every answer carries the rule that gave it. Two documents with different numbers are never one, whatever their titles say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ontology.document_numbers import parse_number
from ontology.document_titles import Title, read_title
from ontology.documents import Registry, registry
from ontology.places import gazetteer

Answer = Literal["same", "different", "unsure"]
# A place by its form, listed or not, in front of a title; words that end like one (小区, 开发区, 城市) are none.
PLACED: Final = re.compile(
    r"^(?!关于|全|各|我|本|加|推|进|促|农村|老旧|城|生态|经济|工业|重点|特殊|特色|大中)(?:[\u4e00-\u9fff]{2,4}?|[\u4e00-\u9fff]{2,12}?自治)"
    r"(?:省|市|州|盟|县|旗|区)(?<!小区)(?<!社区)(?<!园区)(?<!城区)(?<!地区)(?<!景区)(?<!山区)(?<!灾区)(?<!片区)(?<!校区)(?<!库区)(?<!牧区)"
    r"(?<!辖区)(?<!学区)(?<!林区)(?<!矿区)(?<!发区)(?<!护区)(?<!范区)(?<!能区)(?<!验区)(?<!城市)(?<!超市)(?=[\u4e00-\u9fff“])"
)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """What letters call one document node. ``key``: its name (last segment of its IRI); ``titles``, ``numbers``: as cited, without 《》;
    ``date``: that of the oldest letter that cites it, ISO, None when not known."""

    key: str
    titles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """Whether two nodes are one document. ``left``, ``right``: keys of cited documents or ids of known ones; ``rule``: the reason."""

    left: str
    right: str
    answer: Answer
    rule: str


def resolve_documents(cited: Iterable[CitedDocument], known: Registry | None = None) -> list[DocumentAnswer]:
    """All answers about cited documents, sorted; ``same`` answers never join two numbers, not even through a third document."""
    documents = sorted(cited, key=lambda d: d.key)
    known = known if known is not None else registry()
    proposed = sorted(
        {*_by_number(documents), *_by_registry(documents, known), *_by_title(documents)},
        key=lambda a: (_ORDER[a.rule], a.left, a.right),
    )
    groups = _Groups(documents, known)
    answers: dict[tuple[str, str], DocumentAnswer] = {}
    for answer in proposed:
        pair = (answer.left, answer.right)
        if pair in answers or answer.left == answer.right:
            continue
        if answer.answer == "same" and not groups.join(*pair):
            answer = DocumentAnswer(*pair, "different" if groups.two_numbers(*pair) else "unsure", "document.two-numbers")
        answers[pair] = answer
    return sorted(answers.values(), key=lambda a: (a.left, a.right))


_ORDER: Final = {
    "document.number": 0,
    "document.known-number": 1,
    "document.known-title": 2,
    "document.title-with-number": 3,
    "document.title": 4,
    "document.two-numbers": 5,
    "document.version": 6,
    "document.general-title": 7,
}


def _by_number(documents: Sequence[CitedDocument]) -> Iterator[DocumentAnswer]:
    first: dict[str, str] = {}
    for document in documents:
        for number in _numbers(document):
            if number in first:
                yield _pair(first[number], document.key, "same", "document.number")
            first.setdefault(number, document.key)


def _by_registry(documents: Sequence[CitedDocument], known: Registry) -> Iterator[DocumentAnswer]:
    """A title without its issuer is the known document's unless letters give that title a number that cannot be its own too (a
    county's opinion of the same title)."""
    others = {
        read_title(title).core
        for document in documents
        for title in document.titles
        for number in document.numbers
        if (parsed := parse_number(number)) and parsed.identifying and known.find(title, number) is None
    }
    for document in documents:
        numbered = [found for number in document.numbers if (found := known.numbered(number))]
        if numbered:
            yield _pair(document.key, numbered[0].id, "same", "document.known-number")
            continue
        own = next((number for number in document.numbers if (parsed := parse_number(number)) and parsed.identifying), None)
        for title in document.titles:
            found = known.find(title, own, document.date)
            if found is None:
                continue
            read = read_title(title)
            if read.core in others and not read.bodies and found.kind not in ("law", "administrative-regulation"):
                yield _pair(document.key, found.id, "unsure", "document.general-title")
            else:
                yield _pair(document.key, found.id, "same", "document.known-title")


def _by_title(documents: Sequence[CitedDocument]) -> Iterator[DocumentAnswer]:
    """Pairs whose titles have one core: same when the qualifiers agree and the title tells its issuer, else unsure or different."""
    by_core: dict[str, dict[str, list[Title]]] = defaultdict(dict)
    by_key = {document.key: document for document in documents}
    for document in documents:
        for title in document.titles:
            form = read_title(title)
            by_core[form.core].setdefault(document.key, []).append(form)
    for core, members in by_core.items():
        keys = sorted(members)
        for index, left in enumerate(keys):
            for right in keys[index + 1 :]:
                yield _compare(core, by_key[left], by_key[right], members[left], members[right], len(keys))


def _compare(core: str, left: CitedDocument, right: CitedDocument, lefts: list[Title], rights: list[Title], bearers: int) -> DocumentAnswer:
    numbers = _numbers(left), _numbers(right)
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return _pair(left.key, right.key, "different", "document.two-numbers")
    agreeing = [(a, b) for a in lefts for b in rights if _qualified(a) == _qualified(b)]
    if not agreeing:
        clash = all(_clash(a, b) for a in lefts for b in rights)
        return _pair(left.key, right.key, "different" if clash else "unsure", "document.version")
    issued = [(a, b) for a, b in agreeing if not a.bodies or not b.bodies or set(a.bodies) & set(b.bodies)]
    if not issued:
        return _pair(left.key, right.key, "different", "document.version")
    if not _telling(core, issued):
        return _pair(left.key, right.key, "unsure", "document.general-title")
    if numbers[0] or numbers[1]:
        if bearers > 2 and not numbers[0] & numbers[1]:
            return _pair(left.key, right.key, "unsure", "document.general-title")
        return _pair(left.key, right.key, "same", "document.title-with-number")
    return _pair(left.key, right.key, "same", "document.title")


def _qualified(title: Title) -> tuple[str, int, str, tuple[str, ...]]:
    return title.stage, title.edition, title.period, title.others


def _clash(a: Title, b: Title) -> bool:
    """Two qualifiers that exclude each other; one that is only left out does not."""
    return (
        bool(a.period and b.period and a.period != b.period)
        or bool(a.edition and b.edition and a.edition != b.edition)
        or bool(a.others and b.others and a.others != b.others)
        or ("draft" in (a.stage, b.stage) and a.stage != b.stage)
        or {a.stage, b.stage} == {"trial", "revised"}
    )


def _telling(core: str, pairs: list[tuple[Title, Title]]) -> bool:
    """Whether a title says who issued it: a body in front, a place, or a law's name."""
    if any(a.bodies and b.bodies for a, b in pairs):
        return True
    if core.endswith(("法", "法典")) and not core.endswith(("办法", "方法")):
        return True
    placed = PLACED.match(core)
    return bool(placed) or any(core[:length] in gazetteer() for length in range(2, 9)) or (core.endswith("条例") and len(core) >= 8)


def _numbers(document: CitedDocument) -> frozenset[str]:
    parsed = [parse_number(number) for number in document.numbers]
    return frozenset(number.key for number in parsed if number and number.identifying)


def _pair(left: str, right: str, answer: Answer, rule: str) -> DocumentAnswer:
    return DocumentAnswer(min(left, right), max(left, right), answer, rule)


class _Groups:
    """Documents joined so far, and the numbers that each group bears."""

    def __init__(self, documents: Sequence[CitedDocument], known: Registry) -> None:
        self._parent: dict[str, str] = {}
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            self._numbers[document.key] |= _numbers(document)
        for known_one in known:
            self._known[known_one.id].add(known_one.id)
            parsed = parse_number(known_one.number)
            if parsed and parsed.identifying:
                self._numbers[known_one.id].add(parsed.key)

    def join(self, left: str, right: str) -> bool:
        """Put two in one group unless the group would bear two numbers or be two known documents."""
        a, b = self._root(left), self._root(right)
        if a == b:
            return True
        if len(self._numbers[a] | self._numbers[b]) > 1 or len(self._known[a] | self._known[b]) > 1:
            return False
        self._parent[b] = a
        self._numbers[a] |= self._numbers[b]
        self._known[a] |= self._known[b]
        return True

    def two_numbers(self, left: str, right: str) -> bool:
        a, b = self._numbers[self._root(left)], self._numbers[self._root(right)]
        return bool(a and b and not a & b)

    def _root(self, key: str) -> str:
        while key in self._parent:
            key = self._parent[key]
        return key
