"""SPARQL 1.1 Protocol: what an HTTP request asks. https://www.w3.org/TR/sparql11-protocol/#query-operation"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from ontology.errors import GongwenError
from server.media import GRAPHS, RESULTS, accept_for

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"


class RequestError(GongwenError):
    """A request outside the protocol. ``status``: what HTTP calls it."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and its data set. ``accept``: what ``format=`` asks for, as an Accept header; it goes before the client's own."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    accept: str | None = None


def from_get(query_string: bytes) -> Operation:
    """Query by GET (2.1.1). Raises RequestError."""
    return _operation(parameters(query_string))


def from_post(content_type: str, query_string: bytes, body: bytes) -> Operation:
    """Query by POST, as a form (2.1.2) or directly (2.1.3). Raises RequestError.

    The data set of a direct POST stands in the address; that of a form may, as in the tests of the W3C, though 2.1.2 has it in the form.
    """
    media, _, rest = content_type.partition(";")
    media = media.strip().lower()
    charset = next((v.strip(' "') for k, _, v in (p.partition("=") for p in rest.split(";")) if k.strip().lower() == "charset"), "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise RequestError(415, f"charset {charset}: send UTF-8")
    if media in {FORM, DIRECT}:
        beside = parameters(query_string)
        if any(name == "query" for name, _ in beside):
            raise RequestError(400, "a query in the address of a POST: send it in the body, and only there")
        return _operation([*(parameters(body) if media == FORM else [("query", _utf8(body))]), *beside])
    if media == UPDATE:
        raise RequestError(403, "updates are refused: this endpoint only answers queries")
    raise RequestError(415, f"content type {media or 'missing'}: send {FORM} or {DIRECT}")


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of an urlencoded string, decoded once. Raises RequestError."""
    try:
        return parse_qsl(_utf8(encoded), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise RequestError(400, "a parameter is not UTF-8: percent-encode its UTF-8 bytes") from None
    except ValueError:
        raise RequestError(400, "too many parameters: send at most 1000") from None


def _operation(given: list[tuple[str, str]]) -> Operation:
    named: dict[str, list[str]] = {}
    for name, value in given:
        named.setdefault(name, []).append(value)
    if "update" in named:
        raise RequestError(403, "updates are refused: this endpoint only answers queries")
    queries = named.get("query", [])
    if len(queries) != 1:
        raise RequestError(400, f"{len(queries)} query parameters: send exactly one, as in /sparql?query=SELECT…")
    # Other parameters are passed over: SPARQLWrapper sends output and results beside format.
    return Operation(
        queries[0], tuple(named.get("default-graph-uri", [])), tuple(named.get("named-graph-uri", [])), _accept(named.get("format", []))
    )


def _accept(formats: list[str]) -> str | None:
    """The Accept header of a ``format=`` parameter; an empty one, as forms send it, is not given. Raises RequestError."""
    given = sorted({value for value in formats if value.strip()})
    if len(given) > 1:
        raise RequestError(400, f"format is given {len(given)} times: give it once")
    if not given:
        return None
    if (accept := accept_for(given[0])) is None:
        names = ", ".join(dict.fromkeys(media.name for media in RESULTS + GRAPHS))
        raise RequestError(406, f"no such format; there are {names}, and their media types")
    return accept


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the request is not UTF-8 (byte {error.start})") from None
