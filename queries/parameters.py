"""The parameters a query takes, and how a value given as text becomes an RDF term."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import XSD

from queries.binding import BoundTerm
from queries.errors import ParameterError


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. ``variable``: the query's variable it binds; ``descriptions``: by language (zh, en)."""

    name: str
    type: str
    required: bool
    descriptions: dict[str, str]
    variable: str

    def term(self, value: str) -> BoundTerm:
        """``value`` as a term of this parameter's type, else ``ParameterError``."""
        try:
            return TYPES[self.type](value)
        except ValueError as error:
            raise ParameterError(f"parameter {self.name}={value!r}: {error}") from None


def free_term(value: str) -> BoundTerm:
    """The term meant where no type is declared: ``<…>`` is an IRI, anything else a plain string."""
    if value.startswith("<") and value.endswith(">"):
        return _iri(value)
    return Literal(value)


def _string(value: str) -> Literal:
    _refuse_surrogates(value)
    return Literal(value)


def _label(value: str) -> Literal:
    _refuse_surrogates(value)
    return Literal(value, language="zh")


def _iri(value: str) -> NamedNode:
    iri = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    try:
        return NamedNode(iri)
    except ValueError:
        raise ValueError("not an absolute IRI; give it whole, for instance https://gongwen.example/id/letter/…") from None


def _number(form: str, datatype: str, example: str) -> Callable[[str], Literal]:
    def read(value: str) -> Literal:
        if not re.fullmatch(form, value):
            raise ValueError(f"not a number of this type; give for instance {example}")
        return Literal(value, datatype=NamedNode(str(XSD[datatype])))

    return read


def _date(value: str) -> Literal:
    for form, datatype in ((r"[0-9]{4}", "gYear"), (r"[0-9]{4}-[0-9]{2}", "gYearMonth"), (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "date")):
        if re.fullmatch(form, value):
            return Literal(value, datatype=NamedNode(str(XSD[datatype])))
    raise ValueError("not a date; give 2022, 2022-01 or 2022-01-31")


def _refuse_surrogates(value: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise ValueError("not valid Unicode text")


TYPES: Final[dict[str, Callable[[str], BoundTerm]]] = {
    "string": _string,
    "label": _label,
    "iri": _iri,
    "integer": _number(r"-?[0-9]{1,18}", "integer", "14"),
    "decimal": _number(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?", "decimal", "1607.33"),
    "date": _date,
}
"""Parameter types: ``string`` (plain literal), ``label`` (a name or title, tagged zh), ``iri``, ``integer``, ``decimal``, ``date``."""
