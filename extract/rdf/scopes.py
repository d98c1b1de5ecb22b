"""What tells things of one name apart: two districts are called 朝阳区, hundreds of towns 城关镇, and every county has a 第一中学."""

from __future__ import annotations

import re
from functools import cache

from extract.facts import Letter, OrganizationMention
from extract.lexicon import rules, words
from extract.place_identifiers import is_town
from ontology.places import gazetteer

_PLACED = re.compile("[\u4e00-\u9fff]{2,8}?[省市县区州盟旗]")


@cache
def _rules() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    data = rules("relations")["identity"]
    return frozenset(words(data["local_kinds"])), tuple(words(data["whole_country"])), tuple(words(data["unique_endings"]))


class Scopes:
    """The places of one letter and what of it needs a scope: a code, the name of an unlisted county, or the letter's own key."""

    def __init__(self, letter: Letter) -> None:
        self._key = letter.key
        self._identifiers = dict(letter.places)
        self._mentions = {mention.name: mention for mention in letter.of(OrganizationMention)}
        self._home = letter.home

    def place(self, name: str) -> tuple[str, str]:
        """(scope or '', name or code) of a place: 530111, 清溪镇 in 白榆县, 云川市; the letter's key is the scope of a name of several."""
        known = self._identifiers.get(name)
        if known is not None:
            scope, _, last = known.rpartition("/")
            return scope, last
        return (self._key if name in gazetteer() or is_town(name) else ""), name

    def identifier(self, name: str) -> str:
        """The same in one string: ``530111``, ``白榆县/清溪镇``."""
        return "/".join(filter(None, self.place(name)))

    def body(self, name: str) -> str | None:
        """The scope of a body's name, None for a name that only one body has."""
        mention = self._mentions.get(name)
        if mention is None:
            return None
        if mention.place is not None:
            return self.of_place(mention.place)
        local_kinds, whole_country, unique_endings = _rules()
        if mention.kind not in local_kinds or name.startswith(whole_country) or name.endswith(unique_endings):
            return None
        if name.startswith(tuple(gazetteer().stems)) or _PLACED.match(name):
            return None
        return self.identifier(self._home) if self._home else self._key

    def of_place(self, place: str) -> str | None:
        """The scope of what bears a place's name."""
        scope, last = self.place(place)
        if scope:
            return scope
        if last == place:
            return None  # an unlisted place: there is no other of this name
        return last if is_town(place) or gazetteer().shared(place) else None
