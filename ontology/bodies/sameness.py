"""Whether two names mean one body: ``same``, ``different`` or ``unsure``, and the rule that says so.

Names stand for one body when their keys are equal. Bodies at different places are different.
What is ``unsure`` is left to a person: names that may be loose forms of one another, or of two bodies of which one followed the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from ontology.bodies.chain import chains
from ontology.bodies.keys import BodyKey, given, key_of
from ontology.bodies.name import BodyName
from ontology.bodies.outline import Outline, outline
from ontology.bodies.parser import parse
from ontology.bodies.reform import follows
from ontology.bodies.shortening import one_body
from ontology.bodies.tables import rules
from ontology.bodies.vicinity import contains
from ontology.places import gazetteer

Answer = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``answer`` and ``rule``, the name of the rule that gave it."""

    answer: Answer
    rule: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body to be compared. ``place``: code or name of its place, None when only the name tells."""

    name: str
    place: str | None = None
    parsed: BodyName = field(init=False, compare=False, repr=False)
    key: BodyKey = field(init=False, compare=False, repr=False)
    outline: Outline | None = field(init=False, compare=False, repr=False)
    joint: tuple[Body, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parsed", parse(self.name))
        object.__setattr__(self, "key", key_of(self.parsed, self.place))
        parts = self.parsed.text.split("、")
        object.__setattr__(self, "joint", tuple(Body(part, self.place) for part in parts) if len(parts) > 1 and all(parts) else ())
        object.__setattr__(self, "outline", outline(self.parsed, given(self.parsed, self.place)))


_JOINT: Final = {frozenset(("discipline-supervision", "discipline")), frozenset(("discipline-supervision", "supervision"))}
_TEAM: Final = ("总队", "支队", "大队", "中队")
_MATTER: Final = re.compile(r"(?:工作)?(?:领导小组|协调小组|工作组|委员会|指挥部|联席会议|工作专班|专班)(?:办公室)?$")


def compare(one: Body, other: Body) -> Verdict:
    """Whether the two are one body. Symmetric; a few microseconds."""
    if one.joint and len(one.joint) == len(other.joint):
        return Verdict("same", "joint-names") if _pairwise(one.joint, other.joint) else Verdict("different", "name")
    if _levels_apart(one, other):
        return Verdict("different", "level")
    if one.key == other.key:
        return _same_key(one, other)
    if rule := one_body(one.outline, other.outline):
        return Verdict("same", rule) if _one_kind(one.parsed, other.parsed) else Verdict("different", "kind")
    if one.parsed.text == other.parsed.text and begins_with_place(one) and _one_in_other(one, other):
        return Verdict("same", "same-print")
    if one.key.place != other.key.place:
        return _elsewhere(one, other)
    if one.parsed.number != other.parsed.number:
        return Verdict("different", "number")
    if one.key.subs != other.key.subs:
        return Verdict("different", "part")
    return _same_place(one, other)


def _pairwise(ones: tuple[Body, ...], others: tuple[Body, ...]) -> bool:
    """Whether each of the one is one of the other: 市水务局、市海洋局."""
    return all(any(compare(a, b).answer == "same" for b in others) for a in ones) and all(
        any(compare(a, b).answer == "same" for a in ones) for b in others
    )


def begins_with_place(body: Body) -> bool:
    """Whether the name begins with a province's or city's name without its level word (昆明铁路运输法院)."""
    return not body.parsed.chain and len(body.parsed.text) > 6 and chains().stem(body.parsed.text) is not None


def _one_in_other(one: Body, other: Body) -> bool:
    places = given(one.parsed, one.place), given(other.parsed, other.place)
    return all(places) and (contains(*places) or contains(*reversed(places)))


def _one_kind(one: BodyName, other: BodyName) -> bool:
    return not (one.kinds and other.kinds) or one.kinds == other.kinds


def _same_key(one: Body, other: Body) -> Verdict:
    if one.key.place or one.parsed.national:
        return Verdict("same", "key")
    # Without a place only a proper name of some length names one body alone.
    proper = one.parsed.remainder == other.parsed.remainder and len(one.parsed.remainder) > 5
    return Verdict("same", "proper-name") if proper else Verdict("unsure", "no-place")


def _levels_apart(one: Body, other: Body) -> bool:
    """Whether a bare level word and the other's place are of different levels (市民政局, 白榆县民政局)."""
    if "" not in (one.key.place, other.key.place):
        return False
    words = [body.parsed.chain[-1] if body.parsed.chain else "" for body in (one, other)]
    return bool(words[0] and words[1]) and words[0][-1] != words[1][-1]


def _elsewhere(one: Body, other: Body) -> Verdict:
    places = one.key.place, other.key.place
    alike = (one.key.core, one.key.subs) == (other.key.core, other.key.subs)
    if alike and "" in places:
        return Verdict("unsure", "no-place")
    if alike and (_may_be(*places) or _may_be(*reversed(places))):
        return Verdict("unsure", "place-not-known-which")
    if _branch_of(one, other) or _branch_of(other, one):
        return Verdict("unsure", "branch-of-unlisted-city")
    return Verdict("different", "place")


def _may_be(name: str, place: str) -> bool:
    """Whether a place known by name only may be the other one."""
    if name.isdigit() or name == "CN":
        return False
    return any(candidate.code == place for candidate in gazetteer().by_name.get(name, ())) or place.endswith(f"/{name}")


def _branch_of(city: Body, district: Body) -> bool:
    """霜亭市公安局柳屏分局 and 柳屏区公安分局, neither place listed."""
    branch, body = city.parsed.branch, district.parsed
    return bool(branch) and body.head == "分局" and body.functions == city.parsed.functions and district.key.place.startswith(branch)


def _same_place(one: Body, other: Body) -> Verdict:
    a, b = one.parsed, other.parsed
    if any(follows(x, y) or follows(y, x) for x in a.kinds for y in b.kinds):
        return Verdict("different", "succeeds")
    if frozenset((*a.kinds, *b.kinds)) in _JOINT:
        return Verdict("unsure", "joint-organs")  # 纪委监委 names two organs that work as one
    if a.kinds and a.kinds == b.kinds:
        teams = [next((team for team in _TEAM if team in name.core), "") for name in (a, b)]
        return Verdict("different", "rank") if teams[0] != teams[1] else Verdict("unsure", "same-kind")
    if set(a.functions) & set(b.functions):
        return Verdict("unsure", "functions-overlap")
    if a.head and b.head:
        return Verdict("different", "functions")
    base_a, base_b = company(a.remainder), company(b.remainder)
    if base_a and base_a == base_b:
        return Verdict("unsure", "company-form")
    what = matter(one)
    if what and what == matter(other):
        return Verdict("unsure", "group-or-committee")
    if a.remainder and b.remainder:
        return Verdict("unsure", "abbreviation") if _abbreviates(one.key.core[-1], other.key.core[-1]) else Verdict("different", "name")
    return Verdict("different", "kind")


def matter(body: Body) -> str:
    """What a leading group or committee is for, '' of other bodies."""
    text = (
        body.key.core[-1]
        if body.parsed.remainder
        else body.parsed.core.removeprefix("{}")
        if body.parsed.kinds and not body.parsed.head
        else ""
    )
    match = _MATTER.search(text)
    return text[: match.start()].removeprefix("人民政府") if match else ""


def company(name: str) -> str:
    """A company's name without its legal form, '' of other names."""
    match = _form().search(name)
    return name[: match.start()] if match else ""


def _abbreviates(one: str, other: str) -> bool:
    """Whether the shorter is the longer with characters left out, beginning and ending alike."""
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or len(short) * 2 < len(long) or short[0] != long[0] or short[-2:] != long[-2:]:
        return False
    rest = iter(long)
    return all(char in rest for char in short)


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rules()["company"]["form"])
