"""Things that are one, from judgements of pairs; pairs known to be different are never brought together."""

from __future__ import annotations

from collections.abc import Iterable


class Clusters:
    """Disjoint sets with forbidden pairs. ``apart``: pairs of ids that must not meet."""

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def find(self, thing: str) -> str:
        """The thing that stands for its set."""
        root = thing
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(thing, thing)) != root:
            self._parent[thing], thing = root, parent
        return root

    def join(self, one: str, other: str) -> bool:
        """Bring two sets together; whether that was allowed."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        mine, theirs = self._members.setdefault(a, {a}), self._members.setdefault(b, {b})
        if len(mine) < len(theirs):
            a, b, mine, theirs = b, a, theirs, mine
        if any(not self._apart.get(thing, set()).isdisjoint(mine) for thing in theirs):
            return False
        self._parent[b] = a
        mine |= theirs
        del self._members[b]
        return True

    def sets(self, things: Iterable[str]) -> list[list[str]]:
        """All sets of ``things``, members sorted, sets in the order of their first members."""
        found: dict[str, list[str]] = {}
        for thing in sorted(things):
            found.setdefault(self.find(thing), []).append(thing)
        return list(found.values())
