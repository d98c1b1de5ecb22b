"""The settings that clients are told of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Announced:
    """One limit. ``value`` in ``unit``; ``help`` in English, ``label`` in Chinese, each empty where the table has none."""

    name: str
    value: float | int
    unit: str
    help: str
    label: str


def announced(settings: object) -> list[Announced]:
    """The limits that hold now, in the order of ``service.toml``; a setting that there is not is left out."""
    found = []
    for name in table()["announced"]:
        value, row = getattr(settings, name, None), _settings().get(name, {})
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(Announced(name, value, row.get("unit", ""), row.get("help", ""), row.get("label", "")))
    return found


@cache
def table() -> dict[str, Any]:
    """``service.toml``."""
    return tomllib.loads((Path(__file__).parent / "service.toml").read_text(encoding="utf-8"))


@cache
def _settings() -> dict[str, dict[str, Any]]:
    """The table of settings, by name."""
    path = Path(__file__).parents[1] / "settings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
