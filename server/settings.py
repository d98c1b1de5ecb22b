"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``query_timeout``: seconds a query may run; ``workers``: queries answered at once; ``max_request``: bytes of a request's body;
    ``reconcile_timeout``: seconds a reconciliation request may take, the index made for the first one of a new graph among them."""

    query_timeout: float = 30.0
    queue_timeout: float = 30.0
    workers: int = 2
    worker_memory: int = 1024
    memory_store: int = 3_000_000
    max_request: int = 2**20
    max_rows: int = 100_000
    max_answer: int = 2**28
    cache_size: int = 64
    cache_entry: int = 2**20
    reconcile_timeout: float = 120.0
