"""The settings for people and programs: lines for a terminal, JSON, and the table of docs/serving.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from server.setting import MOST_DEFAULT_WORKERS, Setting, Value, grouped, table

if TYPE_CHECKING:
    from server.settings import InForce

_HEAD = "| Option | Variable | Default | Unit | From – to | What it is | 名称 |\n|---|---|---|---|---|---|---|\n"


def lines(found: Iterable[InForce]) -> Iterable[str]:
    """One line a setting: its option, its value, where that is from when not the default, its bounds and meaning."""
    for one in found:
        setting = one.setting
        value = f"{shown(setting, one.value)} {setting.unit}".rstrip()
        origin = "" if one.origin == "default" else f"（{one.origin}）"
        yield f"{setting.option:<20}{value:>22}  {setting.label}{origin}：{setting.help}; {setting.taken}"


def records(found: Iterable[InForce]) -> list[dict[str, Any]]:
    """One JSON object a setting."""
    return [{**record(one.setting), "value": one.value, "origin": one.origin} for one in found]


def record(setting: Setting) -> dict[str, Any]:
    """A row of the table as a JSON object."""
    bounds: Mapping[str, float] = {"least": setting.least, "most": setting.most} if setting.type in ("whole", "number") else {}
    told = {"name": setting.name, "option": setting.option, "variable": setting.variable, "type": setting.type}
    return {**told, "default": setting.default, "unit": setting.unit, **bounds, "help": setting.help, "label": setting.label}


def markdown() -> str:
    """The table of docs/serving.md; the same on every machine."""
    rows = []
    for setting in table().values():
        bounds = f"{grouped(setting.least)} – {grouped(setting.most)}" if setting.type in ("whole", "number") else ""
        told = (f"`{setting.option}`", f"`{setting.variable}`", usual(setting), setting.unit, bounds, setting.help, setting.label)
        rows.append(f"| {' | '.join(told)} |\n")
    return _HEAD + "".join(rows)


def usual(setting: Setting) -> str:
    """The default in words."""
    if setting.per_processor:
        return f"one per processor, at most {MOST_DEFAULT_WORKERS}"
    return shown(setting, setting.default)


def shown(setting: Setting, value: Value) -> str:
    """A value for people."""
    return grouped(value) if setting.type in ("whole", "number") and isinstance(value, int | float) else setting.written(value)
