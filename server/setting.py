"""One setting: what values it takes, and how they are written on the command line and in the environment."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from ontology.errors import SettingError

Value = float | int | bool | str | tuple[str, ...]

PROCESSORS: Final = "processors"
MOST_DEFAULT_WORKERS: Final = 8
NONE: Final = "none"
_WHOLE = re.compile(r"[0-9]{1,19}(?:_[0-9]{1,19}){0,6}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_AUTHORITY = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_ORIGIN = re.compile(rf"https?://{_AUTHORITY}")
_ADDRESS = re.compile(rf"https?://{_AUTHORITY}(?:/[A-Za-z0-9._~%/-]*)?")
_SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table. ``least``, ``most``: bounds of a number, inclusive, in ``unit``; ``stars``: whether ``*`` is among the origins;
    ``help``: what it does, in English; ``label``: what it is called, in Chinese."""

    name: str
    type: str
    default: Value
    unit: str
    help: str
    label: str
    least: float = 0
    most: float = 0
    stars: bool = False
    per_processor: bool = False

    @property
    def option(self) -> str:
        """The command line's option."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """The environment's variable."""
        return "GONGWEN_" + self.name.upper()

    def read(self, text: str, where: str) -> Value:
        """A value as it is written. ``where``: the option or variable, for the error. Raises SettingError."""
        try:
            value = _READERS[self.type](text.strip())
        except ValueError:
            raise self._refused(text, where) from None
        return self.checked(value, where)

    def checked(self, value: Value, where: str) -> Value:
        """The value, when it is one of this setting's. Raises SettingError."""
        if self._takes(value):
            return value
        raise self._refused(self.written(value) if not isinstance(value, str) else value, where)

    def written(self, value: Value) -> str:
        """A value as ``read`` takes it."""
        if isinstance(value, bool):
            return "on" if value else "off"
        if isinstance(value, tuple):
            return ",".join(value) or NONE
        if isinstance(value, int | float):
            return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return value or NONE

    @property
    def taken(self) -> str:
        """What values there are, for people."""
        match self.type:
            case "whole" | "number":
                kind = "a whole number" if self.type == "whole" else "a number"
                return f"{kind} from {grouped(self.least)} to {grouped(self.most)}{f' ({self.unit})' if self.unit else ''}"
            case "switch":
                return "on or off"
            case "origins":
                stars = "*, " if self.stars else ""
                return f"{stars}none, or origins (http://host or https://host:port, no path) with commas between"
            case _:
                return "none, or a URL (http://host/path or https://host/path, no query)"

    def _takes(self, value: Value) -> bool:
        match self.type:
            case "whole":
                return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
            case "number":
                return isinstance(value, int | float) and not isinstance(value, bool) and self.least <= value <= self.most
            case "switch":
                return isinstance(value, bool)
            case "origins":
                return isinstance(value, tuple) and all(_ORIGIN.fullmatch(o) or (self.stars and o == "*") for o in value)
            case _:
                return isinstance(value, str) and (not value or _ADDRESS.fullmatch(value) is not None)

    def _refused(self, text: str, where: str) -> SettingError:
        return SettingError(f"{where} {text[:100] or NONE}: give {self.taken}")


def grouped(number: float) -> str:
    """A number for people: 100,000; 0.1."""
    return f"{int(number):,}" if number == int(number) else str(number)


def _match(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError
    return text


def _switch(text: str) -> bool:
    if text.lower() not in _SWITCH:
        raise ValueError
    return _SWITCH[text.lower()]


def _origins(text: str) -> tuple[str, ...]:
    """Scheme and host in lower case, as browsers send them (RFC 6454, 6.2)."""
    return () if text.lower() in ("", NONE) else tuple(dict.fromkeys(item.strip().lower().rstrip("/") for item in text.split(",")))


_READERS: Final[dict[str, Callable[[str], Value]]] = {
    "whole": lambda text: int(_match(_WHOLE, text)),
    "number": lambda text: float(_match(_NUMBER, text)),
    "switch": _switch,
    "origins": _origins,
    "address": lambda text: "" if text.lower() == NONE else text.rstrip("/"),
}


def processors() -> int:
    """Processors that this process may use, 8 at most."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(here, MOST_DEFAULT_WORKERS)


def _default(row: dict[str, Any]) -> Value:
    default = row["default"]
    if default == PROCESSORS:
        return processors()
    if isinstance(default, list):
        return tuple(default)
    value: Value = float(default) if row["type"] == "number" else default
    return value


@cache
def table() -> dict[str, Setting]:
    """All settings by name, in the table's order. Raises SettingError when the table itself is not sound."""
    path = Path(__file__).with_suffix(".toml").with_stem("settings")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Setting] = {}
    for name, row in rows.items():
        try:
            setting = Setting(name, **{**row, "default": _default(row), "per_processor": row["default"] == PROCESSORS})
        except (KeyError, TypeError) as error:
            raise SettingError(f"{path.name}: [{name}] is not whole ({error})") from None
        if setting.type not in _READERS:
            raise SettingError(f"{path.name}: [{name}] has type {setting.type}: there are {', '.join(_READERS)}")
        setting.checked(setting.default, f"{path.name}: default of {name}")
        found[name] = setting
    return found
