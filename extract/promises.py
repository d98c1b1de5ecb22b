"""Commitments (下一步工作) and referrals (转交, 转办)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.anatomy import BODY
from extract.draft import Draft
from extract.facts import Commitment, Referral
from extract.lexicon import Near, alternation, pattern, rules
from extract.skeleton import DOC, ORG, SELF, Mention

_CLAUSE_END = re.compile(r"[，；。！\n：]")


@dataclass(frozen=True)
class _Rules:
    """Section ``commitment`` of ``rules/relations.toml``, compiled."""

    section: re.Pattern[str]
    announce: re.Pattern[str]
    own: Near
    none: re.Pattern[str]
    item: re.Pattern[str]
    lead_in: re.Pattern[str]
    subject: re.Pattern[str]
    goes_on: re.Pattern[str]
    list_ahead: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = rules("relations")["commitment"]
    return _Rules(
        re.compile(data["section"]),
        re.compile(data["announce"]),
        Near(pattern(data["own"], self=data["self"], will=data["will"]), re.compile("[将拟]"), 60),
        re.compile(data["not_promise"]),
        re.compile(data["item"], re.MULTILINE),
        re.compile(data["lead_in"]),
        re.compile(data["subject"]),
        re.compile(data["goes_on"]),
        re.compile(data["list_ahead"]),
    )


@cache
def next_steps() -> re.Pattern[str]:
    """What turns a letter to its next steps: a heading, or 下一步 at the beginning of a clause."""
    data = rules("relations")["commitment"]
    section = data["section"].removeprefix("^")
    return re.compile(f"(?<=\n){section}|(?:^|(?<=[，。；：\n）、]))(?:下一?步|下一?阶段|今后|接下来)")


# What opens a promise and is none itself: who will do it, how many there are.
_OPENING = re.compile(
    r"^[\u4e00-\u9fff]{2,16}(?:局|委|部|院|厅|办|中心|政府|公司|联合会|妇联|团委)$"
    r"|(?:以下|如下|[几两三四五六])(?:个|项|点)?(?:方面)?(?:的)?(?:工作|措施)$"
)
_LIST_OF_WORK = re.compile("将[^，。；]{0,12}(?:工作|措施|方面)：$")  # 为…我们将重点做好以下工作：
_BY_LEVEL = re.compile(r"(?P<cn>[一二三四五六七八九十]{1,3}、)|(?P<paren>（[一二三四五六七八九十]{1,3}）)|(?P<digit>\d{1,2}[.、](?!\d))")


def add_commitments(draft: Draft) -> None:
    """Next steps found by heading, by 下一步, by 我局将."""
    data = _rules()
    text = draft.view.text
    found: list[tuple[int, int]] = []
    for stretch in draft.view.of(BODY):
        section: str | None = None  # level of the heading that opened a next-steps section
        paragraphs = list(re.finditer(r"[^\n]+", text[stretch.start : stretch.end]))
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
            listed = following is not None and data.list_ahead.search(paragraph.group()) and data.item.match(following.group())
            start, end = stretch.start + paragraph.start(), stretch.start + paragraph.end()
            body, level = paragraph.group(), _level(paragraph.group())
            heading = data.section.match(body)
            if heading and (level or len(body) < 40):
                section = level
                found.extend(_items(text, start + heading.end(), end, data) if len(body) >= 40 else ())
            elif (
                (body.endswith(("：", "—")) or listed)
                and not level
                and (data.announce.search(body) or _LIST_OF_WORK.search(body) or any(data.own.finditer(body, 0, len(body))))
                and not re.search(r"(?:答复|阐述|说明|回复|函复|情况|数据|明细)(?:如下)?[：—]+$", body)
            ):
                section = "*"  # the list that follows
            elif len(body) < 60 and data.none.search(body):
                section = None if re.match(r"感谢|衷心|再次|以上|十分|非常", body) else section
            elif (section == "*" and not level and not data.item.match(body)) or (section is not None and level and level == section):
                section = None
                found.extend(_announced(text, start, end, data))
            elif section is not None:
                found.extend(_items(text, start, end, data))
            else:
                found.extend(_announced(text, start, end, data))
    ordinal = 0
    seen: set[tuple[int, int]] = set()
    for start, end in sorted(dict.fromkeys(found)):
        core = _core(text, start, end, data)
        if core is None or core in seen or draft.is_restated(core[0]) or any(s < core[1] and core[0] < e for s, e in seen):
            continue
        seen.add(core)
        ordinal += 1
        evidence = draft.evidence(*_whole(text, start, end, core), "commitment", core)
        if evidence is not None:
            who = draft.name_at(draft.clause(start, start + 1)[0], core[0]) or (draft.names.issuer if draft.names else None)
            draft.facts.append(Commitment(evidence=evidence, ordinal=ordinal, text=text[core[0] : core[1]], responsible=who))


def _whole(text: str, start: int, end: int, core: tuple[int, int]) -> tuple[int, int]:
    """The promise with all its clauses, for its quote: from the item's first word to the end of its sentence."""
    while start < core[0] and text[start] in "，,。：:；、 —\n":
        start += 1
    stop = max(core[1], _sentence_end(text, core[0], end))
    newline = text.find("\n", core[1], stop)
    return start, newline if newline >= 0 else stop


def _level(paragraph: str) -> str:
    """Which numbering a paragraph begins with: cn (一、), paren (（一）), digit (1.), or none."""
    match = _BY_LEVEL.match(paragraph)
    return (match.lastgroup or "") if match else ""


def _items(text: str, start: int, end: int, data: _Rules) -> Iterator[tuple[int, int]]:
    """The promises of a stretch: its numbered items (一是…二是…), else what semicolons divide, else one."""
    items = list(data.item.finditer(text, start, end))
    if items:
        if items[0].lastgroup == "first" and items[0].start() - start > 10:
            yield start, items[0].start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            yield item.end(), following.start() if following else end
        return
    stop = text.find("。", start, end)
    stop = stop if stop >= 0 else end
    position = start
    for piece in re.split(r"；", text[start:stop]):
        yield position, position + len(piece)
        position += len(piece) + 1


def _announced(text: str, start: int, end: int, data: _Rules) -> Iterator[tuple[int, int]]:
    """下一步，… and 我局将… in the answers; what a semicolon adds to the same sentence is promised too."""
    announced = data.announce.search(text, start, end)
    limit = end
    if announced is not None and text[max(start, announced.start() - 1) : announced.start()] not in ("“", "《"):
        yield from _items(text, announced.end(), end, data)
        limit = announced.start()
        if data.item.search(text, announced.end(), end) is None:
            yield from _going_on(text, _sentence_end(text, announced.end(), end) + 1, end, data)
    for match in data.own.finditer(text, start, limit):
        if not re.match(r"[^，。；]{0,16}(?:转交|移交|转办|转至|转给)", text[match.end() : match.end() + 24]):
            yield from _items(text, match.end(), min(end, _sentence_end(text, match.end(), end)), data)


def _going_on(text: str, start: int, end: int, data: _Rules) -> Iterator[tuple[int, int]]:
    """The sentences after an announced promise that go on with it (继续实施…。), or promise by themselves."""
    while start < end:
        stop = _sentence_end(text, start, end)
        if data.goes_on.match(text, start, stop):
            yield start, stop
        else:
            yield from ((match.end(), stop) for match in data.own.finditer(text, start, stop))
        start = stop + 1


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = text.find("。", start, end)
    return stop if stop >= 0 else end


def _core(text: str, start: int, end: int, data: _Rules) -> tuple[int, int] | None:
    """The core of a promise: its first clause that says what will be done, without 我局将 and the occasion before it."""
    stop = _sentence_end(text, start, end)
    newline = text.find("\n", start, stop)
    stop = newline if newline >= 0 else stop
    position = start
    while position < stop and text[position] in "，,。：:；、 —":
        position += 1
    for _ in range(4):
        step = data.subject.match(text, position, stop) or data.lead_in.match(text, position, stop)
        if step is None or step.end() >= stop - 3 or step.end() == position:
            break
        position = step.end()
    clause = _CLAUSE_END.search(text, position, stop)
    finish = clause.start() if clause else stop
    if clause and text[finish] == "，" and finish - position < 8 and re.match(r"对|在|待|为|针对", text[position:finish]):
        further = _CLAUSE_END.search(text, finish + 1, stop)
        finish = further.start() if further else stop
    if (
        clause
        and text[finish] == "，"
        and re.match(r"(?:联合|会同|与|配合|协同|同)[^，。；]*(?:单位|部门|局|委|院|厅)$", text[position:finish])
    ):
        # With whom is not yet what.
        further = _CLAUSE_END.search(text, finish + 1, stop)
        finish = further.start() if further else stop
    while finish > position and text[finish - 1] in "，。；！：":
        finish -= 1
    if clause and text[finish] == "，" and finish - position < 5:
        further = _CLAUSE_END.search(text, finish + 1, stop)
        finish = further.start() if further else stop  # 抓普查，联合市统计局…: a heading and what is done
    if finish < stop and text[finish] == "：" and _OPENING.search(text[position:finish]):
        return _core(text, finish + 1, end, data)  # 县民政局：制定…, 抓好几项工作：加快…
    words = text[position:finish]
    if len(words) < 4 or data.none.search(words) or re.search(r"(?:以下|如下|[几两三四五六])(?:个|项|点)?(?:方面|工作|件事|措施)?$", words):
        return None
    return position, finish


@cache
def _referral() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = rules("relations")["referral"]
    verbs = alternation(data["verbs"].split("|"))
    receiver = f"(?:{ORG}(?:[、和与及]{ORG})*)"
    weak = alternation(data["weak"].split("|"))
    return (
        re.compile(rf"(?:{verbs}|(?<=[将把])[^，。；]{{1,20}}?{weak})(?:了|至|给|到)?(?P<to>{receiver})"),
        re.compile(data["matter"]),
        re.compile(data["hand"].replace("{O}", receiver)),
    )


_HANDING = re.compile("[转移送交请报馈]")


def add_referrals(draft: Draft) -> None:
    """Matters handed to other bodies: 我局将建议转交至区法院、区检察院."""
    handed, matter, hand = _referral()
    for sentence in draft.sentences_with(_HANDING):
        if not draft.mentions_in(sentence.start, sentence.end):
            continue
        skeleton = draft.skeleton(sentence.start, sentence.end)
        found = {match.start("to"): match for pattern in (hand, handed) for match in pattern.finditer(skeleton.text)}
        for match in (found[at] for at in sorted(found)):
            receivers = skeleton.within(match.start("to"), match.end("to"), ORG)
            _add_referral(draft, skeleton.place(match.start()), skeleton.stop(match.end()), receivers, matter)


def _add_referral(draft: Draft, start: int, end: int, receivers: list[Mention], matter: re.Pattern[str]) -> None:
    text = draft.view.text
    if draft.is_restated(start):
        return
    names = [named[0] for mention in receivers if (named := draft.name_of(mention)) is not None]
    clause_start, clause_end = draft.clause(start, end)
    before = text[clause_start:start]
    if re.search(r"(?:可以?|应当?|需|须|可由|要求)(?:及时|依法|立即|按规定)?$", before):
        return  # what is to be done in such cases, not what was done
    what = matter.search(before)
    sender = None
    for mention in draft.mentions_in(clause_start, start):
        if mention.sign in (ORG, SELF) and mention.sign != DOC and (named := draft.name_of(mention)):
            sender = named[0]
    sender = sender or (draft.names.issuer if draft.names else None)
    evidence = draft.evidence(clause_start, clause_end, "referral", (start, end))
    if evidence is not None and names:
        draft.facts.append(
            Referral(evidence=evidence, sender=sender, receivers=tuple(dict.fromkeys(names)), matter=what["matter"] if what else None)
        )
