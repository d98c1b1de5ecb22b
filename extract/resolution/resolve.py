"""Bodies and documents of many letters → who is who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.resolution.bodies import body_judgements, body_name
from extract.resolution.clusters import Clusters
from extract.resolution.documents import document_judgements, document_name
from extract.resolution.judgement import Judgement, Outcome
from extract.resolution.records import Entities


@dataclass(frozen=True, slots=True)
class Naming:
    """What a canonical thing is called: ``preferred``, and ``others`` that its letters use."""

    preferred: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """``canonical``: every body's and document's id → the id that stands for it; ``names``: of those that stand; ``judgements``: those
    that decide, people's before the rules', and what the rules leave open, each pair once."""

    canonical: Mapping[str, str]
    names: Mapping[str, Naming]
    judgements: tuple[Judgement, ...]

    def unsure(self) -> Iterator[Judgement]:
        """What nobody has decided yet."""
        return (judgement for judgement in self.judgements if judgement.outcome is Outcome.UNSURE)


def resolve(entities: Entities, people: Sequence[Judgement] = ()) -> Resolution:
    """Who is who among all letters' bodies and documents. A person's judgement wins over every rule; ``same`` of a rule never brings
    together what a person told apart."""
    bodies = {body.id: body for body in entities.bodies}
    documents = {document.id: document for document in entities.documents}
    told = {judgement.pair: judgement for judgement in people}
    rules = [*body_judgements(entities.bodies), *document_judgements(entities.documents)]
    clusters = Clusters(j.pair for j in _telling(told, rules) if j.outcome is Outcome.DIFFERENT)
    used: dict[tuple[str, str], Judgement] = dict(told)
    for judgement in _telling(told, rules):
        known = judgement.a in bodies or judgement.a in documents, judgement.b in bodies or judgement.b in documents
        if judgement.outcome is Outcome.SAME and all(known) and not clusters.join(*judgement.pair):
            continue
        used.setdefault(judgement.pair, judgement)
    canonical: dict[str, str] = {}
    names: dict[str, Naming] = {}
    for members in clusters.sets([*bodies, *documents]):
        if members[0] in bodies:
            standing, naming = body_name([bodies[member] for member in members if member in bodies])
        else:
            standing, naming = document_name([documents[member] for member in members if member in documents])
        names[standing] = Naming(*naming)
        canonical |= dict.fromkeys(members, standing)
    open_ones = [j for j in used.values() if j.outcome is not Outcome.UNSURE or clusters.find(j.a) != clusters.find(j.b)]
    return Resolution(canonical, names, tuple(sorted(open_ones, key=lambda j: (j.pair, j.who))))


def _telling(told: Mapping[tuple[str, str], Judgement], rules: Iterable[Judgement]) -> Iterator[Judgement]:
    """People's judgements, then those of rules about other pairs."""
    yield from told.values()
    yield from (judgement for judgement in rules if judgement.pair not in told)
