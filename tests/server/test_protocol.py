"""Requests to operations: the protocol's ways to ask, and what lies outside it."""

from __future__ import annotations

from urllib.parse import quote, quote_plus

import pytest

from server.protocol import Operation, RequestError, from_get, from_post

IRI = "SELECT * { <https://gongwen.example/id/body/官渡区民政局> ?p ?o }"
ENCODED = "SELECT * { <https://gongwen.example/id/document/A%2FB> ?p ?o }"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("query", [IRI, ENCODED, "ASK { ?s ?p '50%' }", "ASK {?s ?p 'a+b&c=d'}"])
@pytest.mark.parametrize("encode", [quote, quote_plus])
def test_a_query_is_decoded_once(query: str, encode) -> None:  # type: ignore[no-untyped-def]
    sent = b"query=" + encode(query, safe="").encode()
    assert from_get(sent) == from_post(f"{FORM}; charset=UTF-8", b"", sent) == Operation(query)
    assert from_post("application/sparql-query", b"", query.encode()) == Operation(query)


def test_raw_chinese_in_a_form_is_taken_as_it_is() -> None:
    assert from_post(FORM, b"", f"query={IRI}".encode()) == Operation(IRI)


def test_the_data_set_comes_along() -> None:
    expected = Operation("ASK {}", ("x:a", "x:b"), ("x:c",))
    dataset = b"default-graph-uri=x%3Aa&default-graph-uri=x:b&named-graph-uri=x:c"
    assert from_get(b"query=ASK%20{}&" + dataset) == from_post("application/sparql-query;charset=utf-8", dataset, b"ASK {}") == expected


def test_a_form_may_have_its_data_set_in_the_address() -> None:
    assert from_post(FORM, b"default-graph-uri=x:a", b"query=ASK{}&named-graph-uri=x:b") == Operation("ASK{}", ("x:a",), ("x:b",))


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        (b"format=csv", "text/csv"),
        (b"format=json&output=json&results=json", "application/sparql-results+json, application/ld+json"),
        (b"format=application/sparql-results+xml", "application/sparql-results+xml"),
        (b"format=application%2Ftrig", "application/trig"),
        (b"format=", None),
        (b"output=csv", None),
    ],
)
def test_a_format_goes_before_the_accept_header(address: bytes, accept: str | None) -> None:
    asked = Operation("ASK{}", accept=accept)
    assert from_get(b"query=ASK{}&" + address) == from_post(FORM, b"", b"query=ASK{}&" + address) == asked
    assert from_post("application/sparql-query", address, b"ASK{}") == from_post(FORM, address, b"query=ASK{}") == asked


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (b"query=ASK{}&format=pdf", 406),
        (b"query=ASK{}&format=csv&format=tsv", 400),
        (b"&".join([b"a=b"] * 1001), 400),
        (b"", 400),
        (b"query=ASK{}&query=ASK{}", 400),
        (b"update=CLEAR+ALL", 403),
        (b"query=%FF", 400),
    ],
)
def test_get_outside_the_protocol(address: bytes, status: int) -> None:
    with pytest.raises(RequestError) as caught:
        from_get(address)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("content_type", "address", "body", "status"),
    [
        (FORM, b"", b"update=CLEAR+ALL", 403),
        (FORM, b"query=ASK{}", b"query=ASK{}", 400),
        (FORM, b"query=ASK{}", b"", 400),
        (FORM, b"", b"query=ASK{}&query=ASK{}", 400),
        (FORM, b"update=CLEAR+ALL", b"query=ASK{}", 403),
        ("application/sparql-query", b"update=CLEAR+ALL", b"ASK{}", 403),
        (FORM, b"", b"", 400),
        ("application/sparql-update", b"", b"CLEAR ALL", 403),
        ("application/sparql-query", b"query=ASK{}", b"ASK{}", 400),
        ("application/sparql-query", b"", b"\xff\xfe", 400),
        ("application/sparql-query; charset=gbk", b"", b"ASK{}", 415),
        ("application/json", b"", b"{}", 415),
        ("", b"", b"ASK{}", 415),
    ],
)
def test_post_outside_the_protocol(content_type: str, address: bytes, body: bytes, status: int) -> None:
    with pytest.raises(RequestError) as caught:
        from_post(content_type, address, body)
    assert caught.value.status == status
