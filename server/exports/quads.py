"""The statements of a store in a fixed order, without holding them all in memory.

Oxigraph keeps them in the order of its own hashes. Here they come sorted: graph by graph, or subject by subject for the union.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ontology.namespaces import PREFIXES
from server.exports.canonical import text
from server.exports.letter_graph import TYPE

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store, Triple

_GRAPH: Final = re.compile(r"(.+[/#])graph/[^/]+")


def prefixes(store: Store) -> dict[str, str]:
    """Our prefixes, and ``id`` for the base of this graph's own IRIs as its named graphs tell it; without it when it begins one of the
    others, for then an IRI could be shortened in two ways."""
    names = sorted(text(name) for name in store.named_graphs())
    base = next((match[1] for name in names if (match := _GRAPH.fullmatch(name))), None)
    if base is None or any(other.startswith(base) or base.startswith(other) for other in PREFIXES.values()):
        return dict(PREFIXES)
    return {**PREFIXES, "id": base}


def by_graph(store: Store) -> Iterator[Quad]:
    """Every statement of every named graph; the default graph, which repeats them, is left out. Memory: the largest graph."""
    for graph in sorted(store.named_graphs(), key=str):
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=_order)


def union(store: Store) -> Iterator[Triple]:
    """Every statement once, whichever graphs hold it. Memory: the subjects."""
    from pyoxigraph import DefaultGraph

    everywhere = DefaultGraph()
    stored = store.quads_for_pattern(None, None, None, everywhere)  # a subject's statements lie together
    subjects = sorted({subject for subject, _ in groupby(quad.subject for quad in stored)}, key=str)
    for subject in subjects:
        for quad in sorted(store.quads_for_pattern(subject, None, None, everywhere), key=_order):
            yield quad.triple


def _order(quad: Quad) -> tuple[str, bool, str, str]:
    predicate = quad.predicate.value
    return str(quad.subject), predicate != TYPE, predicate, str(quad.object)
