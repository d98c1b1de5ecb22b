"""The spaCy frame: a Chinese pipeline whose tokens are characters, and whose components are ours.

Token i is character i of the clean view, so spans are exact; ``doc.spans`` holds what was found under ``gongwen.organizations`` and
``gongwen.documents``, and any trained component (an NER, an LLM) can be put beside ours with ``nlp.add_pipe``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extract.acts import add_acts
from extract.anatomy import dissect
from extract.draft import Draft
from extract.entities import add_mentions, find_bodies, find_documents_component, read_header
from extract.groundings import add_groundings
from extract.measures import add_measures
from extract.mending import mended
from extract.named_facilities import add_named
from extract.private import private_spans
from extract.programmes import add_programmes
from extract.promises import add_commitments, add_referrals
from extract.repairs import add_repairs
from extract.systems import add_definitions, add_mechanisms, add_platforms, add_systems
from extract.tables import add_tables
from extract.view import View, is_page_number, paragraph_width, split_lines

DRAFT = "gongwen.draft"
ORGANIZATIONS = "gongwen.organizations"
DOCUMENTS = "gongwen.documents"


class _Orths(dict[str, int]):
    """Character → its number in a vocabulary: given numbers instead of words, a Doc is made twice as fast."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.strings = vocab.strings

    def __missing__(self, character: str) -> int:
        self[character] = number = self.strings.add(character)
        return number


class LetterTokenizer:
    """Text → Doc of its clean view, one token a character. Linear in the length of the text.

    ``mend``: read damaged places as they were meant.
    """

    def __init__(self, vocab: Vocab, mend: bool = True) -> None:
        self.vocab = vocab
        self.mend = mend
        self.orths = _Orths(vocab)

    def __call__(self, text: str) -> Doc:
        lines = split_lines(text)
        width = paragraph_width([line for line in lines if not is_page_number(line)])
        sound, mendings = mended(text, lines, width) if self.mend else (lines, [])
        anatomy = dissect(sound)
        kept = [(role, line) for role, line in zip(anatomy.roles, anatomy.lines, strict=True) if role is not None]
        view = View(text, kept, width)
        orths: Callable[[str], Any] = self.orths.__getitem__  # spaCy takes numbers for words; its types do not say so
        doc = Doc(self.vocab, words=list(map(orths, view.text)), spaces=[False] * len(view.text))
        doc.user_data[DRAFT] = Draft("", text, anatomy, view, private_spans(text), mendings=mendings)
        return doc


def create_tokenizer() -> Callable[[Language], LetterTokenizer]:
    """The tokenizer of ``blank_pipeline``."""
    return lambda nlp: LetterTokenizer(nlp.vocab)


registry.tokenizers("gongwen.LetterTokenizer.v1")(create_tokenizer)


def draft_of(doc: Doc) -> Draft:
    """What has been read of a document so far."""
    return cast(Draft, doc.user_data[DRAFT])


Step = Callable[[Draft], None]


class Component:
    """A pipeline component made of steps, each a function on the draft."""

    def __init__(self, *steps: Step) -> None:
        self.steps = steps

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        for step in self.steps:
            step(draft)
        return doc


class Entities(Component):
    """Header, bodies and documents; puts the bodies and documents into ``doc.spans``."""

    def __call__(self, doc: Doc) -> Doc:
        super().__call__(doc)
        draft = draft_of(doc)
        doc.spans[ORGANIZATIONS] = [Span(doc, o.start, o.end, label=o.kind) for o in draft.organizations]
        doc.spans[DOCUMENTS] = [Span(doc, d.start, d.end, label=d.kind or "document") for d in draft.documents]
        return doc


@Language.factory("gongwen_entities")
def create_entities(nlp: Language, name: str) -> Component:
    """Header fields, named bodies, named documents."""
    return Entities(read_header, find_bodies, find_documents_component, add_mentions)


@Language.factory("gongwen_relations")
def create_relations(nlp: Language, name: str) -> Component:
    """Cosigning, issuing, which document rests on which, referrals."""
    return Component(add_acts, add_groundings, add_referrals)


@Language.factory("gongwen_measures")
def create_measures(nlp: Language, name: str) -> Component:
    """Amounts, staff, facilities, statistics."""
    return Component(add_measures, add_tables, add_named)


@Language.factory("gongwen_undertakings")
def create_undertakings(nlp: Language, name: str) -> Component:
    """Programmes, systems, mechanisms, definitions, commitments."""
    return Component(add_programmes, add_systems, add_platforms, add_definitions, add_commitments, add_mechanisms)


@Language.factory("gongwen_repairs")
def create_repairs(nlp: Language, name: str) -> Component:
    """Repaired readings of the head and of document numbers."""
    return Component(add_repairs)


def blank_pipeline() -> Language:
    """``spacy.blank("zh")`` with the letter tokenizer and all components; nothing is downloaded."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "gongwen.LetterTokenizer.v1"}}})
    for factory in ("gongwen_entities", "gongwen_relations", "gongwen_measures", "gongwen_undertakings", "gongwen_repairs"):
        nlp.add_pipe(factory)
    return nlp
