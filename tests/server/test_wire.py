"""A Chinese IRI gives the same answer by every form of request, percent-encoded or raw, down to the bytes on the wire."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote, urlsplit

import pytest
from serving import BODY, LABEL, Served

QUERY = f"SELECT ?label {{ <{BODY}> <{LABEL}> ?label }}"
SAFE = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", "#%&+"))
ENCODED = quote(QUERY, safe="").encode()
RAW = "".join(c if c >= "\x80" or c in SAFE else quote(c) for c in QUERY).encode()
FORM, DIRECT = b"application/x-www-form-urlencoded", b"application/sparql-query"


def get(query: bytes) -> bytes:
    return b"GET /sparql?query=" + query + b" HTTP/1.1\r\nHost: x\r\n\r\n"


def post(content_type: bytes, body: bytes) -> bytes:
    return b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b" % (content_type, len(body), body)


def answers(served: Served, *requests: bytes) -> list[tuple[int, bytes]]:
    """Status and body of requests sent one after another on one connection."""
    address = urlsplit(served.url)
    found = []
    with socket.create_connection((address.hostname, address.port), timeout=20) as sock, sock.makefile("rb") as replies:
        for request in requests:
            sock.sendall(request)
            status = int(replies.readline().split()[1])
            headers = dict(line.lower().split(b": ", 1) for line in iter(replies.readline, b"\r\n"))
            found.append((status, replies.read(int(headers[b"content-length"]))))
    return found


REQUESTS = {
    "get, encoded": get(ENCODED),
    "get, raw": get(RAW),
    "form, encoded": post(FORM, b"query=" + ENCODED),
    "form, raw": post(FORM, b"query=" + RAW),
    "direct": post(DIRECT, QUERY.encode()),
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS.keys())
def test_a_chinese_iri_is_found(served: Served, request_: bytes) -> None:
    [(status, body)] = answers(served, request_)
    assert status == 200 and [row["label"]["value"] for row in json.loads(body)["results"]["bindings"]] == ["官渡区民政局"]


def test_all_forms_on_one_connection_give_the_same_bytes(served: Served) -> None:
    found = answers(served, *REQUESTS.values(), *REQUESTS.values())
    assert len(set(found)) == 1 and found[0][0] == 200


def test_a_body_is_never_taken_for_a_request(served: Served) -> None:
    """Bytes of a body that look like a request line with raw characters stay what they are."""
    body = f"# GET /sparql?query={'官' * 50} HTTP/1.1\r\n{QUERY}".encode()
    head, inner = post(DIRECT, body)[: -len(body)], body
    address = urlsplit(served.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as sock, sock.makefile("rb") as replies:
        sock.sendall(head)
        for start in range(0, len(inner), 7):
            sock.sendall(inner[start : start + 7])
        assert replies.readline().split()[1] == b"200"


def test_what_is_no_utf_8_is_refused(served: Served) -> None:
    [(status, body)] = answers(served, get(b"ASK%20{}%20#".replace(b"#", b"%23") + b"\xff\xfe"))
    assert status == 400 and b"UTF-8" in body
