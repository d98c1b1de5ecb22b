"""One letter as a page to read: the text as printed, and every fact at its place. One file, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from extract.facts import Fact, HeaderField, Letter
from extract.mask import masked
from extract.views.labels import Label, label, labels
from extract.views.plain import values_of, words


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the same facts cover. ``facts``: their numbers; ``kinds``: of those, each once."""

    text: str
    facts: tuple[int, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A fact in the list beside the text."""

    number: int
    kind: str
    label: Label
    values: list[tuple[Label, str]]
    quote: str
    start: int
    end: int
    rule: str
    restated: bool


def letter_html(letter: Letter) -> str:
    """The page. Facts are numbered in the order of their place; private data is blacked out in text and quotes."""
    facts: list[Fact] = sorted([*letter.fields, *letter.facts], key=lambda fact: (fact.evidence.focus_start, -fact.evidence.focus_end))
    text = masked(letter.text, letter.private)
    rows = [_row(number, fact, text) for number, fact in enumerate(facts)]
    present = {row.kind for row in rows}
    counts = {kind: sum(row.kind == kind for row in rows) for kind in present}
    return _template().render(
        title=letter.value("title") or letter.source,
        source=letter.source,
        header=[(label("field", field.name), field.value) for field in letter.fields],
        kinds=[(kind, shown, counts[kind]) for kind, shown in labels("kind").items() if kind in present],
        pieces=pieces(text, facts),
        rows=rows,
    )


def pieces(text: str, facts: Sequence[Fact]) -> list[Piece]:
    """The whole text, cut wherever a fact's focus begins or ends; joined again it is the text, whatever overlaps or nests."""
    spans = [(fact.evidence.focus_start, fact.evidence.focus_end) for fact in facts]
    cuts = sorted({0, len(text), *(place for span in spans for place in span)})
    found = []
    for start, end in pairwise(cuts):
        covering = tuple(number for number, (low, high) in enumerate(spans) if low <= start and end <= high)
        kinds = tuple(dict.fromkeys(type(facts[number]).__name__ for number in covering))
        found.append(Piece(text[start:end], covering, kinds))
    return found


def _row(number: int, fact: Fact, text: str) -> Row:
    kind = type(fact).__name__
    evidence = fact.evidence
    if isinstance(fact, HeaderField):
        values = [(label("field", fact.name), fact.value)]
    else:
        values = [(label("value", name), told) for name, value in values_of(fact).items() if name != "restated" and (told := words(value))]
    quote = " ".join(text[evidence.start : evidence.end].split())
    return Row(number, kind, label("kind", kind), values, quote, evidence.start, evidence.end, evidence.rule, fact.restated)


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("letter.html.j2")
