"""Titles of official documents taken apart, so that two spellings of one title meet and two documents of like titles do not.

A title is issuing bodies, a subject and qualifiers (GB/T 9704-2012, 7.3.1: 发文机关名称, 事由, 文种):
国务院办公厅 | 关于推进养老服务发展的意见 |, 民政部等九部门 | 关于… | （试行）. Qualifiers tell versions of a document apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ontology.central_bodies import find_body
from ontology.document_numbers import STATE

_DROPPED: Final = re.compile(r"[\s《》〈〉<>“”\"‘’'＂「」『』、，,。.．·:：;；\u200b\ufeff]+")
_DASH: Final = re.compile(r"[‐‑‒–—―－﹣−~～至-]+(?=\d{4}|\d{2}年)|(?<=\d)[‐‑‒–—―－﹣−~～-]+|(?<=\d年)[‐‑‒–—―－﹣−~～至-]+")
_QUALIFIER: Final = re.compile(r"\((?P<inner>[^()]{1,30})\)$")
_BARE: Final = re.compile(
    r"(?:(?P<edition>(?:19|20)\d\d)年?版|(?P<stage>试行|草案|征求意见稿|送审稿)|(?P<period>(?:19|20)\d\d年?-(?:19|20)\d\d年?))$"
)
_EDITION: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?(?:第[一二三四五]次)?(?:修订|修正|修改|版|新修订|修订版|修正版|修正文本|公布|发布)$"
)
_PERIOD: Final = re.compile(r"(?P<from>(?:19|20)\d\d)年?-(?P<to>(?:19|20)?\d\d)年?$")
_YEAR_ALONE: Final = re.compile(r"(?:19|20)\d\d年?$")
_STAGES: Final = {
    "试行": "trial",
    "暂行": "trial",
    "试行稿": "trial",
    "草案": "draft",
    "修订草案": "draft",
    "修正草案": "draft",
    "征求意见稿": "draft",
    "送审稿": "draft",
    "讨论稿": "draft",
    "修订": "revised",
    "修正": "revised",
    "修订版": "revised",
    "修订稿": "revised",
    "修改": "revised",
    "最新修订": "revised",
}
_PRINTED: Final = re.compile(
    r"(?:关于)?(?:公布|发布|印发|颁布|下发|颁发|转发|批转)(?P<body>[^关]{0,40})?[《〈<](?P<inner>[^《》]{4,80}?)[》〉>]的(?:通知|函|公告|决定)$"
)
_PRINTED_BARE: Final = re.compile(r"(?:关于)?印发(?P<inner>[\u4e00-\u9fff“”\"、0-9（）()—-]{5,80}?)的通知$")
_SUBJECT: Final = re.compile(r"关于|印发|转发|批转|公布|发布")
_GROUP: Final = re.compile(r"等(?:[二三四五六七八九十两\d]{1,3}个?)?(?:中央|国家)?(?:部门|单位|部委|机关|部委局)$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart. ``core``: subject and kind without marks and qualifiers; ``bodies``: full names of central bodies in front;
    ``and_others``: 等九部门; ``stage``: '', ``trial``, ``draft`` or ``revised``; ``edition``: year of a version; ``period``: '2021-2025';
    ``others``: any further qualifier, kept apart (（五）, 人力资源社会保障部令)."""

    core: str
    bodies: tuple[str, ...] = ()
    and_others: bool = False
    stage: str = ""
    edition: int = 0
    period: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        return self.stage == "draft"


@lru_cache(maxsize=16384)
def forms(title: str) -> tuple[Title, ...]:
    """The ways a printed title can be read, the whole first: 关于印发《X》的通知 is also called X."""
    outer = title.strip().strip("《》").strip() if title.count("《") <= 1 else title.strip().removeprefix("《").removesuffix("》")
    if title.count("《") > title.count("》"):
        outer = title.strip().strip("《")
    read = read_title(outer)
    found = [read]
    for pattern in (_PRINTED, _PRINTED_BARE):
        if match := pattern.search(outer):
            inner = read_title(match["inner"])
            found.append(inner if inner.bodies else replace(inner, bodies=read.bodies, and_others=read.and_others))
            break
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=32768)
def read_title(title: str) -> Title:
    """One title taken apart, brackets 《》 around it or not. Never raises."""
    folded = _fold(title)
    stage, edition, period, others = "", 0, "", []
    while match := _QUALIFIER.search(folded):
        inner, rest = match["inner"], folded[: match.start()]
        if not rest:
            break
        if inner in _STAGES:
            stage = stage or _STAGES[inner]
        elif year := _EDITION.match(inner):
            edition = edition or int(year["year"])
        elif span := _PERIOD.match(inner):
            period = period or _span(span["from"], span["to"])
        elif _YEAR_ALONE.match(inner):
            edition = edition or int(inner[:4])
        else:
            others.append(inner)
        folded = rest
    if (bare := _BARE.search(folded)) and bare.start() >= 4:
        edition = edition or int(bare["edition"] or 0)
        stage = stage or _STAGES.get(bare["stage"] or "", "")
        if bare["period"] and (span := _PERIOD.match(bare["period"])):
            period = period or _span(span["from"], span["to"])
        folded = folded[: bare.start()]
    bodies, and_others, core = _split_bodies(folded)
    if not period and (inside := re.search(r"\(((?:19|20)\d\d)年?-((?:19|20)?\d\d)年?\)", core)):
        period = _span(inside[1], inside[2])
        core = core.replace(inside.group(), "")
    return Title(core, bodies, and_others, stage, edition, period, tuple(sorted(others)))


def _fold(title: str) -> str:
    text = unicodedata.normalize("NFKC", title)
    text = _DASH.sub("-", text)
    text = _DROPPED.sub("", text)
    while text.startswith(STATE) and len(text) > len(STATE) + 1:
        text = text[len(STATE) :]
    return text


def _span(first: str, last: str) -> str:
    return f"{first}-{last if len(last) == 4 else first[:2] + last}"


def _split_bodies(text: str) -> tuple[tuple[str, ...], bool, str]:
    """Central bodies in front of 关于/印发…, only when all of the words in front are such bodies; the rest is the core."""
    match = _SUBJECT.search(text)
    if not match or not match.start():
        return (), False, text
    front, rest = text[: match.start()], text[match.start() :]
    and_others = False
    if group := _GROUP.search(front):
        front, and_others = front[: group.start()], True
    bodies = body_names(front.removesuffix("联合"))
    if bodies is None:
        return (), False, text
    return bodies, and_others, rest


def body_names(text: str) -> tuple[str, ...] | None:
    """Central bodies printed one after the other without marks between them, as full names; None when other words are among them."""
    if not text:
        return ()
    for length in range(min(len(text), 24), 1, -1):
        body = find_body(text[:length])
        if body is not None:
            rest = body_names(text[length:].removeprefix("和").removeprefix("与"))
            if rest is not None:
                return (body, *rest)
    return None
