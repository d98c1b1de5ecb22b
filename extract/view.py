"""A clean view of a broken-up text, in which every character knows its place in the source.

PDF text breaks lines every few characters and pads numbers with spaces; web text mixes widths. The grammar reads the view; evidence
points into the source.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extract.lexicon import rules

# One character to one character, so that offsets survive: full-width letters and digits to ASCII, ASCII punctuation to Chinese.
_TRANSLATION = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_TRANSLATION |= {
    ord(a): ord(b) for a, b in zip("(),:;?!﹝﹞〈〉＜＞<>〖〗％．－＋／～﹑", "（），：；？！〔〕〈〉〈〉〈〉【】%.-+/~、", strict=True)
}
# Radicals that PDF fonts put in place of characters (⼀ for 一).
for _code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
    _plain = unicodedata.normalize("NFKC", chr(_code))
    if len(_plain) == 1 and ord(_plain) != _code:
        _TRANSLATION[_code] = ord(_plain)

_TRANSLATION |= {ord(pair[0]): ord(pair[1]) for pair in rules("characters")["radicals"].split()}
# Characters without a meaning of their own; the reader's signs for mentions are among them.
_TRANSLATION |= dict.fromkeys(range(0xE000, 0xF900), 0xFFFD)
_TRANSLATION |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0xFEFF), 0x20)  # no width is white space too

_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"-\s+(?!\d{1,3}\s*-)")
# A bullet begins a line of its own, but not inside a title or quotation.
_LINE = re.compile(r"(?:[《“][^》”\r\n\f\v\u2028\u2029\x85]{1,80}[》”]|[^《“\r\n\f\v\u2028\u2029\x85•●◆■▪◇□○]+|[《“])++")
_DIGIT_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_DIGIT_COLON = re.compile(r"(?<=\d)：(?=\d\d(?!\d))")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.，]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)|（\d{1,2}）|第[一二三四五六七八九十]{1,3}[章条部]|附件?：?)"
)
_COMMA = re.compile("[，；]")
_SENTENCE_END = "。；：！？”」…"
_SPACED_ROLES = ("copies", "signature", "date", "meta", "note")
_PAGE_NUMBER = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*|第\d{1,3}页(?:共\d{1,3}页)?")


# Few characters are odd: finding them is faster than looking every character up.
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_TRANSLATION)) + "]+")


_STRAIGHT = re.compile('"([^"“”\n]{1,80})"')  # quotes as typewriters print them


@lru_cache(maxsize=1)  # the view and the search for private data ask for the same text
def translate(text: str) -> str:
    """The text with widths and punctuation made uniform; as long as the text."""
    text = _ODD.sub(lambda odd: odd.group().translate(_TRANSLATION), text)
    text = _DIGIT_COMMA.sub(",", text)
    if '"' in text:
        text = _STRAIGHT.sub(r"“\1”", text)
    return _DIGIT_COLON.sub(":", text)


class Line(NamedTuple):
    """A line of the source that is not blank.

    ``text``: translated, stripped; ``tight``: the same without white space (titles and banners are spaced out); ``start``/``end``: source
    offsets of the stripped line; ``places``: the source offset of each character of ``text`` in a mended line, None where they are simply
    ``start`` and the following ones.
    """

    start: int
    end: int
    text: str
    tight: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a non-empty stretch of ``text``."""
        return (self.start + start, self.start + end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def split_lines(text: str) -> list[Line]:
    """The lines of a source text that are not blank, bullets left out."""
    lines: list[Line] = []
    uniform = translate(text)
    for match in _LINE.finditer(uniform):
        words = match.group().lstrip()
        if words.startswith("|"):
            words = words.lstrip("| \t　")  # a table's cell
        if bullet := _BULLET.match(words):
            words = words[bullet.end() :].lstrip()
        if words:
            start = match.end() - len(words)
            words = words.rstrip("| \t　\xa0\r").rstrip() if words.endswith(("|", "| ")) else words.rstrip()
            lines.append(Line(start, start + len(words), words, "".join(words.split())))
    return lines


_NARROW = re.compile(r"[\0-\u02ff]")


def _width(text: str) -> int:
    return 2 * len(text) - len(_NARROW.findall(text))


def paragraph_width(lines: Sequence[Line]) -> int | None:
    """The width (in half-width cells) at which the lines were broken, or None when each line is a paragraph of its own."""
    widths = sorted(_width(line.tight) for line in lines if len(line.tight) >= 12)
    if len(widths) < 4:
        return None
    full = widths[int(len(widths) * 0.8)]
    if full > 110:
        return None
    near = [line for line in lines if abs(_width(line.tight) - full) <= 6]
    broken = [line for line in near if line.tight[-1] not in _SENTENCE_END]
    return full if len(near) >= 0.35 * len(widths) and len(broken) >= 0.5 * len(near) else None


def is_page_number(line: Line) -> bool:
    """Whether a line is a running page number and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(line.tight)) and len(line.tight) <= 10


# A document number or a date that a line break divides: how the line ends, how the next one begins.
_DIVIDED = (
    (re.compile(r"〔\d{0,4}$"), re.compile(r"\d{0,4}〕")),
    (re.compile(r"(?:〔\d{4}〕?|\d〕)\d{0,4}$"), re.compile(r"〕?\d{0,4}号")),
    (re.compile(r"(?:19|20)\d{2}年?\d?$"), re.compile(r"年?\d{0,2}月(?:\d|底|份|以)")),
    (re.compile(r"(?:19|20)\d{2}年\d{1,2}月?\d?$"), re.compile(r"月?\d{1,2}日|日(?!常)")),
)
_DIVIDED_ENDS = frozenset("0123456789〔〕年月")


def _divided(line: str, following: str) -> bool:
    return any(end.search(line) and start.match(following) for end, start in _DIVIDED)


def joins(line: Line, following: Line, width: int | None) -> bool:
    """Whether a line break stands inside a paragraph."""
    if _HEADING.match(following.tight):
        return False
    last, first = line.tight[-1], following.tight[0]
    if first in "，。、；：）》”」%" or last in "，、（《“〔":
        return True
    if last in _DIVIDED_ENDS and _divided(line.tight[-12:], following.tight[:12]):
        return True
    if width is None:
        return False
    room = width - _width(line.tight)
    if last in _SENTENCE_END:
        # A paragraph may end at the very margin; then the next one starts with an indent or not at all distinguishably.
        return room <= 3 and last not in "：" and not following.text.startswith("　")
    if _HEADING.match(line.tight) and not _COMMA.search(line.tight):
        return room <= 7
    # Lines with many figures are narrower in print than they are long.
    return room <= 0.4 * width


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of lines of one role in a view."""

    start: int
    end: int
    role: str


class View:
    """The clean text of some lines. ``text``: paragraphs joined by line feeds, no other white space between Chinese characters."""

    def __init__(self, source: str, lines: Sequence[tuple[str, Line]], width: int | None) -> None:
        """``lines``: with the role each plays; lines of different roles are never joined."""
        self.source = source
        pieces: list[str] = []
        self.places = array("L")
        self.stretches: list[Stretch] = []
        previous: Line | None = None
        begin = 0
        for role, line in lines:
            if previous is not None:
                same = role == self.stretches[-1].role
                if not (same and (joins(previous, line, width) or role == "title")):
                    pieces.append("\n")
                    self.places.append(previous.end)
                if not same:
                    self._close(len(self.places))
                    begin = len(self.places)
            if previous is None or not same:
                self.stretches.append(Stretch(begin, begin, role))
            self._add(line, pieces, self.places, role in _SPACED_ROLES)
            previous = line
        self._close(len(self.places))
        self.text = "".join(pieces)

    def _close(self, end: int) -> None:
        if self.stretches:
            last = self.stretches[-1]
            self.stretches[-1] = Stretch(last.start, end, last.role)

    def of(self, role: str) -> Iterator[Stretch]:
        """The stretches of one role."""
        return (stretch for stretch in self.stretches if stretch.role == role)

    @staticmethod
    def _add(line: Line, pieces: list[str], places: array[int], spaced: bool) -> None:
        text, position = line.text, 0
        at = range(line.start, line.end) if line.places is None else line.places
        if len(text) == len(line.tight):
            pieces.append(text)
            places.extend(at)
            return
        # Two names on one line are told apart by the gap; a single name may be spaced out (官 渡 区).
        spaced = spaced and max(map(len, _SPACE.split(text))) > 2
        for gap in _SPACE.finditer(text):
            start, end = gap.span()
            pieces.append(text[position:start])
            places.extend(at[position:start])
            # Latin words keep their space; a wide gap in Chinese text (a table, two names) too.
            before, after = text[start - 1], text[end : end + 1]
            if spaced or (before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())):
                pieces.append(" ")
                places.append(at[start])
            position = end
        pieces.append(text[position:])
        places.extend(at[position : len(text)])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a non-empty stretch of the view."""
        return self.places[start], self.places[end - 1] + 1

    def position(self, offset: int) -> int:
        """The view position of the first character at or after a source offset."""
        return bisect_left(self.places, offset)
