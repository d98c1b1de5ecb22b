"""A header value as it was found: before it becomes a field of the letter."""

from __future__ import annotations

from dataclasses import dataclass

from extract.view import Line


@dataclass(frozen=True, slots=True)
class Raw:
    """A header value with its place in the source (``start``/``end``: offsets). ``name``: the field's; ``rule``: what found it."""

    name: str
    value: str
    printed: str
    start: int
    end: int
    rule: str


def of_line(name: str, line: Line, rule: str, value: str | None = None) -> Raw:
    """A value that takes a whole line."""
    return Raw(name, value if value is not None else line.tight, line.tight, line.start, line.end, rule)


def in_line(name: str, value: str, line: Line, rule: str) -> Raw:
    """A value within a line; the whole line when white space breaks it up."""
    at = line.text.find(value)
    start, end = line.span(at, at + len(value)) if at >= 0 else (line.start, line.end)
    return Raw(name, value, value, start, end, rule)
