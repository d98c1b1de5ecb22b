"""What the named queries answer about sample letters whose reading agrees with their gold in every field.

``python tests/queries/sample_rows.py`` writes ``expected/NAME.csv`` from what the queries answer now; read the difference first.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
from handmade import nquads
from rdflib import Dataset, Graph

from extract.facts import Letter
from extract.reader import Reader
from queries.catalogue import catalogue
from queries.printers import render
from queries.runners import run_on_store

HERE = Path(__file__).parent
LETTERS = HERE.parent / "letters"
EXPECTED = HERE / "expected"
SAMPLES = (
    "02-rural-roads",
    "03-river-basin",
    "04-elderly-care",
    "06-farmers-markets",
    "07-county-hospitals",
    "08-ministry-housing",
    "12-veterans",
    "13-family-mediation",
    "14-farmland",
    "16-approval",
)


@cache
def letters() -> tuple[Letter, ...]:
    """The letters, read."""
    reader = Reader()
    return tuple(reader.read((LETTERS / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt") for name in SAMPLES)


@cache
def store() -> ox.Store:
    """Their union in an Oxigraph store's default graph."""
    filled = ox.Store()
    for data in nquads(*letters()):
        for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS):
            filled.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return filled


@cache
def graph() -> Graph:
    """The same union as an rdflib graph."""
    filled = Graph()
    for data in nquads(*letters()):
        for subject, predicate, value, _ in Dataset().parse(data=data, format="nquads").quads():
            filled.add((subject, predicate, value))
    return filled


def names() -> list[str]:
    """The queries with expected rows: all but those on places in text and file, which other tests check."""
    return [name for name in catalogue().names if name not in ("evidence", "locations", "mentions", "sources", "differences")]


def answer(name: str) -> str:
    """A query's rows on Oxigraph, as CSV."""
    return render(run_on_store(store(), catalogue().get(name).bound({})), "csv")


if __name__ == "__main__":
    EXPECTED.mkdir(exist_ok=True)
    for name in names():
        (EXPECTED / f"{name}.csv").write_text(answer(name), encoding="utf-8", newline="")
