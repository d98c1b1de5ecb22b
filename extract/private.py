"""Private data: stretches of a source text that must never reach the graph, an export or a log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.lexicon import last, pattern, places_of, rules
from extract.view import translate

# White space of every width, but for spaces and line ends.
_GAP = re.compile("[" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) not in " \r\n") + "]")
_NAME_PIECE = re.compile(r"[^、，,/]+")
_AND = re.compile(r"(?<=[\u4e00-\u9fff]{2})[和及](?=[\u4e00-\u9fff]{2})")
_NUMBER = re.compile(r"[\s（(，,]*(?:电话|\d{7}|1[3-9]\d{9})")
_NAME_REACH = 40  # characters from a name to the number after it
_LINE_REACH = 80  # characters from a contact's label to a number on its line


@dataclass(frozen=True)
class _Rules:
    """``rules/private.toml``, compiled."""

    patterns: list[re.Pattern[str]]
    names: list[re.Pattern[str]]
    contact: re.Pattern[str]  # a telephone number or a mail address
    contact_word: re.Pattern[str]
    local: re.Pattern[str]
    row: re.Pattern[str]
    table: re.Pattern[str]
    table_reach: int
    before_phone: re.Pattern[str]
    after_phone: re.Pattern[str]
    labels: re.Pattern[str]


# The patterns that find names, in this order.
_NAMED = ("name", "next_name", "approved_name", "lost_label", "unit_name", "bare_name")


@cache
def _rules() -> _Rules:
    data = rules("private")
    phone, title = data["phone"], data["title"]
    # In this order: a label holds the roles, an end the titles.
    parts = {name: data[name].replace("\n", "") for name in ("label", "end", "roles", "person", "unit", "title")}
    return _Rules(
        [pattern(p, mail=data["mail"]) for p in data["patterns"]],
        [pattern(data[name], re.MULTILINE, **parts) for name in _NAMED],
        re.compile(f"{phone}|{data['mail']}"),
        re.compile(data["contact_word"]),
        re.compile(data["local"]),
        re.compile(data["row"], re.MULTILINE),
        re.compile(data["table"]),
        data["table_reach"],
        pattern(data["before_phone"], title=title),
        re.compile(data["after_phone"]),
        re.compile(data["labels"]),
    )


def private_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The private stretches of a source text (code point offsets), merged and sorted."""
    data = _rules()
    text = _GAP.sub(" ", translate(text))  # as long as the source
    spans = [match.span(1) if p.groups else match.span() for p in data.patterns for match in p.finditer(text)]
    numbers = [match.span() for match in data.contact.finditer(text)]
    numbers += _local_numbers(text, data)
    spans += numbers
    names: set[str] = set()
    for start, end in (*_role_names(text, data), *_neighbours(text, numbers, data)):
        # Each name on its own: what follows the last one may be a label (解某，联系电话).
        for piece in _NAME_PIECE.finditer(text, start, end):
            if not data.labels.search(re.sub(r"\s", "", piece.group())):
                spans.append(piece.span())
                names.update(name.strip() for name in _AND.split(piece.group()))
    for name in sorted(names):
        # A contact's name is private wherever a number follows it again.
        spans.extend((at, at + len(name)) for at in places_of(name, text) if _NUMBER.match(text, at + len(name)))
    return _merge(spans)


def _local_numbers(text: str, data: _Rules) -> Iterator[tuple[int, int]]:
    """Numbers of seven or eight digits on a line that tells of a contact, or in a table of contacts."""
    done = 0
    for word in data.contact_word.finditer(text):
        start = max(done, word.end())
        stop = text.find("\n", start, start + _LINE_REACH)
        done = max(start, stop if stop >= 0 else start + _LINE_REACH)
        yield from (match.span() for match in data.local.finditer(text, start, min(done, len(text))))
    for row in data.row.finditer(text):
        if data.table.search(text, max(0, row.start() - data.table_reach), row.start()):
            yield row.span("number")


def _role_names(text: str, data: _Rules) -> Iterator[tuple[int, int]]:
    for named in data.names:
        for match in named.finditer(text):
            yield match.span("names")


def _neighbours(text: str, numbers: list[tuple[int, int]], data: _Rules) -> Iterator[tuple[int, int]]:
    """The names right before or behind a number: 由吴桐（…）, …（吴桐）."""
    for start, end in numbers:
        if after := data.after_phone.match(text, end):
            yield after.span("names")
        before = data.before_phone.search(text, max(0, start - _NAME_REACH), start)
        if before is None:
            continue
        first, stop = before.span("names")
        # 市公安局吴桐: the name begins behind the body.
        label = last(data.labels.finditer(text, first, stop))
        yield (label.end() if label and stop - label.end() >= 2 else first), stop


def _merge(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def clear_of(start: int, end: int, focus: tuple[int, int], private: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
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
