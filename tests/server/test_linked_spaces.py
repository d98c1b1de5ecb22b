"""IRIs and the paths that stand for them."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.namespaces import iri_segment
from server.linked.language import language
from server.linked.representations import HTML, chosen, links, split
from server.linked.spaces import SCHEMES, THINGS, Spaces
from server.protocol import RequestError

ELSEWHERE = Spaces("http://data.example/zh#", mount="/gw")
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_a_things_path_leads_back_to_its_iri(names: list[str]) -> None:
    for spaces in (Spaces(), ELSEWHERE):
        iri = spaces.base + "/".join(map(iri_segment, names))
        path = spaces.path(iri)
        assert path is not None and path.isascii() and path.startswith(f"{spaces.mount}/id/")
        assert spaces.iri(THINGS, path.removeprefix(spaces.mount).removeprefix(THINGS)) == iri


@given(NAMES)
def test_raw_and_percent_encoded_names_are_one(name: str) -> None:
    everything = "".join(f"%{byte:02x}" for byte in name.encode())
    expected = Spaces().iri(THINGS, f"body/{iri_segment(name)}")
    assert Spaces().iri(THINGS, f"body/{everything}") == expected
    assert Spaces().iri(THINGS, f"body/{quote(name, safe='')}") == expected


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_path_is_an_iri_that_can_stand_in_a_query_or_none(path: str) -> None:
    for space in (THINGS, SCHEMES):
        iri = Spaces().iri(space, path)
        assert iri is None or not set(iri) & set('<>"{}|^`\\ \n\t')


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("body/A%2FB", "body/A%2FB"),
        ("body/e\u0301", "body/\u00e9"),
        ("body/%E5%B1%80", "body/局"),
        ("body/%25E5%25B1%2580", "body/%25E5%25B1%2580"),
        ("body/%FF", None),
        ("body/", None),
        ("", None),
        ("body//x", None),
        ("body/\udcff", None),
    ],
)
def test_names_of_paths(path: str, expected: str | None) -> None:
    assert Spaces().iri(THINGS, path) == (expected and Spaces().base + expected)


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("https://gongwen.example/ontology", "/ontology"),
        ("https://gongwen.example/ontology#Body", "/ontology#Body"),
        ("https://gongwen.example/ontology/0.1.0", "/ontology/0.1.0"),
        ("https://gongwen.example/scheme/level/district", "/scheme/level/district"),
        ("https://gongwen.example/shapes#x", None),
        ("http://www.wikidata.org/entity/Q956", None),
    ],
)
def test_paths_of_iris(iri: str, path: str | None) -> None:
    assert Spaces().path(iri) == path


@pytest.mark.parametrize(
    ("accept", "asked", "expected"),
    [
        (None, None, "zh"),
        ("en", None, "en"),
        ("en-GB,zh;q=0.3", None, "en"),
        ("zh-Hant-TW, en;q=0.9", None, "zh"),
        ("de, fr", None, "zh"),
        ("de, en;q=0.1", None, "en"),
        ("zh;q=x, en;q=0.1", None, "en"),
        ("en", "zh", "zh"),
    ],
)
def test_languages(accept: str | None, asked: str | None, expected: str) -> None:
    assert language(accept, asked) == expected


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(RequestError, match="there are zh, en"):
        language(None, "de")


@pytest.mark.parametrize(
    ("path", "stem", "suffix"),
    [("body/x.ttl", "body/x", "ttl"), ("body/x.y", "body/x.y", None), ("body/.ttl", "body/.ttl", None), (".html", ".html", None)],
)
def test_suffixes(path: str, stem: str, suffix: str | None) -> None:
    found, media = split(path)
    assert (found, media and media.name) == (stem, suffix)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "ttl"),
        ("*/*", "ttl"),
        (BROWSER, "html"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples, text/turtle;q=0.5", "nt"),
        ("application/rdf+xml", "rdf"),
    ],
)
def test_representations(accept: str | None, expected: str) -> None:
    media = chosen(accept)
    assert media is not None and media.name == expected


def test_nothing_that_fits() -> None:
    assert chosen("image/png") is None


def test_every_representation_is_linked() -> None:
    header = links("/id/x")
    assert header.count('rel="alternate"') == 5 and f'</id/x.html>; rel="alternate"; type="{HTML.type}"' in header
    assert '</id/x.ttl>; rel="describedby"; type="text/turtle"' in header
