"""The work on a remote question that needs this machine's processor: checking the query, and making the media type asked for.

It runs in worker processes (``server.workers``), so a text that a parser chokes on ends at the deadline like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO

from server.answer import Answer, Limited, Question, TooLong
from server.guard import RefusedQuery, checked
from server.media import GRAPHS, RESULTS, negotiate
from server.remote.plain import require_plain
from server.table import results_page

ASKED = {
    "table": "application/sparql-results+json",
    "graph": "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5",
}
"""What a server is asked for, by the kind of answer: what all of them can make."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked query: ``text`` to send; ``kind``: of answer (a key of ``ASKED``); ``form``: SELECT …; ``media``: name of what to make."""

    text: str
    kind: str
    form: str
    media: str


@dataclass(frozen=True, slots=True)
class Raw:
    """What a server sent, to be made into what was asked. ``most``: bytes that the answer may have."""

    question: Question
    plan: Plan
    content_type: str
    body: bytes = field(repr=False)
    most: int


class Desk:
    """Callable: a ``Question`` to an Answer whose body is a plan, a ``Raw`` to the Answer."""

    def __call__(self, work: Question | Raw) -> Answer:
        return make_answer(work) if isinstance(work, Raw) else make_plan(work)


def make_plan(question: Question) -> Answer:
    """Check and negotiate. The body is the text to send, the content type ``KIND FORM MEDIA`` (see ``read_plan``)."""
    try:
        query = checked(question.query)
        require_plain(query.text)
    except RefusedQuery as error:
        return Answer(400, detail=str(error))
    offered = GRAPHS if query.form.is_graph else RESULTS
    media = negotiate(question.accept, offered)
    if media is None:
        types = ", ".join(media.type for media in offered)
        return Answer(406, detail=f"none of the accepted media types can be made; {query.form.name} gives {types}")
    kind = "graph" if query.form.is_graph else "table"
    return Answer(200, f"{kind} {query.form.name} {media.name}", query.text.encode())


def read_plan(answer: Answer) -> Plan:
    """The plan that a good answer of ``make_plan`` holds."""
    kind, form, media = answer.content_type.split()
    return Plan(answer.body.decode(), kind, form, media)


def make_answer(raw: Raw) -> Answer:
    """Read what the server sent and write it anew: what comes out is whole and of the standard's form, whatever server it was."""
    plan = raw.plan
    media = next(media for media in (GRAPHS if plan.kind == "graph" else RESULTS) if media.name == plan.media)
    out = Limited(raw.most)
    try:
        if plan.kind == "graph":
            _write_graph(raw, out)
        else:
            _write_table(raw, out)
    except TooLong:
        return Answer(400, detail=f"the answer is longer than {raw.most} bytes: add a LIMIT or ask for less")
    except (SyntaxError, ValueError, LookupError, AttributeError):
        return Answer(502, detail=f"the store's answer cannot be read as the result of a {plan.form}: try again, or tell its operator")
    body = out.getvalue()
    if plan.media == "html":
        body = results_page(body, raw.question.title, raw.question.query)
    return Answer(200, media.content_type, body)


def _write_graph(raw: Raw, out: IO[bytes]) -> None:
    from pyoxigraph import RdfFormat, parse, serialize

    formats = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
    given = raw.content_type.partition(";")[0].strip().lower()
    read = {"text/turtle": RdfFormat.TURTLE, "application/x-turtle": RdfFormat.TURTLE, "application/rdf+xml": RdfFormat.RDF_XML}
    triples = dict.fromkeys(quad.triple for quad in parse(raw.body, format=read.get(given, RdfFormat.N_TRIPLES)))  # a graph is a set
    serialize(triples, out, format=formats[raw.plan.media])


def _write_table(raw: Raw, out: IO[bytes]) -> None:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

    formats = {"xml": QueryResultsFormat.XML, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV}
    results = parse_query_results(raw.body, format=QueryResultsFormat.JSON)
    if raw.plan.form == "ASK" and isinstance(results, QuerySolutions):  # Virtuoso 7 answers ASK with a table of one number
        said = {b"1": b"true", b"0": b"false"}[b",".join(str(row[0].value).encode() for row in results)]
        results = parse_query_results(b'{"head":{},"boolean":%s}' % said, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean) != (raw.plan.form == "ASK"):
        raise ValueError("another form of result")
    results.serialize(out, formats.get(raw.plan.media, QueryResultsFormat.JSON))
