"""An inverted index of pairs of characters: which names have much in common with a name."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence

BUDGET = 1500
"""Entries of the index that one search reads: the rarest pairs first, so a common ending (民政局) costs little."""


def pairs(text: str) -> list[str]:
    """The pairs of neighbours in a name, its ends marked."""
    marked = f"^{text}$"
    return [marked[position : position + 2] for position in range(len(marked) - 1)]


class Pairs:
    """Names by their pairs of characters. A name is its position in the sequence given."""

    def __init__(self, names: Sequence[str]) -> None:
        self._lengths = array("H", (len(name) for name in names))
        entries: dict[str, array[int]] = defaultdict(lambda: array("L"))
        for number, name in enumerate(names):
            for pair in dict.fromkeys(pairs(name)):
                entries[pair].append(number)
        self._entries = dict(entries)

    def near(self, text: str, most: int) -> list[int]:
        """The names that share most with ``text`` (Dice's coefficient), best first; equals in their order. Those that share less than three
        fifths of what the best shares are left out."""
        wanted = list(dict.fromkeys(pairs(text)))
        found = sorted((entry for pair in wanted if (entry := self._entries.get(pair)) is not None), key=len)
        counts: Counter[int] = Counter()
        left = BUDGET
        for entry in found:
            if counts and len(entry) > left:
                break
            counts.update(entry[:left])
            left -= len(entry)
        if not counts:
            return []
        least = (3 * max(counts.values()) + 4) // 5
        size, lengths = len(wanted), self._lengths
        ranked = sorted((-2 * count / (size + lengths[number] + 1), number) for number, count in counts.items() if count >= least)
        return [number for _, number in ranked[:most]]
