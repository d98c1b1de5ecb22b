"""Readings of damaged places: what is printed, what is meant, where only one reading is possible."""

from __future__ import annotations

import re
from bisect import bisect_right

from extract import dates
from extract.draft import Draft
from extract.facts import Repair
from extract.proposal import SESSION


def add_repairs(draft: Draft) -> None:
    """What was mended in the letter, and what only a comparison of its parts tells: its date, its session, its addressee's role."""
    _record(draft)
    _repair_numbers(draft)
    _repair_date(draft)
    _repair_session(draft)
    _repair_addressee(draft)


def _record(draft: Draft) -> None:
    """The readings that the lines were mended by (``mending``); those of the page around the letter are none of its facts."""
    if not draft.mendings:
        return
    lines, roles = draft.anatomy.lines, draft.anatomy.roles
    starts = [line.start for line in lines]
    for mending in draft.mendings:
        index = bisect_right(starts, mending.start) - 1
        if index < 0 or roles[index] is None:
            continue
        evidence = draft.evidence_at(mending.start, mending.end, f"repair.{mending.rule}")
        if evidence and (evidence.start, evidence.end) == (mending.start, mending.end):
            draft.facts.append(Repair(evidence=evidence, printed=mending.printed, meant=mending.meant, reason=mending.rule))


def _repair_numbers(draft: Draft) -> None:
    """Document numbers behind a title that are read though more than one of their signs is lost (〔20219）)."""
    text = draft.view.text
    for document in draft.documents:
        if document.repaired and document.printed_number and document.number and not document.alias:
            at = text.find(document.printed_number, document.start, document.end + 2)
            evidence = draft.evidence(at, at + len(document.printed_number), "repair.document-number-brackets") if at >= 0 else None
            if evidence:
                draft.facts.append(
                    Repair(evidence=evidence, printed=document.printed_number, meant=document.number, reason="document-number-brackets")
                )


def _repair_date(draft: Draft) -> None:
    """The letter's date where only its place under the signature tells that it is one (202259)."""
    for field in draft.fields:
        if field.name == "issue_date" and field.evidence.rule == "header.signature_date" and dates.parse(field.printed) is None:
            draft.facts.append(
                Repair(evidence=field.evidence, printed=field.printed, meant=dates.chinese(field.value), reason="date-marks")
            )


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
