"""What of a page's head and foot belongs to the letter: they are left out, unless the letter has its number or letterhead only there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice

from extract.lexicon import rules

_MOST = 200  # lines of heads or feet that are looked at


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in rules("word")["margins"].items()}


def _tight(text: str) -> str:
    return "".join(text.split())


def only_there(heads: Iterable[str], feet: Iterable[str], body: Sequence[str]) -> tuple[list[str], list[str]]:
    """(lines to set before the body, lines to set after it): a document number or letterhead of ``heads``, copies (抄送) of ``feet``."""
    text = _tight("".join(body))
    known = _rules()
    has_number = any(known["doc_number"].search(line) for line in body)
    has_copies = any(known["copies"].match(line.strip()) for line in body)
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for line in islice(heads, _MOST):
        tight = _tight(line)
        number = not has_number and known["doc_number"].search(line)
        if number or (known["letterhead"].fullmatch(tight) and tight not in text):
            before.setdefault(tight, line)
    for line in islice(feet, _MOST):
        if not has_copies and known["copies"].match(line.strip()):
            after.setdefault(_tight(line), line)
    return list(before.values()), list(after.values())
