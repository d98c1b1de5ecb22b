"""Divisions that are no more, by the code they had: ``ontology/former_places.csv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from extract.links.matching import Former
from ontology.places import gazetteer


@cache
def former_places() -> Mapping[str, Former]:
    """A former code to the division's last name and what it is today (else what took its place then), where the table knows."""
    places, found = gazetteer(), {}
    lines = files("ontology").joinpath("former_places.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        after = row["present"] or row["successor"]
        named = f"{after} {places.by_code[after].name}" if after in places.by_code else after
        found[row["code"]] = Former(row["name"], named)
    return found
