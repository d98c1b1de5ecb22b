"""Private data: stretches of a source text that must never reach the graph, an export or a log."""

from __future__ import annotations

import re
from array import array

from extract.lexicon import places_of
from extract.private_names import is_person, is_word, listed_names, neighbours, role_names
from extract.private_numbers import mails, numbers_in
from extract.private_rules import NameRules, private_rules
from extract.private_tables import table_cells
from extract.view import translate

Spans = tuple[tuple[int, int], ...]

# White space of every width, but for spaces and line ends.
_GAP = re.compile("[" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) not in " \r\n") + "]")
# Characters without width: soft hyphens, joiners, marks of direction, byte order marks. A name or number reads on across them.
_NO_WIDTH = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+")
_NAME_PIECE = re.compile(r"[^、，,/]+")
_AND = re.compile(r"(?<=[\u4e00-\u9fff]{2})[和及](?=[\u4e00-\u9fff]{2})")
_NUMBER = re.compile(r"[\s（(，,]*(?:电话|\d{7}|1[3-9]\d{9})")


def private_spans(text: str) -> Spans:
    """The private stretches of a source text (code point offsets), merged and sorted."""
    if _NO_WIDTH.search(text) is None:
        return _merge(_spans(_GAP.sub(" ", translate(text))))
    places = array("L")
    pieces: list[str] = []
    begin = 0
    for gap in (*((m.start(), m.end()) for m in _NO_WIDTH.finditer(text)), (len(text), len(text))):
        pieces.append(text[begin : gap[0]])
        places.extend(range(begin, gap[0]))
        begin = gap[1]
    found = _spans(_GAP.sub(" ", translate("".join(pieces))))
    return _merge([(places[start], places[end - 1] + 1) for start, end in found if start < end])


def _spans(text: str) -> list[tuple[int, int]]:
    """The private stretches of a text made uniform, in no order."""
    rules = private_rules()
    addresses = list(mails(text, rules.mail))
    spans, numbers = numbers_in(text, rules.numbers)
    cells = list(table_cells(text, rules))
    numbers += addresses
    spans += [*numbers, *cells]
    names: set[str] = set()
    for start, end in (*role_names(text, rules.names), *neighbours(text, numbers, rules.names)):
        # Each name on its own: what follows the last one may be a label (解某，联系电话).
        for piece in _NAME_PIECE.finditer(text, start, end):
            found, after_comma = piece.group(), piece.start() > start and text[piece.start() - 1] in "，,"
            # 联系人：吴桐，感谢关心: behind a comma only what looks like a name.
            if not is_word(found, rules.names) and not (after_comma and not is_person("".join(found.split()), rules.names)):
                spans.append((piece.end() - len(found.lstrip()), piece.start() + len(found.rstrip())))
                names.update(name.strip() for name in _AND.split(piece.group()))
    for start, end in listed_names(text, rules.names):
        spans.append((start, end))
        names.add(text[start:end])
    spans.extend(_again(text, names, rules.names))
    return spans


def _again(text: str, names: set[str], rules: NameRules) -> list[tuple[int, int]]:
    """A contact's name is private wherever a number follows it again."""
    found: list[tuple[int, int]] = []
    for name in sorted(names - {""}):
        found.extend((at, at + len(name)) for at in places_of(name, text) if _NUMBER.match(text, at + len(name)))
    return found


def _merge(spans: list[tuple[int, int]]) -> Spans:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def clear_of(start: int, end: int, focus: tuple[int, int], private: Spans) -> tuple[int, int] | None:
    """The stretch cut around private data so that its focus stays in; None when the focus itself is private."""
    for s, e in private:
        if e <= start or s >= end:
            continue
        if s < focus[1] and focus[0] < e:
            return None
        if e <= focus[0]:
            start = max(start, e)
        else:
            end = min(end, s)
    return start, end
