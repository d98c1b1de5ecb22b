"""Centres, stations, homes with their counts: 8个街道级“未成年人保护工作站”, 敬老院4所, 其中市级1个."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from extract import dates
from extract.draft import LATEST, Draft
from extract.facts import Facility
from extract.lexicon import Near, alternation, last, pattern, rules, words
from extract.quantities import Quantity

MOST = 1_000_000  # a larger count counts something else


@dataclass(frozen=True)
class FacilityRules:
    """``rules/facilities.toml``, compiled: ``patterns`` by their names in section ``patterns``."""

    head: re.Pattern[str]
    weak: re.Pattern[str]
    weak_word: re.Pattern[str]
    exists: re.Pattern[str]
    named: Near
    named_head: re.Pattern[str]
    counters: frozenset[str]
    founding: re.Pattern[str]
    work: re.Pattern[str]
    levels: dict[str, str]
    patterns: dict[str, re.Pattern[str]]

    def level_of(self, place: str) -> str | None:
        """The level that a place's last word tells (官渡区 → 区级), or None."""
        return next((level for word, level in self.levels.items() if place.endswith(word)), None)


@cache
def facility_rules() -> FacilityRules:
    """The rules, compiled once."""
    data = rules("facilities")
    weak = words(data["weak_heads"])
    heads = alternation([*words(data["heads"]), *weak])
    named_heads = alternation(data["named_heads"].split("|"))
    level = data["patterns"]["level"].replace("(?P<level>", "(?:")
    date = re.sub(r"\?P<\w+>", "?:", dates.FULL.pattern)
    parts = {
        "heads": heads,
        "weak_heads": alternation(weak),
        "before_member": data["patterns"]["before_member"].replace("{founding}", data["founding"]),
        "level_plain": f"(?:{level})",
        "named_heads": named_heads,
        "founding": data["founding"],
        "date": date,
    }
    return FacilityRules(
        re.compile(f"{heads}”?(?:（[^）]{{1,8}}）)?$"),
        re.compile(f"{alternation(weak)}$"),
        re.compile(alternation(weak)),
        re.compile(f"(?:{data['exists']})"),
        Near(pattern(data["patterns"]["named"], **parts), re.compile(named_heads), 26),
        re.compile(f"{named_heads}$"),
        frozenset(data["counters"].split("|")),
        re.compile(f"(?:{data['founding']})"),
        pattern(f"(?:{data['work']})", heads=heads),
        dict(sorted(data["levels"].items(), key=lambda item: -len(item[0]))),
        {name: pattern(template, **parts) for name, template in data["patterns"].items()},
    )


def add_counted(draft: Draft, quantity: Quantity, previous: int, following: int) -> bool:
    """A facility with its count, before or after the number; ``previous``/``following``: ends of the neighbouring numbers.

    True when the number was one.
    """
    data = facility_rules()
    if quantity.unit not in data.counters or quantity.value != int(quantity.value) or quantity.value > MOST:
        return False
    text = draft.view.text
    rule = "facility.counted"
    found = _after(text, quantity, following)
    if found is None and text[quantity.start - 1 : quantity.start] != "等":  # before 等 stand the members of a list
        found = _before(text, quantity, previous)
    if found is None:
        found, rule = _share(draft, quantity) or _grown(draft, quantity, previous), "facility.share"
    if found is None:
        return _by_place(draft, quantity, previous)
    raw, start, end = found
    if start < quantity.start and (of := raw.rfind("的")) >= 0 and len(raw) - of > 3 and "“" not in raw[:of] and "无" not in raw[:of]:
        raw, start = raw[of + 1 :], start + of + 1  # 命名的个人调解工作室12个
    if start >= quantity.end and data.founding.search(raw, 0, len(raw) - 2):
        return False  # 14处重点部位设置护学岗: the number is not the posts'
    name, level = _clean(raw)
    first = min(start, quantity.start)
    lead = re.split("[、，；]", text[max(previous, first - 8) : first])[-1] + raw[: max(0, len(raw) - len(name))]
    if data.work.search(lead) or data.work.match(name) or not 2 <= len(name) <= 30 or not data.head.search(name):
        return False
    if data.patterns["not_counted"].search(raw):
        return False
    if data.weak.search(name) and not _exists(text, start, quantity, previous):
        return False
    _add(draft, quantity, name, level, (start, end), rule)
    if text[quantity.start - 1 : quantity.start] == "各":
        _add_each(draft, quantity, start)
    return True


def _add(draft: Draft, quantity: Quantity, name: str, level: str | None, span: tuple[int, int], rule: str) -> None:
    first, stop = min(span[0], quantity.start), max(span[1], quantity.end)
    evidence = draft.evidence(*draft.clause(first, stop), rule, (first, stop))
    if evidence is not None:
        restated = draft.is_restated(quantity.start)
        draft.facts.append(Facility(evidence=evidence, restated=restated, name=name, level=level, count=int(quantity.value)))
        draft.taken.update(range(*span))


def _add_each(draft: Draft, quantity: Quantity, end: int) -> None:
    """A、B、C各1个: the members of the list before the last one, back to what is none."""
    data = facility_rules()
    text = draft.view.text
    clause, _ = draft.clause(end, end + 1)
    while end > clause and text[end - 1] in "、和及":
        start = max(clause, text.rfind("、", clause, end - 1) + 1)
        name, level = _clean(text[start : end - 1])
        if not 4 <= len(name) <= 30 or not data.head.search(name):
            return
        at = text.index(name, start, end)
        _add(draft, quantity, name, level, (at, at + len(name)), "facility.counted")
        end = start


def _exists(text: str, start: int, quantity: Quantity, previous: int) -> bool:
    """Whether schools or hospitals are said to be there or to be built: 现有小学12所, 新建12所小学, or after another counted one."""
    data = facility_rules()
    if start >= quantity.end:
        return data.exists.search(text, max(previous, quantity.start - 6), quantity.start) is not None
    if text[previous:start].lstrip("）") in ("、", "，", "，其中", "（"):
        return True
    # 共有中小学校、幼儿园683所: the number is not the last one's alone.
    said = last(data.exists.finditer(text, max(previous, start - 8), quantity.start))
    return said is not None and "、" not in text[said.end() : start]


def _clean(raw: str) -> tuple[str, str | None]:
    """A facility's own name, and the level that stood before it."""
    data = facility_rules()
    name = data.patterns["lead"].sub("", raw.strip("，。；、：和及 "))
    founding = last(match for match in data.founding.finditer(name) if match.end() <= len(name) - 2)
    if founding is not None and "“" not in name[: founding.end()]:
        name = data.patterns["lead"].sub("", name[founding.end() :])  # 全流域建成省级监测站
    match = data.patterns["level"].match(name)
    if match and len(name) - match.end() >= 2 and not data.weak.fullmatch(name, match.end()):  # 县级医院 is a class of its own
        return name[match.end() :].strip("“”的 "), data.levels[match["level"]]
    return name.strip("“”的 "), None


def _after(text: str, quantity: Quantity, following: int) -> tuple[str, int, int] | None:
    data = facility_rules()
    match = data.patterns["after_closed"].match(text, quantity.end, min(following, quantity.end + 50))
    match = match or data.patterns["after_open"].match(text, quantity.end, min(following, quantity.end + 40))
    if match is None or re.search(r"^（|[，。；为]|的(?!士)|和|与", match.group()) or "、" in re.sub(r"（[^）]*）", "", match.group()):
        return None
    if match.group().startswith("“") and not data.head.search(match.group().strip("“”")):
        return None
    return match.group(), quantity.end, match.end()


def _before(text: str, quantity: Quantity, previous: int) -> tuple[str, int, int] | None:
    """The words before a number, back to punctuation outside brackets."""
    data = facility_rules()
    grown = data.patterns["grown"].search(text, max(previous, quantity.start - 8), quantity.start)
    stop = grown.start() if grown else quantity.start
    start, depth = stop, 0
    while start > previous and stop - start < 36:
        char = text[start - 1]
        if char == "）":
            depth += 1
        elif char == "（":
            if depth == 0:
                break
            depth -= 1
        elif char in "，。；：、\n！？" and depth == 0:
            break
        start -= 1
    name = data.patterns["lead"].sub("", text[start:stop])
    return (name, stop - len(name), stop) if data.head.search(name) else None


def _by_place(draft: Draft, quantity: Quantity, previous: int) -> bool:
    """Whether a number is the share of one place in what was counted just before (集市11家，其中甲市1家，乙县4家)."""
    text = draft.view.text
    assert draft.toponyms is not None
    last_fact = draft.facts[-1] if draft.facts else None
    words = text[previous : quantity.start].lstrip("，、；（").removeprefix("其中")
    if not isinstance(last_fact, Facility) or not 2 <= len(words) <= 12:
        return False
    place = draft.toponyms.right(words, 0)
    same = last_fact.evidence.focus_start >= draft.view.places[draft.sentence_at(quantity.start).start]
    return same and place is not None and not place.generic and place.end == len(words)


def _grown(draft: Draft, quantity: Quantity, previous: int) -> tuple[str, int, int] | None:
    """The facility just counted, in its later number (路检点由5处增加至8处)."""
    text = draft.view.text
    last_fact = draft.facts[-1] if draft.facts else None
    if not isinstance(last_fact, Facility) or not facility_rules().patterns["risen"].fullmatch(text, previous, quantity.start):
        return None
    return last_fact.name, quantity.start, quantity.start


def _share(draft: Draft, quantity: Quantity) -> tuple[str, int, int] | None:
    """The share of a facility counted just before in the same sentence: its level, or its name alone (其中公办1家)."""
    text = draft.view.text
    share = facility_rules().patterns["share"].search(text[max(0, quantity.start - 12) : quantity.start])
    if share is None:
        return None
    counted = next(
        (f for f in islice(reversed(draft.facts), LATEST) if isinstance(f, Facility) and f.evidence.rule == "facility.counted"), None
    )
    if counted is None:
        return None
    if counted.evidence.focus_start < draft.view.places[draft.sentence_at(quantity.start).start]:
        return None
    return (share["level"] or "") + counted.name, quantity.start - len(share["share"]), quantity.start
