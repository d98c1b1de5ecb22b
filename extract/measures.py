"""What a number with a unit says: money, a post's head count, a facility's count, or a statistic."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import islice

from extract import dates
from extract.dates import Calendar
from extract.draft import LATEST, Draft, Sentence
from extract.facilities import add_counted
from extract.facts import Amount, Date, Repair, Staff, Statistic
from extract.quantities import Quantity, find_quantities, quantity_rules

_LINK = "，。；：、！？（）“”\n"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DATE_REACH = 200  # a figure's date stands at most this far before it
_LONGEST = 30  # characters of a noun
_DATE_WORDS = re.compile(rf"(?:(?:19|20)\d{{2}}[—–~至-]+)?{dates.FULL.pattern}度?")
# Up to punctuation or to what those who are counted do.
_NOUN_AFTER = re.compile(r"[^，。；：、！？\n（）]{0,24}?(?=$|[，。；：、！？\n（）]|参加|参与|参训|获得|享受|得到|接受|进行|开展)")
_PHRASE = re.compile(r"的(?!士)|与|将|对|把|在|已|于|按照|通过|会同|并|以")
_LAST_STOP = re.compile(".*[，。；：！？\n（]", re.DOTALL)
_NUMBERING = re.compile("^[一二三四五六七八九十]{1,3}(?:、|是(?=[\u4e00-\u9fff]{2}))")
_ABOUT = re.compile(r"(?:约|近|超过|超|逾|达到|不少于)$")
_PEOPLE = ("名", "人", "位", "个", "余名", "岗")


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
            _lost_units(draft, sentence, quantities)
        for index, quantity in enumerate(quantities):
            following = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
            previous = quantities[index - 1].end if index else sentence.start
            if quantity.money:
                _add_amount(draft, quantity, previous, _date(draft, calendar, sentence, quantity, previous, year))
            elif not (
                add_counted(draft, quantity, previous, following) or _add_staff(draft, quantity, previous, following) or quantity.tally
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


def _before(draft: Draft, quantity: Quantity, previous: int) -> str:
    """The words of the clause that stand before a number, back to the previous number or punctuation."""
    text = draft.view.text
    start = quantity.start
    if text.find("）", previous, start) < 0:
        stop = _LAST_STOP.match(text, previous, start)
        return text[stop.end() if stop else previous : start]
    depth = 0
    while start > previous and (depth or text[start - 1] not in "，。；：！？\n（"):
        depth += {"）": 1, "（": -1}.get(text[start - 1], 0)  # 村（社区）统计员: brackets inside a name
        start -= 1
    return text[start : quantity.start]


def noun_before(words: str) -> str:
    """What is measured, from the words before a number: dates, adverbs and verbs of doing stripped from both ends."""
    data = quantity_rules()
    if "年" in words:
        words = _DATE_WORDS.sub("", words)
    words = _ABOUT.sub("", _NUMBERING.sub("", words)).strip(_LINK + " ")
    core = data.tail.sub("", data.lead.sub("", words)).strip(_LINK + " ").removeprefix("了")
    noun = data.doing.sub("", core).strip(_LINK + " ") or core or words
    if len(noun) > _LONGEST:
        # A whole clause: its last phrase names what is measured.
        noun = next((piece for piece in reversed(_PHRASE.split(noun)) if len(piece) > 1), noun)[-_LONGEST:]
    return noun


def noun_after(draft: Draft, quantity: Quantity, following: int) -> str:
    """What is counted, from the words right after the unit."""
    text = draft.view.text
    match = _NOUN_AFTER.match(text, quantity.end, following)
    return match.group().strip() if match else ""


def _add_amount(draft: Draft, quantity: Quantity, previous: int, date: Date | None) -> None:
    data = quantity_rules()
    text = draft.view.text
    words = _before(draft, quantity, previous)
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


def _add_staff(draft: Draft, quantity: Quantity, previous: int, following: int) -> bool:
    """A post with its head count: 配备10名儿童督导员, 人民调解员1063人, 保洁员由56人增加到82人."""
    data = quantity_rules()
    if quantity.unit not in _PEOPLE or quantity.value != int(quantity.value):
        return False
    text = draft.view.text
    before = _before(draft, quantity, previous)
    clause_start, clause_end = draft.clause(quantity.start, quantity.end)
    lead = text[clause_start : quantity.start]
    after = text[quantity.end : min(clause_end + 16, len(text))]
    role = _role_after(after, data.role) if quantity.unit in ("名", "位") or (quantity.unit == "人" and _HAN.match(after)) else None
    role_is_before = False
    if serving := _SERVING.match(after):
        role = serving["role"]
    told = _THAN.sub("", _DATE_WORDS.sub("", before)).rstrip("的")
    moved = role is None and (data.moved.fullmatch(told) or data.staff_arrived.fullmatch(told)) is not None
    if moved:
        role = _last_role(draft, quantity)
    elif role is None and quantity.unit != "个":
        role = _role_before(before)
        role_is_before = role is not None
    if role is None and data.staff_in_all.fullmatch(before):
        # 选聘了专职委员，全区共102名: the post stands at the end of the clause before.
        begin = max(draft.sentence_at(quantity.start).start, clause_start - _CLAUSE_BEFORE)
        clause_before = re.split("[，。；：]", text[begin:clause_start].rstrip("，、"))[-1]
        if data.staff_strong.search(clause_before):
            role, role_is_before, lead = _role_before(clause_before), True, clause_before
    if role is None or data.not_role.search(role):
        return False
    if (role_is_before and data.staff_each.search(before)) or (not role_is_before and not moved and data.staff_per.search(before)):
        return True  # 守墓员每处1人: a quota, counted nowhere
    if _AT_LEAST.search(lead) and re.search(r"至少|不少于|不低于", lead + text[quantity.start - 3 : quantity.start]):
        return False
    own = lead if previous <= clause_start else text[previous : quantity.start]  # since the number before, if the clause has one
    if not moved and not _is_staffed(role, role_is_before, lead, own, after, serving is not None):
        return False
    evidence = draft.evidence(
        *draft.clause(quantity.start, quantity.end + (0 if role_is_before or moved else len(role))), "staff", (quantity.start, quantity.end)
    )
    if evidence is not None:
        org = draft.name_at(draft.sentence_at(quantity.start).start, quantity.start)
        draft.facts.append(
            Staff(
                evidence=evidence,
                restated=draft.is_restated(quantity.start),
                role=role,
                count=quantity.value,
                org=org,
                approximate=quantity.approximate,
            )
        )
    return True


_SERVING = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:担任|出任|兼任|任)(?P<role>[\u4e00-\u9fff“”]{3,14}?)(?=[，。；、]|$)")
_THAN = re.compile("^[，、]?(?:较|比)(?:去年|上年|年初|上年同期)?[底末]?")
_CLAUSE_BEFORE = 40  # characters of a clause that tells the post of the next one's number
_NUMBERED = re.compile(r"^\d+[名位个]")
_AT_LEAST = re.compile(r"每(?![年批季])[^，。；]{0,14}$")


def _last_role(draft: Draft, quantity: Quantity) -> str | None:
    """The post that a second figure of the same sentence is of (由56人增加到82人)."""
    last_fact = draft.facts[-1] if draft.facts else None
    start = draft.view.places[draft.sentence_at(quantity.start).start]
    return last_fact.role if isinstance(last_fact, Staff) and last_fact.evidence.focus_start >= start else None


def _role_before(before: str) -> str | None:
    """The post in the words before a number: what stands behind the last verb of staffing, when it ends as a post does."""
    data = quantity_rules()
    words = _ABOUT.sub("", _DATE_WORDS.sub("", before)).strip(_LINK + " ")
    noun = data.tail.sub("", words).strip(_LINK + " ").removesuffix("队伍")
    if not data.role.search(noun.rstrip("”")):
        return None
    cuts = [match.end() for match in data.staff_cut.finditer(noun) if len(noun) - match.end() >= 2 and noun[match.end() :] != "人员"]
    noun = noun[cuts[-1] :].lstrip("了") if cuts else data.lead.sub("", noun)
    noun = _NUMBERED.sub("", noun).strip("”").split("的")[-1]
    noun = noun.split("”")[-1] if "“" not in noun else noun if "”" in noun else noun.strip("“")
    return noun if 2 <= len(noun) <= 20 and data.role.search(noun) else None


def _is_staffed(role: str, is_before: bool, lead: str, own: str, after: str, serving: bool) -> bool:
    """Whether the words around a post tell that so many fill it, not that something was done to them.

    ``lead``: the clause before the number; ``own``: what of it stands behind the number before.
    """
    data = quantity_rules()
    named = is_before and (data.post.search(role) is not None)
    if role.endswith("人员") and not data.staff_strong.search(lead) and not data.staff_people.search(role):
        return False  # 被困人员, 参训人员: people, not posts
    if not (data.staff_verb.search(lead) or serving or named):
        return False
    unmoved = r"配备|聘|选派|现有|落实|设" + (r"|组织|发动|动员" if role.endswith(("志愿者", "妈妈")) else "")
    if data.staff_not_before.search(own) and not re.search(unmoved, lead):
        return False
    rest = after[len(role) :] if not is_before else after
    if not serving and data.staff_not_after.match(rest):
        return False
    return not (data.not_posts.search(role) and not data.post.search(role))


def _role_after(after: str, role: re.Pattern[str]) -> str | None:
    """The longest stretch right after the unit that ends in a role word."""
    match = re.match(r"(?![（）])[\u4e00-\u9fff“”（）·A-Za-z]{2,18}", after)
    if not match:
        return None
    stretch = quantity_rules().staff_ends.split(match.group())[0]
    for end in range(len(stretch), 1, -1):
        if role.search(stretch[:end]):
            return stretch[:end]
    return None


def _add_statistic(draft: Draft, quantity: Quantity, previous: int, following: int, date: Date | None) -> None:
    before = noun_before(_before(draft, quantity, previous))
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


_LOST = re.compile(r"[，、；](?P<what>[\u4e00-\u9fff]{2,16})(?P<num>\d{1,7})(?![万亿千百])(?=[\u4e00-\u9fff，。；])")


def _lost_units(draft: Draft, sentence: Sentence, quantities: list[Quantity]) -> None:
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
