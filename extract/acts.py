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
from extract.promises import next_steps
from extract.skeleton import ORG, SELF


@cache
def _title_patterns() -> dict[str, re.Pattern[str]]:
    data = rules("acts")
    return {name: re.compile(data[name]) for name in ("title_count", "title_continues", "drafts")}


_OPENED = re.compile("《")


def add_acts(draft: Draft) -> None:
    """Reads every sentence for acts of issuing, and every title that begins with its issuers."""
    seen: set[tuple[str, tuple[DocumentRef, ...]]] = set()
    for sentence in draft.sentences_with(_OPENED):
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
    if act.implied:
        subject = _subject(draft, act)
        if subject or issuer:
            found.append(Participant(*(subject or (issuer or "", issuer or "")), "lead" if act.parties else "cosigner"))
    for mention in act.parties:
        named = draft.name_of(mention)
        if named is not None and named[0] not in [p.name for p in found]:
            found.append(Participant(named[0], named[1], "lead" if mention in act.lead else "cosigner"))
    return found


def _subject(draft: Draft, act: Act) -> tuple[str, str] | None:
    """Who took part unnamed: the doer of the act just before, else the body that begins the sentence (省司法厅…：联合省法院印发D)."""
    if act.subject is not None:
        return draft.name_of(act.subject) if act.subject.sign == ORG else None
    sentence = draft.sentence_at(act.start)
    first = next((m for m in draft.mentions_in(sentence.start, act.start) if m.sign in (ORG, SELF)), None)
    if first is None or first.sign == SELF:
        return None  # 我局与X会签D，又会同Y出台E: the letter's own body
    return draft.name_of(first) if first.start - sentence.start <= _SUBJECT_REACH else None


_SUBJECT_REACH = 16  # characters of a date or adverb before a sentence's subject


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
    if act.implied and act.parties and _is_ahead(draft, act.start):
        return  # 下一步，会同县发改局编制D
    if len(participants) > 1 or act.count is not None or len(act.parties) > 1 or (act.implied and act.parties):
        seen.update(("joint", (d,)) for d in documents)
        draft.facts.append(
            Cosigning(evidence=evidence, restated=restated, documents=documents, participants=tuple(participants), stated_count=act.count)
        )
    elif not act.joint and not (len(act.parties) == 1 and act.parties[0].sign == SELF and _begins_with_issuer(draft, act)):
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


def _begins_with_issuer(draft: Draft, act: Act) -> bool:
    """我县出台了《县人民政府办公室关于…》: who the title begins with issued it."""
    starts = {_past_party(draft.view.text, draft.documents[m.item].title_start) for m in act.documents}
    return any(org.start in starts for org in draft.organizations)


def _past_party(text: str, position: int) -> int:
    """Where the body itself begins in 中共X县委办公室."""
    return position + 2 if text.startswith("中共", position) else position


def _is_ahead(draft: Draft, position: int) -> bool:
    """Whether a position stands after the letter has turned to its next steps."""
    turn = next_steps().search(draft.view.text, 0, position)
    return turn is not None


def _add_title_act(draft: Draft, document: Document, index: int, seen: set[tuple[str, tuple[DocumentRef, ...]]]) -> None:
    """《X人民政府关于…》: the title's first words are its issuers."""
    if document.title is None or document.title_start < 0:
        return
    text = draft.view.text
    position = document.title_start
    parties: list[Participant] = []
    while True:
        starts = (position, _past_party(text, position))
        inside = next((i for i, o in enumerate(draft.organizations) if o.start in starts and o.end < document.end), None)
        if inside is None:
            break
        org = draft.organizations[inside]
        name = draft.org_names[inside][0]
        parties.append(Participant(name, text[position : org.end]))
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
