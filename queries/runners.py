"""Runs a query's text: on an Oxigraph store, on an rdflib graph, or at a SPARQL endpoint. Parameters are bound before (``Query.bound``)."""

from __future__ import annotations

import http.client
import re
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import pyoxigraph as ox
import rdflib
from pyparsing.exceptions import ParseException
from rdflib.plugins.sparql.parser import parseQuery
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from queries.catalogue import one_line
from queries.errors import EndpointError, QueryError, QuerySyntaxError
from queries.results import Answer, Description, Truth, from_rdflib, from_solutions, from_triples

DEFAULT_TIMEOUT: Final = 60
"""Seconds to wait for an endpoint."""


def run_on_store(store: ox.Store, text: str) -> Answer:
    """Ask an Oxigraph store, its default graph. ``QuerySyntaxError``: the text is no query; ``QueryError``: no answer."""
    try:
        return _from_oxigraph(store.query(text))
    except SyntaxError as error:
        raise QuerySyntaxError(f"not a SPARQL 1.1 query: {one_line(error)}") from None
    except (OSError, RuntimeError, ValueError) as error:  # a damaged store; a function that is none
        raise QueryError(f"the graph cannot answer: {one_line(error)}; mend the query, or build the graph into a new directory") from None


def run_on_graph(graph: rdflib.Graph, text: str) -> Answer:
    """Ask an rdflib graph. ``QuerySyntaxError`` when the text is no query."""
    try:
        return from_rdflib(graph.query(text))
    except ParseException as error:
        raise QuerySyntaxError(f"not a SPARQL 1.1 query: {one_line(error)}") from None


def run_at_endpoint(url: str, text: str, *, timeout: int = DEFAULT_TIMEOUT) -> Answer:
    """Ask a SPARQL endpoint by POST; ``timeout`` in seconds. ``EndpointError`` says what came instead of an answer."""
    if not _is_address(url):
        raise EndpointError(f"endpoint {url!r}: not an http(s) address; give for instance http://127.0.0.1:8000/sparql")
    wrapper = SPARQLWrapper(url)
    wrapper.setMethod(POST)
    wrapper.setTimeout(timeout)
    wrapper.setQuery(text)
    wrapper.queryType = _form(text) or wrapper.queryType  # SPARQLWrapper would take a word of a comment for the form
    graph = wrapper.queryType in ("CONSTRUCT", "DESCRIBE")
    wrapper.setReturnFormat(TURTLE if graph else JSON)
    try:
        body = wrapper.query().response.read()
    except SPARQLWrapperException as error:
        raise EndpointError(f"endpoint {url} refused the query: {_reason(error)}") from None
    except HTTPError as error:
        raise EndpointError(f"endpoint {url} answered {error.code} {error.reason}") from None
    except TimeoutError:
        raise EndpointError(f"endpoint {url} did not answer within {timeout} s") from None
    except (URLError, OSError, http.client.HTTPException) as error:
        raise EndpointError(f"endpoint {url} cannot be reached: {one_line(error)}; is it running?") from None
    return _read_graph(url, body) if graph else _read_results(url, body)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isascii()
    except ValueError:
        return False


def _form(text: str) -> str | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; None when the text is not plain SPARQL 1.1 (an endpoint may have a dialect of its own)."""
    try:
        return str(parseQuery(text)[1].name).removesuffix("Query").upper()
    except (ParseException, RecursionError):
        return None


def _read_results(url: str, body: bytes) -> Answer:
    try:
        return _from_oxigraph(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        raise EndpointError(f"endpoint {url} answered with something else than SPARQL JSON results: {one_line(error)}") from None


def _read_graph(url: str, body: bytes) -> Answer:
    try:
        quads = list(ox.parse(body, format=ox.RdfFormat.TURTLE, base_iri=url))
    except (SyntaxError, ValueError) as error:
        raise EndpointError(f"endpoint {url} answered with something else than Turtle: {one_line(error)}") from None
    return Description(tuple(quad.triple for quad in quads))


def _from_oxigraph(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    match answer:
        case ox.QuerySolutions():
            return from_solutions(answer)
        case ox.QueryTriples():
            return from_triples(answer)
        case _:
            return Truth(bool(answer))


def _reason(error: SPARQLWrapperException) -> str:
    r"""What the server said. SPARQLWrapper quotes the body as the repr of bytes (``b'…'``) after a sentence of its own."""
    told = one_line(error)
    quoted = re.search(r"Response: b(['\"])(.*)\1$", told)
    said = " ".join(quoted[2].replace("\\n", " ").split()) if quoted else ""
    return f"{error.msg} {said[:200]}".strip()
