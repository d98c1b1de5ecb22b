"""Rule files → compiled patterns. The files are data (``extract/rules/*.toml``); this is the only place that reads them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "rules"


@cache
def rules(name: str) -> dict[str, Any]:
    """The contents of ``rules/NAME.toml``."""
    with (RULES / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words(text: str) -> list[str]:
    """The words of a white-space-separated block, longest first (so that an alternation prefers the longest)."""
    return sorted(set(text.split()), key=lambda word: (-len(word), word))


def alternation(items: Iterable[str]) -> str:
    """A non-capturing alternation of literal strings, longest first."""
    return "(?:" + "|".join(re.escape(item) for item in sorted(set(items), key=lambda item: (-len(item), item))) + ")"


def reversed_alternation(items: Iterable[str]) -> str:
    """The alternation for text read from right to left."""
    return alternation(item[::-1] for item in items)


def pattern(template: str, flags: int = 0, **parts: str) -> re.Pattern[str]:
    """A rule file's pattern with its named parts put in (``{party}``); other braces are the pattern's own."""
    for name, part in parts.items():
        template = template.replace("{" + name + "}", part)
    return re.compile(template, flags)


def last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """The last of some matches, or None."""
    found = None
    for match in matches:
        found = match
    return found
