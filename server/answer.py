"""One query on one store to one answer. Runs in a worker process, so it may take as long as its deadline allows."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from ontology.errors import GongwenError
from ontology.namespaces import GW, ID_BASE
from server.guard import Checked, RefusedQuery, checked
from server.media import GRAPHS, RESULTS, Media, negotiate
from server.table import results_page

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")
_ROWS = {"json": b"},{", "xml": b"<result>", "html": b"},{", "csv": b"\n", "tsv": b"\n"}
"""What an answer holds at least once for each row but one."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query to be answered. ``accept``: the client's Accept header; ``default_graphs``, ``named_graphs``:
    the protocol's data set (SPARQL 1.1 Protocol, 2.1.4), which goes before FROM; ``title``: for a page of results; ``compressed``: the
    client takes gzip."""

    query: str
    accept: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    title: str = "SPARQL"
    compressed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a body with its media type, or (``status`` from 400 on) why not, in one line. ``encoding``: of the body, gzip or '';
    ``line``, ``column``: of a syntax error, 0 when not known; ``cut``: rows or triples after which the answer was cut, 0 when it is whole;
    ``stream``, ``size``: of a long body, its chunks and their bytes in all."""

    status: int
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)
    detail: str = ""
    encoding: str = ""
    line: int = 0
    column: int = 0
    cut: int = 0
    size: int = 0
    stream: AsyncIterator[bytes] | None = field(default=None, repr=False)

    def without_body(self) -> Answer:
        return replace(self, body=b"")

    def with_body(self, body: bytes) -> Answer:
        return replace(self, body=body, size=len(body))

    def with_stream(self, stream: AsyncIterator[bytes], size: int) -> Answer:
        return replace(self, stream=stream, size=size)


class TooLong(GongwenError):
    """An answer over the limit, in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"the answer is longer than {most / 2**20:.3g} MiB: add a LIMIT or ask for less")


class Answerer:
    """Callable: ``Question`` to ``Answer``. ``rows``: most rows or triples of an answer, more are cut and said so; ``size``: most bytes,
    a longer answer is refused; ``allowed``: origins that SERVICE may ask."""

    def __init__(self, store: Store, rows: int = 100_000, size: int = 2**28, allowed: Collection[str] = ()) -> None:
        self._store, self._rows, self._size, self._allowed = store, rows, size, frozenset(allowed)

    def __call__(self, question: Question) -> Answer:
        try:
            query = checked(question.query, self._allowed)
            offered = GRAPHS if query.form.is_graph else RESULTS
            media = negotiate(question.accept, offered)
            if media is None:
                types = ", ".join(media.type for media in offered)
                return Answer(406, detail=f"none of the accepted media types can be made; {query.form.name} gives {types}")
            body, cut = self._run(question, query, media)
            if question.compressed and len(body) > 1024:
                return Answer(200, media.content_type, gzip.compress(body, 4, mtime=0), encoding="gzip", cut=cut)
            return Answer(200, media.content_type, body, cut=cut)
        except RefusedQuery as error:
            return Answer(400, detail=str(error), line=error.line, column=error.column)
        except TooLong as error:
            return Answer(400, detail=str(error))
        except SyntaxError as error:  # the store's own parser: an unknown prefix, a variable out of scope
            place = _PLACE.search(str(error))
            line, column = (int(place["line"]), int(place["column"])) if place else (0, 0)
            where = f" at line {line}, column {column}" if place else ""
            return Answer(400, detail=f"the query cannot be parsed{where}: {_plain(_line(error))}", line=line, column=column)
        except MemoryError:
            return Answer(503, detail="the query needs too much memory: ask for less")
        except (OSError, RuntimeError, ValueError) as error:  # Oxigraph's evaluation errors
            return Answer(400, detail=f"the query cannot be evaluated: {_line(error)}")
        except GongwenError as error:
            return Answer(503, detail=str(error))

    def _run(self, question: Question, query: Checked, media: Media) -> tuple[bytes, int]:
        """The answer in the wanted form, and the rows after which it was cut (0: it is whole)."""
        results = self._results(question, query)
        body = Limited(self._size)
        if query.form.is_graph:
            cut = _write_graph(results, body, media, self._rows)  # type: ignore[arg-type]
            return body.getvalue(), cut
        cut = 0
        try:
            results.serialize(body, _result_format(media.name))  # type: ignore[arg-type]
            written = body.getvalue()
            counted = query.form.has_rows and written.count(_ROWS[media.name]) >= self._rows  # perhaps too many rows
        except TooLong:
            if not query.form.has_rows:
                raise
            written, counted = b"", True
        if counted:
            solutions: Any = self._results(question, query)
            names = [variable.value for variable in solutions.variables]
            rows = list(islice(solutions, self._rows + 1))
            if len(rows) > self._rows:
                cut, written = self._rows, _cut_results(names, rows[: self._rows], media)
            if not written or len(written) > self._size:
                raise TooLong(self._size)
        return (results_page(written, question.title, question.query) if media.name == "html" else written), cut

    def _results(self, question: Question, query: Checked) -> QuerySolutions | QueryBoolean | QueryTriples:
        """A protocol's data set that names any graph holds only those it names; without one, the query's own FROM counts."""
        from pyoxigraph import DefaultGraph, NamedNode

        store = self._store
        default, named = question.default_graphs, question.named_graphs
        if not default and not named:
            default, named = query.default_graphs, query.named_graphs
        if len(default) > 1:
            merged = _merged(store, default, named)
            return merged.query(query.text, base_iri=ID_BASE, default_graph=DefaultGraph(), named_graphs=[NamedNode(i) for i in named])
        if not default and not named:
            return store.query(query.text, base_iri=ID_BASE)
        return store.query(
            query.text, base_iri=ID_BASE, default_graph=[NamedNode(i) for i in default], named_graphs=[NamedNode(i) for i in named]
        )


def _result_format(name: str) -> QueryResultsFormat:
    from pyoxigraph import QueryResultsFormat

    formats = {"xml": QueryResultsFormat.XML, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV}
    return formats.get(name, QueryResultsFormat.JSON)


def _write_graph(triples: QueryTriples, body: io.BytesIO, media: Media, most: int) -> int:
    """The triples in the wanted form; how many there are when they were cut, else 0."""
    from pyoxigraph import RdfFormat, serialize

    formats: dict[str, RdfFormat] = {"nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
    formats |= {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
    serialize(islice(triples, most), body, formats.get(media.name, RdfFormat.TURTLE))
    return most if next(triples, None) is not None else 0


def _cut_results(names: list[str], rows: list[Any], media: Media) -> bytes:
    """Some rows in the wanted form; JSON says in its head what happened (SPARQL 1.1 Query Results JSON, 3.1.2 link)."""
    from pyoxigraph import QueryResultsFormat, parse_query_results

    bindings = [{name: _json_term(row[name]) for name in names if row[name] is not None} for row in rows]
    head = {"vars": names, "link": [CUT_LINK]}
    written = json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False).encode()
    if media.name in ("json", "html"):
        return written
    again: Any = parse_query_results(written, QueryResultsFormat.JSON)
    out = io.BytesIO()
    again.serialize(out, _result_format(media.name))
    return out.getvalue()


CUT_LINK = str(GW.cut)
"""What the head of a cut answer points to."""


def _json_term(term: Any) -> dict[str, str]:
    """SPARQL 1.1 Query Results JSON, 3.2.2."""
    from pyoxigraph import BlankNode, NamedNode

    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    told = {"type": "literal", "value": term.value}
    if term.language:
        told["xml:lang"] = term.language
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        told["datatype"] = term.datatype.value
    return told


def _merged(store: Store, default: tuple[str, ...], named: tuple[str, ...]) -> Store:
    """A data set whose default graph is the merge of several (SPARQL 1.1, 13.2.1), in memory.

    Oxigraph, given the graphs, would answer a triple once for each graph that has it.
    """
    from pyoxigraph import NamedNode, Quad, Store

    merged = Store()
    for iri in default:
        merged.extend(Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, NamedNode(iri)))
    for iri in named:
        merged.extend(store.quads_for_pattern(None, None, None, NamedNode(iri)))
    return merged


class Limited(io.BytesIO):
    """A buffer that takes no more than ``most`` bytes. Raises TooLong."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(data) > self._most:
            raise TooLong(self._most)
        return super().write(data)


def _plain(message: str) -> str:
    """Oxigraph's parse error without its list of every character that could have stood there."""
    place, _, expected = _PLACE.sub("", message).lstrip(": ").partition("expected ")
    told = [item for item in expected.removeprefix("one of ").split(", ") if " " in item and item[0].isalpha()]
    return f"{place}{'; '.join(told)}" if told else (f"{place}expected {expected}" if expected else place)[:200]


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
