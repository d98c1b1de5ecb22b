"""The components that find who and what is named: header fields, bodies, documents, and where the proposal is restated."""

from __future__ import annotations

import re
from functools import cache

from extract import genre
from extract.anatomy import BANNER, BODY, META, SIGNATURE, TITLE
from extract.documents import find_documents, kind_of
from extract.draft import LETTER_ROLES, Draft
from extract.facts import DocumentMention, HeaderField, OrganizationMention
from extract.header import HeaderReader
from extract.issuers import find_issuers, listed_from, own_places
from extract.lexicon import Near, rules
from extract.names import Names, Places
from extract.organization import Organization
from extract.organizations import find_organizations
from extract.raw import Raw
from extract.toponyms import PlaceSpan, Toponyms


def read_header(draft: Draft) -> None:
    """Header fields but the issuer (which needs the bodies), the letter's date, and what of the text is restated proposal."""
    body = next(draft.view.of(BODY), None)
    opening = ""
    base = 0
    if body is not None:
        base = body.start
        opening = draft.view.text[base : min(body.end, base + 420)]
        opening = "\n".join(opening.split("\n")[:3])

    def place(start: int, end: int) -> tuple[int, int]:
        return draft.view.span(base + start, base + max(end, start + 1))

    for raw in HeaderReader(draft.anatomy, opening, place).read():
        _add_field(draft, raw)
    title = next(iter(draft.values("title")), "")
    kind = genre.kind(draft, title)
    at = next((f.evidence for f in draft.fields if f.name == "title"), None)
    if at is not None:
        draft.fields.append(HeaderField(evidence=at, name="kind", value=kind, printed=title[-8:]))
    else:
        span = draft.view.span(base, base + 1) if draft.view.text else (0, 1)
        evidence = draft.evidence_at(*span, "header.kind")
        if evidence:
            draft.fields.append(HeaderField(evidence=evidence, name="kind", value=kind, printed=evidence.quote))
    draft.issue_date = next(iter(draft.values("issue_date")), None) or next(iter(draft.values("publication_date")), None)
    draft.restated = list(_restated(draft))


def _add_field(draft: Draft, raw: Raw) -> None:
    evidence = draft.evidence_at(raw.start, raw.end, raw.rule)
    if evidence is not None:
        printed = draft.as_printed(raw.printed, raw.start, raw.end)
        draft.fields.append(HeaderField(evidence=evidence, name=raw.name, value=raw.value, printed=printed))


@cache
def _restated_patterns() -> tuple[Near, re.Pattern[str], int]:
    data = rules("relations")["restated"]
    return Near(re.compile(data["starts"]), re.compile(data["sign"]), 50), re.compile(data["ends"]), data["reach"]


def _restated(draft: Draft) -> list[tuple[int, int]]:
    starts, ends, reach = _restated_patterns()
    spans: list[tuple[int, int]] = []
    if not draft.anatomy.is_reply:
        return spans
    text = draft.view.text
    for stretch in draft.view.of(BODY):
        position = stretch.start
        while (match := next(starts.finditer(text, position, stretch.end), None)) is not None:
            stop = min(stretch.end, match.end() + reach)
            end = ends.search(text, match.end(), stop)
            if end is None:
                position = match.end()
                continue
            spans.append((match.start(), end.start() + 1))
            position = end.start() + 1
    return spans


# Between two bodies of one list.
_BESIDE = re.compile(r"[、和与及]|以及|（[^（）]{1,8}）、|")


def find_bodies(draft: Draft) -> None:
    """Named bodies of the letter's parts, their canonical names, the issuer."""
    text = draft.view.text
    heads = "\n".join(text[s:e] for s, e in draft.stretches(TITLE, SIGNATURE, META, BANNER))
    draft.toponyms = Toponyms(text, heads)
    spans = list(draft.stretches(*LETTER_ROLES))
    found = [o for o in find_organizations(text, draft.toponyms) if any(s <= o.start < e for s, e in spans)]
    draft.organizations = [o for o in found if not _is_label(text, o)]
    issuers = find_issuers(draft)
    own = own_places(draft, issuers)
    printed = [n for o in draft.organizations if o.place and not o.place.generic for n in o.place.names]
    printed += re.findall(r"[\u4e00-\u9fff]{2,6}(?:省|市)", heads)
    printed = [name for name in printed if name in draft.toponyms or (name.endswith("省") and len(name) > 2)]
    draft.names = Names(Places(draft.toponyms, own, printed), None)
    _name_all(draft)
    _meet(draft)
    for start, end, org, rule in issuers:
        # A kind of body alone (检察院) has no name of its own but what is printed.
        name = draft.org_names[draft.organizations.index(org)][0] if org in draft.organizations else text[start:end].replace(" ", "")
        evidence = draft.evidence(start, end, rule)
        if evidence is not None and name not in draft.values("issuer"):
            draft.fields.append(HeaderField(evidence=evidence, name="issuer", value=name, printed=text[start:end]))
    draft.names.issuer = next(iter(draft.values("issuer")), None)


def _is_label(text: str, org: Organization) -> bool:
    return text[org.end : org.end + 1] == "：" and text[org.start : org.end] in ("发布机构", "发文机关")


def _name_all(draft: Draft) -> None:
    """Canonical names; a body without a place takes that of the body it stands beside (省民政厅、财政厅)."""
    assert draft.names is not None
    text = draft.view.text
    kept: list[Organization] = []
    draft.org_names = []
    previous: Organization | None = None
    carried: PlaceSpan | None = None
    for org in draft.organizations:
        beside = previous is not None and _BESIDE.fullmatch(text, previous.end, max(previous.end, org.start)) is not None
        inherited = (
            carried
            if beside
            and org.place is None
            and org.kind not in ("ministry", "company", "school", "hospital", "social-organization")
            and not org.full.startswith(("国务院", "中国", "国家", "全国", "中华", "最高", "中共"))
            else None
        )
        if org.place is None and inherited is None and _needs_place(org, text):
            previous, carried = None, None
            continue
        draft.org_names.append(draft.names.full(text, org, inherited))
        kept.append(org)
        previous, carried = org, org.place or inherited
    draft.organizations = kept


def _meet(draft: Draft) -> None:
    """Short names the tables do not know meet the one full name of the letter that they shorten (区文旅委)."""
    text = draft.view.text
    named = zip(draft.organizations, draft.org_names, strict=True)
    bodies = {name: place for org, (name, place) in named if org.kind == "department" and place}
    printed = [text[o.start : o.end] for o in draft.organizations]
    whole = {name for name in bodies if any(form.endswith(name) for form in printed)}
    shorter: dict[str, str] = {}
    for name in bodies.keys() - whole:
        place = bodies[name] or ""
        fuller = [o for o in whole if bodies[o] == place and _shortens(name.removeprefix(place), o.removeprefix(place))]
        if len(fuller) == 1:
            shorter[name] = fuller[0]
    draft.org_names = [(shorter.get(name, name), place) for name, place in draft.org_names]


def _shortens(short: str, full: str) -> bool:
    """Whether one department's name is the other's with words left out, first character and head kept."""
    full = full.removeprefix("人民政府")  # 省国资委, 省人民政府国有资产监督管理委员会
    if short == full:
        return True
    head = next((h for h in ("委员会", "局", "厅", "办公室") if full.endswith(h)), None)
    if head is None or not short.endswith(head) or not len(head) + 2 <= len(short) < len(full) or short[0] != full[0]:
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def _needs_place(org: Organization, text: str) -> bool:
    """A name that is complete only with a place: 检察院, 政法委, 妇联 alone name a kind of body."""
    if (
        org.kind in ("procuratorate", "court", "mass-organization", "supervision", "leading-group")
        and org.full
        and org.full != text[org.start : org.end]
    ):
        return not org.full.startswith(("中国", "中华", "最高", "全国"))
    return org.kind in ("procuratorate", "court") and not org.full.startswith("最高")


def find_documents_component(draft: Draft) -> None:
    """Documents of the body (and of other official texts' titles), with repaired numbers."""
    own, proposal = draft.values("title"), draft.values("proposal_title")
    if draft.anatomy.is_reply:
        own, proposal = [], [*own, *proposal]
    body = [s for s in draft.view.stretches if s.role == BODY]
    if not body:
        return
    draft.documents = [d for d in find_documents(draft.view.text, own, proposal) if any(s.start <= d.start < s.end for s in body)]


def add_mentions(draft: Draft) -> None:
    """Facts for every body and document mentioned; a body inside a document's title counts only as one of its issuers."""
    text = draft.view.text
    titles = [(d.title_start, d.end) for d in draft.documents if d.title_start >= 0]
    issuing = {o.start for start, end in titles for o in listed_from(draft, start, end)}
    inside = {o.start for o in draft.organizations for start, end in titles if start <= o.start < end} - issuing
    banners, issuers = list(draft.stretches(BANNER)), draft.values("issuer")
    for org, (name, place) in zip(draft.organizations, draft.org_names, strict=True):
        if org.start in inside:
            continue
        if name not in issuers and any(start <= org.start < end for start, end in banners):
            continue  # a page's links stand where a letterhead may
        evidence = draft.evidence(org.start, org.end, f"organization.{org.kind}")
        if evidence is not None:
            draft.facts.append(
                OrganizationMention(
                    evidence=evidence,
                    restated=draft.is_restated(org.start),
                    name=name,
                    mention=text[org.start : org.end].replace(" ", ""),
                    kind=org.kind,
                    place=place,
                )
            )
    for document in draft.documents:
        evidence = draft.evidence(
            document.start, document.end, "document.alias" if document.alias else "document.title" if document.title else "document.number"
        )
        if evidence is not None:
            kind = document.kind or (kind_of(document.title) if document.title else None)
            draft.facts.append(
                DocumentMention(
                    evidence=evidence,
                    restated=draft.is_restated(document.start),
                    title=document.title,
                    doc_number=document.number,
                    kind=kind,
                    mention=text[document.start : document.end],
                )
            )
