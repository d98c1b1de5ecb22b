"""What a notice or other official text does by itself: it is a document, perhaps of several bodies, and may hand out another."""

from __future__ import annotations

import re
from functools import cache

from extract.anatomy import BODY
from extract.documents import kind_of
from extract.draft import Draft
from extract.facts import Cosigning, DocumentMention, DocumentRef, Evidence, HeaderField, Issuing, Participant
from extract.lexicon import rules
from extract.numbers import integer


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = rules("acts")
    return {name: re.compile(data[name]) for name in ("own_count", "handed_out", "to_you")}


def add_own(draft: Draft) -> None:
    """A notice signed by several bodies is itself a cosigned document; the document that it hands out is issued by those who sign."""
    issuers = [f for f in draft.fields if f.name == "issuer"]
    title = next((f for f in draft.fields if f.name == "title"), None)
    if title is None or not issuers or not any(draft.stretches(BODY)):
        return
    own = DocumentRef(title.value, next(iter(draft.values("doc_number")), None))
    participants = tuple(Participant(f.value, f.printed, "lead" if i == 0 else "cosigner") for i, f in enumerate(issuers))
    counted = _patterns()["own_count"].search(title.value)
    count = integer(counted["count"]) if counted else None
    joint = len(issuers) > 1 or count is not None
    kind = next(iter(draft.values("kind")), "")
    if joint and kind not in ("news", "other"):
        draft.facts.append(Cosigning(evidence=title.evidence, documents=(own,), participants=participants, stated_count=count))
    handed = _handed_out(draft, title)
    if handed is None or any(isinstance(f, Cosigning | Issuing) and handed[0] in _issued(f) for f in draft.facts):
        return
    ref, evidence = handed
    if not any(d.title and ref.title and _same(d.title, ref.title) for d in draft.documents):
        mention = DocumentMention(
            evidence=evidence, title=ref.title, doc_number=None, kind=kind_of(ref.title or ""), mention=ref.title or ""
        )
        draft.facts.append(mention)
    if joint:
        draft.facts.append(Cosigning(evidence=evidence, documents=(ref,), participants=participants, stated_count=count))
    else:
        draft.facts.append(Issuing(evidence=evidence, agency=issuers[0].value, mention=issuers[0].printed, document=ref))


def _issued(fact: Cosigning | Issuing) -> tuple[DocumentRef, ...]:
    return fact.documents if isinstance(fact, Cosigning) else (fact.document,)


def _handed_out(draft: Draft, title: HeaderField) -> tuple[DocumentRef, Evidence] | None:
    """The document that a notice hands out (关于印发《X》的通知, 现将《X》印发给你们), and where it says so."""
    named = _patterns()["handed_out"].search(title.value)
    if named is not None:
        plain = named["title"].strip("《》")
        known = next((d for d in draft.documents if d.title and _same(d.title, plain)), None)
        return DocumentRef(known.title if known else plain, known.number if known else None), title.evidence
    for document in draft.documents:
        start, end = draft.clause(document.start, document.end)
        if document.title and _patterns()["to_you"].search(draft.view.text, document.end, min(len(draft.view.text), document.end + 40)):
            evidence = draft.evidence(start, end, "issued.handed_out", (document.start, document.end))
            return (DocumentRef(document.title, document.number), evidence) if evidence else None
    return None


def _same(one: str, other: str) -> bool:
    return re.sub(r"[〈〉《》“”\s]", "", one) == re.sub(r"[〈〉《》“”\s]", "", other)
