"""Both engines over the same handmade letters."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from handmade import JUDGED, files, main_letter, nquads, other_letter
from rdflib import Dataset, Graph


@pytest.fixture(scope="session")
def graphs() -> list[bytes]:
    return [*nquads(main_letter(), other_letter(), people=JUDGED), files()]


@pytest.fixture(scope="session")
def store(graphs: list[bytes]) -> ox.Store:
    """An Oxigraph store, the graphs' union in its default graph."""
    filled = ox.Store()
    for data in graphs:
        for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS):
            filled.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return filled


@pytest.fixture(scope="session")
def graph(graphs: list[bytes]) -> Graph:
    """The same union as an rdflib graph."""
    filled = Graph()
    for data in graphs:
        for subject, predicate, value, _ in Dataset().parse(data=data, format="nquads").quads():
            filled.add((subject, predicate, value))
    return filled
