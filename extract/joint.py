"""Who issued which document, alone or together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.lexicon import alternation, rules
from extract.numbers import integer
from extract.skeleton import DOC, ORG, SELF, Mention, Skeleton

_CN = "一二三四五六七八九十两百"


@dataclass(frozen=True, slots=True)
class Act:
    """An act of issuing in one sentence. ``parties`` and ``documents``: mentions; ``lead``: parties known to lead; ``count``: as printed;
    ``joint``: it says together even where one party is named; ``start``/``end``: view span of the clause; ``rule``: which reading."""

    parties: tuple[Mention, ...]
    documents: tuple[Mention, ...]
    lead: tuple[Mention, ...]
    count: int | None
    joint: bool
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class _Patterns:
    left: re.Pattern[str]
    passive: re.Pattern[str]
    beside: re.Pattern[str]
    planned: re.Pattern[str]
    documents: re.Pattern[str]
    count: re.Pattern[str]
    joint: re.Pattern[str]
    verb: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = rules("documents")["verbs"]
    verb = alternation(data["issue"])
    party = f"[{ORG}{SELF}]"
    count = (
        rf"(?:等|共|共计|等共|等共计|等相关|等有关|等多个|其他|另外)?(?P<count>\d{{1,3}}|[{_CN}]{{1,3}})(?:多|余)?(?:个|家)?(?:省级|市级|区级|县级|市直|区直|县直|省直|州级|中央|国家|省|市|区|县|成员|职能|相关|有关|涉案|责任)*"
        r"(?:部门|单位|部委|机关|委办局|局委办|局|办局|部局|委局|厅局|成员单位|机构)(?:办公厅|办公室)?(?:（室）)?"
    )
    bare_count = count.replace("(?P<count>", "(?:")
    filler = (
        r"近日|日前|单独|先后|专门|正式|研究|共同研究|已经|已|又|还|也|再次|分别|及时|主动|积极|一起|一道|统一|率先|随后|同年|当年|今年|去年|于|在|经"
        r"|(?:19|20)?\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|通过|对接|协商|协调|讨论|沟通|根据实际|结合实际|制定并|、?并|以[^，。；]{1,16}名义|指导|修改|组织|负责|围绕[^，。；]{1,30}，|为[^，。；]{1,30}，"
    )
    link = r"(?:了|并|的|等|和|以|包括|《|实施|以及|关于|该|本|我[省市区县]|全[省市区县]|新|新的|首个|全国首[个部]|配套|系列|了系列|了一系列|一系列|一批|[\u4e00-\u9fff]{0,8}?的)*"
    left = rf"(?P<parties>(?:{party}(?:牵头，?|等)?|{bare_count}|等(?:相关|有关)?(?:部门|单位)|相关部门|有关部门|[、和与及 ·]|以及|会同|联合|共同|牵头|协同|商|同|，(?=共同|联合|会同|会签|与|并|牵头|由{party})|{filler}){{1,80}}?)(?P<verb>(?:联合|共同|研究|牵头)*(?:{verb}(?:、|并|和)?)+){link}$"
    passive = rf"^(?:（[^（）]*）)?(?:，)?(?:已|现已|均|也|是|就是)?由(?P<parties>(?:{party}(?:牵头)?|{bare_count}|[、和与及，]|以及|会同|联合|共同|牵头|协同|组织|等(?:有关|相关)?(?:部门|单位)|相关部门|研究|负责|于|\d{{4}}年(?:\d{{1,2}}月)?)+?)(?P<verb>(?:联合|共同|研究)*(?:{verb}|实施)+)"
    beside = rf"(?P<parties>{party}(?:(?:[、和与及]|以及){party})*(?:{bare_count}|等(?:部门|单位))?)(?:联合|共同)?(?:的|关于)?$"
    return _Patterns(
        re.compile(left),
        re.compile(passive),
        re.compile(beside),
        re.compile(data["planned"]),
        re.compile(rf"{DOC}(?:(?:[、，和与及]|以及|等|《|》)*{DOC})*"),
        re.compile(count),
        re.compile(alternation([*data["joint"]])),
        re.compile(verb),
    )


def read_acts(skeleton: Skeleton) -> Iterator[Act]:
    """The acts of issuing that one sentence tells."""
    pats = _patterns()
    text = skeleton.text
    if DOC not in text:
        return
    previous = 0
    for cluster in pats.documents.finditer(text):
        documents = tuple(skeleton.within(cluster.start(), cluster.end(), DOC))
        before = text[previous : cluster.start()]
        act = (
            _active(skeleton, pats, before, previous, cluster, documents)
            or _passive(skeleton, pats, cluster, documents)
            or _beside(skeleton, pats, before, previous, cluster, documents)
        )
        if act is not None:
            yield act
        previous = cluster.end()


def _active(
    skeleton: Skeleton, pats: _Patterns, before: str, offset: int, cluster: re.Match[str], documents: Sequence[Mention]
) -> Act | None:
    # The left side is bounded: a subject stands at most this far from its verb.
    cut = max(0, len(before) - 160)
    match = _longest(pats.left, before[cut:])
    if match is None:
        return None
    start = offset + cut + match.start("parties")
    if pats.planned.search(before[: cut + match.start("verb")]) or re.search(r"(?:尚未|没有|未)$", before[: cut + match.start("verb")]):
        return None
    return _act(
        skeleton,
        pats,
        match["parties"] + match["verb"],
        start,
        offset + cut + match.end("parties"),
        cluster.end(),
        documents,
        "joint.active",
    )


def _longest(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that begins at the earliest party (the pattern is anchored at the end)."""
    for at in (m.start() for m in re.finditer(f"[{ORG}{SELF}]", text)):
        match = pattern.match(text, at)
        if match is not None:
            return match
    return None


def _passive(skeleton: Skeleton, pats: _Patterns, cluster: re.Match[str], documents: Sequence[Mention]) -> Act | None:
    after = skeleton.text[cluster.end() : cluster.end() + 120]
    match = pats.passive.match(after)
    if match is None or not re.search(f"[{ORG}{SELF}]", match["parties"]):
        return None
    start = cluster.end() + match.start("parties")
    return _act(
        skeleton,
        pats,
        match["parties"] + match["verb"],
        start,
        cluster.end() + match.end("parties"),
        cluster.end() + match.end(),
        documents,
        "joint.passive",
        cluster.start(),
    )


def _beside(
    skeleton: Skeleton, pats: _Patterns, before: str, offset: int, cluster: re.Match[str], documents: Sequence[Mention]
) -> Act | None:
    match = pats.beside.search(before[-120:])
    if match is None or SELF in match["parties"]:
        return None
    base = offset + max(0, len(before) - 120)
    if (
        re.search(r"(?:向|给|报|送|请|由|对|为|配合|指导|督促|要求|经)$", before[: max(0, len(before) - 120) + match.start()])
        and not pats.count.search(match["parties"])
        and match["parties"].count(ORG) < 2
    ):
        return None
    return _act(
        skeleton,
        pats,
        match["parties"],
        base + match.start("parties"),
        base + match.end("parties"),
        cluster.end(),
        documents[:1],
        "joint.beside",
    )


def _in_name_of(skeleton: Skeleton, mention: Mention) -> bool:
    at = next(position for position, m in skeleton.mentions.items() if m is mention)
    return skeleton.text[at - 1 : at] == "以" and re.match(r"的?名义", skeleton.text[at + 1 : at + 4]) is not None


def _act(
    skeleton: Skeleton,
    pats: _Patterns,
    words: str,
    start: int,
    end: int,
    stop: int,
    documents: Sequence[Mention],
    rule: str,
    first: int | None = None,
) -> Act | None:
    # 以X办公室名义: X lends its name, it is no party.
    parties = [m for m in skeleton.within(start, end, ORG + SELF) if not _in_name_of(skeleton, m)]
    if not parties:
        return None
    counted = [m for m in pats.count.finditer(words)]
    count = None
    if counted and not re.search(r"联合$|其他|另外", words[: counted[-1].start()][-2:]):
        count = integer(counted[-1]["count"])
    if count is not None and count < 2:
        count = None
    joint = len(parties) > 1 or count is not None or bool(re.search(r"联合|共同|会同|会签|联名", words))
    lead = tuple(p for p in parties[:1] if re.search(r"牵头|会同|联合(?=[^印出制发下颁会])", words)) if len(parties) > 1 or count else ()
    begin = start if first is None else first
    return Act(tuple(parties), tuple(documents), lead, count, joint, skeleton.place(begin), skeleton.stop(stop), rule)
