"""What can go wrong on the way to another server."""

from __future__ import annotations

from ontology.errors import GongwenError


class PublishError(GongwenError):
    """A server that cannot be reached or does not take a graph."""
