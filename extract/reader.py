"""Text → Letter: the whole way from a source text to its facts."""

from __future__ import annotations

import hashlib
import re

from extract.draft import Draft
from extract.facts import Fact, Letter
from extract.genre import is_official
from extract.pipeline import blank_pipeline, draft_of
from extract.place_identifiers import place_identifiers
from extract.reading.limits import DEFAULTS, Limits
from ontology.errors import InputError

_HAN = re.compile(r"[\u4e00-\u9fff]+")


class Reader:
    """Reads letters. Building one takes about a second (spaCy); reading is then fast. Not shared between threads."""

    def __init__(self, limits: Limits = DEFAULTS) -> None:
        self.limits = limits
        self.nlp = blank_pipeline()
        self.nlp.max_length = limits.text_characters  # spaCy's own is a million

    def read(self, text: str, source: str) -> Letter:
        """The letter in ``text`` (exactly as decoded); ``source``: its file name.

        Raises InputError when the text is too long or no official text.
        """
        if len(text) > (most := self.limits.text_characters):
            told = f"{len(text):,} characters, more than the limit text_characters of {most:,}"
            raise InputError(told, "split it, or raise the limit", source)
        self._check_script(text, source)
        draft = draft_of(self.nlp(text))
        self._check_genre(draft, source)
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        facts = tuple(sorted(draft.facts, key=_order))
        home = draft.names.home if draft.names else None
        return Letter(key, source, text, tuple(draft.fields), facts, draft.private, places=place_identifiers(draft), home=home)

    @staticmethod
    def _check_script(text: str, source: str) -> None:
        sample = text[:20_000]
        if sum(map(len, _HAN.findall(sample))) < max(10, 0.05 * len(sample.strip())):
            raise InputError("no official text (hardly any Chinese in it)", "remove it or give the letter's own text", source)

    @staticmethod
    def _check_genre(draft: Draft, source: str) -> None:
        if not is_official(draft):
            raise InputError(
                "no official text (no title, number, addressee or signature of one, and no act of a body)",
                "remove it or give the letter's own text",
                source,
            )


def _order(fact: Fact) -> tuple[int, int, str]:
    return fact.evidence.focus_start, fact.evidence.focus_end, type(fact).__name__
