"""The view ``everything``: letters, the things they speak of and the statements they make, as nodes; what ties them, as edges.

Which classes are nodes and how they are called is data: ``everything.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from server.exports.letter_graph import TYPE, LetterGraph, letter_graphs
from server.exports.network import Network, Node
from server.exports.things import Things
from server.exports.words import expand, words

if TYPE_CHECKING:
    from pyoxigraph import Store

_ISSUED: Final = expand("dct:issued")
_STATED_IN: Final = expand("gw:statedIn")
_SOURCE_FILE: Final = expand("gw:sourceFile")
_CONTAINED: Final = expand("schema:containedInPlace")


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes a node: see the head of ``everything.toml``. ``rank``: the lower goes first when a node has several classes."""

    cls: str
    rank: int
    label: tuple[tuple[str, ...], ...]
    date: tuple[str, ...]
    event: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("everything.toml").read_text(encoding="utf-8"))


@cache
def rules() -> dict[str, Rule]:
    """Class IRI to its rule."""
    found: dict[str, Rule] = {}
    for entry in _data()["node"]:
        label = tuple(tuple(map(expand, alternative)) for alternative in entry.get("label", ()))
        for cls in map(expand, entry["class"]):
            found[cls] = Rule(cls, len(found), label, tuple(map(expand, entry.get("date", ()))), entry.get("event", False))
    return found


def everything(store: Store) -> Network:
    """All of it. A node's weight counts the letters that speak of it, an edge's the letters or mentions that state it. Reference data
    (places, laws, kinds) stand in it as far as letters name them, places with those they lie in."""
    from pyoxigraph import NamedNode

    network = Network("everything", directed=True)
    things = Things(store)
    for graph in letter_graphs(store):
        _Reader(network, things, LetterGraph(store, NamedNode(graph))).read()
    _add_places(network, things, store)
    return network


class _Reader:
    """Adds what one letter says to a network."""

    def __init__(self, network: Network, things: Things, letter: LetterGraph) -> None:
        self.network, self.things, self.letter = network, things, letter
        self.kept = {iri: rule for iri in letter.links if (rule := self._rule(iri)) is not None}
        dates = [date for iri in self.kept if letter.literals(iri, _SOURCE_FILE) for date in letter.literals(iri, _ISSUED)]
        self.date = min(dates, default="")
        self.touched: dict[str, set[str]] = {}

    def read(self) -> None:
        """Nodes first, so that each edge has both its ends."""
        nodes = {self.things.of(iri): self._node(iri, rule) for iri, rule in sorted(self.kept.items())}
        for node in nodes.values():
            node.weight += 1
        edges = list(self._edges())
        for fact, target, _, _ in edges:
            self.touched.setdefault(target, set()).update(self.letter.annotations.get(fact, ()) if self._backs(fact) else ())
        for source, target, relation, evidence in edges:
            edge = self.network.edge(self.things.of(source), self.things.of(target), relation)
            edge.weight += 1
            edge.evidence += self._shared(source, target) if evidence is None else evidence
            edge.span.add(self.date)
            if evidence and target in self.kept and not self._backs(source):
                self.network.nodes[self.things.of(target)].evidence += evidence
        backing: dict[str, set[str]] = {thing: set() for thing in nodes}
        for iri in self.kept:
            backing[self.things.of(iri)] |= self.letter.annotations.get(iri, set()) | self.touched.get(iri, set())
        for thing, node in nodes.items():
            node.evidence += len(backing[thing])

    def _rule(self, iri: str) -> Rule | None:
        found = (rule for cls in self.letter.objects(iri, TYPE) if (rule := rules().get(cls)) is not None)
        return min(found, key=lambda rule: rule.rank, default=None)

    def _backs(self, iri: str) -> bool:
        """Whether the annotations of a node back the edges it has: those of a statement do."""
        return any(True for _ in self.letter.objects(iri, _STATED_IN))

    def _node(self, iri: str, rule: Rule) -> Node:
        thing = self.things.of(iri)
        node = self.network.nodes.get(thing)
        if node is None:
            node = self.things.node(iri, rule.cls) if not rule.label else Node(iri, self._label(iri, rule), rule.cls, event=rule.event)
            self.network.nodes[thing] = node
        own = [date for predicate in rule.date for date in self.letter.literals(iri, predicate)]
        for date in own or [self.date]:
            node.span.add(date)
        return node

    def _label(self, iri: str, rule: Rule) -> str:
        for alternative in rule.label:
            values = [value for predicate in alternative for value in self._called(iri, predicate)]
            if values:
                return " ".join(values)
        return words(rule.cls).zh

    def _called(self, iri: str, predicate: str) -> Iterable[str]:
        yield from self.letter.literals(iri, predicate)
        yield from (self.things.label(value) for value in self.letter.objects(iri, predicate))

    def _edges(self) -> Iterator[tuple[str, str, str, int | None]]:
        """Source, target, relation, and the annotations that back it (None: those that source and target share)."""
        for source in sorted(self.kept):
            for predicate, target in self.letter.links[source]:
                if target in self.kept:
                    yield source, target, predicate, self._evidence(source, target, predicate)
            yield from self._through(source)
        yield from self._mentions()

    def _through(self, source: str) -> Iterator[tuple[str, str, str, int]]:
        for entry in _data()["through"]:
            for part in self.letter.objects(source, expand(entry["property"])):
                roles = sorted(self.letter.objects(part, expand(entry["relation"])))
                for target in self.letter.objects(part, expand(entry["target"])):
                    if target in self.kept:
                        relation = roles[0] if roles else expand(entry["target"])
                        yield source, target, relation, len(self.letter.annotations.get(source, ()))

    def _mentions(self) -> Iterator[tuple[str, str, str, int]]:
        for entry in _data()["mention"]:
            classes = {expand(cls) for cls in entry["class"]}
            for mention in sorted(self.letter.links):
                for cls in sorted(classes.intersection(self.letter.objects(mention, TYPE))):
                    for source in self.letter.objects(mention, expand(entry["letter"])):
                        for target in self.letter.objects(mention, expand(entry["target"])):
                            if source in self.kept and target in self.kept:
                                yield source, target, cls, len(self.letter.annotations.get(mention, ()))

    def _evidence(self, source: str, target: str, predicate: str) -> int | None:
        if self._backs(source):
            return len(self.letter.annotations.get(source, ()))
        field = {expand(name): field for name, field in _data()["header"].items()}.get(predicate)
        if field is not None:
            return int(field in self.letter.fields(source))
        return None

    def _shared(self, source: str, target: str) -> int:
        """Annotations of statements that have both; of a proposal that a letter answers, its own."""
        both = self.touched.get(source, set()) & self.touched.get(target, set())
        return len(both | (self.letter.annotations.get(target, set()) if not self._backs(target) else set()))


def _add_places(network: Network, things: Things, store: Store) -> None:
    """The places that the places of the network lie in."""
    from pyoxigraph import DefaultGraph, NamedNode

    area = expand("schema:AdministrativeArea")
    waiting = sorted(iri for iri, node in network.nodes.items() if node.cls == area)
    seen = set(waiting)
    while waiting:
        place = waiting.pop()
        for quad in store.quads_for_pattern(NamedNode(place), NamedNode(_CONTAINED), None, DefaultGraph()):
            if not isinstance(quad.object, NamedNode):
                continue
            within = things.of(quad.object.value)
            edge = network.edge(place, within, _CONTAINED)
            edge.weight = max(edge.weight, 1)
            if within not in seen:
                seen.add(within)
                waiting.append(within)
            if within not in network.nodes:
                network.nodes[within] = things.node(within, area)
