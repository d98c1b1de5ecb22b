"""The catalogue of named queries: one ``NAME.rq`` per question, its header says what it is for and what it takes.

Header lines: ``# title@LANG: …``, ``# description@LANG: …`` (zh and en), ``# param: NAME TYPE optional|required ZH | EN``,
``# tags: …``. A parameter binds the variable ``?NAME``; where that variable may be unbound, the query tests ``?_NAME`` in a filter and
the parameter binds that.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import QuerySolutions, Store

from queries.binding import BoundTerm, bind, variables
from queries.errors import ParameterError, QuerySyntaxError, UnknownQueryError
from queries.parameters import TYPES, Parameter, free_term

_FIELD: Final = re.compile(r"#\s*(title|description|param|tags)(?:@(\w+))?:\s*(.*)")
_PARAM: Final = re.compile(r"(\w+)\s+(\w+)\s+(optional|required)\s+([^|]*?)\s*\|\s*(.*)")


@dataclass(frozen=True)
class Query:
    """A question as text, with what its header says. ``titles``, ``descriptions``: by language; ``named``: from the catalogue."""

    name: str
    text: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    named: bool = True

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of a SELECT, in order; none for another form. ``QuerySyntaxError`` when the text is no query."""
        try:
            answer = Store().query(self.text)
        except SyntaxError as error:
            raise QuerySyntaxError(f"{self.name}: {one_line(error)}") from None
        return tuple(variable.value for variable in answer.variables) if isinstance(answer, QuerySolutions) else ()

    def bound(self, values: Mapping[str, str]) -> str:
        """The text with these parameters bound; values are given as text and read by their declared types.

        A query file of a user's own may leave its parameters undeclared: ``<…>`` is then an IRI, anything else a plain string.
        ``ParameterError`` for an unknown, missing or ill-typed parameter.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        terms: dict[str, BoundTerm] = {}
        for name, value in values.items():
            if name in known:
                terms[known[name].variable] = known[name].term(value)
            elif self.named:
                raise ParameterError(f"query {self.name} has no parameter {name!r}; {_takes(self.parameters)}")
            else:
                try:
                    terms[name] = free_term(value)
                except ValueError as error:
                    raise ParameterError(f"parameter {name}: {value!r} does not fit ({error})") from None
        if missing := [parameter.name for parameter in self.parameters if parameter.required and parameter.name not in values]:
            raise ParameterError(f"query {self.name} needs parameter {', '.join(missing)}; give --param {missing[0]}=…")
        return bind(self.text, terms)


class Catalogue:
    """All named queries, by name."""

    def __init__(self, folder: Path) -> None:
        self._queries = {path.stem: read_query(path, named=True) for path in sorted(folder.glob("*.rq"))}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._queries)

    @property
    def queries(self) -> tuple[Query, ...]:
        return tuple(self._queries.values())

    def get(self, name: str) -> Query:
        """The query of this name; ``UnknownQueryError`` names the nearest ones."""
        if name in self._queries:
            return self._queries[name]
        near = difflib.get_close_matches(name, self._queries, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "gongwen queries lists them all"
        raise UnknownQueryError(f"no query named {name!r}: {hint}")


@cache
def catalogue() -> Catalogue:
    """The queries that come with Gongwen, read once."""
    return Catalogue(Path(__file__).parent)


def read_query(path: Path, *, named: bool = False) -> Query:
    """A query file, its header optional. ``QuerySyntaxError`` for a file that cannot be read or a header line that is malformed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuerySyntaxError(f"{path}: cannot be read as a query ({one_line(error)})") from None
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    parameters: list[Parameter] = []
    tags: tuple[str, ...] = ()
    used = variables(text)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            break
        if not (found := _FIELD.fullmatch(line.strip())):
            continue
        field, language, value = found[1], found[2] or "en", found[3].strip()
        match field:
            case "title":
                titles[language] = value
            case "description":
                descriptions[language] = value
            case "tags":
                tags = tuple(value.split())
            case _:
                parameters.append(_parameter(path, value, used))
    return Query(path.stem, text, titles, descriptions, tuple(parameters), tags, named)


def one_line(error: BaseException) -> str:
    """An exception's message on one line."""
    return " ".join(str(error).split()) or type(error).__name__


def _parameter(path: Path, declaration: str, used: frozenset[str]) -> Parameter:
    found = _PARAM.fullmatch(declaration)
    if not found or found[2] not in TYPES:
        raise QuerySyntaxError(
            f"{path}: '# param: {declaration}' is not NAME TYPE optional|required ZH | EN, with a type among {', '.join(TYPES)}"
        )
    name = found[1]
    variable = f"_{name}" if f"_{name}" in used else name
    if variable not in used:
        raise QuerySyntaxError(f"{path}: parameter {name} is declared, but the query has no variable ?{name}")
    return Parameter(name, found[2], found[3] == "required", {"zh": found[4], "en": found[5].strip()}, variable)


def _takes(parameters: tuple[Parameter, ...]) -> str:
    return f"it takes {', '.join(parameter.name for parameter in parameters)}" if parameters else "it takes none"
