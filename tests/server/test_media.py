"""Content negotiation, case by case."""

from __future__ import annotations

import pytest

from server.media import GRAPHS, RESULTS, Media, accept_for, negotiate

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
        ("application/sparql-results+json;q=0.1, */*;q=0.5", "xml"),
        ("application/sparql-results+xml;q=0, application/xml", None),
        ("application/xml;q=0.2, text/xml;q=0.9, text/csv;q=0.5", "xml"),
        ("text/csv;q=0.1, text/csv;q=0.9, text/tab-separated-values;q=0.5", "csv"),
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
        ("application/trig", "trig"),
        ("application/n-quads, text/turtle;q=0.9", "nq"),
        ("application/json", "jsonld"),
        ("text/csv", None),
    ],
)
def test_graphs(accept: str | None, expected: str | None) -> None:
    media = negotiate(accept, GRAPHS)
    assert (media and media.name) == expected


@pytest.mark.parametrize(
    ("value", "table", "graph"),
    [
        ("json", "json", "jsonld"),
        ("XML", "xml", "rdf"),
        ("csv", "csv", None),
        ("html", "html", None),
        ("turtle", None, "ttl"),
        ("n3", None, "ttl"),
        ("rdf+xml", None, "rdf"),
        ("rdf xml", None, "rdf"),
        ("trig", None, "trig"),
        ("n-quads", None, "nq"),
        ("text/csv", "csv", None),
        ("application/sparql-results json", "json", None),
        ("application/pdf", None, None),
    ],
)
def test_the_format_parameter(value: str, table: str | None, graph: str | None) -> None:
    found = [negotiate(accept_for(value), offered) for offered in (RESULTS, GRAPHS)]
    assert [media and media.name for media in found] == [table, graph]


def test_an_unknown_format_is_none() -> None:
    assert accept_for("pdf") is None


@pytest.mark.parametrize("media", RESULTS + GRAPHS, ids=lambda media: media.type)
def test_each_representation_is_found_by_its_names_and_types(media: Media) -> None:
    offered = RESULTS if media in RESULTS else GRAPHS
    for value in (media.name, media.type, *media.also, *media.called):
        assert negotiate(accept_for(value), offered) == media
