"""What is told of a record that bears a former division's code: its last name, and what took its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extract.links.matching import Former
from ontology import former_places as table
from ontology.places import gazetteer


@cache
def former_places() -> Mapping[str, Former]:
    """A former code to the division's last name and what it is today (else what took its place then), where the lists tell."""
    places, found = gazetteer(), {}
    for code, named in table.former_places().by_code.items():
        last = named[0]
        after = last.present or last.successor
        found[code] = Former(last.name, f"{after} {places.by_code[after].name}" if after in places.by_code else after)
    return found
