"""Who issued a letter, and the place whose bodies it speaks of."""

from __future__ import annotations

import re

from extract.anatomy import BODY, COPIES, META, SIGNATURE, TITLE
from extract.boundaries import NATIONAL
from extract.draft import Draft
from extract.organization import Organization
from extract.toponyms import PlaceSpan


def find_issuers(draft: Draft) -> list[tuple[int, int, Organization | None, str]]:
    """(start, end, body, rule) of who signed; else who stands in the title, the letterhead, the metadata."""
    found: list[tuple[int, int, Organization | None, str]] = []
    text = draft.view.text
    for start, end in draft.stretches(SIGNATURE, "date"):
        hits = [o for o in draft.organizations if start <= o.start < end]
        if len(hits) == 1 and hits[0].place is None and text[hits[0].start - 1 : hits[0].start] == " ":
            hits = []  # one name spaced in two: X县人民 检察院
        for org in hits:
            if text[org.start - 1 : org.start] != "（":  # X局（市人民防空办公室): its other plate
                found.append((org.start, org.end, org, "issuer.signature"))
        if not hits:
            for line in re.finditer(r"[^\n]+", text[start:end]):
                if not re.search(r"\d|[〇○零二]年|[一二三四五六七八九十]日", line.group()) and 3 <= len(line.group()) <= 30:
                    found.append((start + line.start(), start + line.end(), None, "issuer.signature"))
    if found:
        return found
    for role in (TITLE, "banner"):
        for start, end in draft.stretches(role):
            listed = listed_from(draft, start, end)
            if listed:
                return [(org.start, org.end, org, f"issuer.{role}") for org in listed]
    for meta in draft.anatomy.metas:
        if meta.field == "title" and (listed := listed_from(draft, draft.view.position(meta.start), draft.view.position(meta.end))):
            return [(org.start, org.end, org, "issuer.title") for org in listed]
    for start, end in draft.stretches("note"):
        for org in draft.organizations:
            if org.start == start and re.search(r"年\d{1,2}月\d{1,2}日印", text[org.end : end]):
                return [(org.start, org.end, org, "issuer.printed")]
    for field in ("publisher", "source"):
        for meta in draft.anatomy.metas:
            if meta.field != field:
                continue
            span = draft.view.position(meta.start), draft.view.position(meta.end)
            # A page's 来源 may be the portal's government, which answers nothing.
            bodies = [o for o in draft.organizations if span[0] <= o.start < span[1] and not (field == "source" and o.kind in _PORTALS)]
            if bodies and bodies[0].start == span[0]:
                return [(o.start, o.end, o, "issuer.metadata") for o in bodies]
    return []


def listed_from(draft: Draft, start: int, end: int) -> list[Organization]:
    """The bodies that stand one after another from the beginning of a title or letterhead."""
    found: list[Organization] = []
    position = start
    for org in draft.organizations:
        if position <= org.start < end and org.kind != "cppcc" and _BETWEEN.fullmatch(draft.view.text, position, org.start):
            found.append(org)
            position = org.end
        elif org.start >= end:
            break
    return found


# Who a page's 来源 may be without having written the text.
_PORTALS = ("government", "social-organization", "company", "school")
# Between the issuers in a title.
_BETWEEN = re.compile(r"[、 \n]?(?:中共)?")


def own_places(draft: Draft, issuers: list[tuple[int, int, Organization | None, str]]) -> list[str]:
    for _, _, org, _ in issuers:
        if org is not None and org.place is not None and not org.place.generic:
            return list(org.place.names)
    # Else who stands in the title, then in the head, then who convened the session (您在X市三届人民代表大会第二次会议上提出).
    opening = next(((s.start, s.start + 200) for s in draft.view.of(BODY)), (0, 0))
    sources = (draft.stretches(TITLE), draft.stretches(META, "banner", SIGNATURE, COPIES), [opening])
    for number, stretches in enumerate(sources):
        spans = list(stretches)
        for org in draft.organizations:
            if number == 2 and org.kind not in ("cppcc", "people-congress"):
                continue
            if org.place is not None and _is_local(org.place) and any(s <= org.start < e for s, e in spans):
                return list(org.place.names)
    match = re.search(
        r"(?:政协|对|关于)(?P<name>[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州|旗))(?:第?[一二三四五六七八九十]+届|政协|人大)",
        "".join(draft.values("title")),
    )
    if match and draft.toponyms is not None and match["name"] in draft.toponyms:
        return [match["name"]]
    first = draft.toponyms.right("".join(draft.values("title")), 0) if draft.toponyms else None
    return list(first.names) if first is not None and _is_local(first) else []


def _is_local(place: PlaceSpan) -> bool:
    return not place.generic and place.names[0] not in NATIONAL
