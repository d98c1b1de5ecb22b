"""Every IRI that the graph mints dereferences."""

from __future__ import annotations

import socket
from urllib.parse import quote, unquote, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from linked_graph import BASE, HOST, kinds, minted
from serving import Served

from server.linked.names import TYPE
from server.linked.representations import OFFERED
from server.linked.spaces import SCHEMES, THINGS, Spaces

BODY = f"{BASE}body/白榆县人民法院"
RDF = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
PRIMARY_TOPIC = ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")


def path_of(iri: str) -> str:
    """Where the server answers for an IRI, by what a client sees: the host changes, the rest stays."""
    return "/" + quote(iri.removeprefix(HOST), safe="/%:@!$&'()*+,;=~#")


@pytest.fixture(scope="module")
def iris(letters: Served) -> frozenset[str]:
    return minted(letters.graph)


def test_every_minted_iri_has_a_path_that_leads_back(iris: frozenset[str]) -> None:
    for iri in iris:
        path = Spaces().path(iri)
        assert path == path_of(iri)
        for space in (THINGS, SCHEMES):
            if path.startswith(space) and path != space:
                assert Spaces().iri(space, path.removeprefix(space)) == iri


def test_every_kind_of_iri_answers_with_a_page_and_with_data(iris: frozenset[str], reader: httpx.Client) -> None:
    sample = [iri for of in kinds(iris).values() for iri in [of[len(of) // 2]]]
    assert len(sample) > 40
    for iri in sample:
        for accept in ("text/html", "text/turtle"):
            response = reader.get(path_of(iri).partition("#")[0], headers={"Accept": accept}, follow_redirects=True)
            assert response.status_code == 200, iri
            assert response.headers["content-type"].startswith(accept), iri
            direct = "/ontology" in iri or iri.endswith("/scheme/")
            assert [one.status_code for one in response.history] == ([] if direct else [303]), iri


@pytest.mark.parametrize("name", RDF)
def test_data_documents_hold_the_things_own_statements_and_those_about_it(name: str, reader: httpx.Client) -> None:
    response = reader.get(f"{path_of(BODY)}.{name}")
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == next(media.type for media in OFFERED if media.name == name)
    body = ox.NamedNode(BODY)
    held = {quad.triple for quad in ox.parse(response.content, RDF[name])}
    assert ox.Triple(body, ox.NamedNode(TYPE), ox.NamedNode("https://gongwen.example/ontology#Body")) in held
    assert {triple.subject for triple in held if triple.object == body} > {body}
    assert ox.Literal("白榆县", language="zh") in {triple.object for triple in held}, "labels of neighbours"
    assert [t.object for t in held if t.predicate == PRIMARY_TOPIC] == [body]
    assert not [t for t in held if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]


def test_documents_are_the_same_bytes_each_time(reader: httpx.Client) -> None:
    for name in (*RDF, "html"):
        assert len({reader.get(f"{path_of(BODY)}.{name}").content for _ in range(3)}) == 1


@pytest.mark.parametrize("accept", ["text/html", "application/ld+json", "application/n-triples", "*/*"])
def test_a_thing_sends_to_the_document_that_is_liked_best(accept: str, reader: httpx.Client) -> None:
    response = reader.get(path_of(BODY), headers={"Accept": accept})
    suffix = {"text/html": "html", "application/ld+json": "jsonld", "application/n-triples": "nt", "*/*": "ttl"}[accept]
    assert (response.status_code, response.content) == (303, b"")
    assert response.headers["location"] == f"{path_of(BODY)}.{suffix}"
    assert {"Accept", "Accept-Language"} <= {name.strip() for name in response.headers["vary"].split(",")}
    assert {link["rel"] for link in response.links.values()} >= {"alternate", "describedby"}
    assert response.headers["link"].count('rel="alternate"') == len(OFFERED)
    head = reader.head(path_of(BODY), headers={"Accept": accept})
    assert (head.status_code, head.headers["location"]) == (303, response.headers["location"])


def test_head_answers_the_headers_of_get(reader: httpx.Client) -> None:
    for suffix in ("html", "ttl"):
        get, head = (reader.request(method, f"{path_of(BODY)}.{suffix}") for method in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (200, b"")
        assert {k: v for k, v in head.headers.items() if k != "date"} == {k: v for k, v in get.headers.items() if k != "date"}
        assert f'<{quote(BODY, safe=":/")}>; rel="describes"' in get.headers["link"]


def test_what_cannot_be_made_is_406_with_the_list_of_what_can(reader: httpx.Client) -> None:
    response = reader.get(path_of(BODY), headers={"Accept": "image/png"})
    assert (response.status_code, response.headers["content-type"]) == (406, "application/problem+json")
    assert "text/turtle" in response.json()["detail"] and 'rel="alternate"' in response.headers["link"]


@pytest.mark.parametrize(
    "path",
    [
        "/id/body/没有这个单位",
        "/id/body/没有这个单位.html",
        "/id/body/" + quote(quote("白榆县人民法院")),
        "/id/body/%FF%FE",
        "/id/body//x",
        "/id/",
        "/id/.ttl",
        "/id/body/白榆县人民法院.pdf",
        "/scheme/level/village/x",
        "/id/body/%22%3E%3Cscript%3E",
        "/ontology/9.9.9",
        "/ontology.pdf",
        "/dataset.csv",
        "/static/../gongwen.py",
        "/static/nothing.css",
    ],
)
def test_what_the_graph_does_not_know_is_a_404_problem(path: str, reader: httpx.Client) -> None:
    response = reader.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["status"] == 404 and "Traceback" not in response.text


def test_raw_chinese_percent_encoded_and_decomposed_names_are_one(letters: Served) -> None:
    host = urlsplit(letters.url)
    encoded = path_of(BODY)
    lower = "".join(f"%{byte:02x}" if byte > 127 else chr(byte) for byte in unquote(encoded).encode())
    for target in (encoded, lower, encoded.replace("body", "%62ody")):
        with socket.create_connection((str(host.hostname), int(host.port or 0)), timeout=20) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while part := connection.recv(65536):
                answer += part
        assert answer.startswith(b"HTTP/1.1 303"), target
        assert f"location: {encoded}.ttl".encode() in answer


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_language_that_was_asked_for_goes_along(lang: str, reader: httpx.Client) -> None:
    response = reader.get(path_of(BODY), params={"lang": lang}, headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.url.query == f"lang={lang}".encode()
    assert response.headers["content-language"] == lang
    assert reader.get(path_of(BODY), params={"lang": "de"}).status_code == 400


def test_a_host_that_no_iri_can_hold_is_never_written(reader: httpx.Client) -> None:
    response = reader.get(f"{path_of(BODY)}.ttl", headers={"Host": 'x"><y'})
    assert 'x"' not in response.text and b"<y" not in response.content
