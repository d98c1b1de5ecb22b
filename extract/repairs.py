"""Readings of damaged places: what is printed, what is meant, where only one reading is possible."""

from __future__ import annotations

import re

from extract import dates
from extract.anatomy import BODY
from extract.draft import Draft
from extract.facts import Repair
from extract.proposal import SESSION


def add_repairs(draft: Draft) -> None:
    """Repaired readings of the head and of document numbers."""
    text = draft.view.text
    for document in draft.documents:
        if document.repaired and document.printed_number and document.number and not document.alias:
            at = text.find(document.printed_number, document.start, document.end + 2)
            evidence = draft.evidence(at, at + len(document.printed_number), "repair.document_number") if at >= 0 else None
            if evidence:
                draft.facts.append(
                    Repair(evidence=evidence, printed=document.printed_number, meant=document.number, reason="document-number-brackets")
                )
    for field in draft.fields:
        if field.name == "issue_date" and field.evidence.rule == "header.signature_date" and dates.parse(field.printed) is None:
            draft.facts.append(
                Repair(evidence=field.evidence, printed=field.printed, meant=dates.chinese(field.value), reason="date-marks")
            )
        if field.name == "doc_number" and re.search(r"[〔\[【（](?:19|20)\d{2}\d", field.printed):
            draft.facts.append(Repair(evidence=field.evidence, printed=field.printed, meant=field.value, reason="document-number-brackets"))
    _repair_body_dates(draft)
    _repair_session(draft)
    _repair_addressee(draft)


_BODY_DATE = re.compile(
    r"(?P<year>[12](?<![\d.].)(?:(?<=1)9|(?<=2)0)\d{2})(?:(?P<month>\d{1,2})月(?P<day>\d{1,2}日)?|年?(?P<rest>\d{2,4})日)"
)


def _repair_body_dates(draft: Draft) -> None:
    """Dates in the body whose 年 or 月 was lost (20245月 → 2024年5月, 201961日 → 2019年6月1日), where only one reading is a date."""
    for start, end in draft.stretches(BODY):
        for match in _BODY_DATE.finditer(draft.view.text, start, end):
            if match["month"]:
                meant = f"{match['year']}年{match['month']}月{match['day'] or ''}" if 1 <= int(match["month"]) <= 12 else None
            else:
                value = dates.repair(match.group())
                meant = dates.chinese(value) if value and not re.fullmatch(r"(?:19|20)\d{2}年\d{1,2}日", match.group()) else None
            evidence = draft.evidence(match.start(), match.end(), "repair.date") if meant else None
            if evidence and meant:
                draft.facts.append(Repair(evidence=evidence, printed=match.group(), meant=meant, reason="date-marks"))


def _repair_session(draft: Draft) -> None:
    """The letter's own title lost characters that the page's title kept: 十届次会议10040151 → 十届四次会议第10040151号."""
    title = next(iter(draft.values("title")), "")
    session = SESSION.search(title)
    number = next(iter(draft.values("proposal_number")), None)
    if session is None or number is None:
        return
    damaged = [line for line in draft.anatomy.lines if number in line.tight and session.group() not in line.tight and "会议" in line.tight]
    meant = re.search(rf"{re.escape(session.group())}[^，。]{{0,6}}?第?{number}号?", title) if damaged else None
    if meant is None:
        return
    # Any numeral, 第 or 次 may have been lost.
    loose = "".join(f"{char}?" if char in "第一二三四五六七八九十百次" else char for char in session.group())
    printed = re.compile(rf"{loose}[^，。\n]{{0,4}}?第?{number}号?")
    for line in damaged:
        match = printed.search(line.tight)
        if match and len(match.group()) < len(meant.group()) and not line.tight.startswith(title):
            evidence = draft.evidence_at(line.start, line.end, "repair.session")
            if evidence:
                draft.facts.append(Repair(evidence=evidence, printed=match.group(), meant=meant.group(), reason="title-characters"))
            return


def _repair_addressee(draft: Draft) -> None:
    """A proposer's name whose 委员 or 代表 was lost."""
    body = next(iter(draft.values("body")), None)
    lines = draft.anatomy.of("addressee")
    if body is None or len(lines) != 1:
        return
    name = lines[0].tight.rstrip("：:，")
    if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name) and name in draft.values("addressee"):
        evidence = draft.evidence_at(lines[0].start, lines[0].end, "repair.addressee")
        if evidence:
            draft.facts.append(
                Repair(evidence=evidence, printed=name, meant=name + ("委员" if body == "政协" else "代表"), reason="addressee-role")
            )
