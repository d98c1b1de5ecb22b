"""What an export reads: the store, the view that was asked for, and whom to tell how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from server.exports.cooperation import cooperation
from server.exports.documents import documents
from server.exports.everything import everything

if TYPE_CHECKING:
    from pyoxigraph import Store

    from server.exports.network import Network

VIEWS: Final = ("everything", "documents", "cooperation")
"""The views of a network, as ``--view`` names them."""

Progress = Callable[[int], None]
"""Told how many statements, nodes and edges or rows are written; called now and then."""

_T = TypeVar("_T")
_STEP = 2000


def silent(written: int) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Source:
    """A store as an export sees it. ``view``: one of ``VIEWS``, ``""`` for formats that have none."""

    store: Store
    view: str = ""
    progress: Progress = silent

    def network(self) -> Network:
        """The network of the view."""
        return {"everything": everything, "documents": documents, "cooperation": cooperation}[self.view](self.store)

    def counted(self, items: Iterable[_T]) -> Iterator[_T]:
        """The items, told to the progress as they go by."""
        number = 0
        for number, item in enumerate(items, start=1):
            if number % _STEP == 0:
                self.progress(number)
            yield item
        self.progress(number)
