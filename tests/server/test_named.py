"""The named queries and the front page over HTTP."""

from __future__ import annotations

from html.parser import HTMLParser

import httpx
import pytest

from queries.catalogue import catalogue

NAMES = [query.name for query in catalogue().queries if not any(parameter.required for parameter in query.parameters)]


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [str(value) for name, value in attrs if name in ("href", "src", "action")]


def test_the_front_page_links_to_every_query_and_to_nothing_elsewhere(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    addresses = Links(page.text).addresses
    assert all(address.startswith("/") for address in addresses)
    assert {f"/queries/{name}" for name in NAMES} <= set(addresses)
    assert [client.get(address).status_code for address in addresses if address.endswith(".csv")] == [200] * len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_query_answers_with_its_columns(client: httpx.Client, name: str) -> None:
    response = client.get(f"/queries/{name}")
    assert response.status_code == 200
    assert response.json()["head"]["vars"] == list(catalogue().get(name).columns)


def test_the_catalogue(client: httpx.Client) -> None:
    listed = client.get("/queries").json()
    assert [query["name"] for query in listed] == list(catalogue().names)
    assert all(query["title"]["zh"] and query["columns"] for query in listed)


@pytest.mark.parametrize(
    ("path", "accept", "content_type"),
    [
        ("/queries/letters.csv", "*/*", "text/csv; charset=utf-8"),
        ("/queries/letters.xml", "text/csv", "application/sparql-results+xml"),
        ("/queries/letters", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("/queries/letters", "text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("/queries/cosigned?source=000.txt&agency=", "*/*", "application/sparql-results+json"),
    ],
)
def test_formats_and_parameters(client: httpx.Client, path: str, accept: str, content_type: str) -> None:
    response = client.get(path, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/queries/nonsense", 404, "nonsense"),
        ("/queries/letters.pdf", 404, ".csv"),
        ("/queries/letters?no=1", 400, "no parameter"),
        ("/queries/evidence?fact=x", 400, "IRI"),
        ("/queries/cosigned?source=a&source=b", 400, "twice"),
    ],
)
def test_mistakes(client: httpx.Client, path: str, status: int, told: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert told in response.json()["detail"]


def test_a_value_stays_a_value(client: httpx.Client) -> None:
    evil = '"} SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'
    response = client.get("/queries/cosigned", params={"source": evil})
    assert (response.status_code, response.json()["results"]["bindings"]) == (200, [])
