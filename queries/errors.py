"""What can go wrong when a question is asked; each is one line for the user."""

from __future__ import annotations

from ontology.errors import GongwenError


class QueryError(GongwenError):
    """A question that cannot be asked or answered."""


class UnknownQueryError(QueryError):
    """No named query of this name."""


class ParameterError(QueryError):
    """A parameter that the query does not take, that is missing, or whose value does not fit its type."""


class QuerySyntaxError(QueryError):
    """A text that is no SPARQL 1.1 query, or a query file with a malformed header."""


class EndpointError(QueryError):
    """A SPARQL endpoint that cannot be reached, refuses the query, or answers with something else than results."""


class FormatError(QueryError):
    """An output format that this kind of answer does not have."""
