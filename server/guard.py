"""What may run: one query, read by a grammar before the store sees it. Updates, LOAD and SERVICE do not pass."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from pyparsing import ParseBaseException, ParseResults
from rdflib import URIRef
from rdflib.plugins.sparql.parser import expandUnicodeEscapes, parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from ontology.errors import GongwenError

# What a query begins with (SPARQL 1.1, 19.8, rules 4 to 6), up to the word that tells its form.
_IRI = r"[ \t\n]*<[^<>\"{}|^`\\\x00-\x20]*>"
_FORM = re.compile(
    rf"(?:[ \t\n]+|#[^\n]*(?=\n)|BASE{_IRI}|PREFIX[ \t\n]+[^ \t\n:<>#\"'{{}}]*:{_IRI})*+"
    r"(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:.-])",
    re.IGNORECASE,
)
# Words of queries that are read by the grammar too: those that name graphs, and those that ask other servers.
_TELLING = re.compile(r"from|service|load", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


DEEPEST = 200
"""Brackets within brackets; the store's parser has no bound of its own."""


class RefusedQuery(GongwenError):
    """A text that is no SPARQL 1.1 query, or one that asks for more than reading this graph. ``line``, ``column``: of a syntax error."""

    def __init__(self, detail: str, line: int = 0, column: int = 0) -> None:
        super().__init__(detail)
        self.line, self.column = line, column


class Form(Enum):
    """The four forms of a query."""

    SELECT = "SelectQuery"
    ASK = "AskQuery"
    CONSTRUCT = "ConstructQuery"
    DESCRIBE = "DescribeQuery"

    @property
    def is_graph(self) -> bool:
        """Whether the answer is a graph, not a table or a truth value."""
        return self in {Form.CONSTRUCT, Form.DESCRIBE}

    @property
    def has_rows(self) -> bool:
        """Whether the answer is a table."""
        return self is Form.SELECT


def plain_text(query: str) -> str:
    """The query with codepoint escapes (SPARQL 1.1, 19.2) expanded and line ends made ``\\n``.

    Two parsers read a query here, this one and the store's; they differ in what ends a comment, so what they read must not depend
    on it. An escape that only appears by expanding another one is refused. Raises RefusedQuery.
    """
    text = expandUnicodeEscapes(query) if _ESCAPE.search(query) else query
    if _ESCAPE.search(text):
        raise RefusedQuery("the query escapes a codepoint escape: write the character itself")
    if "\0" in text:
        raise RefusedQuery("the query holds a NUL character: remove it")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run: its text, its form, and the graphs that its FROM and FROM NAMED name."""

    text: str
    form: Form
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def _depth(text: str) -> int:
    """How deep brackets are nested at most; those in strings count too."""
    if sum(map(text.count, "{([")) <= DEEPEST:
        return 0
    depth = deepest = 0
    for char in text:
        if char in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "})]":
            depth -= 1
    return deepest


def form_of(query: str) -> Form | None:
    """The form, where the text tells it without the grammar."""
    found = _FORM.match(query)
    return Form[found["form"].upper()] if found is not None else None


def checked(query: str, allowed: Container[str] = ()) -> Checked:
    """What may run of a request. Raises RefusedQuery, with where and why, for anything but a query of this graph, and of the servers
    whose origins (RFC 6454) are ``allowed``: SERVICE asks them when it names them by an absolute IRI.

    A text without the words SERVICE, LOAD and FROM, even in names and strings, cannot ask for what they do: its form is all that the
    grammar would tell, and the store's parser tells its errors. Reading by the grammar takes a hundred times as long.
    """
    text = plain_text(query)
    if _depth(text) > DEEPEST:
        raise RefusedQuery("the query is nested too deeply: make it flatter")
    if not _TELLING.search(text) and (form := form_of(text)) is not None:
        return Checked(text, form)
    try:
        tree = parseQuery(text)
    except ParseBaseException as error:
        if _is_update(text):
            raise RefusedQuery("this is an update (INSERT, DELETE, LOAD …): only queries are answered here") from None
        where = f"line {error.lineno}, column {error.column}"
        raise RefusedQuery(f"the query cannot be parsed at {where}: {_near(error)}", error.lineno, error.column) from None
    except RecursionError:
        raise RefusedQuery("the query is nested too deeply: make it flatter") from None
    values = list(_values(tree))
    for value in values:
        if value.name == "ServiceGraphPattern" and origin_of(_iri(_part(value, "term"), values)) not in allowed:
            raise RefusedQuery("SERVICE is refused: a query here reads this graph alone")
    form = next(form for form in Form for value in values if value.name == form.value)
    return Checked(text, form, _graphs(values, "default"), _graphs(values, "named"))


def _graphs(values: list[CompValue], part: str) -> tuple[str, ...]:
    """The IRIs after FROM (``default``) or FROM NAMED (``named``), prefixes resolved.

    None at all when one needs a BASE or has an unknown prefix: the store's parser deals with those.
    """
    named = [_part(clause, part) for clause in values if clause.name == "DatasetClause"]
    found = [_iri(term, values) for term in named if term is not None]
    return tuple(found) if all(":" in iri for iri in found) else ()


def _iri(term: object, values: list[CompValue]) -> str:
    """A term's IRI with its prefix resolved; what is no IRI comes back as its text."""
    if not isinstance(term, CompValue):
        return str(term) if isinstance(term, URIRef) else ""
    prefixes = {str(_part(value, "prefix") or ""): str(value.iri) for value in values if value.name == "PrefixDecl"}
    return f"{prefixes.get(str(_part(term, 'prefix') or ''), '')}{term.localname}"


def origin_of(iri: str) -> str:
    """Scheme, host and port of an http or https IRI, as settings write it; '' of others."""
    with suppress(ValueError):
        parts = urlsplit(iri)
        if parts.scheme in ("http", "https") and parts.hostname and not parts.username and "\\" not in iri:
            return f"{parts.scheme}://{parts.netloc.lower()}"
    return ""


def _part(node: CompValue, name: str) -> object:
    """A part of a node, None when it has none: ``CompValue.get`` raises instead."""
    return dict.get(node, name)


def _is_update(text: str) -> bool:
    try:
        parseUpdate(text)
    except (ParseBaseException, RecursionError):
        return False
    return bool(text.strip())


def _near(error: ParseBaseException) -> str:
    found = error.pstr[error.loc : error.loc + 40].split("\n")[0].strip()
    return f"unexpected {found!r}" if found else "unexpected end of the query"


def _values(tree: object) -> Iterator[CompValue]:
    """Every node of a parse tree, outer ones first."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, CompValue):
            yield node
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, ParseResults):
            stack.extend(reversed(list(node)))
        elif isinstance(node, list | tuple):
            stack.extend(reversed(node))
        elif isinstance(node, Mapping):
            stack.extend(node.values())
