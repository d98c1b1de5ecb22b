"""Both engines over the same handmade letters."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from handmade import files, main_letter, other_letter
from rdflib import Dataset, Graph

from extract.rdf import letter_graph, letter_nquads


@pytest.fixture(scope="session")
def store() -> ox.Store:
    """An Oxigraph store, the letters' union in its default graph."""
    filled = ox.Store()
    for nquads in (*(letter_nquads(letter, version="test") for letter in (main_letter(), other_letter())), files()):
        for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
            filled.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return filled


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The same union as an rdflib graph."""
    filled = Graph()
    for letter in (main_letter(), other_letter()):
        filled += letter_graph(letter, version="test")
    named = Dataset().parse(data=files(), format="nquads")
    for subject, predicate, value, _ in named.quads():
        filled.add((subject, predicate, value))
    return filled
