"""Which graph is served, as series made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


class StoreCollector(Collector):
    """``sizes``: quads by store, for the one opened last."""

    def __init__(self, version: Callable[[], str | None]) -> None:
        self._version = version
        self.sizes: dict[str, int] = {}

    def collect(self) -> Iterator[Metric]:
        """No series while there is no graph."""
        version = self._version()
        served = GaugeMetricFamily("gongwen_store_info", "The store that is served, by its version.", labels=["version"])
        quads = GaugeMetricFamily("gongwen_store_quads", "Quads of the store that is served.")
        if version is not None:
            served.add_metric([version], 1)
        if version in self.sizes:
            quads.add_metric([], self.sizes[version])
        yield from (served, quads)
