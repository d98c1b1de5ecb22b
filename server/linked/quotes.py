"""What letters say of a thing, in their own words, and which letters those are."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from server.linked import vocabulary
from server.linked.asking import rows, text
from server.linked.limits import limits
from server.linked.reader import Reader


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a letter, and the facts that rest on them."""

    words: str
    facts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A letter and what it says, in its order."""

    letter: Link
    quotes: tuple[Quote, ...]


async def quoted(request: Request, things: list[str], reader: Reader, limit: int) -> tuple[list[Quoted], bool]:
    """What letters say of some names of one thing, letter by letter; whether there is more. ``limit``: most facts."""
    found = await rows(request, text("facts", things=things, limit=limit, counted=limits().counted))
    found.sort(key=lambda row: (row.get("title", ""), row["letter"], int(row["start"]), row["quote"], row["class"], row["fact"]))
    facts = list(dict.fromkeys(row["fact"] for row in found))
    kept = set(facts[:limit])
    letters: dict[Link, dict[str, dict[Link, None]]] = {}
    for row in found:
        if row["fact"] in kept:
            letter = Link(row.get("title") or row["letter"], reader.href(row["letter"]))
            fact = Link(vocabulary.called(row["class"], reader.language), reader.href(row["fact"]))
            letters.setdefault(letter, {}).setdefault(row["quote"], {})[fact] = None
    shown = [Quoted(letter, tuple(Quote(words, tuple(of)) for words, of in quotes.items())) for letter, quotes in letters.items()]
    return shown, len(facts) > limit


async def naming(request: Request, things: list[str], reader: Reader) -> tuple[list[Link], bool]:
    """The letters that name a thing; whether there are more."""
    most = limits().letters
    found = await rows(request, text("letters", things=things, limit=most, counted=limits().counted))
    links = sorted({Link(row.get("title") or row["letter"], reader.href(row["letter"])) for row in found}, key=lambda link: link.text)
    return links[:most], len(found) > most
