"""The proposal that a letter answers: who heard it, at which session, its number and title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from extract.lexicon import rules
from extract.metadata import Meta
from extract.raw import Raw, of_line
from extract.view import Line

_CN = "一二三四五六七八九十百"
_NUM = rf"(?:[{_CN}]{{1,4}}|\d{{1,3}})"
SESSION = re.compile(
    rf"第?{_NUM}届(?:(?:全国|[\u4e00-\u9fff]{{0,8}}?)(?:人民代表大会|人大代表大会|人大|政协|委员会|全国委员会|政协委员会))?(?:常委会|常务委员会)?第?(?:{_NUM})?次(?:全体会议|全会|会议)?"
)
SESSION_WHOLE = re.compile(rf"{_NUM}次(?:全体会议|全会|会议)$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """``rules/proposal.toml``, compiled."""
    return {name: re.compile(text) for name, text in rules("proposal").items()}


_QUOTED = re.compile(r"关于[“《]([^“”《》]{4,80})[”》](?:的?(?:建议|提案|议案|意见))")


class ProposalReader:
    """Reads what a letter says of its proposal.

    ``metas``: the metadata table; ``head``: the lines above the text; ``opening``: the text's first paragraphs; ``place``: stretch of it →
    source offsets.
    """

    def __init__(self, metas: Sequence[Meta], head: Sequence[Line], opening: str, place: Callable[[int, int], tuple[int, int]]) -> None:
        self.metas = metas
        self.head = head
        self.opening = opening
        self.place = place

    def _metas(self, field: str) -> Iterator[Meta]:
        return (meta for meta in self.metas if meta.field == field)

    def read(self, title: Raw | None, above: str, addressee: str) -> Iterator[Raw]:
        """``title``: the letter's, if it was found; ``above``: what stands as its title; ``addressee``: the addressee's line."""
        head = title.value if title else ""
        opening = self.opening
        body = _body(head, opening, addressee)
        if body:
            where = self._where(head, opening, title, body, "政协|提案|委员" if body == "政协" else "人大|人民代表|代表|建议")
            yield Raw("body", body, where[0], where[1], where[2], "header.proposal")
        session = self._session(head or above, opening, title)
        if session:
            yield session
        yield from self._number(head, opening, title)
        yield from self._proposal_title(title)

    def _where(self, head: str, opening: str, title: Raw | None, value: str, pattern: str) -> tuple[str, int, int]:
        match = re.search(pattern, head)
        if match and title:
            return match.group(), title.start, title.end
        match = re.search(pattern, opening)
        if match:
            return (match.group(), *self.place(match.start(), match.end()))
        return value, *((title.start, title.end) if title else self.place(0, max(1, len(opening))))

    def _session(self, head: str, opening: str, title: Raw | None) -> Raw | None:
        for text, is_title in ((head, True), (opening, False)):
            for match in SESSION.finditer(text):
                printed = match.group()
                if not SESSION_WHOLE.search(printed) and not re.search(rf"{_NUM}次$", printed):
                    continue
                value = _without_place(printed)
                start, end = (title.start, title.end) if is_title and title else self.place(match.start(), match.end())
                return Raw("session", value, printed, start, end, "header.session")
        for line in self.head:
            # 县人大十八届二次会议 on a line of its own, the number on the next.
            if (own := SESSION.search(line.tight)) and own.end() == len(line.tight) <= 30 and SESSION_WHOLE.search(own.group()):
                return of_line("session", line, "header.session", own.group())
        return None

    def _number(self, head: str, opening: str, title: Raw | None) -> Iterator[Raw]:
        for meta in self._metas("proposal_number"):
            if match := re.search(r"\d{1,12}", meta.value):
                yield Raw("proposal_number", match.group(), meta.value, meta.start, meta.end, "header.metadata")
                return
        for text, is_title in ((head, True), (opening, False)):
            match = _patterns()["number"].search(SESSION.sub(lambda m: "　" * len(m.group()), text))
            if match:
                digits = match["number"] or match["number2"]
                start, end = (title.start, title.end) if is_title and title else self.place(match.start(), match.end())
                number = re.sub(r"^[A-Z]+", "", re.split(r"[、，]", digits)[0])
                yield Raw("proposal_number", number, match.group(), start, end, "header.proposal_number")
                return
        for line, following in zip(self.head, self.head[1:], strict=False):
            own = re.fullmatch(r"第?(\d{1,6})号?", following.tight)
            if own and (session := SESSION.search(line.tight)) and session.end() == len(line.tight):
                yield of_line("proposal_number", following, "header.proposal_number", own[1])
                return

    def _proposal_title(self, title: Raw | None) -> Iterator[Raw]:
        for meta in self._metas("proposal_title"):
            if "。" in meta.value[:-1]:
                continue  # 案由 may hold the proposal's text
            yield Raw("proposal_title", meta.value.strip("《》“”"), meta.value, meta.start, meta.end, "header.metadata")
            return
        for match in _patterns()["title"].finditer(self.opening):
            group = match.lastgroup
            assert group is not None
            if group == "c" or self._is_proposal(match):
                value = _closed(match[group])
                start = match.start(group)
                if inner := _QUOTED.fullmatch(value):
                    value, start = inner[1], start + inner.start(1)  # 关于“X”的建议 is entitled X
                yield Raw("proposal_title", value, match.group(), *self.place(start, start + len(value)), "header.proposal_title")
                return
        quoted = _patterns()["in_title"].search(title.value) if title else None
        if quoted and title and quoted.lastgroup:
            value = quoted[quoted.lastgroup]
            yield Raw("proposal_title", value, value, title.start, title.end, "header.proposal_title")

    def _is_proposal(self, match: re.Match[str]) -> bool:
        """Whether a title or quotation in the opening is the proposal's: who made it stands before it, or what it is after it."""
        after = self.opening[match.end() : match.end() + 20]
        before = self.opening[: match.start()]
        if _patterns()["not_before"].search(before):
            return False
        return _patterns()["after"].match(after) is not None or _patterns()["made"].search(before) is not None


def _closed(title: str) -> str:
    """A title without an open bracket that closes nowhere (关于…的建议（第25号), and without 提案 after 建议."""
    title = re.sub("(?:(?<=建议|提议|议案)的|(?<=建议))提案$", "", title)
    at = title.rfind("（")
    return title[:at] if at > 0 and "）" not in title[at:] else title


def _body(head: str, opening: str, addressee: str) -> str | None:
    session = re.search("政协|人大|人民代表大会", head)
    if session:
        return "政协" if session.group() == "政协" else "人大"  # 市人大三次会议第1191号提案
    for text in (head, opening, addressee):
        if re.search(r"政协|提案", text):
            return "政协"
        if re.search(r"人大|人民代表大会|代表建议|议案", text):
            return "人大"
    if "委员" in addressee:
        return "政协"
    return "人大" if "代表" in addressee else None


def _without_place(session: str) -> str:
    return (
        re.sub(r"^(第?[一二三四五六七八九十百\d]+届)[\u4e00-\u9fff]{2,8}?(?=政协|委员会)", r"\1", session)
        if re.search(r"届[\u4e00-\u9fff]{2,8}(?:市|县|区|省)(?:政协|委员会)", session)
        else session
    )
