"""``rules/repairs.toml``, compiled: what damaged text looks like, and what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.lexicon import RuleError, pattern, rules
from extract.repair_checks import CHECKS, Check, Groups, Place
from extract.terms import Terms

DOUBLED = "doubled"  # the sign that no pattern finds: two like characters side by side
_REACH = 40  # characters before a sign that may belong to a reading


@dataclass(frozen=True, slots=True)
class Reading:
    """``text[start:end]`` is damaged and means ``meant``. ``rule``: name of the rule that says so."""

    start: int
    end: int
    meant: str
    rule: str


@dataclass(frozen=True, slots=True)
class RepairRule:
    """One rule of the file; the file's head tells what its parts are."""

    name: str
    sign: str
    at: re.Pattern[str]
    before: re.Pattern[str] | None
    check: Check | None
    meant: str

    def readings(self, text: str, places: Sequence[int]) -> Iterator[Reading]:
        """What the rule reads at the places of its sign, none overlapping."""
        position = 0
        match_at = self.at.match
        for place in places:
            match = match_at(text, place)
            if match is None or place < position:
                continue
            found = self._reading(text, match, position)
            if found is not None:
                yield found
                position = found.end

    def _reading(self, text: str, match: re.Match[str], position: int) -> Reading | None:
        left = None
        start = match.start()
        if self.before is not None:
            left = self.before.search(text, max(position, start - _REACH), start)
            if left is None:
                return None
            start = left.start()
        groups = self.check(Place(text, left, match)) if self.check else Groups({})
        if groups is None:
            return None
        values = {**(left.groupdict() if left else {}), **match.groupdict(), **groups.values}
        meant = _GROUP.sub(lambda group: values[group[1]], self.meant)
        start += groups.skip
        return Reading(start, match.end(), meant, self.name) if text[start : match.end()] != meant else None


_GROUP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class RepairRules:
    """All rules, the signs they are tried at, and the fixed terms."""

    rules: Sequence[RepairRule]
    signs: dict[str, re.Pattern[str]]
    terms: Terms


def _rule(data: dict[str, Any], parts: dict[str, str]) -> RepairRule:
    check = data.get("check")
    if check is not None and check not in CHECKS:
        raise RuleError(f"extract/rules/repairs.toml: no check is named {check}; name one of {', '.join(CHECKS)}")
    before = pattern(data["before"] + r"\Z", 0, **parts) if "before" in data else None
    return RepairRule(data["name"], data["sign"], pattern(data["at"], 0, **parts), before, CHECKS[check] if check else None, data["meant"])


@cache
def repair_rules() -> RepairRules:
    """The rules, compiled once; RuleError when one names an unknown check."""
    data = rules("repairs")
    made = tuple(_rule(rule, data["parts"]) for rule in data["rule"])
    marks = {char for rule in made if rule.sign == DOUBLED for char in rule.at.pattern if not char.isascii()}
    return RepairRules(
        made,
        {name: re.compile(sign) for name, sign in data["signs"].items()},
        Terms.of(data["vocabulary"], rules("organizations"), marks),
    )
