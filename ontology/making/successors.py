"""Which division took the place of one that left the list, where two lists that follow each other leave no doubt.

The packages do not tell it, so it is read off the lists; a division that was merged or divided gets no successor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from ontology.making.lists import level
from ontology.places import short_name

Entry = tuple[str, str]
"""Code and name."""

_LEVEL_WORDS = re.compile(r"(?:特别行政区|自治区|地区|林区|特区|省|市|区|县|盟|州|旗)$")


def stem(name: str) -> str:
    """A name without its level word (密云县, 密云区 → 密云); as it is where one character would be left (滦县)."""
    everyday = short_name(name)
    bare = _LEVEL_WORDS.sub("", everyday)
    return bare if len(bare) > 1 else name


def successors(before: Mapping[str, str], after: Mapping[str, str]) -> dict[Entry, tuple[Entry, str]]:
    """For what the later list has no more: its successor there and the rule that found it. Lists: code to name.

    ``name``: same name and level, another code; ``stem``: same name but for the level word (县 became 区), same level (地级, 县级) and
    province; ``code``: same code, another name, and nothing else under the same prefecture came or went unexplained.
    A rule holds only where exactly one left and exactly one came. Districts named by where they lie (郊区, 城区) share their names
    by chance, and a 区 does not become a 县: neither is paired by name.
    """
    gone = {(code, name) for code, name in before.items() if after.get(code) != name}
    come = {(code, name) for code, name in after.items() if before.get(code) != name}
    found: dict[Entry, tuple[Entry, str]] = {}
    rules: tuple[tuple[str, Callable[[Entry], object]], ...] = (
        ("name", lambda entry: (entry[0][:2], level(entry[0]), entry[1])),
        ("name", lambda entry: (level(entry[0]), entry[1])),  # into another province
        ("stem", lambda entry: (entry[0][:2], level(entry[0]), stem(entry[1]))),
    )
    for rule, key in rules:
        _pair(gone, come, key, rule, found)
    rest = defaultdict(list)
    for code, _ in (*gone, *come):
        rest[code[:4] if level(code) == "county" else code].append(code)
    for code, name in sorted(gone):
        around = rest[code[:4] if level(code) == "county" else code]
        if around == [code, code]:
            found[(code, name)] = ((code, after[code]), "code")
    return found


def _pair(gone: set[Entry], come: set[Entry], key: Callable[[Entry], object], rule: str, found: dict[Entry, tuple[Entry, str]]) -> None:
    left, arrived = _by(gone, key), _by(come, key)
    for wanted, entries in left.items():
        candidates = arrived.get(wanted, [])
        if len(entries) == 1 and len(candidates) == 1 and _may_pair(entries[0][1], candidates[0][1]):
            found[entries[0]] = (candidates[0], rule)
            gone.discard(entries[0])
            come.discard(candidates[0])


def _may_pair(before: str, after: str) -> bool:
    return not (before.endswith("区") and (len(before) < 3 or after.endswith("县")))


def _by(entries: Iterable[Entry], key: Callable[[Entry], object]) -> dict[object, list[Entry]]:
    found: dict[object, list[Entry]] = defaultdict(list)
    for entry in sorted(entries):
        found[key(entry)].append(entry)
    return found
