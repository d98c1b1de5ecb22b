"""How a name was found: the grounds of a candidate's name similarity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Ground(Enum):
    """Why a candidate came up. ``similarity``: what it is worth, 0 to 1 (of SIMILAR at most); ``exact``: whether it may be a match."""

    IDENTIFIER = ("identifier", 1.0, True)
    """The query is the entity's identifier, code or document number."""
    CANONICAL = ("canonical", 1.0, True)
    """Its canonical name or title, but for blanks, brackets, full-width, traditional characters and 中华人民共和国."""
    ALTERNATIVE = ("alternative", 0.98, True)
    """Another name that letters print."""
    EQUIVALENT = ("equivalent", 0.96, True)
    """The same with a short form written out, with places around it, or with the issuing body in front of the title."""
    WIDER = ("wider", 0.9, False)
    """As EQUIVALENT, but a part that the graph cannot confirm: a parent place that it does not know, a bracket after a title, a
    name that the place had before."""
    WITHIN = ("within", 0.88, False)
    """A title in another (关于印发《…》的通知), or without the body in front."""
    RELATIVE = ("relative", 0.8, False)
    """A name without its place (民政局, 区民政局): a match only when a property tells the place."""
    SIMILAR = ("similar", 0.95, False)
    """By characters: Levenshtein's similarity, times 0.95."""

    def __init__(self, notation: str, similarity: float, exact: bool) -> None:
        self.notation = notation
        self.similarity = similarity
        self.exact = exact


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity (its number in the index) that a query's name may mean. ``similarity``: 0 to 1; ``told``: whether the name tells which
    one of several namesakes is meant, as far as the graph knows any."""

    entity: int
    ground: Ground
    similarity: float
    told: bool = True

    @property
    def order(self) -> tuple[bool, float, bool]:
        """Of two hits of one entity the greater counts."""
        return self.ground.exact, self.similarity, self.told
