"""Content negotiation, case by case."""

from __future__ import annotations

import pytest

from server.media import GRAPHS, RESULTS, negotiate

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("application/json", "json"),
        ("application/xml", "xml"),
        ("text/*", "xml"),
        ("text/*, text/xml;q=0, application/xml;q=0", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.8", "xml"),
        ("text/csv;q=0, */*", "json"),
        ("application/sparql-results+json;q=0, application/json;q=0, */*", "xml"),
        ("text/tab-separated-values ; charset=utf-8 ; q=1.0", "tsv"),
        ("text/csv;q=abc, text/tab-separated-values;q=0.1", "tsv"),
        (FIREFOX, "html"),
        ("image/png", None),
        ("image/*;q=0.9, text/turtle", None),
        ("*/*;q=0", None),
    ],
)
def test_results(accept: str | None, expected: str | None) -> None:
    media = negotiate(accept, RESULTS)
    assert (media and media.name) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "ttl"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
        ("application/ld+json, text/turtle;q=0.9", "jsonld"),
        ("text/csv", None),
    ],
)
def test_graphs(accept: str | None, expected: str | None) -> None:
    media = negotiate(accept, GRAPHS)
    assert (media and media.name) == expected
