"""Which kind followed which when state organs were reformed."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from ontology.bodies.tables import reforms


def follows(kind: str, earlier: str) -> bool:
    """Whether ``kind`` came of ``earlier`` by one reform or several (renamed, merged, split; handed functions alone do not count)."""
    return kind in _successors().get(earlier, frozenset())


@cache
def _successors() -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = defaultdict(set)
    for reform in reforms():
        if reform.change != "transferred":
            direct[reform.predecessor].add(reform.successor)
    closed: dict[str, frozenset[str]] = {}
    for start in direct:
        found: set[str] = set()
        waiting = list(direct[start])
        while waiting:
            kind = waiting.pop()
            if kind not in found:
                found.add(kind)
                waiting.extend(direct.get(kind, ()))
        closed[start] = frozenset(found)
    return closed
