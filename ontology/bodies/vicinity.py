"""Places around a given place: what a bare level word, a stem or a name without its province means in a text that speaks of that place."""

from __future__ import annotations

from functools import lru_cache

from ontology.bodies.chain import place_of
from ontology.places import Place, gazetteer, short_name

_LEVELS = ("自治区", "自治州", "自治县", "自治旗", "地区", "新区", "林区", "省", "市", "县", "区", "州", "盟", "旗")


@lru_cache(maxsize=4096)
def around(code: str) -> tuple[Place, ...]:
    """The place with this code and those above it, innermost first; empty for other keys."""
    place = place_of(code)
    found: list[Place] = []
    while place is not None and place not in found:
        found.append(place)
        place = place_of(place.parent)
    return tuple(found)


@lru_cache(maxsize=65536)
def level_of(known: str, word: str) -> str:
    """The place that a bare level word means: 市 in a letter of 官渡区 is 昆明市, 区 is 官渡区. Places not listed stay."""
    word = "市" if word == "师市" else word  # of the corps' divisions
    for place in around(known):
        if place.name.endswith(word) and not (word == "区" and place.level == "province"):
            return place.code
    return known


@lru_cache(maxsize=65536)
def related(known: Place, name: str) -> str:
    """The code of the place of this name that is the given one, around it or in it (one alone); '' for none."""
    chain = around(known.code)
    if name in (known.name, short_name(known.name)) or stem(known.name) == name:
        return known.code
    candidates = gazetteer().by_name.get(name, ())
    for place in chain:
        if place in candidates:
            return place.code
    inside = {candidate.code for candidate in candidates if known in around(candidate.code)}
    return inside.pop() if len(inside) == 1 else ""


def stem(name: str) -> str:
    """A place's name without its level word: 官渡区 → 官渡, 大理白族自治州 → 大理, 沙市区 → 沙市; names of one character stay whole."""
    short = short_name(name)
    for word in _LEVELS:
        if short.endswith(word) and len(short) - len(word) > 1:
            return short.removesuffix(word)
    return short


def contains(outer: str, inner: str) -> bool:
    """Whether the one place is the other or one above it (both by code)."""
    return outer == inner or any(place.code == outer for place in around(inner)[1:])


def inside(outer: str, text: str) -> Place | None:
    """The one place in a province or city that the text begins with, printed without its level word (南海农商银行 in 佛山: 南海区)."""
    stems = _stems_inside(outer)
    return next((stems[text[:size]] for size in (4, 3, 2) if text[:size] in stems), None)


@lru_cache(maxsize=512)
def _stems_inside(outer: str) -> dict[str, Place]:
    found: dict[str, list[Place]] = {}
    prefix = outer.rstrip("0")
    prefix += "0" * (len(prefix) % 2)
    for place in gazetteer().by_code.values() if place_of(outer) else ():
        if place.code.startswith(prefix) and place.code != outer and place.level != "zone":
            found.setdefault(stem(place.name), []).append(place)
    return {name: places[0] for name, places in found.items() if len(places) == 1 and len(name) > 1}
