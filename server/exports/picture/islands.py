"""Unconnected parts side by side on one sheet: each as high up as it fits (skyline packing, the largest first)."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

Size = tuple[float, float]

_ASPECT: Final = 1.4142  # A4, landscape
_LOOSE: Final = 1.04


def pack(sizes: Sequence[Size], least: float = 0.0) -> tuple[list[tuple[float, float]], Size]:
    """Upper left corners for rectangles (width, height), and the size of the sheet. ``least``: width that the sheet has anyway."""
    if not sizes:
        return [], (least, 0.0)
    area = sum(width * height for width, height in sizes)
    width = max(least, max(size[0] for size in sizes), sqrt(area * _ASPECT) * _LOOSE)
    skyline: list[tuple[float, float, float]] = [(0.0, width, 0.0)]  # from, to, how far down it is taken
    corners: list[tuple[float, float]] = [(0.0, 0.0)] * len(sizes)
    for index in sorted(range(len(sizes)), key=lambda one: (-sizes[one][1], -sizes[one][0], one)):
        w, h = sizes[index]
        y, x = min((_depth(skyline, start, start + w), start) for start, _, _ in skyline if start + w <= width + 1e-6)
        corners[index] = (x, y)
        skyline = _take(skyline, x, x + w, y + h)
    return corners, (width, max(depth for _, _, depth in skyline))


def _depth(skyline: Sequence[tuple[float, float, float]], start: float, end: float) -> float:
    return max(depth for left, right, depth in skyline if left < end - 1e-6 and right > start + 1e-6)


def _take(skyline: Sequence[tuple[float, float, float]], start: float, end: float, depth: float) -> list[tuple[float, float, float]]:
    found = [(start, end, depth)]
    for left, right, old in skyline:
        if left < start:
            found.append((left, min(right, start), old))
        if right > end:
            found.append((max(left, end), right, old))
    return sorted(found)
