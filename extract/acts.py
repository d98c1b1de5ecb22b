"""Cosigning and issuing as facts."""

from __future__ import annotations

import re
from functools import cache

from extract.documents import Document
from extract.draft import Draft
from extract.facts import Cosigning, DocumentRef, Issuing, Participant
from extract.joint import Act, read_acts
from extract.lexicon import rules
from extract.numbers import integer
from extract.own_acts import add_own


@cache
def _title_patterns() -> dict[str, re.Pattern[str]]:
    data = rules("acts")
    return {name: re.compile(data[name]) for name in ("title_count", "title_continues", "drafts")}


def add_acts(draft: Draft) -> None:
    """Reads every sentence for acts of issuing, and every title that begins with its issuers."""
    seen: set[tuple[str, tuple[DocumentRef, ...]]] = set()
    for sentence in draft.sentences:
        if "《" not in draft.view.text[sentence.start : sentence.end]:
            continue
        for act in read_acts(draft.skeleton(sentence.start, sentence.end)):
            _add_act(draft, act, seen)
    for index, document in enumerate(draft.documents):
        if not document.alias:
            _add_title_act(draft, document, index, seen)
    if not draft.anatomy.is_reply:
        add_own(draft)


def _participants(draft: Draft, act: Act) -> list[Participant]:
    found: list[Participant] = []
    issuer = draft.names.issuer if draft.names else None
    if act.implied and issuer:
        found.append(Participant(issuer, issuer, "lead"))
    for mention in act.parties:
        named = draft.name_of(mention)
        if named is not None and named[0] not in [p.name for p in found]:
            found.append(Participant(named[0], named[1], "lead" if mention in act.lead else "cosigner"))
    return found


def _add_act(draft: Draft, act: Act, seen: set[tuple[str, tuple[DocumentRef, ...]]]) -> None:
    participants = _participants(draft, act)
    if any(_title_patterns()["drafts"].search(draft.documents[m.item].title or "") for m in act.documents):
        return
    documents = tuple(draft.document_ref(m) for m in act.documents)
    start, end = min(act.start, act.documents[0].start), max(act.end, act.documents[-1].end)
    evidence = draft.evidence(*draft.clause(start, end), act.rule, (start, end))
    if not participants or evidence is None:
        return
    restated = draft.is_restated(act.documents[0].start)
    if len(participants) > 1 or act.count is not None or len(act.parties) > 1 or act.implied:
        seen.update(("joint", (d,)) for d in documents)
        draft.facts.append(
            Cosigning(evidence=evidence, restated=restated, documents=documents, participants=tuple(participants), stated_count=act.count)
        )
    elif not act.joint:
        for document in documents:
            if ("single", (document,)) not in seen and ("joint", (document,)) not in seen:
                seen.add(("single", (document,)))
                draft.facts.append(
                    Issuing(
                        evidence=evidence,
                        restated=restated,
                        agency=participants[0].name,
                        mention=participants[0].mention,
                        document=document,
                    )
                )


def _add_title_act(draft: Draft, document: Document, index: int, seen: set[tuple[str, tuple[DocumentRef, ...]]]) -> None:
    """《X人民政府关于…》: the title's first words are its issuers."""
    if document.title is None or document.title_start < 0:
        return
    text = draft.view.text
    position = document.title_start
    parties: list[Participant] = []
    while True:
        inside = next((i for i, o in enumerate(draft.organizations) if o.start == position and o.end < document.end), None)
        if inside is None:
            break
        org = draft.organizations[inside]
        name = draft.org_names[inside][0]
        parties.append(Participant(name, text[org.start : org.end]))
        position = org.end
        gap = re.match(r"[、\s]*", text[position : position + 3])
        position += gap.end() if gap else 0
    if not parties:
        return
    counted = _title_patterns()["title_count"].match(text, position)
    after = text[counted.end() if counted else position : document.end]
    if not _title_patterns()["title_continues"].match(after):
        return
    ref = DocumentRef(document.title, document.number)
    evidence = draft.evidence(*draft.clause(document.start, document.end), "issued.title", (document.start, document.end))
    if evidence is None:
        return
    restated = draft.is_restated(document.start)
    if (len(parties) > 1 or counted) and ("joint", (ref,)) not in seen:
        seen.add(("joint", (ref,)))
        draft.facts.append(
            Cosigning(
                evidence=evidence,
                restated=restated,
                documents=(ref,),
                participants=tuple(parties),
                stated_count=integer(counted["count"]) if counted else None,
            )
        )
    elif len(parties) == 1 and not counted and ("single", (ref,)) not in seen and ("joint", (ref,)) not in seen:
        seen.add(("single", (ref,)))
        draft.facts.append(Issuing(evidence=evidence, restated=restated, agency=parties[0].name, mention=parties[0].mention, document=ref))
