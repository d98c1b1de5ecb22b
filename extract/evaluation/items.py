"""What an evaluation compares: items, each a tuple of parts, each part the normalised forms one thing is known by.

The rules are those of the gold files: strings are compared after NFKC, without white space, quotes and punctuation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

STATE = "中华人民共和国"
Part = frozenset[str]


def normalised(text: str) -> str:
    """``text`` after NFKC, without white space, quotes, punctuation and invisible characters."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] not in "PZC")


def number(value: Decimal) -> str:
    """A decimal in one spelling: ``2.50`` → ``2.5``."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def part(*forms: str | None) -> Part:
    """The normalised forms one thing is known by."""
    return frozenset(filter(None, (normalised(form) for form in forms if form)))


def titles(*forms: str | None) -> Part:
    """Like ``part``; a law's two names (with and without 中华人民共和国) meet."""
    return part(*(form.strip("《》 ").removeprefix(STATE) for form in forms if form))


def exact(text: str) -> Part:
    """One form, kept as printed but for NFKC and white space (a unit of % is no punctuation)."""
    return frozenset({"".join(unicodedata.normalize("NFKC", text).split())})


@dataclass(frozen=True)
class Item:
    """One thing to match. ``parts``: all must match; ``shown``: for people; ``quote``: the evidence of a found item; ``optional``: a
    reader may name it or leave it out, so that it counts neither way."""

    parts: tuple[Part, ...]
    shown: str
    quote: str = ""
    optional: bool = False


def contains(a: Part, b: Part) -> bool:
    return any(x in y or y in x for x in a for y in b if min(len(x), len(y)) > 1)


def unique(items: Iterable[Item]) -> list[Item]:
    """The first item of each shown form."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.shown, item)
    return list(first.values())
