"""What kind of official text a text is, and whether it is one."""

from __future__ import annotations

import re
from functools import cache

from extract.anatomy import DATE, SIGNATURE
from extract.draft import Draft
from extract.facts import Cosigning, Issuing, OrganizationMention
from extract.lexicon import rules

REPLY, NEWS, OTHER = "reply-letter", "news", "other"


@cache
def _rules() -> tuple[list[tuple[re.Pattern[str], str]], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = rules("genre")
    kinds = [(re.compile(f"(?:{words})$"), notation) for notation, words in data["titles"].items()]
    return kinds, re.compile(data["tail"]), re.compile(data["forwards"]), re.compile(data["news"])


def kind(draft: Draft, title: str) -> str:
    """The notation (scheme text-kind) of a text: by its form, by the last word of its title, by what it does."""
    kinds, tail, forwards, news = _rules()
    if draft.anatomy.is_reply:
        return REPLY
    core = tail.sub("", title)
    found = next((notation for ends, notation in kinds if ends.search(core)), None)
    if found is not None:
        return found
    opening = next((draft.view.text[s.start : s.start + 400] for s in draft.view.of("body")), "")
    if forwards.search(opening):
        return "notice"
    signed = any(draft.stretches(SIGNATURE, DATE))
    return NEWS if not signed and (news.search(title) or news.search(opening)) else OTHER


def is_official(draft: Draft) -> bool:
    """Whether a text shows that it is an official one, or a page about one.

    It answers a proposal; or its head names it; or it says that a body issued a document; or, cut off at both ends, it speaks for a body.
    """
    names = {field.name for field in draft.fields}
    if draft.anatomy.is_reply or {"doc_number", "issuer"} <= names or {"issuer", "issue_date"} <= names:
        return True
    if "title" in names and names & {"doc_number", "issuer", "index_number", "issue_date", "publication_date"}:
        return True
    if any(isinstance(fact, Cosigning | Issuing) for fact in draft.facts):
        return True
    bodies = {fact.name for fact in draft.facts if isinstance(fact, OrganizationMention)}
    return len(bodies) > 1 and any(mention.sign == "\ue002" for mention in draft.mentions)
