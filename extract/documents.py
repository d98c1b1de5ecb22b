"""Documents a text names: titles in 《》 (nested, broken), document numbers, aliases (以下简称《意见》)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.lexicon import alternation, rules
from ontology import document_numbers

# 机关代字 + year + number (GB/T 9704-2012, 7.2.5), whole or with a bracket or 号 lost.
NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]{0,12}?(?:（[\u4e00-\u9fffA-Z]{1,4}）)?)"
    r"(?:(?<=[发函字规复通令电文])(?P<year3>(?:19|20)\d{2})(?=\d{1,4}号[）)])|(?P<open>[〔\[【（]+)(?P<year>(?:19|20)\d{2})(?P<close>[〕\]】）]?)|(?P<year2>(?:19|20)\d{2})(?P<close2>[〕\]】]))"
    r"(?:年)?(?P<di>第)?(?P<number>\d{1,5})(?P<hao>号)?"
)
_YEAR = re.compile(r"[12](?:(?<=1)9|(?<=2)0)\d{2}")  # in every number; a set first, which a search skips to
# A year of a document number stands in a bracket that one end may have lost, or right behind the agency's code.
_CODE_ENDS, _CLOSING = frozenset("〔[【（(发函字规复通令电文"), frozenset("〕]】）")
_LONGEST_TITLE = 110
_BEFORE_YEAR = 22  # characters of a prefix and its brackets
_PREFIX_NOISE = re.compile(
    r".*(?:按照|按(?!照)|根据|依据|依照|执行|贯彻|落实|印发|下发|转发|文件|以及|详见|参见|见|和|及|与|以|，|、|的|了|在|由|对|为|同|是|号)"
)
_ORDER = re.compile(
    r"(?:中华人民共和国)?[\u4e00-\u9fff]{2,12}令第?\d{1,4}号|(?:GB|DB|JGJ|CJJ|JTG|JT|MZ|HJ|WS|TD|SL|NY)(?:/T)?\s?[\d./\-—]{3,18}"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as printed. ``start``/``end`` span title and number; ``title_start``: view offset of the title's first character;
    ``alias``: it is named by a short name given before; ``printed_number``: the number as printed, when it was repaired or normalised."""

    start: int
    end: int
    title: str | None
    number: str | None
    kind: str | None
    title_start: int = -1
    alias: bool = False
    printed_number: str | None = None
    repaired: bool = False


@dataclass(frozen=True)
class _Rules:
    kinds: list[tuple[str, re.Pattern[str], re.Pattern[str] | None]]
    tail: re.Pattern[str]
    aliases: frozenset[str]
    not_titles: re.Pattern[str]
    issue: re.Pattern[str]
    unmarked: re.Pattern[str]
    works: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = rules("documents")
    kinds = [
        (k["notation"], re.compile(alternation(k["ends"]) + "$"), re.compile(alternation(k["not_ends"]) + "$") if "not_ends" in k else None)
        for k in data["kind"]
    ]
    titles = data["titles"]
    return _Rules(
        kinds,
        re.compile(titles["tail"]),
        frozenset(titles["alias_words"]),
        re.compile(titles["not_titles"]),
        re.compile(alternation(data["verbs"]["issue"]) + "(?:了|的)?.{0,6}$"),
        re.compile(titles["unmarked"]),
        re.compile(titles["works"]),
    )


def kind_of(title: str) -> str | None:
    """The document kind (scheme notation) that a title's last word tells, or None."""
    data = _rules()
    core = data.tail.sub("", title)
    for notation, ends, not_ends in data.kinds:
        if ends.search(core) and not (not_ends and not_ends.search(core)):
            return notation
    return None


def agency_code(printed: str) -> str:
    """The agency's code at the end of some words (根据云政发 → 云政发), the words themselves when nothing else is left."""
    noise = _PREFIX_NOISE.match(printed)
    return printed[noise.end() :] if noise and len(printed) - noise.end() >= 2 else printed


def normal_number(match: re.Match[str]) -> tuple[str, str, bool]:
    """(normalised number, printed form, repaired) of a NUMBER match; noise before the agency's code is left out."""
    prefix = match["prefix"]
    clean = agency_code(prefix)
    year = match["year"] or match["year2"] or match["year3"]
    printed = match.group()[len(prefix) - len(clean) :]
    broken = not (match["year"] and match["close"]) or not match["hao"]
    return document_numbers.write_number(clean, year, match["number"], bool(match["di"])), printed, broken


class DocumentFinder:
    """Finds the documents of one text.

    ``excluded``: titles that are none (the letter's own); ``proposals``: the same, and an end of one is none either (characters are lost).
    """

    def __init__(self, text: str, excluded: Collection[str], proposals: Collection[str] = ()) -> None:
        self.text = text
        self.proposals = [_plain(title) for title in proposals if title]
        self.excluded = [_plain(title) for title in excluded if title]
        self.rules = _rules()
        self.aliases: dict[str, Document] = {}

    def find(self) -> list[Document]:
        """All documents in text order."""
        titled = list(self._titled())
        covered = [(d.start, d.end) for d in titled]
        bare = [d for d in self._bare() if not any(s <= d.start < e for s, e in covered)]
        return sorted([*titled, *bare], key=lambda d: d.start)

    def _titled(self) -> Iterator[Document]:
        position = 0
        while (start := self.text.find("《", position)) >= 0:
            close = self._close(start)
            if close is None:
                position = start + 1
                continue
            title = self.text[start + 1 : close]
            end = close + 1 if self.text[close : close + 1] == "》" else close
            document = self._document(start, end, title)
            if document is not None:
                yield document
                position = max(end, document.end)
            else:
                position = end

    def _close(self, start: int) -> int | None:
        """The end of a title: its own 》, or, when that is lost, the number or the kind word that ends it."""
        depth = 0
        last = None
        for position in range(start, min(len(self.text), start + 160)):
            char = self.text[position]
            if char in "《":
                depth += 1
            elif char == "》":
                depth -= 1
                last = position
                if depth == 0:
                    return position
            elif char in "。\n；":
                break
        if last is not None:
            return last
        match = re.match(
            r"《[^《》，。；（）\n]{4,80}?(?:通知|意见|方案|办法|规定|条例|细则|规划|计划|法)(?=（[^（）]*?(?:19|20)\d{2})",
            self.text[start : start + 100],
        )
        return start + match.end() if match else None

    def _document(self, start: int, end: int, title: str) -> Document | None:
        title = title.strip()
        number, printed, repaired, full_end = self._number_after(end)
        full_end = self._alias_after(full_end)
        alias_text = self._alias
        plain = _plain(title)
        if title in self.aliases:
            known = self.aliases[title]
            return replace(known, start=start, end=end, alias=True, title_start=start + 1, printed_number=None, repaired=False)
        if (
            not title
            or self.rules.not_titles.search(title)
            or plain in self.excluded
            or any(plain == own or (len(plain) > 8 and own.endswith(plain)) for own in self.proposals)
        ):
            return None
        kind = kind_of(title)
        if title in self.rules.aliases and number is None:
            return None
        before = self.text[max(0, start - 14) : start]
        if kind is None and number is None and not self.rules.issue.search(before):
            return None
        if kind is None and number is None and self.rules.works.match(self.text, end):
            return None  # 推出了《…》《…》等实景剧
        if re.search(r"第[^，。]{1,14}号?(?:提案|建议|议案)$|(?:提案|议案)$", title) and number is None:
            return None
        if self._is_proposal(start, end, title):
            return None
        document = Document(start, full_end, title, number, kind, start + 1, False, printed, repaired)
        if alias_text:
            self.aliases[alias_text] = document
        return document

    def _is_proposal(self, start: int, end: int, title: str) -> bool:
        """您提出的《…》: a proposal, not a document."""
        before = self.text[max(0, start - 12) : start]
        after = self.text[end : end + 14]
        return bool(
            re.search(r"(?:提出|提交|所提|撰写|反映)的?(?:关于)?[“]?$", before)
            and (title.endswith(("建议", "提案", "议案", "意见")) or re.match(r"(?:的)?(?:提案|建议|议案|收悉|（第)", after))
        )

    def _number_after(self, end: int) -> tuple[str | None, str | None, bool, int]:
        window = self.text[end : end + 60]
        lead = re.match(r"(?:的(?:通知|意见|决定|公告|批复|函))?[（(〔\[]?(?:国家标准|文号|编号)?[:：]?", window)
        at = lead.end() if lead else 0
        match = NUMBER.match(window, at)
        if match and (window[at - 1 : at] in "（(〔[" or at == 0) and match["prefix"] and not re.match(r"以下|下称|简称", match["prefix"]):
            if at == 0 and not match["hao"]:
                return None, None, False, end
            prefix = match["prefix"]
            if at == 0 and len(prefix) > 8:
                return None, None, False, end
            number, printed, repaired = normal_number(match)
            stop = end + match.end()
            while self.text[stop : stop + 1] in ("）", ")"):
                stop += 1
                break
            return number, printed, repaired, stop
        order = _ORDER.match(window, at) if at else None
        if order:
            printed = order.group()
            number = document_numbers.normal_number(printed)
            stop = end + order.end() + (window[order.end() : order.end() + 1] == "）")
            return number, printed if printed != number else None, False, stop
        return None, None, False, end

    def _alias_after(self, end: int) -> int:
        """Reads （以下简称《…》） after a document and remembers it; returns where the document's expression ends."""
        self._alias = ""
        match = re.match(
            r"[，,、；;（(]{0,2}(?:以下)?(?:统称|简称|称)(?:为)?[:：]?[“《]{1,2}(?P<alias>[^”》]{1,20})[”》]{0,2}[）)]?",
            self.text[end : end + 40],
        )
        if match:
            self._alias = match["alias"]
            return end + match.end()
        return end

    def _bare(self) -> Iterator[Document]:
        for match in self._numbers():
            if not match["hao"] and not (match["open"] and match["close"]):
                continue
            if match["open"] and match["open"][0] == "（" and not match["hao"]:
                continue
            number, printed, repaired = normal_number(match)
            start = match.end() - len(printed)
            if len(number.split("〔")[0]) < 2:
                continue
            title = self._title_before(start - 1) if self.text[start - 1 : start] == "（" else None
            if title is None:
                yield Document(start, match.end(), None, number, None, -1, False, printed, repaired)
            else:
                plain = self.text[slice(*title)].removesuffix("》")
                end = match.end() + (self.text[match.end() : match.end() + 1] == "）")
                yield Document(title[0], end, plain, number, kind_of(plain), title[0], False, printed, repaired)

    def _title_before(self, end: int) -> tuple[int, int] | None:
        """The title that was printed without 《》 before its number (根据X关于…的意见（国办发〔2020〕23号）)."""
        match = self.rules.unmarked.search(self.text, max(0, end - _LONGEST_TITLE), end)
        return match.span("title") if match else None

    def _numbers(self) -> Iterator[re.Match[str]]:
        """What ``NUMBER`` finds in the text, tried only where a year stands."""
        position = 0
        for year in _YEAR.finditer(self.text):
            before, after = self.text[year.start() - 1 : year.start()], self.text[year.end() : year.end() + 1]
            if year.start() < position or not (before in _CODE_ENDS or after in _CLOSING) or not before:
                continue
            match = NUMBER.search(self.text, max(position, year.start() - _BEFORE_YEAR), year.end() + 12)
            if match is not None:
                yield match
                position = match.end()


def _plain(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"‘’（）()，,、：:]", "", title)


def find_documents(text: str, excluded: Collection[str], proposals: Collection[str] = ()) -> list[Document]:
    """All documents named in a view's text, in order; ``excluded``, ``proposals``: see ``DocumentFinder``."""
    return DocumentFinder(text, excluded, proposals).find()
