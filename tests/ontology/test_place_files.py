"""The data files of places: what the source says they hold, and that they fit together."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import ontology
from ontology.make_places import HEADS
from ontology.making.packages import packages
from ontology.place_links import SCHEMES, place_links

FOLDER = Path(ontology.__file__).parent
RANKS = {"province": 0, "city": 1, "county": 2, "zone": 2, "town": 3}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = {row["code"]: row for row in rows("places.csv")}
ZONES = {row["code"]: row | {"level": "zone"} for row in rows("zones.csv")}
TOWNS = {row["code"]: row | {"level": "town"} for row in rows("towns.csv")}
ALL = PLACES | ZONES | TOWNS
FORMER = rows("former_places.csv")


@pytest.mark.parametrize("name", HEADS)
def test_header_and_order(name: str) -> None:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == list(HEADS[name])
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    assert all(cell == cell.strip() and " " not in cell and "\u3000" not in cell for line in lines for cell in line[:2])


def test_provinces_are_the_34() -> None:
    provinces = [code for code, row in PLACES.items() if row["level"] == "province"]
    assert len(provinces) == 34 and {"710000", "810000", "820000"} < set(provinces)


def test_levels_have_as_many_as_the_list_of_2025_01() -> None:
    assert Counter(row["level"] for row in PLACES.values()) == {"province": 34, "city": 333, "county": 2846}


def test_no_code_stands_twice() -> None:
    assert len(PLACES) + len(ZONES) + len(TOWNS) == len(ALL) == sum(len(rows(n)) for n in ("places.csv", "zones.csv", "towns.csv"))


@pytest.mark.parametrize(("table", "digits"), [(PLACES, 6), (ZONES, 6), (TOWNS, 9)], ids=["places", "zones", "towns"])
def test_codes_are_digits_and_names_are_there(table: dict[str, dict[str, str]], digits: int) -> None:
    assert all(re.fullmatch(rf"\d{{{digits}}}", code) and row["name"] for code, row in table.items())


def test_every_parent_is_there_and_of_a_higher_level() -> None:
    for code, row in ALL.items():
        if row["level"] == "province":
            assert row["parent"] == ""
        else:
            parent = ALL[row["parent"]]
            assert RANKS[parent["level"]] < RANKS[row["level"]] and code[:2] == parent["code"][:2], code


def test_code_tells_the_level() -> None:
    for code, row in PLACES.items():
        assert row["level"] == ("province" if code.endswith("0000") else "city" if code.endswith("00") else "county")


def test_towns_are_in_what_their_code_begins_with() -> None:
    others = {row["parent"] for code, row in TOWNS.items() if code[:6] != row["parent"]}
    assert others == {"620200"}  # 嘉峪关市 has no counties; the statistical code lists it once more as its own
    assert 41_000 < len(TOWNS) < 42_000


def test_dates_are_dates_in_order() -> None:
    assert all(DATE.fullmatch(row["since"]) for row in PLACES.values() if row["since"])
    for row in FORMER:
        assert DATE.fullmatch(row["until"]) and (not row["since"] or row["since"] <= row["until"]), row


def test_former_divisions_are_not_the_valid_ones() -> None:
    assert not [row for row in FORMER if row["code"] in PLACES and PLACES[row["code"]]["name"] == row["name"] and row["present"] == ""]


def test_successors_are_listed_and_what_is_told_of_them_fits() -> None:
    known = set(PLACES) | {row["code"] for row in FORMER}
    for row in FORMER:
        assert (row["successor"] in known) if row["successor"] else (row["basis"] == row["present"] == ""), row
        assert row["basis"] in ("", "name", "stem", "code")
        assert row["present"] in PLACES or row["present"] == "", row
        assert row["present"] == "" or PLACES[row["present"]]["level"] == row["level"], row
        assert row["basis"] != "code" or row["successor"] == row["code"], row


def test_what_left_the_latest_list_has_a_successor_that_is_valid() -> None:
    """A chain of successors ends in a valid division or where the lists do not tell, never in the air."""
    by_code = {(row["code"], row["name"]) for row in FORMER}
    assert all((row["successor"], row["name"]) in by_code or row["successor"] in PLACES for row in FORMER if row["basis"] == "name")


def test_links_are_of_listed_divisions_by_named_packages() -> None:
    labels = {package.label for package in packages()}
    for link in place_links():
        assert link.code in PLACES and link.source in labels and link.relation in ("exact", "close"), link
        assert link.scheme == "iso3166-2" or link.scheme in SCHEMES


@pytest.mark.parametrize(
    ("code", "scheme", "identifier"),
    [("530000", "iso3166-2", "CN-YN"), ("150000", "iso3166-2", "CN-NM"), ("810000", "iso3166-2", "CN-HK"), ("810000", "wikidata", "Q8646")],
)
def test_well_known_links(code: str, scheme: str, identifier: str) -> None:
    assert [link.identifier for link in place_links() if (link.code, link.scheme) == (code, scheme)] == [identifier]


def test_every_province_has_its_iso_code_and_no_identifier_stands_for_two() -> None:
    iso = {link.code for link in place_links() if link.scheme == "iso3166-2"}
    assert iso == {code for code, row in PLACES.items() if row["level"] == "province"}
    times = Counter((link.scheme, link.identifier) for link in place_links())
    assert set(times.values()) == {1}


def test_iris_of_links() -> None:
    iris = {link.iri for link in place_links() if link.code in ("530000", "820000", "530100")}
    assert None in iris  # ISO 3166-2 is a notation
    assert {"https://sws.geonames.org/1785694/", "https://en.wikipedia.org/wiki/Yunnan", "http://www.wikidata.org/entity/Q14773"} < iris


def test_sources_are_named_with_version_licence_and_hash() -> None:
    for package in packages():
        assert package.version and package.licence and package.gives and re.fullmatch(r"[0-9a-f]{64}", package.sha256)
        assert package.registry in ("npm", "PyPI")
