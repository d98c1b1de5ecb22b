"""One letter's header and facts as tables for a terminal."""

from __future__ import annotations

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from extract.facts import Fact, Letter
from extract.mask import masked
from extract.views.labels import label
from extract.views.plain import values_of, words
from ontology.printable import on_a_line


def print_letter(letter: Letter, console: Console) -> None:
    """Print the header, then the facts in text order with their place and rule."""
    text = masked(letter.text, letter.private)
    console.print(Group(_header(letter), _facts(letter, text)))


def _header(letter: Letter) -> Table:
    table = Table(title=Text(on_a_line(letter.source)), title_justify="left", expand=False)
    table.add_column("要素 field", no_wrap=True)
    table.add_column("值 value", overflow="fold")
    for field in letter.fields:
        name = label("field", field.name)
        table.add_row(Text(f"{name.zh} {name.en}"), Text(on_a_line(field.value)))
    return table


def _facts(letter: Letter, text: str) -> Table:
    table = Table(title=Text(f"{len(letter.facts)} 条事实 facts"), title_justify="left")
    table.add_column("类别 kind", no_wrap=True)
    table.add_column("内容 values", overflow="fold", ratio=2)
    table.add_column("依据 evidence", overflow="fold", ratio=2)
    table.add_column("规则 rule", overflow="fold")
    for fact in letter.facts:
        name = label("kind", type(fact).__name__)
        place = f"[{fact.evidence.start}:{fact.evidence.end}] "
        quote = " ".join(text[fact.evidence.start : fact.evidence.end].split())
        table.add_row(Text(f"{name.zh} {name.en}"), Text(on_a_line(told(fact))), Text(place + on_a_line(quote)), Text(fact.evidence.rule))
    return table


def told(fact: Fact) -> str:
    """A fact's values with their Chinese names, on one line."""
    pairs = ((label("value", name).zh, words(value)) for name, value in values_of(fact).items())
    return "，".join(f"{name}：{value}" for name, value in pairs if value)
