"""Who reads a page: their language, and links that keep it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import Request

from server.linked.here import spaces
from server.linked.language import language
from server.linked.spaces import Spaces


@dataclass(frozen=True, slots=True)
class Reader:
    """``language``: zh or en; ``asked``: it was asked for in the address, so links carry it on."""

    language: str
    asked: bool
    spaces: Spaces

    def href(self, iri: str) -> str:
        """Where a link to a thing leads: here when it is ours, to itself when it is on the web; empty for anything else."""
        path = self.spaces.path(iri)
        if path is None:
            return iri if iri.startswith(("http://", "https://")) else ""
        return self.at(path)

    def at(self, path: str) -> str:
        """A path of this server in the reader's language."""
        if not self.asked:
            return path
        address, sharp, anchor = path.partition("#")
        return f"{address}?lang={self.language}{sharp}{anchor}"

    @property
    def words(self) -> dict[str, str]:
        """The page's own words."""
        return _words()[self.language]


async def reader(request: Request, lang: str | None) -> Reader:
    """The reader of a request. Raises RequestError for an unknown ``lang``, Unanswered, StoreError."""
    accept = ", ".join(request.headers.getlist("accept-language"))
    return Reader(language(accept, lang), bool(lang), await spaces(request))


@cache
def _words() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return table
