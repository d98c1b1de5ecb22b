"""What a number with a unit says: money, a post's head count, a facility's count, or a statistic."""

from __future__ import annotations

import re
from itertools import islice

from extract import dates
from extract.dates import Calendar
from extract.draft import LATEST, Draft, Sentence
from extract.facilities import add_counted
from extract.facts import Amount, Date, Statistic
from extract.lost_units import restore_units
from extract.phrases import noun_after, noun_before, words_before
from extract.quantities import Quantity, find_quantities, quantity_rules
from extract.staff import add_staff

_DATE_REACH = 200  # a figure's date stands at most this far before it


def add_measures(draft: Draft) -> None:
    """Amounts, staff, counted facilities and statistics of the body, in text order."""
    year: int | None = None
    text = draft.view.text
    calendar = Calendar(text)
    for sentence in draft.sentences:
        year = calendar.year(sentence.start, sentence.end) or year
        quantities = [q for q in find_quantities(text, sentence.start, sentence.end) if not draft.in_document(q.start)]
        quantities.sort(key=lambda q: q.start)
        if len(quantities) > 1:
            restore_units(draft, sentence, quantities)
        for index, quantity in enumerate(quantities):
            following = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
            previous = quantities[index - 1].end if index else sentence.start
            if quantity.money:
                _add_amount(draft, quantity, previous, _date(draft, calendar, sentence, quantity, previous, year))
            elif not (
                add_counted(draft, quantity, previous, following) or add_staff(draft, quantity, previous, following) or quantity.tally
            ):
                context = _date(draft, calendar, sentence, quantity, previous, year)
                _add_statistic(draft, quantity, previous, following, context)


# A date that governs what follows it (2023年底，…); else it must stand in the figure's own clause.
_ADVERBIAL = re.compile(
    r"(?:\d{1,2}[—–\-～~]+\d{1,2}月|度|底|末|初|上半年|下半年|以来|全年|期间|[一二三四]季度|[上中下]旬)*(?:，|(?=我|全|共))"
)
# The base of a comparison (较2020年提高), or the date of a first figure (由2020年的22%提升至41%), is not the figure's.
_BASE = re.compile(r"(?:较|比|同比|相比)$")
_FIRST = re.compile(r"(?:由|从)$")


def _date(draft: Draft, calendar: Calendar, sentence: Sentence, quantity: Quantity, previous: int, year: int | None) -> Date | None:
    """The last date before a number that governs it, complete or relative; ``previous``: where the number before it ends."""
    text = draft.view.text
    found: Date | None = None
    at = -1
    begin = max(sentence.start, quantity.start - _DATE_REACH)
    clause, _ = draft.clause(quantity.start, quantity.end)
    for printed in (calendar.full, calendar.relative):
        for match in printed(begin, quantity.start):
            lead = text[max(begin, match.start() - 2) : match.start()]
            if match.start() <= at or lead.endswith("“") or _BASE.search(lead) or (_FIRST.search(lead) and previous > match.end()):
                continue
            opens = match.start() - sentence.start <= 4  # 一是2024年开展…: it governs the sentence
            if match.start() < clause and not opens and not _ADVERBIAL.match(text, match.end()):
                continue
            date = dates.from_match(match) if printed == calendar.full else dates.resolve(match, draft.issue_date, year)
            if date is not None:
                found, at = date, match.start()
    return found


def _add_amount(draft: Draft, quantity: Quantity, previous: int, date: Date | None) -> None:
    data = quantity_rules()
    text = draft.view.text
    words = words_before(draft, quantity, previous)
    period = None
    after = data.period_after.match(text[quantity.end : quantity.end + 8])
    if after:
        period = after.group().strip("/")
    elif found := data.period_before.findall(words):
        period = found[-1]
    what = noun_before(data.period_before.sub("", words)) or noun_after(draft, quantity, quantity.end + 20)
    what = _continued(draft, quantity, what, Amount)
    start, end = draft.clause(quantity.start, quantity.end)
    evidence = draft.evidence(start, end, "amount", (quantity.start, quantity.end))
    if evidence is not None:
        draft.facts.append(
            Amount(
                evidence=evidence,
                restated=draft.is_restated(quantity.start),
                what=what or "金额",
                value=quantity.value,
                printed_value=quantity.printed,
                unit=quantity.unit,
                period=period,
                date=date,
                approximate=quantity.approximate,
                upper=quantity.upper,
            )
        )


def _continued(draft: Draft, quantity: Quantity, what: str, kind: type[Amount] | type[Statistic]) -> str:
    """What a figure measures when its own words do not say: 2019年下达100万元、2020年200万元; 老年人口13万人，占比21%; 由22%提升至41%."""
    data = quantity_rules()
    own = not what or what in ("其中", "下达") or data.moved.fullmatch(what) is not None
    if not own and not data.share.fullmatch(what):
        return what
    before = next((f for f in islice(reversed(draft.facts), LATEST) if isinstance(f, kind)), None)
    if before is None or before.evidence.focus_start < draft.view.places[draft.sentence_at(quantity.start).start]:
        return what
    return before.what if own else f"{before.what}占比"


def _add_statistic(draft: Draft, quantity: Quantity, previous: int, following: int, date: Date | None) -> None:
    before = noun_before(words_before(draft, quantity, previous))
    after = noun_after(draft, quantity, following)
    what = before if len(before) >= 2 or before == "占" else after
    if (
        quantity.unit in ("名", "位", "起", "件", "例", "户", "家", "所", "个", "条", "项", "场", "辆", "台", "座")
        and 2 <= len(after) <= 20
        and not re.match(r"[的以之和及与，。]", after)
    ):
        what = after
    what = _continued(draft, quantity, what, Statistic)
    start, end = draft.clause(quantity.start, quantity.end)
    evidence = draft.evidence(start, end, "statistic", (quantity.start, quantity.end))
    if evidence is not None:
        draft.facts.append(
            Statistic(
                evidence=evidence,
                restated=draft.is_restated(quantity.start),
                what=what or draft.view.text[start:end],
                value=quantity.value,
                unit=quantity.unit,
                date=date,
                approximate=quantity.approximate,
                upper=quantity.upper,
            )
        )
