"""The protocol tests of the W3C suite over HTTP: queries as it expects, updates refused. No failure is known."""

from __future__ import annotations

import httpx
import pytest
from w3c import SUITE, Exchange, exchanges, manifest

TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}
UPDATES = {  # the status that refuses each; the suite itself expects those without "bad" to succeed
    "update_dataset_default_graph": 403,
    "update_dataset_default_graphs": 403,
    "update_dataset_named_graphs": 403,
    "update_dataset_full": 403,
    "update_post_form": 403,
    "update_post_direct": 403,
    "update_base_uri": 403,
    "bad_update_get": 403,
    "bad_multiple_updates": 403,
    "bad_update_wrong_media_type": 415,
    "bad_update_missing_form_type": 415,
    "bad_update_non_utf8": 415,
    "bad_update_syntax": 403,
    "bad_update_dataset_conflict": 403,
}
QUERIES = 20


def entries(updates: bool) -> list[object]:
    """The tests' IRIs by name; where the suite is missing one that is left out or fails."""
    found = [str(entry) for entry in manifest("protocol")[1]] if SUITE.is_dir() else ["#missing"]
    return [pytest.param(iri, id=iri.rpartition("#")[2]) for iri in found if ("update" in iri.rpartition("#")[2]) is updates] or [""]


def send(client: httpx.Client, exchange: Exchange) -> httpx.Response:
    request = client.build_request(exchange.method, f"/sparql{exchange.target}", headers=list(exchange.headers), content=exchange.body)
    return client.send(request)


@pytest.mark.w3c
@pytest.mark.parametrize("iri", entries(updates=False))
def test_a_query_is_answered_as_the_protocol_says(endpoint: httpx.Client, iri: str) -> None:
    for exchange in exchanges(iri):
        response = send(endpoint, exchange)
        assert response.status_code // 100 in exchange.statuses, response.text
        if exchange.format:
            assert response.headers["content-type"].partition(";")[0] in TYPES[exchange.format]
        if exchange.boolean is not None:
            assert response.json()["boolean"] is exchange.boolean


@pytest.mark.w3c
@pytest.mark.parametrize("iri", entries(updates=True))
def test_an_update_is_refused(endpoint: httpx.Client, iri: str) -> None:
    update, *then = exchanges(iri)
    response = send(endpoint, update)
    assert response.status_code == UPDATES[iri.rpartition("#")[2]]
    assert response.headers["content-type"] == "application/problem+json"
    for exchange in then:  # asks whether the update was done
        assert send(endpoint, exchange).json()["boolean"] is False


@pytest.mark.w3c
def test_the_whole_manifest_is_run(endpoint: httpx.Client) -> None:
    names = [str(entry).rpartition("#")[2] for entry in manifest("protocol")[1]]
    assert len([name for name in names if "update" not in name]) == QUERIES
    assert {name for name in names if "update" in name} == set(UPDATES)
