"""Statements as a file, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES
from server.linked.vocabulary import EXTRA_PREFIXES
from server.media import Media

if TYPE_CHECKING:
    from pyoxigraph import Triple


def serialised(statements: Iterable[Triple], media: Media, first: str = "") -> bytes:
    """``statements`` in the format of ``media`` (one of ``representations.DATA``), sorted, those about ``first`` before the others."""
    from pyoxigraph import RdfFormat, serialize

    def order(triple: Triple) -> tuple[bool, str, bool, str, str]:
        subject, predicate = str(triple.subject), str(triple.predicate)
        return subject != f"<{first}>", subject, not predicate.endswith("#type>"), predicate, str(triple.object)

    formats = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
    ordered = sorted(set(statements), key=order)
    if media.name != "ttl":  # RDF/XML and JSON-LD write IRIs whole: the writer's order of prefixes differs from run to run
        written = BytesIO()
        serialize(ordered, written, formats[media.name])
        return written.getvalue()
    used = "".join({f"{triple.subject} {triple.predicate} {triple.object}" for triple in ordered})
    known = (PREFIXES | EXTRA_PREFIXES).items()  # no prefix ends at a slash of ours: a local name would have to escape the others
    prefixes = {prefix: namespace for prefix, namespace in known if f"<{namespace}" in used and prefix != "gwk"}
    written = BytesIO()
    serialize(ordered, written, RdfFormat.TURTLE, prefixes=prefixes)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join([*sorted(lines[: len(prefixes)]), *lines[len(prefixes) :]])
