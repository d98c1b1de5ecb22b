"""From a query's name to the entities it may mean, with the grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from server.reconcile.distance import Pattern
from server.reconcile.entities import Class
from server.reconcile.hits import Ground, Hit
from server.reconcile.index import Index
from server.reconcile.places import Fit, Split, code_of
from server.reconcile.short_forms import MARK, national_form
from server.reconcile.text import find_number, issued_title, title_key, without_last_bracket, without_number

NEAR = 12
"""Names whose characters are compared, of each class."""
LEAST = 0.45
"""Similarity below which a name is not offered."""
NAMESAKES = 20
"""Entities offered for one name: those in the places that properties tell first."""


def search(index: Index, text: str, classes: Iterable[Class], within: frozenset[str] = frozenset()) -> list[Hit]:
    """The best hit of each entity that ``text`` may mean. ``within``: ids of places that properties tell, of the
    entity or around it."""
    wanted = set(classes)
    best: dict[int, Hit] = {}
    _keep(index, best, wanted, _hits(index, text, wanted, within))
    # Names that are only similar: of the classes in which the name itself was found, if it was found.
    found = {index.entities[hit.entity].type for hit in best.values() if hit.ground.exact and hit.told}
    if key := title_key(text):
        pattern = Pattern(key)
        for kind in Class:
            if kind in (found or wanted):
                _keep(index, best, wanted, _similar(index, kind, pattern))
    return list(best.values())


def _keep(index: Index, best: dict[int, Hit], wanted: set[Class], hits: Iterable[Hit]) -> None:
    for hit in hits:
        if index.entities[hit.entity].type in wanted and (hit.entity not in best or best[hit.entity].order < hit.order):
            best[hit.entity] = hit


def _hits(index: Index, text: str, wanted: set[Class], within: frozenset[str]) -> Iterator[Hit]:
    yield from _by_identifier(index, text)
    key = title_key(text)
    if not key:
        return
    split = index.places.split(key)
    yield from _by_name(index, key, split, within)
    if Class.PLACE in wanted:
        yield from _places(index, key, split)
    if Class.BODY in wanted:
        yield from _bodies(index, key, split, within)
    if Class.DOCUMENT in wanted:
        yield from _documents(index, text, key)


def _hit(index: Index, number: int, ground: Ground, split: Split, factor: float = 1.0) -> Hit:
    return Hit(number, ground, ground.similarity * factor, _told(index, number, ground, split))


def _by_identifier(index: Index, text: str) -> Iterator[Hit]:
    if (number := index.find(text)) is not None:
        yield Hit(number, Ground.IDENTIFIER, 1.0)
    if code := code_of(text):
        for place in index.places.by_code.get(code, ()):
            yield Hit(index.ids[place], Ground.IDENTIFIER, 1.0)


def _by_name(index: Index, key: str, split: Split, within: frozenset[str]) -> Iterator[Hit]:
    owners = index.exact.get(key, {})
    for number in _chosen(index, list(owners), within):
        yield _hit(index, number, Ground.CANONICAL if owners[number] else Ground.ALTERNATIVE, split)


def _chosen(index: Index, namesakes: list[int], within: frozenset[str]) -> list[int]:
    """The entities offered for a name that many bear (区民政局)."""
    if len(namesakes) <= NAMESAKES:
        return namesakes
    known = set(namesakes)
    inside = [number for place in sorted(within) for number in (index.ids[place], *index.by_place.get(place, ())) if number in known]
    if within and not inside:
        inside = [number for number in namesakes if _lies_in(index, number, within)]
    return list(dict.fromkeys((*inside, *namesakes[:NAMESAKES])))[: NAMESAKES + len(within)]


def _lies_in(index: Index, number: int, within: frozenset[str]) -> bool:
    entity = index.entities[number]
    places = entity.places if entity.type is Class.BODY else (entity.id,)
    return any(not within.isdisjoint(index.places.ancestors(place)) for place in places)


def _told(index: Index, number: int, ground: Ground, split: Split) -> bool:
    """Whether a name that fits says which of several namesakes is meant.

    A body's name tells its place, and no other place of that name fits; a canonical name without a place (松岭医科大学) needs none.
    """
    entity = index.entities[number]
    if entity.type is Class.DOCUMENT:
        return True
    places = entity.places if entity.type is Class.BODY else (entity.id,)
    if not places:
        return True
    if not split.chain or not any(place in index.places.called(split.chain[-1]) for place in places):
        return ground is Ground.CANONICAL and not split.level
    return any(index.places.alone(split, place) for place in places)


def _places(index: Index, key: str, split: Split) -> Iterator[Hit]:
    """官渡区 with places in front (昆明市官渡区), and without the level word (昆明)."""
    for number in index.formers.get(key, ())[:NAMESAKES]:  # a place of today need not be all that bore the name
        yield _hit(index, number, Ground.WIDER, split)
    if split.core != MARK or not split.chain:
        return
    for place in sorted(index.places.called(split.chain[-1])):
        fit = index.places.fit(split, place)
        if split.chain[-1] not in index.places.by_name or place not in index.places.by_name[split.chain[-1]]:
            ground = Ground.WIDER
        elif len(split.chain) > 1:
            ground = Ground.EQUIVALENT if fit == Fit.YES else Ground.WIDER
        else:
            continue
        if fit:
            yield _hit(index, index.ids[place], ground, split)


def _bodies(index: Index, key: str, split: Split, within: frozenset[str]) -> Iterator[Hit]:
    """By what a name says beside its places: 昆明市官渡区卫健委 is 官渡区卫生健康委员会."""
    for number in index.national.get(national_form(key), ()):
        yield Hit(number, Ground.EQUIVALENT, Ground.EQUIVALENT.similarity)
    core = index.full(split.core)
    if not split.chain:
        for number in _chosen(index, index.cores.get(core, []), within):
            fits = not split.level or any(index.places.fit(split, place) for place in index.entities[number].places)
            yield Hit(number, Ground.RELATIVE, Ground.RELATIVE.similarity * (1 if fits else 0.8), False)
        return
    for place in sorted(index.places.called(split.chain[-1])):
        fit = index.places.fit(split, place)
        for number in index.located.get((core, place), ()):
            if fit:
                yield _hit(index, number, Ground.EQUIVALENT if fit == Fit.YES else Ground.WIDER, split)


def _documents(index: Index, text: str, key: str) -> Iterator[Hit]:
    if number := find_number(text):
        rest = title_key(without_number(text, number))
        for document in index.numbers.get(number.key, ()):
            titles = {title_key(name) for name in index.entities[document].names}
            agrees = not rest or rest in titles
            yield Hit(document, Ground.IDENTIFIER if agrees else Ground.WIDER, 1.0 if agrees else Ground.WIDER.similarity)
        if rest and rest != key:
            for document in _titled(index, rest):
                known = {one.key for one in map(find_number, index.entities[document].numbers) if one}
                ground = Ground.CANONICAL if index.exact[rest][document] else Ground.ALTERNATIVE
                yield Hit(document, Ground.WIDER if known else ground, Ground.WIDER.similarity if known else ground.similarity)
    base = without_last_bracket(key)
    bare = _titled(index, base) if base != key else []
    for document in (*index.bases.get(key, ())[:NAMESAKES], *bare, *index.tails.get(key, ())[:NAMESAKES]):
        yield Hit(document, Ground.WIDER, Ground.WIDER.similarity)
    body, about, rest = key.partition("关于")
    if body and about:
        for document in _titled(index, f"关于{rest}"):
            issuers = {*index.entities[document].leads, *index.entities[document].cosigners}
            issued = any(index.entities[index.ids[one]].name == body or body in map(title_key, index.entities[index.ids[one]].names)
                         for one in issuers if one in index.ids)  # fmt: skip
            yield Hit(document, Ground.EQUIVALENT if issued else Ground.WIDER, (Ground.EQUIVALENT if issued else Ground.WIDER).similarity)
    if inner := issued_title(key):
        for document in _titled(index, inner):
            yield Hit(document, Ground.WITHIN, Ground.WITHIN.similarity)


def _titled(index: Index, key: str) -> list[int]:
    """Documents with a title or number, at most NAMESAKES."""
    return [number for number in islice(index.exact.get(key, ()), NAMESAKES) if index.entities[number].type is Class.DOCUMENT]


def _similar(index: Index, kind: Class, pattern: Pattern) -> Iterator[Hit]:
    for name, owners in index.names[kind].near(pattern.text, NEAR):
        similarity = pattern.similarity(name) * Ground.SIMILAR.similarity
        if similarity >= LEAST:
            for number in owners[:NAMESAKES]:
                yield Hit(number, Ground.SIMILAR, similarity, False)
