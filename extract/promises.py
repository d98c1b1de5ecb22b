"""Commitments (下一步工作) and referrals (转交, 转办)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.anatomy import BODY
from extract.draft import Draft
from extract.facts import Commitment, Referral
from extract.lexicon import alternation, rules
from extract.skeleton import DOC, ORG, SELF, Mention

_CLAUSE_END = re.compile(r"[，；。！\n：]")


@dataclass(frozen=True)
class _Rules:
    section: re.Pattern[str]
    announce: re.Pattern[str]
    own: re.Pattern[str]
    will: re.Pattern[str]
    none: re.Pattern[str]
    item: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = rules("relations")["commitment"]
    own_will = re.compile(rf"(?:^|(?<=[，。；\n]))(?:同时|另外|此外|因此|为此)?[，]?(?P<who>{data['self']})(?:[^，。；\n]{{0,16}})?{data['will']}")
    return _Rules(re.compile(data["section"]), re.compile(data["announce"]), own_will, re.compile(data["will"]), re.compile(data["not_promise"]), re.compile(data["item"], re.MULTILINE))


_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。；]{2,40}$")


def add_commitments(draft: Draft) -> None:
    """Next steps found by heading, by 下一步, by 我局将."""
    data = _rules()
    text = draft.view.text
    found: list[tuple[int, int]] = []
    for stretch in draft.view.of(BODY):
        paragraphs = list(re.finditer(r"[^\n]+", text[stretch.start : stretch.end]))
        section = False
        level = ""
        for paragraph in paragraphs:
            start, end = stretch.start + paragraph.start(), stretch.start + paragraph.end()
            body = text[start:end]
            heading_level = _level(body)
            if data.section.match(body) and (len(body) < 40 or heading_level):
                section, level = True, heading_level
                colon = data.section.match(body)
                rest = start + (colon.end() if colon else 0)
                if len(body) >= 40:
                    found.extend(_in_section(text, rest, end, data))
                continue
            if section and heading_level and (level == heading_level or (not level and heading_level == "一、")):
                section = False
            if data.none.search(body) and len(body) < 60:
                section = False if re.match(r"感谢|衷心|再次|以上", body) else section
                continue
            if section:
                found.extend(_in_section(text, start, end, data))
            else:
                found.extend(_announced(text, start, end, data))
    ordinal = 0
    for start, end in sorted(dict.fromkeys(found)):
        core = _core(text, start, end, data)
        if core is None or draft.is_restated(core[0]):
            continue
        ordinal += 1
        evidence = draft.evidence(core[0], core[1], "commitment", core)
        if evidence is not None:
            who = draft.name_at(draft.clause(start, start + 1)[0], core[0]) or (draft.names.issuer if draft.names else None)
            draft.facts.append(Commitment(evidence=evidence, ordinal=ordinal, text=text[core[0] : core[1]], responsible=who))


def _level(paragraph: str) -> str:
    match = re.match(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)", paragraph)
    if not match:
        return ""
    return "一、" if match.group().endswith("、") and not match.group()[0].isdigit() else "（一）" if match.group()[0] == "（" else "1."


def _in_section(text: str, start: int, end: int, data: _Rules) -> Iterator[tuple[int, int]]:
    """The items of a next-steps paragraph: 一是…二是…; or the paragraph's own first promise."""
    items = list(data.item.finditer(text, start, end))
    if not items:
        yield from _sentences(text, start, end)
        return
    for item, following in zip(items, [*items[1:], None], strict=True):
        stop = following.start() if following else end
        yield item.end(), stop


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph without items is one promise, told by its first clause."""
    yield start, end


def _announced(text: str, start: int, end: int, data: _Rules) -> Iterator[tuple[int, int]]:
    """下一步，… and 我局将… in the answers."""
    announced = data.announce.search(text, start, end)
    limit = end
    if announced is not None and not re.search(r"[“《]", text[max(start, announced.start() - 2) : announced.start()]):
        items = [i for i in data.item.finditer(text, announced.end(), end)]
        if items and items[0].start() - announced.end() < 80:
            for item, following in zip(items, [*items[1:], None], strict=True):
                yield item.end(), following.start() if following else end
        else:
            yield announced.end(), end
        limit = announced.start()
    for match in data.own.finditer(text, start, limit):
        yield match.end(), end


_SKIP = re.compile(
    r"^(?:一是|二是|三是|[，,。：；、]|将|会|要|拟|我们|我[局委厅部院办区市县省校]|本[局委]|继续|按照[^，。]{2,60}(?:要求|部署|精神|原则|规定|安排)[，]|结合[^，。]{2,40}[，]|根据[^，。]{2,60}[，]|以[^，。]{2,60}为[^，。]{1,20}[，]|在[^，。]{2,40}[，]|围绕[^，。]{2,40}[，]|针对[^，。]{2,60}[，]|认真(?=研究|贯彻)|同时[，]|并[，]|从以下[^，。：]{0,12}[：。，])"
)


def _core(text: str, start: int, end: int, data: _Rules) -> tuple[int, int] | None:
    """The core of a promise: its first clause that says what will be done, without 我局将."""
    sentence = re.search(r"[。\n！]", text[start:end])
    stop = start + sentence.start() if sentence else end
    position = start
    while position < stop and text[position] in "，,。：:；、 —":
        position += 1
    head = text[position:stop]
    will = re.match(r"(?:[^，。；]{0,24}?)(?:将|拟)(?=[\u4e00-\u9fff])(?!近|来|军|其|符合|该)", head)
    if will and not re.match(r"[^，。；]{0,24}?(?:把|纳入)", will.group()) and re.search(r"我|局|委|厅|部|院|区|市|县|省|政府|办|们|步|段|后|^将|^拟", will.group()):
        position += will.end()
    else:
        later = re.match(r"(?P<pre>[^。；：]{0,90}[，])(?P<who>我们|我[局委厅部院办区市县省校]|本[局委]|[\u4e00-\u9fff]{2,12}(?:局|委|厅|部|院|区|市|县|省))[^，。；]{0,12}?将(?!近|来|军|其)", head)
        if later:
            position += later.end()
        elif colon := re.match(r"[^，。；：]{2,40}：(?=[\u4e00-\u9fff])", head):
            position += colon.end() if re.search(r"以下|如下|几|重点", colon.group()) else 0
    for _ in range(4):
        skip = re.match(r"(?:，|：|——|继续(?=会|将))", text[position:stop])
        if not skip:
            break
        position += skip.end()
    while skip := re.match(r"(?:按照|根据|结合|针对|围绕|在[^，。；]{2,40}(?:下|上|中|基础上)|以[^，。；]{2,40}为)[^，。；]{0,60}，(?=[\u4e00-\u9fff])", text[position:stop]):
        rest = text[position + skip.end() : stop]
        if len(rest) < 6 or draft_like(skip.group()):
            break
        position += skip.end()
    clause = _CLAUSE_END.search(text, position, stop)
    finish = clause.start() if clause else stop
    while finish > position and text[finish - 1] in "，。；！：":
        finish -= 1
    if finish - position < 4 or data.none.search(text[position:finish]):
        return None
    return position, finish


def draft_like(words: str) -> bool:
    """A lead-in that itself promises (针对半留守儿童的特点，依托…) stays."""
    return len(words) > 70


@cache
def _referral() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = rules("relations")["referral"]
    verbs = alternation(data["verbs"].split("|"))
    receiver = f"(?:{ORG}(?:[、和与及]{ORG})*)"
    return re.compile(rf"{verbs}(?:了|至|给|到)?(?P<to>{receiver})"), re.compile(data["matter"]), re.compile(data["hand"].replace("{O}", receiver))


def add_referrals(draft: Draft) -> None:
    """Matters handed to other bodies: 我局将建议转交至区法院、区检察院."""
    handed, matter, hand = _referral()
    for sentence in draft.sentences:
        skeleton = draft.skeleton(sentence.start, sentence.end)
        for match in handed.finditer(skeleton.text):
            _add_referral(draft, skeleton.place(match.start()), skeleton.stop(match.end()), [m for m in skeleton.within(match.start("to"), match.end("to"), ORG)], matter)
        for match in hand.finditer(skeleton.text):
            _add_referral(draft, skeleton.place(match.start()), skeleton.stop(match.end()), [m for m in skeleton.within(match.start("to"), match.end("to"), ORG)], matter)


def _add_referral(draft: Draft, start: int, end: int, receivers: list[Mention], matter: re.Pattern[str]) -> None:
    text = draft.view.text
    if draft.is_restated(start):
        return
    names = [named[0] for mention in receivers if (named := draft.name_of(mention)) is not None]
    clause_start, clause_end = draft.clause(start, end)
    before = text[clause_start:start]
    if re.search(r"(?:可|可以|应|需|须|已由|可由|及时|将)$", before) and "提请" in text[start:end]:
        return
    what = matter.search(before)
    sender = None
    for mention in draft.mentions_in(clause_start, start):
        if mention.sign in (ORG, SELF) and mention.sign != DOC and (named := draft.name_of(mention)):
            sender = named[0]
    sender = sender or (draft.names.issuer if draft.names else None)
    evidence = draft.evidence(clause_start, clause_end, "referral", (start, end))
    if evidence is not None and names:
        draft.facts.append(Referral(evidence=evidence, sender=sender, receivers=tuple(dict.fromkeys(names)), matter=what["matter"] if what else None))
