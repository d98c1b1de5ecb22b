"""Lines of pages → text with one paragraph a line, where the setting shows for certain that a line runs on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median

from extract.reading.pages.layout import Line, begins_with_label
from extract.reading.record import Origin

# What may not be parted (Unicode line breaking, UAX #14, LB13 to LB19): brackets keep to what they hold, quotation marks to both sides.
_WORD = r"[“‘《〈「『（〔【〖(\[]*(?:[A-Za-z0-9.,%+/:-]+|.)[，。、；：！？）》〉」』”’〕】〗…—·％%）)\]]*"
_UNIT = re.compile(f"{_WORD}(?:[“‘]{_WORD})*")
_END = "。！？；："
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|附件?[:：]")
_LARGER = 1.15  # a title's type beside that of the text
_FAR = 1.6  # times the usual distance of lines: there is a blank line between
_TITLE_STEP = 2.2  # times its size: the lines of a title stand no farther apart
_NEAR = 1.0  # em: a line this near to the left margin has no indent
_FEWEST_LINES = 8  # of a page that shows its own margins; shorter ones have those of the whole
_FEWEST = 12  # characters of a line that shows the margins


class _Margins:
    """The left and right edge of running text, and whether paragraphs begin with an indent."""

    def __init__(self, lines: Sequence[Line]) -> None:
        own = [line for line in lines if not line.fixed and line.right is None]
        long = [line for line in own if len(line.text) >= _FEWEST] or own
        edges = sorted(line.x1 for line in long)
        self.right = edges[int(0.9 * (len(edges) - 1))] if edges else 0.0
        starts = Counter(round(line.x0 / max(line.size, 1.0) * 2) for line in long)
        common = [start for start, count in starts.items() if count >= max(1, 0.1 * len(long))]
        self.left = min((line.x0 for line in long if round(line.x0 / max(line.size, 1.0) * 2) in common), default=0.0)
        indented = sum(1.2 < (line.x0 - self.left) / max(line.size, 1.0) < 3.5 for line in long)
        self.size = median(line.size for line in long) if long else 0.0
        self.indented = indented >= max(2, 0.1 * len(long))

    def of(self, line: Line) -> tuple[float, float]:
        return (self.left if line.left is None else line.left), (self.right if line.right is None else line.right)

    def titled(self, line: Line, following: Line) -> bool:
        """Whether two lines are of one title: centred, larger than the text. Titles are broken by their sense, not where they are full."""
        return _alike(line, following) and not (line.fixed or following.fixed) and self._is_title(line) and self._is_title(following)

    def _is_title(self, line: Line) -> bool:
        left, right = self.of(line)
        return line.size > _LARGER * self.size and abs((line.x0 - left) - (right - line.x1)) < line.size


def text_of_pages(pages: Sequence[tuple[int, Sequence[Line], float]]) -> tuple[str, tuple[Origin, ...]]:
    """The text of some pages (number, lines, slack) and where each stretch of it stands.

    A line runs on in the next one when that begins at the left margin and its first word would not have fitted. The slack of a page: how
    much, in em, a line may fall short besides: little where the edges are those of type, more where OCR saw the ink alone.
    """
    whole = _Margins(list(chain.from_iterable(lines for _, lines, _ in pages)))
    own = {number: _Margins(lines) if len(lines) >= _FEWEST_LINES else whole for number, lines, _ in pages}
    pitch = _pitch([lines for _, lines, _ in pages])
    pieces: list[str] = []
    origins: list[Origin] = []
    length = 0
    previous: tuple[int, Line] | None = None
    for number, lines, slack in pages:
        start: int | None = None
        for line in lines:
            if previous is not None:
                before = previous[1]
                step = before.y - line.y if previous[0] == number else 0.0
                far = step > _FAR * pitch * max(1.0, line.size / before.size)
                titled = step < _TITLE_STEP * line.size and own[number].titled(before, line)
                if titled or (not far and _runs_on(before, line, own[previous[0]], own[number], slack)):
                    mark = _between(before, line)
                else:
                    # A letterhead and a title are no one thing: the reader tells it by the blank line.
                    mark = "\n" if not far and _alike(before, line) else "\n\n"
                pieces.append(mark)
                length += len(mark)
            start = length if start is None else start
            pieces.append(line.text)
            length += len(line.text)
            previous = number, line
        if start is not None:
            origins.append(Origin(start, length, page=number))
    return "".join(pieces), tuple(origins)


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of baselines, in points."""
    steps = sorted(before.y - after.y for lines in pages for before, after in pairwise(lines) if before.y > after.y)
    return steps[len(steps) // 2] if steps else 1e9


def _alike(line: Line, following: Line) -> bool:
    """Whether two lines are set in type of one size; OCR measures it roughly."""
    return 1 / _LARGER < line.size / following.size < _LARGER


def _runs_on(line: Line, following: Line, margins: _Margins, next_margins: _Margins, slack: float) -> bool:
    if line.fixed or following.fixed or not _alike(line, following):
        return False
    if begins_with_label(following.text):
        return False
    left, _ = next_margins.of(following)
    if following.x0 - left > _NEAR * following.size:
        return False
    if line.text[-1] in _END and (not margins.indented or _HEADING.match(following.text)):
        return False  # a paragraph may end at the very margin
    right = margins.of(line)[1]
    return right - line.x1 < _first_word(following) + slack * line.size


def _first_word(line: Line) -> float:
    """The width, in points, of what could not be parted at the beginning of a line."""
    unit = _UNIT.match(line.text)
    assert unit is not None
    return sum(0.5 if char.isascii() else 1.0 for char in unit[0]) * line.size


def _between(line: Line, following: Line) -> str:
    """A blank between Latin words, nothing else."""
    last, first = line.text[-1], following.text[0]
    return " " if last.isascii() and first.isascii() and (last.isalpha() and first.isalpha()) else ""
