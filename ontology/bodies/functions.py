"""The grammar of coordinated functions: 教体 = 教育 + 体育, 农业农村和水利 = 农业农村 + 水利."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ontology.bodies.tables import functions, kinds

_AND = "和与及、"


@dataclass(frozen=True, slots=True)
class Functions:
    """Functions read in full. ``full``: the words with short forms written out; ``atoms``: sorted, without connecting words."""

    full: str
    atoms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    full: str
    atoms: tuple[str, ...]
    single: bool  # one character that stands for a function


class FunctionGrammar:
    """Reads the words that say what a department is for."""

    def __init__(self) -> None:
        self.words: dict[str, _Word] = {}
        self._known: dict[str, Functions | None] = {}
        for function in functions():
            self.words[function.name] = _Word(function.name, function.atoms, False)
            for short in function.short:
                printed = short.removeprefix("=")
                self.words.setdefault(printed, _Word(printed if short != printed else function.name, function.atoms, len(printed) == 1))
        self.longest = max(map(len, self.words))
        self._kind_of = {function.name: function.kind for function in functions() if function.kind}
        self._kind_sets = sorted(
            ((frozenset(kind.functions), kind.id) for kind in kinds().values() if len(kind.functions) > 1), key=lambda pair: -len(pair[0])
        )

    def read(self, text: str) -> Functions | None:
        """The functions when the whole text is made of them, else None. Fewest words win, whole words before single characters."""
        if text not in self._known:
            if len(self._known) > 65536:
                self._known.clear()
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Functions | None:
        best: list[tuple[int, tuple[str, ...]] | None] = [None] * (len(text) + 1)
        best[0] = (0, ())
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - self.longest), end):
                before, piece = best[start], text[start:end]
                if before is None:
                    continue
                if piece in _AND and before[1] and end < len(text):
                    cost = 1
                elif piece in self.words:
                    cost = 25 if self.words[piece].single else 10
                else:
                    continue
                current = best[end]
                if current is None or before[0] + cost < current[0]:
                    best[end] = (before[0] + cost, (*before[1], piece))
        final = best[len(text)]
        if final is None or not text:
            return None
        words = [self.words.get(piece) or _Word(piece, (), False) for piece in final[1]]
        return Functions("".join(word.full for word in words), tuple(sorted({atom for word in words for atom in word.atoms})))

    def kinds(self, atoms: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the kinds these atoms are of, sorted: the kind with most of them first taken, then what is left."""
        left, found = set(atoms), set()
        for wanted, kind in self._kind_sets:
            if wanted <= left:
                left -= wanted
                found.add(kind)
        found.update(self._kind_of[atom] for atom in left if atom in self._kind_of)
        return tuple(sorted(found))


@cache
def grammar() -> FunctionGrammar:
    """The grammar of the tables, built once."""
    return FunctionGrammar()
