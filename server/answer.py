"""One query on one store to one answer. Runs in a worker process, so it may take as long as its deadline allows."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import GongwenError
from server.guard import Checked, RefusedQuery, checked
from server.media import GRAPHS, RESULTS, Media, negotiate
from server.store import open_store
from server.table import results_page

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

MAX_ANSWER = 256 * 2**20
"""Bytes of an answer; a longer one is refused, not cut."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query to be answered. ``store``: directory; ``accept``: the client's Accept header; ``default_graphs``, ``named_graphs``:
    the protocol's data set (SPARQL 1.1 Protocol, 2.1.4), which goes before FROM; ``title``: for a page of results."""

    store: Path
    query: str
    accept: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    title: str = "SPARQL"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a body with its media type, or (``status`` from 400 on) why not, in one line."""

    status: int
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)
    detail: str = ""


class TooLong(GongwenError):
    """An answer over the limit."""


class Answerer:
    """Callable: ``Question`` to ``Answer``. Keeps the last store open."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._store: Store | None = None

    def __call__(self, question: Question) -> Answer:
        try:
            query = checked(question.query)
            offered = GRAPHS if query.form.is_graph else RESULTS
            media = negotiate(question.accept, offered)
            if media is None:
                types = ", ".join(media.type for media in offered)
                return Answer(406, detail=f"none of the accepted media types can be made; {query.form.name} gives {types}")
            return Answer(200, media.content_type, self._run(question, query, media))
        except (RefusedQuery, TooLong) as error:
            return Answer(400, detail=str(error))
        except SyntaxError as error:  # the store's own parser: an unknown prefix, a variable out of scope
            return Answer(400, detail=f"the query cannot be parsed: {_plain(_line(error))}")
        except (OSError, RuntimeError, ValueError) as error:  # Oxigraph's evaluation errors
            return Answer(400, detail=f"the query cannot be evaluated: {_line(error)}")
        except GongwenError as error:
            return Answer(503, detail=str(error))

    def _open(self, path: Path) -> Store:
        if self._store is None or self._path != path:
            self._store, self._path = open_store(path), path
        return self._store

    def _run(self, question: Question, query: Checked, media: Media) -> bytes:
        from pyoxigraph import QueryResultsFormat, RdfFormat

        results = self._results(question, query)
        body = _Limited()
        formats: dict[str, RdfFormat | QueryResultsFormat] = {
            "ttl": RdfFormat.TURTLE,
            "nt": RdfFormat.N_TRIPLES,
            "rdf": RdfFormat.RDF_XML,
            "jsonld": RdfFormat.JSON_LD,
            "xml": QueryResultsFormat.XML,
            "csv": QueryResultsFormat.CSV,
            "tsv": QueryResultsFormat.TSV,
        }
        results.serialize(body, formats.get(media.name, QueryResultsFormat.JSON))  # type: ignore[arg-type]
        return results_page(body.getvalue(), question.title, question.query) if media.name == "html" else body.getvalue()

    def _results(self, question: Question, query: Checked) -> QuerySolutions | QueryBoolean | QueryTriples:
        """A protocol's data set that names any graph holds only those it names; without one, the query's own FROM counts."""
        from pyoxigraph import DefaultGraph, NamedNode

        store = self._open(question.store)
        default, named = question.default_graphs, question.named_graphs
        if not default and not named:
            default, named = query.default_graphs, query.named_graphs
        if len(default) > 1:
            merged = _merged(store, default, named)
            return merged.query(query.text, default_graph=DefaultGraph(), named_graphs=[NamedNode(i) for i in named])
        if not default and not named:
            return store.query(query.text)
        return store.query(query.text, default_graph=[NamedNode(i) for i in default], named_graphs=[NamedNode(i) for i in named])


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


class _Limited(io.BytesIO):
    """A buffer that takes no more than the longest answer."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(data) > MAX_ANSWER:
            raise TooLong(f"the answer is longer than {MAX_ANSWER // 2**20} MiB: add a LIMIT or ask for less")
        return super().write(data)


def _plain(message: str) -> str:
    """Oxigraph's parse error without its list of every character that could have stood there."""
    place, _, expected = message.partition(": expected ")
    told = [item for item in expected.removeprefix("one of ").split(", ") if " " in item and item[0].isalpha()]
    return f"{place}: {'; '.join(told)}" if told else message[:200]


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
