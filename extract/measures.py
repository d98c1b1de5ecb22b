"""What a number with a unit says: money, a post's head count, a facility's count, or a statistic."""

from __future__ import annotations

import re
from decimal import Decimal

from extract import dates
from extract.draft import Draft, Sentence
from extract.facilities import add_counted
from extract.facts import Amount, Date, Repair, Staff, Statistic
from extract.lexicon import last
from extract.quantities import Quantity, find_quantities, quantity_rules

_LINK = "，。；：、！？（）“”\n"
_LEVEL = re.compile(r"^(?:各?(?:村|镇|乡|县|区|市|省|街道|社区|乡镇|镇街|村（社区）)级)")
_PEOPLE = ("名", "人", "位", "个", "余名", "岗")


def add_measures(draft: Draft) -> None:
    """Amounts, staff, counted facilities and statistics of the body, in text order."""
    year: int | None = None
    for sentence in draft.sentences:
        context: Date | None = None
        text = draft.view.text
        for match in dates.FULL.finditer(text, sentence.start, sentence.end):
            year = int(match["year"]) if match["year"][0].isdigit() else year
        quantities = [q for q in find_quantities(text, sentence.start, sentence.end) if not _in_document(draft, q)]
        quantities.sort(key=lambda q: q.start)
        _lost_units(draft, sentence, quantities)
        for index, quantity in enumerate(quantities):
            following = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
            previous = quantities[index - 1].end if index else sentence.start
            context = _date(draft, sentence, quantity, year) or context
            if quantity.money:
                _add_amount(draft, quantity, previous, context)
            elif not add_counted(draft, quantity, previous, following) and not _add_staff(draft, quantity, previous, following):
                _add_statistic(draft, quantity, previous, following, context)


def _in_document(draft: Draft, quantity: Quantity) -> bool:
    return any(d.start <= quantity.start < d.end for d in draft.documents)


def _date(draft: Draft, sentence: Sentence, quantity: Quantity, year: int | None) -> Date | None:
    """The last date before a number in its sentence, complete or relative."""
    text = draft.view.text
    found: Date | None = None
    at = -1
    for match in dates.FULL.finditer(text, sentence.start, quantity.start):
        if (date := dates.from_match(match)) is not None and match.start() > at:
            found, at = date, match.start()
    for match in dates.RELATIVE.finditer(text, sentence.start, quantity.start):
        if match.start() > at and (date := dates.resolve(match, draft.issue_date, year)) is not None:
            found, at = date, match.start()
    return found


def _before(draft: Draft, quantity: Quantity, previous: int) -> str:
    """The words of the clause that stand before a number, back to the previous number or punctuation."""
    text = draft.view.text
    start = quantity.start
    while start > previous and text[start - 1] not in "，。；：！？\n（":
        start -= 1
    return text[start : quantity.start]


def noun_before(words: str) -> str:
    """What is measured, from the words before a number: dates, adverbs and verbs of doing stripped from both ends."""
    data = quantity_rules()
    words = dates.FULL.sub("", words)
    words = re.sub(r"(?:约|近|超过|超|逾|达到|不少于)$", "", words).strip(_LINK + " ")
    core = data.tail.sub("", data.lead.sub("", words)).strip(_LINK + " ")
    after_verb = data.doing.sub("", core).strip(_LINK + " ")
    return after_verb or core or words


def noun_after(draft: Draft, quantity: Quantity, following: int) -> str:
    """What is counted, from the words right after the unit."""
    text = draft.view.text
    match = re.match(r"[^，。；：、！？\n（）]{0,24}", text[quantity.end : following])
    return match.group().strip() if match else ""


def _add_amount(draft: Draft, quantity: Quantity, previous: int, date: Date | None) -> None:
    data = quantity_rules()
    text = draft.view.text
    words = _before(draft, quantity, previous)
    if len(words) < 2 and previous > 0:
        words = draft.view.text[max(previous - 30, draft.sentence_at(quantity.start).start) : quantity.start]
    period = None
    after = data.period_after.match(text[quantity.end : quantity.end + 8])
    if after:
        period = after.group().strip("/")
    elif found := data.period_before.findall(words):
        period = found[-1]
    what = noun_before(data.period_before.sub("", words)) or noun_after(draft, quantity, quantity.end + 20)
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


def _add_staff(draft: Draft, quantity: Quantity, previous: int, following: int) -> bool:
    """A post with its head count: 配备10名儿童督导员, 人民调解员1063人."""
    data = quantity_rules()
    if quantity.unit not in _PEOPLE:
        return False
    text = draft.view.text
    before = _before(draft, quantity, previous)
    clause_start, clause_end = draft.clause(quantity.start, quantity.end)
    lead = text[clause_start : quantity.start]
    after = text[quantity.end : min(clause_end + 16, len(text))]
    role = _role_after(after, data.role) if quantity.unit != "人" or re.match(r"[\u4e00-\u9fff]", after) else None
    role_is_before = False
    if serving := re.match(r"[\u4e00-\u9fff]{2,10}?(?:担任|出任|兼任|任)(?P<role>[\u4e00-\u9fff“”]{3,14}?)(?=[，。；、]|$)", after):
        role = serving["role"]
    if role is None:
        noun = _LEVEL.sub("", noun_before(before))
        verb = last(data.staff_verb.finditer(noun))
        if verb is not None and len(noun) - verb.end() >= 2:
            noun = noun[verb.end() :].lstrip("了")
        noun = _LEVEL.sub("", noun).strip("“”")
        if noun and data.role.search(noun) and len(noun) <= 20:
            role, role_is_before = noun, True
    if role is None or data.not_role.search(role):
        return False
    if re.search(r"每[^，。；]{0,14}$", lead) and re.search(r"至少|不少于|不低于", lead + text[quantity.start - 3 : quantity.start]):
        return False
    role = role.strip("“”")
    staffed = (
        data.staff_verb.search(lead)
        or serving
        or (role_is_before and (re.search(r"(?:员|师|主任|医生|社工|律师|顾问|岗位)$", role) is not None))
    )
    if not staffed or (data.staff_not_before.search(lead) and not re.search(r"配备|聘|选派|现有|落实|设", lead)):
        return False
    rest = after[len(role) :] if not role_is_before else after
    if not serving and data.staff_not_after.match(rest):
        return False
    if re.search(r"人次|群众|居民|学生|儿童$|学员|老人|患者|对象", role) and not re.search(r"员$|师$|主任$", role):
        return False
    evidence = draft.evidence(
        *draft.clause(quantity.start, quantity.end + (0 if role_is_before else len(role))), "staff", (quantity.start, quantity.end)
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


def _role_after(after: str, role: re.Pattern[str]) -> str | None:
    """The longest stretch right after the unit that ends in a role word."""
    match = re.match(r"[\u4e00-\u9fff“”（）·A-Za-z]{2,18}", after)
    if not match:
        return None
    stretch = re.split(
        r"和|及|以及|、|与|担任|参加|开展|组成|为|到|负责|进行|，|等|的(?!士)|在|深入|对|从事|分别|组建|定期|常驻|驻|包|提供", match.group()
    )[0]
    for end in range(len(stretch), 1, -1):
        if role.search(stretch[:end]):
            return stretch[:end]
    return None


def _add_statistic(draft: Draft, quantity: Quantity, previous: int, following: int, date: Date | None) -> None:
    before = noun_before(_before(draft, quantity, previous))
    after = noun_after(draft, quantity, following)
    what = before if len(before) >= 2 else after
    if (
        quantity.unit in ("名", "位", "起", "件", "例", "户", "家", "所", "个", "条", "项", "场", "辆", "台", "座")
        and 2 <= len(after) <= 16
        and not re.match(r"[的以之和及与，。]", after)
    ):
        what = after
    unit = quantity.unit
    start, end = draft.clause(quantity.start, quantity.end)
    evidence = draft.evidence(start, end, "statistic", (quantity.start, quantity.end))
    if evidence is not None:
        draft.facts.append(
            Statistic(
                evidence=evidence,
                restated=draft.is_restated(quantity.start),
                what=what or draft.view.text[start:end],
                value=quantity.value,
                unit=unit,
                date=date,
                approximate=quantity.approximate,
                upper=quantity.upper,
            )
        )


_LOST = re.compile(r"(?<=[，、；])(?P<what>[\u4e00-\u9fff]{2,16})(?P<num>\d{1,7})(?=[\u4e00-\u9fff，。；])")


def _lost_units(draft: Draft, sentence: Sentence, quantities: list[Quantity]) -> None:
    """A list of like figures in which one lost its unit and the comma (散居孤儿15人，事实无人抚养儿童18集中在…): the neighbours' unit."""
    text = draft.view.text
    for match in _LOST.finditer(text, sentence.start, sentence.end):
        if any(q.start <= match.start("num") < q.end for q in quantities) or _inside_date(text, match):
            continue
        neighbours = [q for q in quantities if q.end <= match.start() and text[q.end : match.start()] in ("，", "、", "；")]
        if not neighbours or neighbours[-1].money:
            continue
        unit = neighbours[-1].unit
        if len([q for q in quantities if q.unit == unit]) < 2 or text[match.end() : match.end() + 1] in "年月日号个名家项级第.：":
            continue
        quantity = Quantity(match.start("num"), match.end("num"), Decimal(match["num"]), match["num"], unit, False, False)
        quantities.append(quantity)
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
