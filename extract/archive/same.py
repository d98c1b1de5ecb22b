"""One letter from several files: a PDF and the web page that shows it. They become one letter with two sources; what they say otherwise
is kept as differences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from extract.archive.manifest import Json
from extract.evaluation.fields import FIELDS
from extract.evaluation.items import Item, normalised
from extract.facts import Letter

_NUMERIC = ("statistics", "amounts")
"""Fields whose items meet by their numbers: the words around these are cut differently where the lines are."""
_SHINGLE = 5  # characters
_ALIKE = 0.6  # of the shorter text's shingles are in the other
_NEARLY_EQUAL = 0.9  # as much of it, where a field that tells two letters apart is near but not the same
_NEAR = {"proposal_title": 0.8, "addressees": 0.8}
"""Fields that tell two letters apart, and how like (of 1) two values are that may be one, with a character lost or misread."""
_NEAR_RECOGNISED = 0.5  # in a text recognised from a picture
_LOST_DIGITS = 2  # of a proposal's number: other digits are another proposal's number
_LETTERS = re.compile(r"[\u3400-\u9fff0-9]+")


def items_of(letter: Letter) -> Json:
    """What a letter says, to compare it: ``{identity: {number, title, date, issuers, proposal_number, proposal_title, addressees},
    items: {field: {key: as shown}}}``."""
    return {
        "identity": {
            "number": normalised(letter.value("doc_number") or ""),
            "title": normalised(letter.value("title") or ""),
            "date": letter.value("issue_date") or "",
            "issuers": sorted(set(letter.values("issuer"))),
            "proposal_number": _set(letter, "proposal_number"),
            "proposal_title": _set(letter, "proposal_title"),
            "addressees": _set(letter, "addressee"),
        },
        "items": {field.name: shown for field in FIELDS if (shown := {_key(field.name, item): item.shown for item in field.found(letter)})},
    }


def _set(letter: Letter, field: str) -> list[str]:
    return sorted({value for value in map(normalised, letter.values(field)) if value})


def _key(field: str, item: Item) -> str:
    return "/".join(min(part, default="") for part in item.parts) if field in _NUMERIC else normalised(item.shown)


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of a letter: its ``key``, its ``entry`` in the manifest, its items as ``items_of`` gives them, and its text."""

    key: str
    entry: Json
    said: Json
    text: Callable[[], str]

    @property
    def rank(self) -> tuple[bool, int, str, str]:
        """The version that stands for the letter sorts first: not recognised from a picture, then the one that says most."""
        return self.entry["recognised"], -sum(self.entry["facts"].values()), self.entry["source"], self.key


def same_letters(versions: list[Version]) -> dict[str, str]:
    """Key of each version that is another's letter → key of the version that stands for it."""
    found: dict[str, str] = {}
    first: dict[tuple[str, str], list[Version]] = {}
    for version in sorted(versions, key=lambda v: v.rank):
        names = [(kind, value) for kind in ("number", "title") if (value := version.said["identity"][kind])]
        standing = next((other for name in names for other in first.get(name, []) if _same(version, other)), None)
        if standing is not None:
            found[version.key] = standing.key
            continue
        for name in names:
            first.setdefault(name, []).append(version)
    return found


def _same(one: Version, other: Version) -> bool:
    """Whether two versions are one letter: number and issuer agree, or title, date and issuer where one has no number; what they answer
    and whom does not differ; and the texts."""
    a, b = one.said["identity"], other.said["identity"]
    if a["issuers"] and b["issuers"] and not set(a["issuers"]) & set(b["issuers"]):
        return False
    if a["number"] and b["number"]:
        if a["number"] != b["number"]:
            return False
    elif a["title"] != b["title"] or (a["date"] and b["date"] and a["date"] != b["date"]):
        return False
    differing = [field for field in ("proposal_number", *_NEAR) if a[field] and b[field] and not set(a[field]) & set(b[field])]
    recognised = bool(one.entry["recognised"] or other.entry["recognised"])
    if not all(any(_near(field, recognised, *pair) for pair in product(a[field], b[field])) for field in differing):
        return False
    return overlap(one.text(), other.text()) >= (_NEARLY_EQUAL if differing else _ALIKE)


def _near(field: str, recognised: bool, one: str, other: str) -> bool:
    """Whether two values of a field may be one, damaged in a file: characters lost, and misread where OCR read them."""
    short, long = sorted((one, other), key=len)
    if recognised:
        return SequenceMatcher(None, short, long, autojunk=False).ratio() >= _NEAR_RECOGNISED
    if field == "proposal_number":
        rest = iter(long)
        return len(long) - len(short) <= min(_LOST_DIGITS, len(short) - 1) and all(digit in rest for digit in short)
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= _NEAR[field]


def overlap(one: str, other: str) -> float:
    """How much of the shorter text is in the other (0 to 1), line breaks, punctuation and furniture apart."""
    sets = sorted((_shingles(one), _shingles(other)), key=len)
    return len(sets[0] & sets[1]) / len(sets[0]) if sets[0] else 0.0


def _shingles(text: str) -> set[str]:
    letters = "".join(_LETTERS.findall(text))
    return {letters[at : at + _SHINGLE] for at in range(len(letters) - _SHINGLE + 1)}


def differences(standing: Mapping[str, Mapping[str, str]], other: Mapping[str, Mapping[str, str]]) -> Iterator[Json]:
    """``{field, here, there}`` for each item that only one version has (the other side is None), in the order of fields.

    A field in which each has one item of its own gives one difference with both.
    """
    for field in (field.name for field in FIELDS):
        here, there = standing.get(field, {}), other.get(field, {})
        only_here = [here[key] for key in sorted(here.keys() - there.keys())]
        only_there = [there[key] for key in sorted(there.keys() - here.keys())]
        if len(only_here) == len(only_there) == 1:
            yield {"field": field, "here": only_here[0], "there": only_there[0]}
            continue
        yield from ({"field": field, "here": value, "there": None} for value in only_here)
        yield from ({"field": field, "here": None, "there": value} for value in only_there)
