"""``/dataset``: what the data set is and holds (DCAT 3, VoID), with where this server answers; ``/.well-known/void`` leads there;
``/scheme/``: the concept schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from ontology.namespaces import DCAT, GWK, VOID
from server.linked.asking import rows_cut, text, triples
from server.linked.description import described
from server.linked.documents import serialised
from server.linked.here import host, mount, sparql
from server.linked.limits import limits
from server.linked.names import TYPE, Names
from server.linked.page import frame, page
from server.linked.quotes import Link
from server.linked.reader import reader
from server.linked.representations import HTML, OFFERED, VARY, chosen, links
from server.linked.responses import guarded, not_acceptable
from server.linked.terms import media_named
from server.media import Media
from server.replies import accept_of
from server.table import templates

if TYPE_CHECKING:
    from pyoxigraph import Triple

router = APIRouter(tags=["linked data"])
DATASET: Final = "/dataset"
SCHEMES: Final = "/scheme/"
_ALL_SCHEMES: Final = "/schemes"
_DCT: Final = "http://purl.org/dc/terms/"
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {media.type: {} for media in OFFERED}}, 406: {}, 404: {}}


@router.head("/.well-known/void", include_in_schema=False)
@router.get("/.well-known/void", summary="Where the data set is described", status_code=303, response_class=Response)
async def well_known(request: Request) -> Response:
    """VoID's well-known place (https://www.w3.org/TR/void/#well-known): 303 to `/dataset`."""
    return Response(status_code=303, headers={"Location": mount(request) + DATASET})


@router.head(DATASET, include_in_schema=False)
@router.get(DATASET, summary="The data set's description, by content negotiation", responses=_ANSWERS, response_class=Response)
async def dataset(request: Request, lang: str | None = None) -> Response:
    """DCAT and VoID: title, licence, coverage, counts, files, and this server's endpoint as a data service."""
    media = chosen(accept_of(request))
    return not_acceptable(DATASET) if media is None else await guarded(_dataset(request, media, lang))


@router.head("/dataset.{suffix}", include_in_schema=False)
@router.get("/dataset.{suffix}", summary="The data set's description in one format", responses=_ANSWERS, response_class=Response)
async def dataset_in(request: Request, suffix: str, lang: str | None = None) -> Response:
    """`ttl`, `jsonld`, `nt`, `rdf` or `html`."""
    return await guarded(_dataset(request, media_named(suffix), lang))


@router.head(SCHEMES, include_in_schema=False)
@router.get(SCHEMES, summary="The concept schemes, by content negotiation", responses=_ANSWERS, response_class=Response)
async def schemes(request: Request, lang: str | None = None) -> Response:
    """Name and definition of every SKOS concept scheme of the graph."""
    media = chosen(accept_of(request))
    return not_acceptable(_ALL_SCHEMES) if media is None else await guarded(_schemes(request, media, lang))


@router.head("/schemes.{suffix}", include_in_schema=False)
@router.get("/schemes.{suffix}", summary="The concept schemes in one format", responses=_ANSWERS, response_class=Response)
async def schemes_in(request: Request, suffix: str, lang: str | None = None) -> Response:
    """`ttl`, `jsonld`, `nt`, `rdf` or `html`."""
    return await guarded(_schemes(request, media_named(suffix), lang))


async def _dataset(request: Request, media: Media, lang: str | None) -> Response:
    who = await reader(request, lang)
    address, iri, most = who.spaces.mount + DATASET, who.spaces.dataset, limits().dataset
    headers = {"Vary": VARY, "Link": links(address), "Content-Location": f"{address}.{media.name}"}
    if media is HTML:
        headers["Content-Language"] = who.language
        return Response(await page(request, await described(request, iri), who, address), headers=headers, media_type=media.content_type)
    query = text("description", graph=f"{who.spaces.base}graph/description", limit=most)
    statements = await triples(request, query)
    if len(statements) > most or rows_cut(request):
        headers["Gongwen-Cut"] = f"max-rows={rows_cut(request)}" if rows_cut(request) else f"statements={most}"
        headers["Link"] += f', <{sparql(request, query.rpartition("LIMIT")[0])}>; rel="related"'
    body = await run_in_threadpool(serialised, {*statements, *_service(host(request), iri)}, media, iri)
    return Response(body, headers=headers, media_type=media.content_type)


def _service(here: str, dataset: str) -> list[Triple]:
    """Where this server answers: its endpoint as VoID and DCAT tell it (DCAT 3, 6.9)."""
    from pyoxigraph import NamedNode, Triple

    def say(subject: str, predicate: str, value: str) -> Triple:
        return Triple(NamedNode(subject), NamedNode(str(predicate)), NamedNode(str(value)))

    endpoint, service, online = f"{here}/sparql", f"{here}/sparql#service", f"{here}{DATASET}#sparql"
    return [
        say(dataset, VOID.sparqlEndpoint, endpoint),
        say(dataset, DCAT.landingPage, f"{here}{DATASET}.html"),
        say(dataset, DCAT.distribution, online),
        say(online, TYPE, DCAT.Distribution),
        say(online, DCAT.accessURL, endpoint),
        say(online, DCAT.accessService, service),
        say(service, TYPE, DCAT.DataService),
        say(service, DCAT.endpointURL, endpoint),
        say(service, DCAT.endpointDescription, endpoint),
        say(service, DCAT.servesDataset, dataset),
        say(service, f"{_DCT}conformsTo", "http://www.w3.org/TR/sparql11-protocol/"),
    ]


async def _schemes(request: Request, media: Media, lang: str | None) -> Response:
    who = await reader(request, lang)
    address = who.spaces.mount + _ALL_SCHEMES
    headers = {"Vary": VARY, "Link": links(address), "Content-Location": f"{address}.{media.name}"}
    statements = await triples(request, text("schemes"))
    if media is not HTML:
        body = await run_in_threadpool(serialised, statements, media)
        return Response(body, headers=headers, media_type=media.content_type)
    headers["Content-Language"] = who.language
    names = Names(statements)
    subjects = {str(getattr(triple.subject, "value", "")) for triple in statements}
    found = sorted((Link(names.name(one, who.language), who.href(one)) for one in subjects), key=lambda link: link.text)
    listed = templates().get_template("schemes.html.j2")
    body = listed.render(**frame(who, who.words["schemes"], address), iri=str(GWK), schemes=found).encode()
    return Response(body, headers=headers, media_type=media.content_type)
