"""What the graph says of a thing: its own statements and those about it, with the names of its neighbours; bounded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import Request

from server.linked.asking import rows, rows_cut, text, triples
from server.linked.limits import limits
from server.linked.names import Names

if TYPE_CHECKING:
    from pyoxigraph import Triple


@dataclass(frozen=True)
class Description:
    """``statements``: everything, names of neighbours included; ``back``: how many statements about the thing there are, by property;
    ``cut``: what was left out, as (part, number shown); ``beyond``: there are more statements about it than are counted."""

    iri: str
    statements: frozenset[Triple] = field(repr=False)
    back: dict[str, int]
    cut: dict[str, int]
    beyond: bool = False

    def names(self) -> Names:
        """Names and classes of the thing and its neighbours."""
        return Names(self.statements)

    @property
    def announced(self) -> str:
        """What was cut, as a header's value (``statements=2000, back=50``); empty when nothing was."""
        return ", ".join(f"{part}={shown}" for part, shown in self.cut.items())


async def found(request: Request, candidates: list[str]) -> str | None:
    """The first of some IRIs that the graph knows."""
    known = {int(row["found"]) for row in await rows(request, text("found", candidates=candidates))}
    return candidates[min(known)] if known else None


async def described(request: Request, iri: str) -> Description:
    """The description of a thing, which may hold nothing. Raises Unanswered, StoreError."""
    most = limits()
    own = await triples(request, text("own", iri=iri, limit=most.statements))
    counted = await rows(request, text("counts", iri=iri, limit=most.counted))
    back = {row["p"]: int(row["n"]) for row in counted}
    about: set[Triple] = set()
    if back:
        about = await triples(request, text("about", iri=iri, properties=sorted(back), limit=most.back, counted=most.counted))
    cut = {}
    if sum(1 for triple in own if _part(triple, iri)) > most.statements:
        cut["statements"] = most.statements
    if any(number > most.back for number in back.values()):
        cut["back"] = most.back
    if rows_cut(request):
        cut["max-rows"] = rows_cut(request)
    return Description(iri, frozenset(own | about), back, cut, sum(back.values()) > most.counted)


def _part(triple: Triple, iri: str) -> bool:
    """Whether a statement is the thing's own or of a part named under it."""
    subject = str(getattr(triple.subject, "value", ""))
    return subject == iri or subject.startswith(f"{iri}/")
