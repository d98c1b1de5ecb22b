"""The registry of known documents: national laws, regulations, interpretations, rules of ministries and central documents.

From ``laws.csv``, ``ministry_rules.csv`` and ``central_documents.csv``, whose headers name their sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ontology.central_bodies import issuer_of, read_table
from ontology.document_numbers import STATE, DocumentNumber, number_key, parse_number
from ontology.document_titles import Title, forms, read_title


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document. ``id``: the name its IRI is made from (``document_name``; an interpretation's is its number); ``date``: ISO, of the
    latest text, as precise as known; ``kind``: notation of the scheme document-kind; ``status``: in-force, not-yet-in-force, repealed or
    ''; ``versions``: date and identifier in the National Law Database ('' when not known) of each text, oldest first; ``source``: where
    the facts were read."""

    id: str
    title: str
    short_titles: tuple[str, ...]
    number: str
    date: str
    bodies: tuple[str, ...]
    kind: str
    since: str
    status: str
    versions: tuple[tuple[str, str], ...]
    source: str

    @property
    def titles(self) -> tuple[str, ...]:
        """Full title first, then the short ones."""
        return (self.title, *self.short_titles)

    @property
    def database_id(self) -> str:
        """The latest text's identifier in the National Law Database (flk.npc.gov.cn), '' when not known."""
        return self.versions[-1][1] if self.versions else ""


def document_name(title: str | None, number: str | None) -> str | None:
    """The name a document's IRI is made from: its number when that tells which document it is, else its title without the state's name.

    None without both. An order's number (国务院令第649号) is no name, for one order may publish or amend several documents.
    """
    parsed = parse_number(number) if number else None
    if number and (parsed is None or parsed.identifying or not title):
        return parsed.normal if parsed else number
    return (title.removeprefix(STATE) or title) if title else None


class Registry:
    """Finds known documents by what letters call them. ``documents``: with ids that differ, else ``ValueError``."""

    def __init__(self, documents: Iterable[KnownDocument]) -> None:
        self.by_id: dict[str, KnownDocument] = {}
        self._by_number: dict[str, list[KnownDocument]] = defaultdict(list)
        self._by_core: dict[str, dict[str, tuple[KnownDocument, list[Title]]]] = defaultdict(dict)
        for document in documents:
            if document.id in self.by_id:
                raise ValueError(f"two documents are called {document.id}")
            self.by_id[document.id] = document
            if document.number:
                self._by_number[number_key(document.number)].append(document)
            for title in document.titles:
                for form in forms(title):
                    self._by_core[form.core].setdefault(document.id, (document, []))[1].append(form)

    def __iter__(self) -> Iterator[KnownDocument]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def find(self, title: str | None, number: str | None = None, date: str | None = None) -> KnownDocument | None:
        """The known document that a letter calls so, None when none or more than one may be meant. ``date``: the letter's, ISO; what
        is younger cannot be meant. A number that tells which document it is decides over the title."""
        parsed = parse_number(number) if number else None
        if parsed is not None and parsed.identifying:
            numbered = self._by_number.get(parsed.key, [])
            if numbered:
                return numbered[0] if len(numbered) == 1 else None
            candidates = [d for d in self._titled(title, date) if _may_bear(d, parsed)]
        else:
            candidates = self._titled(title, date)
            if parsed is not None and not candidates and not title:
                candidates = self._by_number.get(parsed.key, []) if parsed.code else []
        return candidates[0] if len(candidates) == 1 else None

    def numbered(self, number: str) -> KnownDocument | None:
        """The known document of this number, None when it is not registered or the number does not tell one document."""
        parsed = parse_number(number)
        found = self._by_number.get(parsed.key, []) if parsed and parsed.identifying else []
        return found[0] if len(found) == 1 else None

    def _titled(self, title: str | None, date: str | None) -> list[KnownDocument]:
        found: dict[str, tuple[KnownDocument, bool]] = {}
        for form in forms(title) if title else ():
            for document, known in self._by_core.get(form.core, {}).values():
                for other in known:
                    fit = _fit(form, other, document)
                    if fit is not None and not (date and _younger(document, date)):
                        found[document.id] = (document, fit or found.get(document.id, (document, False))[1])
        exact = [document for document, whole in found.values() if whole]
        return exact or [document for document, _ in found.values()]


def _fit(cited: Title, known: Title, document: KnownDocument) -> bool | None:
    """True when the qualifiers agree, False when the cited title leaves out a 试行 of the known one, None when it is another document."""
    if "draft" in (cited.stage, known.stage) or cited.period != known.period or cited.others != known.others:
        return None
    if cited.bodies and document.bodies and not set(cited.bodies) <= {*document.bodies, *known.bodies}:
        return None
    if cited.edition != known.edition and not (known.edition == 0 and _has_version(document, cited.edition)):
        return None
    if "revised" in (cited.stage, known.stage) and cited.stage != known.stage and not document.versions:
        return None
    if "trial" in (cited.stage, known.stage) and cited.stage != known.stage:
        return False if known.stage == "trial" and cited.stage == "" else None
    return True


def _has_version(document: KnownDocument, year: int) -> bool:
    return any(date.startswith(str(year)) for date, _ in document.versions)


def _younger(document: KnownDocument, date: str) -> bool:
    """Whether a document was issued after ``date``; never said of laws and regulations, whose first texts the table may lack."""
    if document.versions and document.kind != "judicial-interpretation":
        return False
    issued = min([document.date, *(day for day, _ in document.versions)])
    return bool(issued) and issued[: len(date)] > date[: len(issued)]


def _may_bear(document: KnownDocument, number: DocumentNumber) -> bool:
    """Whether a document registered without a number may have this one: the code is that of one of its issuers."""
    owner = issuer_of(number.code, number.year)
    return not document.number and owner is not None and owner in document.bodies


@cache
def registry() -> Registry:
    """The registry of the three tables, read once. A title in two tables is taken from the first (laws, then rules, then documents)."""
    found: dict[str, KnownDocument] = {}
    titles: set[str] = set()
    for name in ("laws.csv", "ministry_rules.csv", "central_documents.csv"):
        for row in read_table(name):
            document = _document(row)
            if not document.number and read_title(document.title).core in titles:
                continue
            titles.add(read_title(document.title).core)
            found.setdefault(document.id, document)
    return Registry(found.values())


def _document(row: dict[str, str]) -> KnownDocument:
    versions = [tuple(part.partition("=")[::2]) for part in row.get("versions", "").split("|") if part]
    return KnownDocument(
        row["id"],
        row["title"],
        tuple(filter(None, row.get("short_titles", "").split("|"))),
        row["number"],
        row["date"],
        tuple(filter(None, row["bodies"].split("|"))),
        row["kind"],
        row.get("since", ""),
        row.get("status", ""),
        tuple((date, identifier) for date, identifier in versions),
        row["source"],
    )
