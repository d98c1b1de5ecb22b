"""Boxes around marks and labels, pushed apart until none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_ROUNDS: Final = 60
_GROW: Final = 1.08
_SLACK: Final = 0.5  # pixels pushed beyond touching, so that rounding brings no new overlap


@dataclass(slots=True)
class Box:
    """A rectangle by its centre and size, pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height / 2

    def covers(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return abs(self.x - other.x) * 2 < self.width + other.width and abs(self.y - other.y) * 2 < self.height + other.height


def spread(boxes: Sequence[Box]) -> None:
    """Move boxes, as little as pushing allows, until no two overlap; every so often all places grow, so that it ends."""
    while True:
        for _ in range(_ROUNDS):
            if not _push(boxes):
                return
        for box in boxes:
            box.x *= _GROW
            box.y *= _GROW


def _push(boxes: Sequence[Box]) -> bool:
    """One round over all pairs that overlap, from left to right; whether there were any."""
    order = sorted(range(len(boxes)), key=lambda index: (boxes[index].left, index))
    moved = False
    for place, index in enumerate(order):
        a = boxes[index]
        for other in order[place + 1 :]:
            b = boxes[other]
            if b.left >= a.right + _SLACK and b.left - a.right > b.width:
                break
            if a.covers(b):
                _part(a, b)
                moved = True
    return moved


def _part(a: Box, b: Box) -> None:
    """Apart along the way that is shorter."""
    dx = (a.width + b.width) / 2 - abs(a.x - b.x) + _SLACK
    dy = (a.height + b.height) / 2 - abs(a.y - b.y) + _SLACK
    if dx < dy:
        move = dx / 2 if a.x <= b.x else -dx / 2
        a.x -= move
        b.x += move
    else:
        move = dy / 2 if a.y <= b.y else -dy / 2
        a.y -= move
        b.y += move
