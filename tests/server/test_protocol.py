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


@pytest.mark.parametrize(
    ("address", "status"),
    [(b"", 400), (b"query=ASK{}&query=ASK{}", 400), (b"update=CLEAR+ALL", 403), (b"query=%FF", 400)],
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
