"""The full name of a body: its place and its kind in full form."""

from __future__ import annotations

from ontology.bodies.chain import place_of
from ontology.bodies.name import BodyName
from ontology.bodies.parser import parse
from ontology.bodies.tables import rules
from ontology.places import gazetteer


def canonical(name: str, place: str | None = None) -> str:
    """The canonical name: 官渡区检察院 → 官渡区人民检察院, 团区委 of 官渡区 → 中国共产主义青年团官渡区委员会.

    ``place``: code or name of the place it belongs to, needed where the name has only a level word or none. A place that the name itself
    prints stays (its innermost unit, autonomous divisions in full). Where no place is known the printed level word stays.
    """
    return written(parse(name), place)


def written(body: BodyName, place: str | None = None) -> str:
    """The canonical name of a parsed name."""
    inside = place_name(body, place)
    core = body.core
    if body.subs and body.kind is not None:
        core = rules()["with_part"].get(body.kind, core)
    if not inside and not core.startswith("{}") and "{}" in core:
        return body.text
    if inside.endswith("街道") and core.startswith("{}街道"):
        core = core.replace("街道", "", 1)
    if inside.endswith("社区") and core.startswith("{}社区"):
        core = core.replace("社区", "", 1)
    return core.replace("{}", inside) + "".join(body.subs)


def place_name(body: BodyName, place: str | None) -> str:
    """The place as it stands in the canonical name, '' for none."""
    if body.chain and not body.generic:
        return completed(body.chain[-1])
    given = place or ""
    listed = place_of(given)
    if listed is not None:
        return listed.name
    if given and not given.isdigit():
        return completed(given)
    return body.chain[-1] if body.chain else ""


def completed(name: str) -> str:
    """A place's official name where one place alone has it: 文山州 → 文山壮族苗族自治州, 云南 → 云南省; other names as they are."""
    places = gazetteer()
    if name in (short := rules()["place"]["short"]):
        return str(short[name])
    listed = places.by_name.get(name) or []
    if len(listed) == 1 and listed[0].level == "province":
        return listed[0].name
    if name in places:
        return places.official(name)
    for word in ("自治州", "自治县", "自治旗"):  # 湘西自治州, 长阳自治县
        if name.endswith(word) and (short := name.removesuffix(word) + word[-1]) in places and places.official(short).endswith(word):
            return places.official(short)
    return next((name + word for word in ("省", "自治区", "市") if name + word in places), name)
