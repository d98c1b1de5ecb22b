"""Places by stress: how far two nodes stand apart shows how many steps lie between them.

Stochastic gradient descent after Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient Descent", IEEE TVCG 25 (2019).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from math import sqrt
from random import Random
from typing import Final

Point = tuple[float, float]

_COOLING: Final = 0.8
_LAST: Final = 0.05  # step at which to stop, in squared edge lengths
_SEED: Final = 2260


def places(nodes: Sequence[str], neighbours: Mapping[str, set[str]], length: float) -> dict[str, Point]:
    """Places for the nodes of one connected part. ``length``: of an edge, in pixels."""
    steps = {node: _steps(node, neighbours) for node in nodes}
    chance = Random(_SEED)
    side = sqrt(len(nodes))
    found = {node: [chance.random() * side, chance.random() * side] for node in nodes}
    pairs = [(a, b, float(steps[a][b])) for number, a in enumerate(nodes) for b in nodes[number + 1 :]]
    rate = max((distance * distance for _, _, distance in pairs), default=0.0)
    while rate > _LAST:
        _shuffle(pairs, chance)
        for a, b, distance in pairs:
            _pull(found[a], found[b], distance, min(rate / (distance * distance), 1.0))
        rate *= _COOLING
    return {node: (x * length, y * length) for node, (x, y) in found.items()}


def parts(nodes: Sequence[str], neighbours: Mapping[str, set[str]]) -> list[list[str]]:
    """The connected parts, each sorted, the largest first."""
    left, found = set(nodes), []
    for node in sorted(nodes):
        if node in left:
            part = sorted(_steps(node, neighbours))
            left -= set(part)
            found.append(part)
    return sorted(found, key=lambda part: (-len(part), part[0]))


def _pull(a: list[float], b: list[float], distance: float, share: float) -> None:
    dx, dy = a[0] - b[0], a[1] - b[1]
    now = sqrt(dx * dx + dy * dy) or 1e-9
    move = share * (now - distance) / (2 * now)
    a[0] -= move * dx
    a[1] -= move * dy
    b[0] += move * dx
    b[1] += move * dy


def _steps(start: str, neighbours: Mapping[str, set[str]]) -> dict[str, int]:
    found = {start: 0}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in sorted(neighbours.get(node, ())):
            if other not in found:
                found[other] = found[node] + 1
                waiting.append(other)
    return found


def _shuffle(items: list[tuple[str, str, float]], chance: Random) -> None:
    """Fisher and Yates by ``random()`` alone, whose sequence Python keeps from version to version."""
    for last in range(len(items) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        items[last], items[other] = items[other], items[last]
