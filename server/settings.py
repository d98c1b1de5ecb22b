"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``query_timeout``: seconds a query may run; ``workers``: queries answered at once; ``max_request``: bytes of a request's body."""

    query_timeout: float = 30.0
    workers: int = 2
    max_request: int = 2**20
