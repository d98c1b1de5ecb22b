"""One letter, read and shown: what a worker process does for `gongwen extract`, so that the limits hold for it as for a build."""

from __future__ import annotations

import dataclasses
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.reading.limits import Limits
from ontology.errors import InputError

if TYPE_CHECKING:
    from extract.facts import Letter


@dataclass(frozen=True, slots=True)
class Given:
    """A file's bytes; ``name``: as the letter's source; ``place``: what to call the file in a message."""

    data: bytes
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Showing:
    """Callable: ``Given`` to what is printed, or the InputError that says why not. Travels to a worker process.

    ``form``: a key of ``FORMS``; ``width``: columns of a table; ``is_terminal``: whether it may have colours.
    """

    form: str
    limits: Limits
    width: int
    is_terminal: bool

    def __call__(self, given: Given) -> str | InputError:
        from extract.reader import Reader
        from extract.reading import read_bytes

        try:
            reading = read_bytes(given.data, self.limits)
            letter = Reader(self.limits).read(reading.text, given.name)
        except InputError as error:
            return error if error.where else error.at(given.place)
        return FORMS[self.form](dataclasses.replace(letter, origins=reading.origins, recognised=reading.recognised), self)


def _table(letter: Letter, how: Showing) -> str:
    from rich.console import Console

    from extract.views.table import print_letter

    out = io.StringIO()
    print_letter(letter, Console(file=out, width=how.width, force_terminal=how.is_terminal, soft_wrap=False, highlight=False))
    return out.getvalue()


def _json(letter: Letter, how: Showing) -> str:
    from extract.views.plain import letter_json

    return json.dumps(letter_json(letter), ensure_ascii=False, indent=2) + "\n"


def _turtle(letter: Letter, how: Showing) -> str:
    from extract.rdf import letter_graph
    from extract.version import EXTRACTOR_VERSION

    return letter_graph(letter, version=EXTRACTOR_VERSION).serialize(format="turtle")


def _html(letter: Letter, how: Showing) -> str:
    from extract.views.page import letter_html

    return letter_html(letter) + "\n"


def _text(letter: Letter, how: Showing) -> str:
    from extract.mask import masked

    return masked(letter.text, letter.private) + ("" if letter.text.endswith("\n") else "\n")


FORMS = {"table": _table, "json": _json, "turtle": _turtle, "html": _html, "text": _text}
