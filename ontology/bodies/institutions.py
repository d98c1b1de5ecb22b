"""Universities and hospitals that are known by short or other names (``institutions.csv``)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from ontology.bodies.tables import rows

# What may follow a university's short name (云大 + 附中, 浙大 + 一院).
_BEHIND = re.compile(
    "(?:医学院)?(?:附属|附[一二三四五六七八九十中小幼院]|第?[一二三四五六七八九十](?:医|附)?[院中小]|第?[一二三四五六七八九十]附|[\u4e00-\u9fff]{2,4}医院|医学院|总?医院|学院|出版社|图书馆|附属医院).*|华西.*|人民医院|.{2,4}(?:校区|研究院)"
)


class Institutions:
    """Full names by short ones. A short name with a place means it in letters of that place alone."""

    def __init__(self) -> None:
        self._full: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._names: set[str] = set()
        for row in rows("institutions"):
            self._names.add(row["name"])
            for short in filter(None, (*row["short"].split("|"), row["name"])):
                self._full[short].append((row["place"] if short != row["name"] else "", row["name"]))
        self._universities: dict[str, list[str]] = defaultdict(list)
        for short in sorted(self._full, key=len, reverse=True):
            if any(name.endswith("大学") for _, name in self._full[short]):
                self._universities[short[0]].append(short)

    def known(self, name: str) -> bool:
        """Whether this is the full name of a listed one."""
        return name in self._names

    def full(self, text: str, place: str) -> str:
        """The full name that the text is short for, '' for none: 昆华医院 → 云南省第一人民医院, 云大附属中学 → 云南大学附属中学."""
        if found := self._one(text, place):
            return found
        for short in self._universities.get(text[:1], ()):
            if text.startswith(short) and _BEHIND.fullmatch(text, len(short)) and (name := self._one(short, place)).endswith("大学"):
                full = name + text[len(short) :]
                return self._one(full, place) or full
        return ""

    def _one(self, short: str, place: str) -> str:
        found = dict.fromkeys(name for where, name in self._full.get(short, ()) if not where or place.startswith(where))
        return next(iter(found)) if len(found) == 1 else ""


@cache
def institutions() -> Institutions:
    """The table, read once."""
    return Institutions()
