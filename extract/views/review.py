"""Two things side by side on a terminal, for a person to say whether they are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.table import Table
from rich.text import Text

Context = tuple[str, str, str, str]
"""Source, words before, the mention, words after."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. ``name``: canonical name; ``id``: IRI; ``forms``: as printed; ``contexts``: mentions in their words."""

    name: str
    id: str
    forms: Sequence[str] = field(default=())
    contexts: Sequence[Context] = field(default=())


def pair_table(title: str, why: str, a: Side, b: Side) -> Table:
    """Both sides in two columns. ``why``: what makes the pair doubtful."""
    table = Table(title=Text(f"{title}  {why}"), title_justify="left", show_lines=True, expand=True)
    table.add_column(Text(f"甲 A  {a.name}"), ratio=1, overflow="fold")
    table.add_column(Text(f"乙 B  {b.name}"), ratio=1, overflow="fold")
    table.add_row(Text("、".join(a.forms)), Text("、".join(b.forms)))
    for number in range(max(len(a.contexts), len(b.contexts))):
        table.add_row(*(_context(side.contexts[number]) if number < len(side.contexts) else Text("") for side in (a, b)))
    table.add_row(Text(a.id, style="dim"), Text(b.id, style="dim"))
    return table


def _context(context: Context) -> Text:
    source, before, mention, after = context
    return Text.assemble((f"{source}: ", "dim"), f"…{before}", (mention, "bold"), f"{after}…")
