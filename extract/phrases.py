"""The words around a number: what stands before it in its clause, what it counts or measures."""

from __future__ import annotations

import re

from extract import dates
from extract.draft import Draft
from extract.quantities import Quantity, quantity_rules

LINK = "，。；：、！？（）“”\n"
_LONGEST = 30  # characters of a noun
DATE_WORDS = re.compile(rf"(?:(?:19|20)\d{{2}}[—–~至-]+)?{dates.FULL.pattern}度?")
# Up to punctuation or to what those who are counted do.
_NOUN_AFTER = re.compile(r"[^，。；：、！？\n（）]{0,24}?(?=$|[，。；：、！？\n（）]|参加|参与|参训|获得|享受|得到|接受|进行|开展)")
_PHRASE = re.compile(r"的(?!士)|与|将|对|把|在|已|于|按照|通过|会同|并|以")
_LAST_STOP = re.compile(".*[，。；：！？\n（]", re.DOTALL)
_NUMBERING = re.compile("^[一二三四五六七八九十]{1,3}(?:、|是(?=[\u4e00-\u9fff]{2}))")
ABOUT = re.compile(r"(?:约|近|超过|超|逾|达到|不少于)$")


def words_before(draft: Draft, quantity: Quantity, previous: int) -> str:
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
        words = DATE_WORDS.sub("", words)
    words = ABOUT.sub("", _NUMBERING.sub("", words)).strip(LINK + " ")
    core = data.tail.sub("", data.lead.sub("", words)).strip(LINK + " ").removeprefix("了")
    noun = data.doing.sub("", core).strip(LINK + " ") or core or words
    if len(noun) > _LONGEST:
        # A whole clause: its last phrase names what is measured.
        noun = next((piece for piece in reversed(_PHRASE.split(noun)) if len(piece) > 1), noun)[-_LONGEST:]
    return noun


def noun_after(draft: Draft, quantity: Quantity, following: int) -> str:
    """What is counted, from the words right after the unit."""
    text = draft.view.text
    match = _NOUN_AFTER.match(text, quantity.end, following)
    return match.group().strip() if match else ""
