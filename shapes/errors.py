"""What can go wrong in this room."""

from __future__ import annotations

from ontology.errors import GongwenError


class RuleError(GongwenError):
    """A rule file of ``shapes/rules`` that cannot be used: a header line is missing or the query does not parse."""
