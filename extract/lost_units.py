"""Figures in a list of like ones whose unit the print lost: repaired readings."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from extract.draft import Draft, Sentence
from extract.facts import Repair
from extract.quantities import Quantity, quantity_rules

_LOST = re.compile(r"[，、；](?P<what>[\u4e00-\u9fff]{2,16})(?P<num>\d{1,7})(?![万亿千百])(?=[\u4e00-\u9fff，。；])")


def restore_units(draft: Draft, sentence: Sentence, quantities: list[Quantity]) -> None:
    """A list of like figures in which one lost its unit and the comma (散居孤儿15人，事实无人抚养儿童18集中在…): the neighbours' unit."""
    text = draft.view.text
    lost = list(_LOST.finditer(text, sentence.start, sentence.end))
    if not lost:
        return
    data = quantity_rules()
    taken = {place for q in quantities for place in range(q.start, q.end)}
    ending = {q.end: q for q in quantities}
    units = Counter(q.unit for q in quantities)
    for match in lost:
        number = data.number.match(text, match.start("num"))
        if match.start("num") in taken or _inside_date(text, match) or (number and number["unit"]):
            continue
        neighbour = ending.get(match.start())
        if neighbour is None or neighbour.money:
            continue
        unit = neighbour.unit
        if units[unit] < 2 or text[match.end() : match.end() + 1] in "年月日号个名家项级第.：周岁天分秒":
            continue
        quantity = Quantity(match.start("num"), match.end("num"), Decimal(match["num"]), match["num"], unit, False, False)
        quantities.append(quantity)
        ending[quantity.end] = quantity
        units[unit] += 1
        comma = "" if text[match.end()] in "，。；" else "，"
        tail = re.match(r"[\u4e00-\u9fff]{2}", text[match.end() :])
        stop = (
            match.end() + 3
            if comma and re.match(r"[\u4e00-\u9fff]{2}[在于为的了至到]", text[match.end() :])
            else match.end() + (2 if comma and tail else 0)
        )
        evidence = draft.evidence(match.start("what"), stop, "repair.unit", match.span("num"))
        if evidence:
            printed = text[match.start("what") : stop]
            draft.facts.append(
                Repair(
                    evidence=evidence,
                    printed=printed,
                    meant=f"{match['what']}{match['num']}{unit}{comma}{text[match.end() : stop]}",
                    reason="list-unit",
                )
            )
    quantities.sort(key=lambda q: q.start)


def _inside_date(text: str, match: re.Match[str]) -> bool:
    return bool(re.search(r"第$|[年月]$", match["what"]))
