"""Judgements of documents: numbers, titles and the registry of known ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from extract.resolution.judgement import Judgement
from extract.resolution.reasons import by_rule
from extract.resolution.records import DocumentRecord
from ontology.document_implementation import implementations
from ontology.document_resolution import CitedDocument, resolve_documents
from ontology.documents import registry
from ontology.namespaces import iri_segment

_KIND = "document/"


class Documents:
    """The documents that letters cite, and the known ones that some of them are."""

    def __init__(self, cited: Sequence[DocumentRecord]) -> None:
        self.records = {document.id: document for document in cited}
        self._cited = [CitedDocument(unquote(d.id.removeprefix(_KIND)), d.titles, d.numbers) for d in cited]
        self._known: set[str] = set()

    def judgements(self) -> Iterator[Judgement]:
        """What the rules say of pairs of them. A known document that one is joins ``records``."""
        for answer in resolve_documents(self._cited):
            one, other = self._id(answer.left), self._id(answer.right)
            if one != other:
                yield by_rule(one, other, answer.answer, answer.rule)

    def implemented(self) -> Iterator[tuple[str, str]]:
        """(document, the one it implements), where its title or a letter says so."""
        for document in self.records.values():
            yield from ((document.id, other) for other in document.implements)
        for found in implementations(self._cited):
            if found.sure and found.implements is not None and (one := self._id(found.key)) != (other := self._id(found.implements)):
                yield one, other

    def name(self, members: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
        """(the one that stands for all, its name, other names): a known one, else one with a number; the fullest title."""
        standing = min(members, key=lambda member: (member not in self._known, not self.records[member].numbers, member))
        titles = [title for member in members for title in self.records[member].titles]
        names = {*titles, *(number for member in members for number in self.records[member].numbers)}
        own = self.records[standing].titles if standing in self._known else ()
        preferred = next(iter(own), None) or max(titles, key=lambda title: (len(title), title), default=None) or min(names)
        return standing, preferred, tuple(sorted(names - {preferred}))

    def _id(self, name: str) -> str:
        """A document's id; a known one that no letter cites so is added."""
        identifier = _KIND + iri_segment(name)
        known = registry().by_id.get(name)
        if known is not None:
            self._known.add(identifier)
            if identifier not in self.records:
                self.records[identifier] = DocumentRecord(identifier, known.titles, (known.number,) if known.number else ())
        return identifier
