"""From a node back to the letter that speaks of it and to its words."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import Graph, Node

from ontology.namespaces import GW, OA

_DEPTH = 4  # a selector is four steps from its statement
_Look = Callable[[Node], str | None]


class Trace:
    """Finds the file name and the quote for the nodes of one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        files = sorted({str(value) for value in graph.objects(None, GW.sourceFile)})
        self._only = files[0] if len(files) == 1 else None

    def letter(self, node: Node) -> str | None:
        """File name of the letter the node belongs to; of several the first by name. None when nothing leads to one."""
        if self._only is not None:
            return self._only
        return self._first(node, self._file)

    def quote(self, node: Node) -> str | None:
        """The words of the letter the node rests on, None when nothing leads to any."""
        return self._first(node, self._words)

    def _first(self, node: Node, look: _Look) -> str | None:
        """What ``look`` finds at the node or at the nearest that points to it."""
        level, seen = {node}, {node}
        for _ in range(_DEPTH):
            found = sorted(value for each in level if (value := look(each)) is not None)
            if found:
                return found[0]
            level = {subject for each in level for subject in self._graph.subjects(None, each)} - seen
            seen |= level
        return None

    def _file(self, node: Node) -> str | None:
        for letter in (node, *(self._graph.value(node, p) for p in (GW.statedIn, OA.hasSource, GW.citedIn))):
            if letter is not None and (name := self._graph.value(letter, GW.sourceFile)) is not None:
                return str(name)
        return None

    def _words(self, node: Node) -> str | None:
        graph = self._graph
        annotations = sorted(graph.objects(node, GW.evidence), key=str) or [node]
        targets = [target for each in annotations for target in graph.objects(each, OA.hasTarget)] or [node]
        selectors = [selector for each in targets for selector in graph.objects(each, OA.hasSelector)] or [node]
        return min((str(words) for each in selectors for words in graph.objects(each, OA.exact)), default=None)
