"""``/ontology``: the words of the graph. Its terms are hash IRIs, so the ontology answers directly, no redirect between
(https://www.w3.org/TR/swbp-vocab-pub/, recipe 3)."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from ontology.namespaces import GW
from server.linked import vocabulary
from server.linked.documents import serialised
from server.linked.page import frame
from server.linked.quotes import Link
from server.linked.reader import Reader, reader
from server.linked.representations import HTML, OFFERED, VARY, chosen, links
from server.linked.responses import guarded, not_acceptable
from server.linked.spaces import ONTOLOGY
from server.linked.vocabulary import Term
from server.media import Media
from server.protocol import RequestError
from server.replies import accept_of
from server.table import templates

router = APIRouter(tags=["linked data"])
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {media.type: {} for media in OFFERED}}, 406: {}, 404: {}}
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SECTIONS: Final = (
    ("classes", (f"{_OWL}Class",)),
    ("properties", (f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty", f"{_OWL}AnnotationProperty")),
    ("datatypes", ("http://www.w3.org/2000/01/rdf-schema#Datatype",)),
)


@router.head("/ontology", include_in_schema=False)
@router.get("/ontology", summary="The ontology, by content negotiation", responses=_ANSWERS, response_class=Response)
async def ontology(request: Request, lang: str | None = None) -> Response:
    """Classes, properties and datatypes of the graph, as Turtle, JSON-LD, N-Triples, RDF/XML or a page."""
    media = chosen(accept_of(request))
    return not_acceptable(ONTOLOGY) if media is None else await guarded(_document(request, media, lang))


@router.head("/ontology.{suffix}", include_in_schema=False)
@router.get("/ontology.{suffix}", summary="The ontology in one format", responses=_ANSWERS, response_class=Response)
async def in_format(request: Request, suffix: str, lang: str | None = None) -> Response:
    """`ttl`, `jsonld`, `nt`, `rdf` or `html`."""
    return await guarded(_document(request, media_named(suffix), lang))


@router.head("/ontology/{version}", include_in_schema=False)
@router.get("/ontology/{version}", summary="One version of the ontology", responses=_ANSWERS, response_class=Response)
async def versioned(request: Request, version: str, lang: str | None = None) -> Response:
    """The version IRI; this server has the version that it came with."""
    if version != vocabulary.version():
        raise RequestError(404, f"no version {version[:40]} of the ontology here: there is {vocabulary.version()}")
    return await ontology(request, lang)


def media_named(suffix: str) -> Media:
    """The representation of a suffix. Raises RequestError (404)."""
    for media in OFFERED:
        if media.name == suffix:
            return media
    raise RequestError(404, f"no format .{suffix[:20]}: there are {', '.join('.' + media.name for media in OFFERED)}")


async def _document(request: Request, media: Media, lang: str | None) -> Response:
    who = await reader(request, lang)
    address = who.spaces.mount + ONTOLOGY
    headers = {"Vary": VARY, "Link": links(address), "Content-Location": f"{address}.{media.name}"}
    if media is HTML:
        headers["Content-Language"] = who.language
        return Response(_page(who, address), headers=headers, media_type=media.content_type)
    if media.name == "ttl":  # as it was written, in its order and with its remarks
        body = await run_in_threadpool(vocabulary.ONTOLOGY_FILE.read_bytes)
    else:
        body = await run_in_threadpool(serialised, vocabulary.statements(), media, str(GW).rstrip("#"))
    return Response(body, headers=headers, media_type=media.content_type)


def _page(who: Reader, address: str) -> bytes:
    sections = []
    for name, kinds in _SECTIONS:
        listed = [term for term in vocabulary.terms().values() if any(kind in term.kinds for kind in kinds)]
        sections.append((name, sorted((_shown(term, who) for term in listed), key=lambda term: str(term["name"]))))
    title = vocabulary.called("http://www.w3.org/2002/07/owl#Ontology", who.language) + f" gw: {vocabulary.version()}"
    page = templates().get_template("ontology.html.j2")
    return page.render(**frame(who, title, address), iri=str(GW), sections=sections).encode()


def _shown(term: Term, who: Reader) -> dict[str, Any]:
    """A term as the page shows it."""
    rows = [
        (vocabulary.called(name, who.language), [Link(vocabulary.short(value), who.href(value)) for value in values])
        for name, values in sorted(term.links.items())
    ]
    return {"name": term.name, "labels": term.labels, "comment": term.comments.get(who.language, ""), "rows": rows}
