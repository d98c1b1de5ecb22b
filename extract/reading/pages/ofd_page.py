"""What a page of an OFD file shows: its text, ruled lines and pictures, in points (GB/T 33190-2016, 7.7, 9 and 11)."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from lxml import etree

from extract.reading.pages.layout import Piece, Rule

POINTS = 72 / 25.4  # in a millimetre, the unit of OFD
_SLANT = 0.12  # radians: text at a greater angle to the page's edges is a watermark
_SAME_PLACE = 0.15  # of the size: the same character this near is drawn twice to look bold
_MOST_RULES = 5000
_THIN = 1.0  # millimetres: what is not thicker is a rule
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_PLAIN = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BLOCKS = frozenset(("Content", "Layer", "PageBlock"))


@dataclass(slots=True)
class Shown:
    """What is shown. ``pieces``: by the direction they are read in, quarter turns; ``hidden``: transparent text, as lies over scans;
    ``upright``: text set from top to bottom; ``unknown``: glyphs without a character; ``pictured``: share of the page under pictures.
    """

    pieces: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    hidden: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    upright: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unknown: int = 0
    pictured: float = 0.0


def local(element: etree._Element) -> str:
    """A tag without its namespace: writers differ in it."""
    return str(element.tag).rpartition("}")[2]


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute (ST_Array); what is none, or beyond any page, counts as 0."""
    found = []
    for word in (text or "").replace(",", " ").split():
        try:
            value = float(word)
        except ValueError:
            value = 0.0
        found.append(value if abs(value) < 1e6 else 0.0)  # false of NaN too
    return found


def deltas(text: str | None, count: int) -> list[float]:
    """Distances between characters: ``g n v`` stands for n times v (11.3). At most ``count`` are made."""
    found: list[float] = []
    words = iter((text or "").replace(",", " ").split())
    for word in words:
        if len(found) >= count:
            break
        if word == "g":
            times, value = next(words, ""), next(words, "")
            if times.isdecimal() and value:
                found += numbers(value) * (min(int(times), count - len(found)) if len(times) < 10 else count - len(found))
        else:
            found += numbers(word)
    return found


def show(root: etree._Element, box: Sequence[float], shown: Shown) -> None:
    """Adds what a page's or template's content draws. ``box``: the page, left, top, width and height in millimetres."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kind = local(element)
        if element.get("Visible", "true").lower() in ("false", "0"):
            continue
        if kind == "TextObject":
            _text(element, box, shown)
        elif kind == "PathObject":
            _path(element, box, shown)
        elif kind == "ImageObject":
            place = _boundary(element)
            shown.pictured = max(shown.pictured, min(1.0, place[2] * place[3] / (box[2] * box[3])))
        elif element is root or kind in _BLOCKS:
            waiting.extend(element)


def _boundary(element: etree._Element) -> list[float]:
    return (numbers(element.get("Boundary")) + [0.0] * 4)[:4]


def _matrix(element: etree._Element) -> tuple[float, ...]:
    found = numbers(element.get("CTM"))
    return tuple(found) if len(found) == 6 else _PLAIN


def _text(element: etree._Element, box: Sequence[float], shown: Shown) -> None:
    place, matrix = _boundary(element), _matrix(element)
    a, b, c, d, e, f = matrix
    size = (numbers(element.get("Size") or element.get("size")) or [0.0])[0]  # some writers have it small
    angle = math.atan2(-b, a)
    quarter = round(angle / (math.pi / 2))
    printed = size * math.hypot(c, d) * POINTS
    if not 0.5 < printed < 2000 or abs(angle - quarter * math.pi / 2) > _SLANT:
        return
    wide = size * ((numbers(element.get("HScale")) or [1.0])[0] or 1.0)
    transparent = element.get("Alpha") == "0" or (element.get("Fill") == "false" and element.get("Stroke") != "true")
    into = shown.hidden if transparent else shown.pieces

    def on_page(x: float, y: float) -> tuple[float, float]:
        left, down = place[0] + a * x + c * y + e - box[0], place[1] + b * x + d * y + f - box[1]
        return _turned(quarter % 4, left * POINTS, (box[3] - down) * POINTS)

    start = 0.0, 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        text = (code.text or "").strip("\r\n\t")
        start = ((numbers(code.get("X")) or [start[0]])[0], (numbers(code.get("Y")) or [start[1]])[0])
        if _is_upright(element, code):
            x, y = on_page(*start)
            if text.strip() and not transparent:
                shown.upright.append(Piece("".join(text.split()), x, x + printed, y, printed))
            continue
        for char, x, y, width in _placed(text, start, code, wide):
            kind = unicodedata.category(char)
            if char.isspace() or kind in ("Cf", "Cc"):
                continue
            shown.unknown += kind in ("Co", "Cn") or char in "\ufffd¤"
            left, base = on_page(x, y)
            right, _ = on_page(x + width, y)
            into[quarter % 4].append(Piece(char, min(left, right), max(left, right), base, printed))


def _is_upright(element: etree._Element, code: etree._Element) -> bool:
    """Whether text runs from top to bottom."""
    down = element.get("ReadDirection") in ("90", "270")
    return len(code.text or "") > 1 and (down or (code.get("DeltaX") is None and code.get("DeltaY") is not None))


def _placed(text: str, start: tuple[float, float], code: etree._Element, wide: float) -> Iterator[tuple[str, float, float, float]]:
    """(character, x, y, width) of each character, in the object's own millimetres; ``wide``: the width of a Chinese one."""
    steps, falls = deltas(code.get("DeltaX"), len(text)), deltas(code.get("DeltaY"), len(text))
    x, y = start
    for index, char in enumerate(text):
        natural = wide if unicodedata.east_asian_width(char) in "WFA" else wide / 2
        step = steps[index] if index < len(steps) else natural
        # Latin letters are as wide as their step, unless it leaves a gap.
        width = step if natural < wide and 0 < step <= wide else min(natural, step) if step > 0 else natural
        yield char, x, y, width
        x += step
        y += falls[index] if index < len(falls) else 0.0


def _turned(quarter: int, x: float, y: float) -> tuple[float, float]:
    """A point in coordinates in which text of that direction runs level."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def _path(element: etree._Element, box: Sequence[float], shown: Shown) -> None:
    """Upright and level strokes, and filled boxes as thin as a stroke."""
    place, (a, b, c, d, e, f) = _boundary(element), _matrix(element)
    for points in _subpaths("".join(text for child in element if local(child) == "AbbreviatedData" and (text := child.text))):
        at = [(place[0] + a * x + c * y + e - box[0], place[1] + b * x + d * y + f - box[1]) for x, y in points]
        xs, ys = [x for x, _ in at], [y for _, y in at]
        flat = min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN
        for (x0, y0), (x1, y1) in [((min(xs), min(ys)), (max(xs), max(ys)))] if flat else pairwise(at):
            if min(abs(x1 - x0), abs(y1 - y0)) <= _THIN < max(abs(x1 - x0), abs(y1 - y0)) and len(shown.rules) < _MOST_RULES:
                foot, top = (box[3] - max(y0, y1)) * POINTS, (box[3] - min(y0, y1)) * POINTS
                shown.rules.append(Rule(min(x0, x1) * POINTS, foot, max(x0, x1) * POINTS, top))


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each subpath; curves count as their end points (9.1, table 36)."""
    points: list[tuple[float, float]] = []
    words = iter(data.split())
    for word in words:
        count = _ARGUMENTS.get(word)
        if count is None:
            continue
        if word == "C":
            if points:
                points.append(points[0])
            continue
        if word in "MS" and points:
            yield points
            points = []
        values = numbers(" ".join(islice(words, count)))
        if len(values) == count:
            points.append((values[-2], values[-1]))
    if points:
        yield points


def once(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that repeat another at nearly the same place."""
    kept: list[Piece] = []
    places: dict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        near = _SAME_PLACE * piece.size
        column, row = int(piece.x0 // near), int(piece.y // near)
        around = [other for right in (-1, 0, 1) for up in (-1, 0, 1) for other in places.get((piece.text, column + right, row + up), ())]
        if not any(abs(other.x0 - piece.x0) < near and abs(other.y - piece.y) < near for other in around):
            places[piece.text, column, row].append(piece)
            kept.append(piece)
    return kept
