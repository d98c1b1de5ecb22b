"""Which document carries out or rests on which: 为贯彻落实《A》，县政府印发《B》; 根据《A》，制定本办法."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.documents import kind_of
from extract.draft import Draft
from extract.facts import Cosigning, DocumentRef, Grounding, Issuing
from extract.lexicon import alternation, pattern, rules
from extract.promises import next_steps
from extract.skeleton import DOC, ORG, SELF, Mention, Skeleton


@dataclass(frozen=True)
class _Patterns:
    """``[grounds]`` of ``rules/acts.toml``, compiled. ``made``: the whole, with the documents made; ``itself``: with 制定本方案."""

    lead: re.Pattern[str]
    made: re.Pattern[str]
    itself: re.Pattern[str]
    carried: re.Pattern[str]
    implementing: re.Pattern[str]
    planned: re.Pattern[str]
    drafts: re.Pattern[str]
    done: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data, grounds = rules("acts"), rules("acts")["grounds"]
    verbs = alternation(verb for verb in rules("documents")["verbs"]["issue"] if verb not in ("建立", "推出", "修改"))

    def put(template: str) -> re.Pattern[str]:
        return pattern(template, document=DOC, parties=ORG + SELF, verb=verbs)

    basis = f"{grounds['before']}{{document}}(?:{grounds['more']}){{0,5}}"
    lead = f"(?:{grounds['carried']}|{grounds['rested']})"
    clauses = f"(?:{grounds['purpose']}){{0,4}}"
    whole = f"(?P<basis>{lead}{basis}){grounds['after']}{clauses}"
    return _Patterns(
        pattern(lead),
        put(whole + grounds["deed"]),
        put(f"{whole}，?[^，。；：:{{document}}]{{0,24}}{grounds['itself']}"),
        re.compile(grounds["carried"]),
        re.compile(grounds["implementing"]),
        pattern(data["planned"], party_signs=ORG + SELF),
        re.compile(data["drafts"]),
        re.compile(grounds["done"]),
    )


_DOCUMENT = re.compile("《")


def add_groundings(draft: Draft) -> None:
    """Reads every sentence that names documents."""
    seen: set[tuple[DocumentRef, DocumentRef]] = set()
    for sentence in draft.sentences_with(_DOCUMENT):
        skeleton = draft.skeleton(sentence.start, sentence.end)
        if DOC not in skeleton.text:
            continue
        for made, basis, relation, start, end in _read(draft, skeleton):
            evidence = draft.evidence(*draft.clause(start, end), f"grounding.{relation}", (start, end))
            if made != basis and (made, basis) not in seen and evidence is not None:
                seen.add((made, basis))
                restated = draft.is_restated(start)
                draft.facts.append(Grounding(evidence=evidence, restated=restated, document=made, basis=basis, relation=relation))


def _read(draft: Draft, skeleton: Skeleton) -> Iterator[tuple[DocumentRef, DocumentRef, str, int, int]]:
    """(document, its basis, relation, view span) of each that one sentence tells."""
    data = _patterns()
    position = 0
    while (lead := data.lead.search(skeleton.text, position)) is not None:
        position = lead.end()
        match = data.made.match(skeleton.text, lead.start())
        if match is not None and not _is_planned(draft, skeleton, match):
            made = [draft.document_ref(m) for m in _documents(skeleton, match.span("made"))]
        elif not draft.anatomy.is_reply and (match := data.itself.match(skeleton.text, lead.start())) is not None:
            made = list(_itself(draft, match["kind"]))
        else:
            continue
        bases = [draft.document_ref(m) for m in _documents(skeleton, match.span("basis"))]
        carried = data.carried.match(match["basis"]) is not None
        for document in made:
            if document.title and not data.drafts.search(document.title):
                relation = "implements" if carried or data.implementing.search(document.title) else "based_on"
                for basis in bases:
                    yield document, basis, relation, skeleton.place(match.start()), skeleton.stop(match.end())
        position = match.end()


def _is_planned(draft: Draft, skeleton: Skeleton, match: re.Match[str]) -> bool:
    """Whether the document is not there yet: 将根据A制定B, or among the next steps."""
    data = _patterns()
    if data.planned.search(skeleton.text[: match.start()]) or data.planned.search(skeleton.text[match.start() : match.start("verb")]):
        return True
    ahead = next_steps().search(draft.view.text, 0, skeleton.place(match.start())) is not None
    return ahead and data.done.search(skeleton.text[match.start("made_by") : match.start("made")]) is None


def _documents(skeleton: Skeleton, span: tuple[int, int]) -> list[Mention]:
    return skeleton.within(*span, DOC)


def _itself(draft: Draft, kind: str) -> Iterator[DocumentRef]:
    """The document that 本方案 is: the one that the text hands out, else the text."""
    issued = [document for fact in draft.facts if isinstance(fact, Issuing | Cosigning) for document in _issued(fact)]
    handed = [document for document in issued if (document.title or "").endswith(kind[-2:])]
    title = next(iter(draft.values("title")), None)
    if handed:
        yield handed[0]
    elif title is not None and kind_of(title) is not None:
        yield DocumentRef(title, next(iter(draft.values("doc_number")), None))


def _issued(fact: Cosigning | Issuing) -> tuple[DocumentRef, ...]:
    return fact.documents if isinstance(fact, Cosigning) else (fact.document,)
