"""Private data: stretches of a source text that must never reach the graph, an export or a log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.lexicon import pattern, places_of, rules

_NAME_PIECE = re.compile(r"[^、，,/]+")
_NUMBER = re.compile(r"[\s（(，,]*(?:电话|\d{7}|1[3-9]\d{9})")
_NAME_REACH = 40  # characters from a name to the number after it


@dataclass(frozen=True)
class _Rules:
    """``rules/private.toml``, compiled."""

    patterns: list[re.Pattern[str]]
    name: re.Pattern[str]
    contact: re.Pattern[str]  # a telephone number or a mail address
    before_phone: re.Pattern[str]
    labels: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = rules("private")
    phone = data["phone"]
    return _Rules(
        [pattern(p, phone=phone, mail=data["mail"]) for p in data["patterns"]],
        pattern(data["name"], re.MULTILINE, roles=data["roles"].replace("\n", "")),
        re.compile(f"{phone}|{data['mail']}"),
        re.compile(data["before_phone"]),
        re.compile(data["labels"]),
    )


def private_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The private stretches of a source text (code point offsets), merged and sorted."""
    data = _rules()
    spans = [match.span(1) if p.groups else match.span() for p in data.patterns for match in p.finditer(text)]
    names: set[str] = set()
    contacts = [match.start() for match in data.contact.finditer(text)]
    before = (data.before_phone.search(text, max(0, at - _NAME_REACH), at) for at in contacts)
    for match in (*data.name.finditer(text), *(match for match in before if match)):
        # Each name on its own: what follows the last one may be a label (解某，联系电话).
        for piece in _NAME_PIECE.finditer(text, *match.span("names")):
            if not data.labels.search(re.sub(r"\s", "", piece.group())):
                spans.append(piece.span())
                names.add(piece.group())
    for name in sorted(names):
        # A contact's name is private wherever a number follows it again.
        spans.extend((at, at + len(name)) for at in places_of(name, text) if _NUMBER.match(text, at + len(name)))
    return _merge(spans)


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
