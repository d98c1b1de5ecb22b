"""Which place a name means in one letter: 朝阳区 of a 长春市 letter is 220104, not 110105; 城关镇 is that of the letter's own county.

An identifier is the code of a listed division (six digits of GB/T 2260, nine of a town), or ``COUNTY/TOWN`` for a town no list knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.draft import Draft
from extract.facts import Facility, Fact, OrganizationMention, Programme
from extract.names import Places
from ontology.places import Gazetteer, Place

_PROVINCIAL = ("省", "自治区")
_COUNTY = ("县", "区", "旗")
_TOWN = ("镇", "乡", "街道", "苏木")


def is_town(name: str) -> bool:
    """Whether a place's name is that of a town, township or street: hundreds of counties have the same."""
    return name.endswith(_TOWN)


def place_identifiers(draft: Draft) -> tuple[tuple[str, str], ...]:
    """(name, identifier) of the places the facts name, sorted; one whose name leaves open which is meant has none."""
    if draft.names is None:
        return ()
    chains = [organization.place.names for organization in draft.organizations if organization.place and not organization.place.generic]
    resolver = _Resolver(draft.names.places, chains)
    names = {*_named(draft.facts), *draft.names.places.own}
    found = ((name, resolver.identifier(name)) for name in sorted(names))
    return tuple((name, identifier) for name, identifier in found if identifier is not None)


def _named(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        match fact:
            case OrganizationMention(place=str(place)) | Facility(place=str(place)):
                yield place
            case Programme(places=places):
                yield from places


class _Resolver:
    """``chains``: places as printed one inside the other (昆明市官渡区)."""

    def __init__(self, places: Places, chains: Iterable[tuple[str, ...]]) -> None:
        self.gazetteer: Gazetteer = places.toponyms.gazetteer
        chains = [*chains, tuple(places.own)]
        self.context = {*places.by_level.values(), *(name for chain in chains for name in chain)}
        self.own = [name for name in places.own if not is_town(name)]
        self.home = self._inside(tuple(self.own)) if self.own else None
        # In a province no list knows, a name that a list knows is another place's.
        unlisted = any(name.endswith(_PROVINCIAL) and len(name) > 3 and name not in self.gazetteer for name in self.context)
        self.abroad = unlisted or bool(places.own and places.own[0] not in self.gazetteer)
        self.printed: dict[str, set[str]] = {}
        self.around: dict[str, set[str]] = {}  # the counties towns are printed after
        for chain in chains:
            if len(chain) > 1 and is_town(chain[-1]):
                self.around.setdefault(chain[-1], set()).add(chain[-2])
            if len(chain) > 1 and (place := self._inside(chain)) is not None:
                self.printed.setdefault(chain[-1], set()).add(place.code)

    def identifier(self, name: str) -> str | None:
        if name in self.gazetteer or not is_town(name):
            return self._code(name)
        return self._town(name)

    def _town(self, name: str) -> str | None:
        """The town of the county it is printed after, else of the letter's own."""
        counties = self.around.get(name) or set(self.own[-1:])
        if len(counties) != 1:
            return None
        (county,) = counties
        identifier = self._code(county) or county
        place = self.gazetteer.by_code.get(identifier)
        if (place is not None and place.level != "county") or (place is None and not county.endswith(_COUNTY)):
            return None  # of a city with several towns of that name
        town = self.gazetteer.town(name, identifier) if place is not None else None
        return town.code if town is not None else f"{identifier}/{name}"

    def _code(self, name: str) -> str | None:
        candidates = self.gazetteer.by_name.get(name, [])
        if printed := self.printed.get(name):
            return next(iter(printed)) if len(printed) == 1 else None
        if len(candidates) == 1 and (not self.abroad or candidates[0].level == "province" or self._ancestors(candidates[0]) & self.context):
            return candidates[0].code
        for around in self._around_home():
            near = [place for place in candidates if around in {place.code, *(a.code for a in self.gazetteer.ancestors(place))}]
            if near:
                return near[0].code if len(near) == 1 else None
        told = [place for place in candidates if self._ancestors(place) & self.context]
        return told[0].code if len(told) == 1 else None

    def _around_home(self) -> Iterator[str]:
        """The codes of the letter's own place and what it lies in, nearest first."""
        if self.home is not None:
            yield from (place.code for place in (self.home, *self.gazetteer.ancestors(self.home)))

    def _ancestors(self, place: Place) -> set[str]:
        return {ancestor.name for ancestor in self.gazetteer.ancestors(place)}

    def _inside(self, chain: tuple[str, ...]) -> Place | None:
        """The last place of a chain, the others being around it."""
        candidates = self.gazetteer.by_name.get(chain[-1], [])
        around = set(chain[:-1])
        if around:
            candidates = [place for place in candidates if self._ancestors(place) & around] or [
                place for place in candidates if len(candidates) == 1 and not any(name.endswith(_PROVINCIAL) for name in around)
            ]
        return candidates[0] if len(candidates) == 1 else None
