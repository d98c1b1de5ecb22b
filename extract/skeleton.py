"""A sentence with its mentions put as single signs, so that relation rules are short patterns on what stands between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

ORG, DOC, SELF = "\ue000", "\ue001", "\ue002"


class Mention(NamedTuple):
    """A mention in a view: ``sign`` is ORG, DOC or SELF; ``item`` is the index in its own list (-1 for SELF)."""

    start: int
    end: int
    sign: str
    item: int


class Skeleton:
    """``text``: the stretch with each mention replaced by its sign; positions map back to mentions and to the view."""

    def __init__(self, view: str, start: int, end: int, mentions: Sequence[Mention]) -> None:
        pieces: list[str] = []
        self.starts: list[int] = []  # skeleton positions at which a piece starts
        self.places: list[int] = []  # its view position
        self.mentions: dict[int, Mention] = {}
        position = start
        size = 0
        for mention in mentions:
            if mention.start < position or mention.end > end:
                continue
            if mention.start > position:
                self._mark(size, position)
                pieces.append(view[position : mention.start])
                size += mention.start - position
            self._mark(size, mention.start)
            self.mentions[size] = mention
            pieces.append(mention.sign)
            size += 1
            position = mention.end
        self._mark(size, position)
        pieces.append(view[position:end])
        self.end = end
        self.text = "".join(pieces)

    def _mark(self, at: int, place: int) -> None:
        if not self.starts or self.starts[-1] != at:
            self.starts.append(at)
            self.places.append(place)
        else:
            self.places[-1] = place

    def place(self, position: int) -> int:
        """The view position of a skeleton position."""
        index = bisect_right(self.starts, position) - 1
        return min(self.end, self.places[index] + (position - self.starts[index]))

    def stop(self, position: int) -> int:
        """The view position at which a stretch that ends at a skeleton position ends."""
        mention = self.mentions.get(position - 1)
        return mention.end if mention else self.place(position - 1) + 1 if position else self.place(0)

    def within(self, start: int, end: int, signs: str) -> list[Mention]:
        """The mentions with these signs in a skeleton stretch, in order."""
        return [m for at, m in self.mentions.items() if start <= at < end and m.sign in signs]
