"""The IRIs of one letter's graph: every node has a name of its own, made from what it is (docs/model.md)."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import NamedNode

from ontology.namespaces import GWK, ID_BASE, id_namespace, iri_segment

_segment = lru_cache(maxsize=65536)(iri_segment)


class Iris:
    """Mints the IRIs of the letter ``key`` under ``base`` (absolute, ending in ``/`` or ``#``, else ``SettingError``)."""

    def __init__(self, key: str, base: str = ID_BASE) -> None:
        self._base = str(id_namespace(base))
        self._key = key
        self._taken: dict[tuple[str, int, int], int] = {}
        self.graph = self._own("graph")
        self.letter = self._own("letter")
        self.proposal = self._own("proposal")

    def run(self, version: str) -> NamedNode:
        return self.thing("run", version)

    def thing(self, kind: str, name: str, scope: str | None = None) -> NamedNode:
        """Something all letters share: ``id:body/云川市民政局``.

        ``scope``: what tells those of one name apart, ``id:body/110105/朝阳区教育局``.
        """
        within = f"{_segment(scope)}/" if scope else ""
        return NamedNode(f"{self._base}{kind}/{within}{_segment(name)}")

    def local_thing(self, kind: str, name: str) -> NamedNode:
        """Something only this letter speaks of by so general a name: ``id:facility/KEY/儿童之家``."""
        return self.thing(kind, name, self._key)

    def id_of(self, node: NamedNode) -> str:
        """A node's IRI without the base."""
        return node.value.removeprefix(self._base)

    def fact(self, kind: str, start: int, end: int) -> tuple[NamedNode, NamedNode]:
        """A new fact's IRI and its annotation's; facts of one kind at one place are numbered from the second on."""
        count = self._taken.get((kind, start, end), 0) + 1
        self._taken[kind, start, end] = count
        tail = f"{self._key}/{kind}-{start}-{end}" + (f"-{count}" if count > 1 else "")
        return NamedNode(f"{self._base}fact/{tail}"), NamedNode(f"{self._base}annotation/{tail}")

    def _own(self, kind: str) -> NamedNode:
        return NamedNode(f"{self._base}{kind}/{self._key}")


def under(node: NamedNode, name: str) -> NamedNode:
    """A node that is part of another: ``…/target``, ``…/participation-1``."""
    return NamedNode(f"{node.value}/{name}")


def concept_iri(scheme: str, notation: str) -> NamedNode:
    """The IRI of a concept of one of our SKOS schemes."""
    return NamedNode(f"{GWK}{scheme}/{_segment(notation)}")
