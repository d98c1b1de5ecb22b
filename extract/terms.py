"""Fixed terms of official Chinese in which a doubled character, or two that changed places, can only be damage."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

_SHORTEST = 3


class Form(NamedTuple):
    """A damaged form of a term. ``offset``: where in it the two characters stand that tell; ``rule``: how it was damaged."""

    damaged: str
    offset: int
    term: str
    rule: str
    first: bool  # the damage is at the term's first character
    last: bool


def _is_edged(damaged: str, edges: Collection[str]) -> bool:
    """Whether three characters may be the end of one term and the beginning of other words, or the reverse (民政局研究 holds 政局研)."""
    return len(damaged) == _SHORTEST and (damaged[:-1] in edges or damaged[1:] in edges)


def _number(pair: str) -> int:
    """Two characters as one number: looking numbers up in a text's memory is three times as fast as looking up pairs of characters."""
    return int(memoryview(pair.encode("utf-16-le")).cast("I")[0])


def _spelled(pair: int) -> str:
    return pair.to_bytes(4, sys.byteorder).decode("utf-16-le")


def _places(pair: str, text: str) -> Iterator[int]:
    at = text.find(pair)
    while at >= 0:
        yield at
        at = text.find(pair, at + 1)


@dataclass(frozen=True)
class Terms:
    """``forms``: damaged forms by the pair of characters that tells them; ``pairs``: these pairs, and pairs of marks that rules look at, as
    numbers."""

    forms: Mapping[str, tuple[Form, ...]]
    pairs: frozenset[int]
    before: re.Pattern[str]
    after: re.Pattern[str]
    after_mark: re.Pattern[str]
    marked_ends: str

    @classmethod
    def of(cls, data: Mapping[str, Any], organizations: Mapping[str, Any], marks: Collection[str]) -> Terms:
        """``data``: the vocabulary of ``rules/repairs.toml``; ``organizations``: the rules of bodies' names; ``marks``: characters whose
        doubling other rules read."""
        functions = organizations["functions"].split()
        terms = {*data["terms"].split(), *(function + head for function in functions for head in data["heads"])}
        terms |= {function for function in functions if len(function) > _SHORTEST}
        terms |= {name for body in organizations["body"] for name in (body["full"], *body["short"])}
        terms = {term for term in terms if len(term) >= _SHORTEST}
        sound = {*terms, *data["sound"].split()}
        edges = {term[:2] for term in terms} | {term[-2:] for term in terms}
        known = {term[at : at + 2] for term in terms for at in range(len(term) - 1)}
        forms: dict[str, list[Form]] = {}
        for term in sorted(terms, key=lambda term: (-len(term), term)):
            for form in (*_swapped(term, known), *_doubled(term, data["places"])):
                if form.damaged not in sound and not (form.rule == SWAPPED_TERM and _is_edged(form.damaged, edges)):
                    pair = form.damaged[form.offset : form.offset + 2]
                    forms.setdefault(pair, []).append(form)
        return cls(
            {pair: tuple(sorted(found, key=lambda form: -len(form.damaged))) for pair, found in forms.items()},
            frozenset({*map(_number, forms), *(_number(mark * 2) for mark in marks)}),
            re.compile(data["before"]),
            re.compile(data["after"]),
            re.compile(data["after_mark"]),
            data["marked_ends"],
        )

    def places(self, text: str) -> list[int]:
        """Where pairs stand that may tell of damage."""
        units = text.encode("utf-16-le", "surrogatepass")
        even, odd = len(units) // 4 * 4, (len(units) - 2) // 4 * 4 + 2
        held = self.pairs.intersection(memoryview(units)[:even].cast("I"))
        if odd > 2:
            held |= self.pairs.intersection(memoryview(units)[2:odd].cast("I"))
        return sorted(place for pair in held for place in _places(_spelled(pair), text))

    def readings(self, text: str, places: Sequence[int]) -> list[tuple[int, Form]]:
        """(where it begins, the form) of each damaged term at some pairs' places, none overlapping.

        Of two that overlap, a doubled character comes before swapped ones, then the longer one.
        """
        found: list[tuple[int, Form]] = []
        for place in places:
            for form in self.forms.get(text[place : place + 2], ()):
                start = place - form.offset
                if start >= 0 and text.startswith(form.damaged, start) and self._stands(text, start, form):
                    found.append((start, form))
                    break
        found.sort(key=lambda one: (one[1].rule, -len(one[1].damaged), one[0]))
        taken: set[int] = set()
        kept: list[tuple[int, Form]] = []
        for start, form in found:
            stretch = range(start, start + len(form.damaged))
            if taken.isdisjoint(stretch):
                taken.update(stretch)
                kept.append((start, form))
        return sorted(kept)

    def _stands(self, text: str, start: int, form: Form) -> bool:
        """Whether what stands around allows no sound reading (民政局局长, 市市场监管局)."""
        if form.first and form.rule == DOUBLED_TERM and not self.before.search(text, max(0, start - 2), start):
            return False
        if not form.last:
            return True
        marked = form.rule == DOUBLED_TERM and form.term[-1] in self.marked_ends
        after = self.after_mark if marked else self.after
        return after.match(text, start + len(form.damaged)) is not None


DOUBLED_TERM, SWAPPED_TERM = "doubled-character", "swapped-characters"


def _swapped(term: str, known: Collection[str]) -> Iterator[Form]:
    """Forms that a pair tells which stands in no term (``known``: the pairs of all terms)."""
    for at, (one, other) in enumerate(pairwise(term)):
        damaged = term[:at] + other + one + term[at + 2 :]
        odd = next((i for i in (at, at - 1, at + 1) if 0 <= i < len(term) - 1 and damaged[i : i + 2] not in known), None)
        if one != other and odd is not None:
            yield Form(damaged, odd, term, SWAPPED_TERM, at == 0, at + 2 == len(term) == _SHORTEST)


def _doubled(term: str, places: str) -> Iterator[Form]:
    for at, char in enumerate(term):
        if char in (term[at + 1 : at + 2], term[at - 1 : at]) or (at == 0 and char in places):
            continue
        yield Form(term[: at + 1] + term[at:], at, term, DOUBLED_TERM, at == 0, at + 1 == len(term))
