"""Bodies and documents of many letters → who is who."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.resolution.bodies import Bodies, Hierarchy
from extract.resolution.clusters import Clusters
from extract.resolution.documents import Documents
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
    that decide, people's before the rules', and what the rules leave open, each pair once; ``implements``: (document, the one that it
    carries out, as its title or a letter says); ``hierarchy``: of the bodies, from the tables of agency kinds."""

    canonical: Mapping[str, str]
    names: Mapping[str, Naming]
    judgements: tuple[Judgement, ...]
    implements: tuple[tuple[str, str], ...] = ()
    hierarchy: Hierarchy = field(default_factory=Hierarchy)

    def unsure(self) -> Iterator[Judgement]:
        """What nobody has decided yet."""
        return (judgement for judgement in self.judgements if judgement.outcome is Outcome.UNSURE)


def resolve(entities: Entities, people: Sequence[Judgement] = ()) -> Resolution:
    """Who is who among all letters' bodies and documents. A person's judgement wins over every rule; no rule brings together what a
    person told apart."""
    bodies, documents = Bodies(entities.bodies), Documents(entities.documents)
    told = {judgement.pair: judgement for judgement in people}
    rules = [*bodies.judgements(), *documents.judgements()]
    decisive = [*told.values(), *(judgement for judgement in rules if judgement.pair not in told)]
    clusters = Clusters(judgement.pair for judgement in decisive if judgement.outcome is Outcome.DIFFERENT)
    things = [bodies.records.keys(), documents.records.keys()]
    kept: list[Judgement] = []
    for judgement in decisive:
        there = any(judgement.a in kind and judgement.b in kind for kind in things)
        if judgement.outcome is not Outcome.SAME or not there or clusters.join(*judgement.pair) or judgement.pair in told:
            kept.append(judgement)
    canonical: dict[str, str] = {}
    names: dict[str, Naming] = {}
    for kind in (bodies, documents):
        for members in clusters.sets(kind.records):
            standing, preferred, others = kind.name(members)
            names[standing] = Naming(preferred, others)
            canonical |= dict.fromkeys(members, standing)
    open_ones = (j for j in kept if j.outcome is not Outcome.UNSURE or clusters.find(j.a) != clusters.find(j.b))
    implements = sorted({pair for one, other in documents.implemented() if (pair := (canonical[one], canonical[other]))[0] != pair[1]})
    judgements = tuple(sorted(open_ones, key=lambda j: (j.pair, j.who)))
    return Resolution(canonical, names, judgements, tuple(implements), bodies.hierarchy(canonical))
