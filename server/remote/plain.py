"""What may be sent to a server of unknown make: SPARQL 1.1 and nothing that only one make understands.

Some servers run code or read files at an IRI's bidding: Virtuoso's functions ``bif:`` and ``sql:`` (their prefixes need no declaration
there), Jena's ``java:`` functions. A grammar sees nothing in them but IRIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pyparsing import ParseBaseException, ParseResults
from rdflib.namespace import XSD
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import URIRef

from server.guard import RefusedQuery

_OF_ONE_MAKE = re.compile(r"(?:bif|sql|java|file|virtrdf):", re.IGNORECASE)


def require_plain(text: str) -> None:
    """Raises RefusedQuery unless every prefix is declared, every function called by IRI is a cast of XSD (SPARQL 1.1, 17.5), and no IRI
    has a scheme that makes a server run code or read a file. ``text``: a query that has passed the guard."""
    try:
        nodes = list(_nodes(parseQuery(text)))
    except (ParseBaseException, RecursionError):
        raise RefusedQuery("the query cannot be parsed as SPARQL 1.1") from None
    values = [node for node in nodes if isinstance(node, CompValue)]
    prefixes = {str(dict.get(v, "prefix") or ""): str(v.iri) for v in values if v.name == "PrefixDecl"}
    for value in values:
        if value.name == "pname":
            prefix = str(dict.get(value, "prefix") or "")
            if prefix not in prefixes:
                raise RefusedQuery(f"prefix {prefix}: is not declared: add PREFIX {prefix}: <…>")
        elif value.name == "Function" and not _iri(dict.get(value, "iri"), prefixes).startswith(str(XSD)):
            raise RefusedQuery("the query calls a function that is not of SPARQL 1.1: only casts (xsd:integer …) are called by IRI here")
    for node in nodes:
        if isinstance(node, URIRef) and _OF_ONE_MAKE.match(str(node)):
            raise RefusedQuery(f"IRIs of the scheme {str(node).partition(':')[0]}: are refused")


def _iri(node: object, prefixes: Mapping[str, str]) -> str:
    if isinstance(node, CompValue):
        return prefixes.get(str(dict.get(node, "prefix") or ""), "") + str(dict.get(node, "localname") or "")
    return str(node)


def _nodes(tree: object) -> Iterator[object]:
    """Every node and leaf of a parse tree."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, CompValue):
            stack.extend(node.values())
        elif isinstance(node, ParseResults | list | tuple):  # a ParseResults is a mapping too, of names that nothing here has
            stack.extend(node)
        elif isinstance(node, Mapping):
            stack.extend(node.values())
