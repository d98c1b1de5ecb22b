"""The endpoint's description of itself, made from what runs (SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from ontology.namespaces import GW, SD, VOID, iri_segment
from server.linked.announced import Announced, announced, table
from server.linked.asking import rows, text
from server.linked.documents import serialised
from server.linked.here import host
from server.linked.limits import limits
from server.linked.names import TYPE
from server.linked.page import frame
from server.linked.quotes import Link
from server.linked.reader import Reader, reader
from server.linked.representations import HTML, OFFERED, VARY, chosen
from server.linked.responses import guarded
from server.linked.spaces import Spaces
from server.media import GRAPHS, RESULTS
from server.problem import problem
from server.replies import accept_of
from server.table import templates

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Triple

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SIMPLE: Final = "http://www.w3.org/ns/entailment/Simple"


@dataclass(frozen=True, slots=True)
class Service:
    """What the description tells. ``endpoint``: absolute IRI; ``triples``: of the default graph, the union of all, None when the graph
    has no description; ``graphs``: triples by named graph, and whether there are more of them; ``origins``: what SERVICE may ask."""

    endpoint: str
    dataset: str
    triples: int | None
    graphs: dict[str, int]
    more: bool
    formats: tuple[str, ...]
    limits: tuple[Announced, ...]
    origins: tuple[str, ...]


async def service_description(request: Request) -> Response:
    """The description in the format that the client likes best: for ``GET /sparql`` without a query (section 2 of the standard)."""
    media = chosen(accept_of(request))
    if media is None:
        types = ", ".join(media.type for media in OFFERED)
        return problem(406, f"the service description is given as {types}", {"Vary": VARY})
    return await guarded(_answer(request, media.name))


async def _answer(request: Request, name: str) -> Response:
    media = next(media for media in OFFERED if media.name == name)
    who = await reader(request, None)
    service = await _service(request, who.spaces)
    headers = {"Vary": VARY}
    if service.more:
        headers["Gongwen-Cut"] = f"graphs={len(service.graphs)}"
    if media is HTML:
        headers["Content-Language"] = who.language
        return Response(_page(service, who), headers=headers, media_type=media.content_type)
    body = await run_in_threadpool(serialised, statements(service), media, f"{service.endpoint}#service")
    return Response(body, headers=headers, media_type=media.content_type)


async def _service(request: Request, spaces: Spaces) -> Service:
    most = limits().graphs
    own = f"{spaces.base}graph/description"
    size = await rows(request, text("size", dataset=spaces.dataset, graph=own))
    found = await rows(request, text("graphs", dataset=spaces.dataset, limit=most))
    graphs = {row["graph"]: int(row["triples"]) for row in found[:most]}
    if size:
        graphs[own] = int(size[0]["own"])
    known = table()["formats"]
    settings = request.app.state.settings
    return Service(
        endpoint=f"{host(request)}/sparql",
        dataset=spaces.dataset,
        triples=int(size[0]["triples"]) + int(size[0]["own"]) if size else None,
        graphs=graphs,
        more=len(found) > most,
        formats=tuple(dict.fromkeys(known[media.name] for media in (*RESULTS, *GRAPHS) if media.name in known)),
        limits=tuple(announced(settings)),
        origins=tuple(getattr(settings, "service_allow", ())),
    )


def statements(service: Service) -> list[Triple]:
    """The description as triples; every node has an IRI under the endpoint's."""
    from pyoxigraph import Literal, NamedNode, Triple

    found: list[Triple] = []

    def say(subject: str, predicate: str, *values: str | Literal) -> None:
        for value in values:
            node: NamedNode | Literal = NamedNode(str(value)) if isinstance(value, str) else value
            found.append(Triple(NamedNode(subject), NamedNode(str(predicate)), node))

    def integer(value: int) -> Literal:
        return Literal(str(value), datatype=NamedNode(f"{_XSD}integer"))

    here, dataset, default = (f"{service.endpoint}#{name}" for name in ("service", "dataset", "default-graph"))
    say(here, TYPE, SD.Service)
    say(here, SD.endpoint, service.endpoint)
    say(here, SD.supportedLanguage, SD.SPARQL11Query)
    say(here, SD.resultFormat, *service.formats)
    say(here, SD.feature, SD.UnionDefaultGraph, *([str(SD.BasicFederatedQuery)] if service.origins else []))
    say(here, SD.defaultEntailmentRegime, _SIMPLE)
    say(here, SD.defaultDataset, dataset)
    say(here, GW.federation, Literal("listed" if service.origins else "none"))
    say(here, GW.allowedOrigin, *service.origins)
    for limit in service.limits:
        node = f"{service.endpoint}#limit-{limit.name}"
        say(here, GW["limit"], node)
        say(node, TYPE, GW.ServiceLimit)
        say(node, GW.limitName, Literal(limit.name))
        say(node, GW.limitValue, Literal(format(Decimal(str(limit.value)), "f"), datatype=NamedNode(f"{_XSD}decimal")))
        if limit.unit:
            say(node, GW.limitUnit, Literal(limit.unit))
        if limit.label:
            say(node, f"{_RDFS}label", Literal(limit.label, language="zh"))
        if limit.help:
            say(node, f"{_RDFS}comment", Literal(limit.help, language="en"))
    say(dataset, TYPE, SD.Dataset)
    say(dataset, SD.defaultGraph, default)
    say(dataset, f"{_RDFS}seeAlso", service.dataset)
    say(default, TYPE, SD.Graph)
    if service.triples is not None:
        say(default, VOID.triples, integer(service.triples))
    for graph, triples in service.graphs.items():
        named = f"{service.endpoint}#graph-{iri_segment(graph.rpartition('/')[2] or graph)}"
        say(dataset, SD.namedGraph, named)
        say(named, TYPE, SD.NamedGraph)
        say(named, SD.name, graph)
        say(named, SD.graph, graph)
        say(graph, TYPE, SD.Graph)
        say(graph, VOID.triples, integer(triples))
    return found


def _page(service: Service, who: Reader) -> bytes:
    graphs = [(Link(graph, who.href(graph)), triples) for graph, triples in service.graphs.items()]
    frame_ = frame(who, who.words["service"], service.endpoint) | {"formats": [], "other": None}
    page = templates().get_template("service.html.j2")
    languages, features = ["SPARQL 1.1 Query"], ["UnionDefaultGraph", *(["BasicFederatedQuery"] if service.origins else [])]
    return page.render(**frame_, service=service, graphs=graphs, languages=languages, features=features).encode()
