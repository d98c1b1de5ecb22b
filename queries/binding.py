"""Binds variables of a query to terms, the same way for every SPARQL engine.

A ``VALUES`` block with the terms is placed at the head of the query's outermost group, so that it joins with the pattern before
anything else is done (SPARQL 1.1, 10.2.1 and 18.2.2). The text is split into the tokens of the grammar (19.8) to find that place: braces
in strings, comments and IRIs are none. A value never becomes anything but one RDF term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import XSD

from queries.errors import ParameterError, QuerySyntaxError

BoundTerm = NamedNode | Literal

_TOKEN: Final = re.compile(
    r"""(?P<blank>\s+|\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<prefixed>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
      | (?P<word>\w+)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_VARIABLE_NAME: Final = re.compile(r"\w+")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class _Token(NamedTuple):
    kind: str
    text: str
    end: int


def bind(query: str, values: Mapping[str, BoundTerm]) -> str:
    """``query`` with each variable of ``values`` (a name without ``?``) bound to its term.

    ``ParameterError`` when the query has no such variable or no group to bind it in (``DESCRIBE <iri>``).
    """
    if not values:
        return query
    tokens = [token for token in _tokens(query) if token.kind != "blank"]
    for name in values:
        if not _VARIABLE_NAME.fullmatch(name) or not any(
            token.text in (f"?{name}", f"${name}") for token in tokens if token.kind == "variable"
        ):
            raise ParameterError(f"parameter {name!r}: the query has no variable ?{name} to bind")
    start = _outer_group(tokens)
    names = sorted(values)
    block = f"VALUES ({' '.join('?' + name for name in names)}) {{ ({' '.join(sparql_term(values[name]) for name in names)}) }}"
    place = tokens[start].end
    if tokens[start + 1].text.upper() == "SELECT":  # a group that is a subquery holds nothing else, so it becomes a group in a group
        close = tokens[_closing(tokens, start)].end
        return f"{query[:place]} {block} {{{query[place:close]} }}{query[close:]}"
    return f"{query[:place]} {block} {query[place:]}"


def variables(query: str) -> frozenset[str]:
    """The names of all variables in the text."""
    return frozenset(token.text[1:] for token in _tokens(query) if token.kind == "variable")


def sparql_term(term: BoundTerm) -> str:
    r"""The term in SPARQL's syntax, safe in any engine.

    Besides the escapes of the grammar: ``\u0022`` in a *value* must not look like a codepoint escape once its backslash is doubled, for
    19.2 expands those before the grammar is applied and rdflib does so without regard to a backslash before it. Therefore a ``u`` after a
    backslash is itself written as an escape, in the eight-digit form that no following digit can extend.
    """
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    escaped = "".join(_ESCAPES.get(char, char) for char in term.value)
    escaped = re.sub(r"(\\\\)([uU])", lambda found: f"{found[1]}\\U{ord(found[2]):08X}", escaped)
    if term.language:
        return f'"{escaped}"@{term.language}'
    if term.datatype.value == str(XSD.string):  # rdflib holds "x" and "x"^^xsd:string apart, RDF 1.1 does not: the plain form is the data's
        return f'"{escaped}"'
    return f'"{escaped}"^^<{term.datatype.value}>'


def _tokens(query: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(query):
        yield _Token(found.lastgroup or "", found.group(), found.end())


def _outer_group(tokens: list[_Token]) -> int:
    """Index of the brace that opens the WHERE group: the first one outside parentheses, past a CONSTRUCT template."""
    depth = 0
    template = False
    index = 0
    while index < len(tokens):
        kind, text, _ = tokens[index]
        if kind == "word" and text.upper() == "CONSTRUCT":
            template = index + 1 < len(tokens) and tokens[index + 1].text == "{"
        elif kind == "mark":
            depth += {"(": 1, ")": -1}.get(text, 0)
            if text == "{" and depth == 0:
                if not template:
                    if index + 1 < len(tokens):
                        return index
                    break
                index, template = _closing(tokens, index), False
        index += 1
    raise ParameterError("the query has no group { … } in which a parameter could be bound")


def _closing(tokens: list[_Token], opening: int) -> int:
    depth = 0
    for index in range(opening, len(tokens)):
        if tokens[index].kind == "mark":
            depth += {"{": 1, "}": -1}.get(tokens[index].text, 0)
            if depth == 0:
                return index
    raise QuerySyntaxError("the query has a brace that is not closed")
