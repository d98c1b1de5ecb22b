"""``/id/…`` and ``/scheme/…``: every thing that the graph names, by its own IRI.

A thing is no document, so its IRI answers 303 See Other (https://www.w3.org/2001/tag/doc/httpRange-14/2007-05-31/HttpRange-14) to the
document that the client's Accept header likes best; the documents stand at the same path with a suffix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from ontology.namespaces import FOAF, GW, VOID
from server.linked.asking import text
from server.linked.description import Description, described, found
from server.linked.documents import serialised
from server.linked.here import host, sent_path, sparql
from server.linked.names import TYPE
from server.linked.page import page
from server.linked.reader import reader
from server.linked.representations import HTML, OFFERED, VARY, chosen, links, split
from server.linked.responses import guarded, not_acceptable
from server.linked.spaces import SCHEMES, THINGS, URI
from server.media import Media
from server.problem import problem
from server.replies import accept_of

if TYPE_CHECKING:
    from pyoxigraph import Triple

router = APIRouter(tags=["linked data"])
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "A representation, by suffix", "content": {media.type: {} for media in OFFERED}},
    303: {"description": "The representation that the Accept header likes best, at the same path and a suffix"},
    404: {"description": "The graph has no such IRI"},
    406: {"description": "None of the accepted media types can be made"},
}


@router.head("/id/{path:path}", include_in_schema=False)
@router.get("/id/{path:path}", summary="A thing of the graph, by its IRI", responses=_ANSWERS, response_class=Response)
async def thing(request: Request, path: str, lang: str | None = None) -> Response:
    """A letter, body, document, place, fact, …: `/id/body/NAME` redirects, `/id/body/NAME.ttl`, `.jsonld`, `.nt`, `.rdf`, `.html` are
    its representations. `lang` (zh, en) goes before Accept-Language."""
    return await guarded(_answer(request, THINGS, lang))


@router.head("/scheme/{path:path}", include_in_schema=False)
@router.get("/scheme/{path:path}", summary="A concept or concept scheme", responses=_ANSWERS, response_class=Response)
async def concept(request: Request, path: str, lang: str | None = None) -> Response:
    """`/scheme/level/district` and the like, as under `/id/`."""
    return await guarded(_answer(request, SCHEMES, lang))


async def _answer(request: Request, space: str, lang: str | None) -> Response:
    who = await reader(request, lang)
    sent = sent_path(request).removeprefix(space)
    stem, media = split(sent)
    whole, named = who.spaces.iri(space, sent), who.spaces.iri(space, stem) if media else None
    candidates = [iri for iri in (whole, named) if iri is not None]  # a name may end like a suffix: it goes first
    iri = await found(request, candidates) if candidates else None
    if iri is None:
        return problem(404, f"{space}{sent[:200]}: the graph has no such IRI", {"Vary": VARY})
    address = who.spaces.path(iri) or ""
    if iri == whole or media is None:
        return _see_other(request, address, lang)
    return await document(request, iri, address, media, lang)


def _see_other(request: Request, address: str, lang: str | None) -> Response:
    media = chosen(accept_of(request))
    if media is None:
        return not_acceptable(address)
    asked = f"?lang={lang}" if lang and media is HTML else ""
    headers = {"Location": f"{address}.{media.name}{asked}", "Vary": VARY, "Link": links(address)}
    return Response(status_code=303, headers=headers)


async def document(request: Request, iri: str, address: str, media: Media, lang: str | None) -> Response:
    """One representation of a thing. ``address``: its path without suffix. Raises Unanswered, StoreError, RequestError."""
    who = await reader(request, lang)
    description = await described(request, iri)
    everything = sparql(request, text("all", iri=iri))
    targets = {"describes": quote(iri, safe=URI)} | ({"related": everything} if description.cut else {})
    headers = {"Vary": VARY, "Link": links(address, targets)}
    if description.cut:
        headers["Gongwen-Cut"] = description.announced
    if media is HTML:
        headers["Content-Language"] = who.language
        return Response(await page(request, description, who, address), headers=headers, media_type=media.content_type)
    here = f"{host(request)}{address.removeprefix(who.spaces.mount)}.{media.name}"
    about = _about(description, here, f"{host(request)}{everything.removeprefix(who.spaces.mount)}", who.spaces.dataset)
    body = await run_in_threadpool(serialised, {*description.statements, *about}, media, iri)
    return Response(body, headers=headers, media_type=media.content_type)


def _about(description: Description, here: str, everything: str, dataset: str) -> list[Triple]:
    """What a document says of itself: what it is about, which data set it is of, and what it leaves out."""
    from pyoxigraph import Literal, NamedNode, Triple

    def iri(value: str) -> NamedNode:
        return NamedNode(str(value))

    document = iri(here)
    statements = [
        Triple(document, iri(TYPE), iri(FOAF.Document)),
        Triple(document, iri(FOAF.primaryTopic), iri(description.iri)),
        Triple(document, iri(VOID.inDataset), iri(dataset)),
    ]
    if description.cut:
        statements.append(Triple(document, iri(GW.cut), Literal(description.announced)))
        statements.append(Triple(document, iri(GW.completeList), iri(everything)))
    return statements
