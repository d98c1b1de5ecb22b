"""What readers see for kinds of facts, header fields and values (``labels.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Label:
    """A word in Chinese and English; ``hue``: colour in degrees, of kinds only."""

    zh: str
    en: str
    hue: int = 0


@cache
def labels(group: str) -> dict[str, Label]:
    """Name to label, in the file's order. ``group``: ``kind``, ``field`` or ``value``."""
    tables = tomllib.loads(files("extract.views").joinpath("labels.toml").read_text(encoding="utf-8"))
    return {name: Label(**label) for name, label in tables[group].items()}


def label(group: str, name: str) -> Label:
    """The label of a name; the name itself where there is none."""
    return labels(group).get(name) or Label(name, name.replace("_", " "))
