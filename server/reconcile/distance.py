"""How alike two names are, character by character."""

from __future__ import annotations


class Pattern:
    """A name that many others are compared with: Levenshtein's distance with one integer for a column of the matrix
    (Myers 1999 in Hyyrö's form), so a comparison takes as many steps as the other name has characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._full = (1 << len(text)) - 1
        self._last = 1 << max(len(text) - 1, 0)
        self._where: dict[str, int] = {}
        for position, character in enumerate(text):
            self._where[character] = self._where.get(character, 0) | 1 << position

    def distance(self, other: str) -> int:
        """Insertions, deletions and replacements of single characters between the two."""
        if not self.text:
            return len(other)
        full, last, where = self._full, self._last, self._where
        plus, minus, score = full, 0, len(self.text)
        for character in other:
            equal = where.get(character, 0)
            vertical = equal | minus
            horizontal = (((equal & plus) + plus) ^ plus) | equal
            up = minus | ~(horizontal | plus) & full
            down = plus & horizontal
            if up & last:
                score += 1
            elif down & last:
                score -= 1
            up = (up << 1 | 1) & full
            down = down << 1 & full
            plus = down | ~(vertical | up) & full
            minus = up & vertical
        return score

    def similarity(self, other: str) -> float:
        """1 for equal names, 0 for names with nothing in common at any position."""
        longest = max(len(self.text), len(other))
        return 1 - self.distance(other) / longest if longest else 1.0
