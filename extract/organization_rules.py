"""The organisation rules (``rules/organizations.toml``), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.lexicon import Near, alternation, reversed_alternation, rules, words


@dataclass(frozen=True, slots=True)
class Head:
    """One way a name ends. ``needs``: function, place, name, body (fixed) or national; ``full``: the full form."""

    full: str
    needs: str
    kind: str
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None


class Lexicon:
    """Heads, function words, boundaries and short forms, as patterns. Those named ``…_back`` read the text from right to left."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.heads: dict[str, list[Head]] = {}
        for entry in data["head"]:
            for end in entry["ends"]:
                self._add(end, Head(end, entry["needs"], entry["kind"], _compiled(entry, "not_before"), _compiled(entry, "not_after")))
        for group in ("body", "national"):
            for entry in data[group]:
                for end in (entry["full"], *entry["short"]):
                    self._add(end, Head(entry["full"], group, entry["kind"], _compiled(entry, "not_before"), None))
        self.nationals = frozenset(entry["full"] for entry in data["national"])
        self.ends_back = re.compile(reversed_alternation(self.heads))
        word = f"(?:{reversed_alternation(words(data['functions']))}|[{data['short_characters']}]{{2,5}})"
        self.function_back = re.compile(f"{word}(?:[和与及]?{word})*")
        self.ministry_names = frozenset(words(data["ministries"]["functions"]))
        self.full: dict[str, str] = data["full"]
        self.full_head: dict[str, str] = data["full_head"]
        sub = data["sub"]
        short = alternation(end for end in sub["ends"] if len(end) < 3)  # 处 and 办 begin other words too
        long = alternation(end for end in sub["ends"] if len(end) >= 3)
        self.sub = re.compile(f"[\\u4e00-\\u9fff]{{0,{sub['gap']}}}?(?:{long}|{short}(?!{sub['not_before']}))")
        self.sub_after = re.compile(f".*{sub['after']}$", re.DOTALL)
        self._boundaries(data["boundary"], data["boundary_patterns"])
        self.parties: dict[str, str] = data["democratic"]["full"]
        self.brands: tuple[str, ...] = tuple(data["banks"]["prefixes"])
        self.brand_back = re.compile(reversed_alternation(data["banks"]["prefixes"]))
        firsts = [
            *data["banks"]["brands"],
            *data["democratic"]["parties"],
            "中国共产党",
            "中共",
            "共青团",
            "团",
            "中国人民政治协商会议",
            "政协",
        ]
        prefixed = re.compile(
            f"(?P<bank>{alternation(data['banks']['brands'])})|(?P<party>{alternation(data['democratic']['parties'])})|(?P<cpc>中国共产党|中共)"
            "|(?P<league>共青团|(?<![集社旅军兵党乐剧财代])团(?=[省市县区州盟旗]委))|(?P<cppcc>中国人民政治协商会议|政协)"
        )
        self.prefixed = Near(prefixed, re.compile(alternation(firsts)), 0)

    def _boundaries(self, data: dict[str, Any], patterns: dict[str, str]) -> None:
        self.boundary = frozenset(data["characters"])
        verbs = words(data["verbs"])
        self.verbs = frozenset(verbs)
        self.verb_back = re.compile(reversed_alternation(verbs))
        self.verb_at = re.compile(alternation(verb for verb in verbs if len(verb) > 1 and verb not in ("建设", "服务", "教育", "商")))
        self.name_words = frozenset(patterns["name_words"].split())
        self.words_with_breaks = re.compile(alternation(patterns["name_words_with_breaks"].split()))
        self.strong_verb = re.compile(alternation(verb for verb in verbs if len(verb) > 1 and verb not in self.name_words))
        self.common = re.compile(f"(?:{alternation(words(data['common']))})*")
        self.class_name = re.compile(patterns["class_name"])
        self.not_function = re.compile(patterns["not_function"])
        self.plural = re.compile(patterns["plural"])
        self.founded_before = re.compile(patterns["founded_before"])
        self.centre_not_before = re.compile(patterns["centre_not_before"])
        self.name_break = frozenset(patterns["name_break"])
        self.not_place = frozenset(patterns["not_place"])
        self.placed_heads = frozenset(patterns["placed_heads"].split())
        self.class_heads = frozenset(patterns["class_heads"].split())
        self.proper = frozenset(patterns["proper"].split())
        self.college = re.compile(patterns["college"])
        self.committee = re.compile(patterns["committee"])

    def _add(self, end: str, head: Head) -> None:
        self.heads.setdefault(end, []).append(head)


def _compiled(entry: dict[str, Any], key: str) -> re.Pattern[str] | None:
    return re.compile(entry[key]) if key in entry else None


@cache
def lexicon() -> Lexicon:
    """The lexicon of ``rules/organizations.toml``."""
    return Lexicon(rules("organizations"))
