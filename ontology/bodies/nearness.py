"""Which of many bodies are one or may be one: pairs are looked for where they can be, not all compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from ontology.bodies.keys import BodyKey
from ontology.bodies.outline import Outline
from ontology.bodies.sameness import Body, Verdict, begins_with_place, company, compare, matter
from ontology.bodies.shortening import blocks

SHORT: Final = Verdict("same", "short-name")


def near(bodies: Sequence[Body]) -> Iterator[tuple[int, int, Verdict]]:
    """Index pairs (first < second) that are same or unsure, each once, in order. All other pairs are different.

    Of bodies with one key only the pairs with the first of them are given, and those that
    short names make; pairs are looked for where they can be, not all compared.
    """
    first: dict[BodyKey, int] = {}
    found: list[tuple[int, int, Verdict]] = []
    for index, body in enumerate(bodies):
        leader = first.setdefault(body.key, index)
        if leader != index and (verdict := compare(bodies[leader], body)).answer != "different":
            found.append((leader, index, verdict))
    found_in: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in first.values():
        for block in _blocks(bodies[index]):
            found_in[block].append(index)
    outlined: dict[tuple[BodyKey, Outline], int] = {}
    for index, body in enumerate(bodies):
        if body.outline is not None:
            outlined.setdefault((body.key, body.outline), index)
    for (_, told), index in outlined.items():
        for block in blocks(told):
            found_in[block].append(index)
    leaders = set(first.values())
    for left, right in {pair for block, members in found_in.items() for pair in _pairs(block, members, bodies)}:
        if bodies[left].key == bodies[right].key:
            continue
        verdict = compare(bodies[left], bodies[right])
        if verdict.answer == "same" or (verdict.answer == "unsure" and left in leaders and right in leaders):
            found.append((left, right, verdict))
    yield from _unless_several(sorted(found, key=lambda entry: entry[:2]), bodies)


def _unless_several(found: list[tuple[int, int, Verdict]], bodies: Sequence[Body]) -> Iterator[tuple[int, int, Verdict]]:
    """A short name that fits two bodies which are not one decides nothing."""
    fits: dict[int, set[int]] = defaultdict(set)
    for one, other, verdict in found:
        if verdict == SHORT:
            short, full = sorted((one, other), key=lambda index: (len(_core(bodies[index])), index))
            fits[short].add(full)
    several = {
        short
        for short, fulls in fits.items()
        if any(compare(bodies[a], bodies[b]).answer != "same" for a, b in combinations(sorted(fulls), 2))
    }
    for one, other, verdict in found:
        if verdict == SHORT and min((one, other), key=lambda index: (len(_core(bodies[index])), index)) in several:
            verdict = Verdict("unsure", "several-full-names")
        yield one, other, verdict


def _core(body: Body) -> str:
    return body.outline.core + body.outline.end if body.outline else body.parsed.text


def _blocks(body: Body) -> Iterator[tuple[str, ...]]:
    """Where bodies that may be unsure with this one are looked for; the first word says how pairs are made."""
    place, parsed = body.key.place, body.parsed
    yield from (("here", place, "function", atom) for atom in parsed.functions)
    yield from (("here", place, "kind", kind) for kind in parsed.kinds)
    if parsed.kinds and parsed.kinds[0] in ("discipline", "supervision", "discipline-supervision"):
        yield ("here", place, "joint")
    if what := matter(body):
        yield ("here", place, "matter", what)
    if base := company(parsed.remainder):
        yield ("here", place, "company", base)
    if parsed.remainder:
        yield ("here", place, "name", body.key.core[-1][:1], body.key.core[-1][-2:])
    if body.joint:
        yield ("here", "", "joint", str(len(body.joint)), *sorted({word for part in body.joint for word in part.key.core})[:1])
    if begins_with_place(body):
        yield ("printed", parsed.text)
    yield ("anywhere", *body.key.core, "|", *body.key.subs)
    if parsed.branch:
        yield ("branch", parsed.branch[:2], *parsed.functions)
    elif parsed.head == "分局" and not place.isdigit():
        yield ("branch", place[:2], *parsed.functions)


def _pairs(block: tuple[str, ...], members: list[int], bodies: Sequence[Body]) -> Iterator[tuple[int, int]]:
    if block[0] != "anywhere":
        yield from combinations(sorted(members), 2)
        return
    # Bodies of known places are different; only those whose place is open are held against the others.
    for index in members:
        if not bodies[index].key.place[:6].isdigit() and bodies[index].key.place != "CN":
            yield from ((min(index, other), max(index, other)) for other in members if other != index)
