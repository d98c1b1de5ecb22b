"""The graph of links to other data sets ("Links" of docs/model.md): each link as a triple, and a node that tells why it stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from extract.rdf.terms import DCT, GW, SCHEMA, TYPE, text
from ontology.namespaces import ID_BASE, id_namespace

ISO31662 = GW.ISO31662.value
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """``subject`` (IRI of this graph) ``predicate`` ``target``: IRI of another data set, or a code of ``scheme`` (IRI of its datatype).

    ``method``: how the two were matched (code, name, table); ``source``: whose data say so, an IRI or a name; ``file``, ``sha256``: of the
    file it was made from, '' when it came with the program.
    """

    subject: str
    predicate: str
    target: str
    method: str
    source: str
    scheme: str = ""
    file: str = ""
    sha256: str = ""


def links_nquads(links: Iterable[Link], base: str = ID_BASE) -> bytes:
    """``id:graph/links`` as N-Quads: sorted lines, each once. ``base``: IRI the data's IRIs start with."""
    namespace = id_namespace(base)
    graph = NamedNode(namespace["graph/links"])
    written = BytesIO()
    serialize((Quad(*triple, graph) for link in links for triple in _triples(link, str(namespace))), written, RdfFormat.N_QUADS)
    return b"".join(sorted(set(written.getvalue().splitlines(keepends=True))))


def link_node(link: Link, base: str) -> NamedNode:
    """The node of a link: named by what it says and who says so, so the same link always has the same one."""
    said = [link.subject, link.predicate, link.target, link.scheme, link.method, link.source, link.file]
    return NamedNode(f"{base}link/{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]}")


def _triples(link: Link, base: str) -> Iterator[Triple]:
    subject, predicate = NamedNode(link.subject), NamedNode(link.predicate)
    target = Literal(link.target, datatype=NamedNode(link.scheme)) if link.scheme else NamedNode(link.target)
    node = link_node(link, base)
    yield subject, predicate, target
    yield node, TYPE, GW.Link
    yield node, GW.linkSubject, subject
    yield node, GW.linkPredicate, predicate
    yield node, GW.linkCode if link.scheme else GW.linkTarget, target
    yield node, GW.linkMethod, text(link.method)
    yield node, DCT.source, NamedNode(link.source) if link.source.startswith(("http://", "https://", "urn:")) else text(link.source)
    if link.file:
        yield node, GW.linkFile, text(link.file)
        yield node, SCHEMA.sha256, text(link.sha256)
