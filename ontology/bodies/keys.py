"""What must be equal for two names to be one body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ontology.bodies.chain import chains, place_of
from ontology.bodies.name import BodyName
from ontology.bodies.naming import completed
from ontology.bodies.parser import parse
from ontology.bodies.tables import kinds, rules
from ontology.bodies.vicinity import level_of, related
from ontology.places import Place, gazetteer

NATION = "CN"


@dataclass(frozen=True, slots=True, order=True)
class BodyKey:
    """Hashable and sortable. ``place``: code, else name, ``CN`` for bodies of the whole country, '' when not known; a unit inside the given
    place follows after ``/``. ``core``: what it is, in normal form; ``subs``: its part, the outermost first."""

    place: str
    core: tuple[str, ...]
    subs: tuple[str, ...] = ()


def key(name: str, place: str | None = None) -> BodyKey:
    """The key of a body's name. ``place``: code or name of its place, None when only the name tells."""
    return key_of(parse(name), place)


def key_of(body: BodyName, place: str | None = None) -> BodyKey:
    """The key of a parsed name."""
    where, core, subs = place_key(body, place), core_key(body), tuple(loose(sub) for sub in body.subs)
    if body.branch:
        district = chains().district(body.branch, where) if not chains().is_bearing(body.branch) else None
        home = place_of(where)
        if district is None and home is not None and not body.chain and home.name.startswith(body.branch):
            district = home  # 官渡公安分局 of 官渡区
        if district is not None:  # 昆明市公安局官渡分局 is 官渡区公安分局
            return BodyKey(district.code, (*core[:-1], "分局"), subs[1:])
    if body.subs and body.kind == "people-congress-standing":
        core = ("people-congress",)  # 人大代表工委 and 人大常委会代表工委
    return BodyKey(where, core, subs)


def core_key(body: BodyName) -> tuple[str, ...]:
    """Functions and head of a department, id and ending of a kind, else the proper name in normal form."""
    if body.head:
        return (*body.functions, body.head)
    if body.kinds:
        kind = body.kinds[0]
        if body.national:
            return (kind,)  # there is one in the country, though it bears two names (国家网信办, 中央网信办)
        forms = (*kinds()[kind].full_forms, *kinds()[kind].national)
        # Levels of one kind (支队, 大队) and ministries' names tell bodies apart at one place; a kind of one form needs none.
        return (kind,) if len(forms) < 2 or body.core in forms[:1] else (kind, body.core)
    return ("", loose(body.remainder))


def place_key(body: BodyName, place: str | None) -> str:
    """The place of a body as it stands in its key."""
    if body.national:
        return NATION
    known = given(body, place)
    if not body.chain:
        return known
    if body.generic:
        return level_of(known, body.chain[-1])
    inner = completed(body.chain[-1])
    if not known:
        return _listed(inner, body.chain)
    if chains().is_corps(inner):
        return inner
    for outer in body.chain[:-1]:  # 香格里拉市五境乡政府 in a letter of the prefecture
        listed = place_of(known)
        known = (related(listed, completed(outer)) if listed is not None else "") or known
    listed = place_of(known)
    if listed is None:
        return known if completed(known) == inner else f"{known}/{inner}"
    if found := related(listed, inner):
        return found
    town = gazetteer().town(inner, known) if listed.level == "county" else _only_town(inner, known)
    return town.code if town is not None else f"{known}/{inner}"  # a town of the given county


def _only_town(name: str, within: str) -> Place | None:
    """The one town of this name in a city or province."""
    if name[-1:] not in ("镇", "乡") and not name.endswith("街道"):
        return None
    prefix = within.rstrip("0")
    found = [town for town in gazetteer().towns_named(name) if town.code.startswith(prefix)]
    return found[0] if len(found) == 1 else None


def given(body: BodyName, place: str | None) -> str:
    """The given place: its code where it is known which, else its name; '' for none."""
    return _listed(place, body.chain) if place else ""


def loose(text: str) -> str:
    """A proper name or part without what makes no difference."""
    for pattern, full in _rules():
        text = pattern.sub(full, text)
    return text


def _listed(place: str, context: tuple[str, ...]) -> str:
    if place.isdigit():
        return place
    found = chains().resolve(place, context)
    return found.code if found else completed(place)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["printed"]), entry["full"]) for entry in rules()["key"])
