"""Gold files: what a careful reader found in a letter, one JSON object per letter (format: ``tests/letters/README.md``)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ontology.errors import GongwenError

JsonObject = dict[str, object]


_LONGEST_ID = 200  # bytes of a file name are few


class GoldError(GongwenError):
    """A gold file, or the letter it speaks of, that cannot be used."""


def strings(value: object, where: str) -> list[str]:
    """``value`` as a list of strings; ``where`` names file and key for the error."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
        raise GoldError(f"{where}: must be a list of strings")
    return list(value)


@dataclass(frozen=True)
class Row:
    """One object of a gold list. ``where``: file and key, for errors."""

    where: str
    data: JsonObject

    def text(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, str):
            raise GoldError(f"{self.where}.{key}: must be a string or null")
        return value

    def need(self, key: str) -> str:
        value = self.text(key)
        if not value:
            raise GoldError(f"{self.where}.{key}: is missing; give a string")
        return value

    def texts(self, key: str) -> list[str]:
        return strings(self.data.get(key), f"{self.where}.{key}")

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise GoldError(f"{self.where}.{key}: must be true or false")
        return value

    def number(self, key: str) -> Decimal | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, Decimal):
            raise GoldError(f"{self.where}.{key}: must be a number or null")
        return value

    def need_number(self, key: str) -> Decimal:
        value = self.number(key)
        if value is None:
            raise GoldError(f"{self.where}.{key}: is missing; give a number")
        return value

    def keys(self, prefix: str) -> list[str]:
        return [key for key in self.data if key.startswith(prefix)]


@dataclass(frozen=True)
class Gold:
    """One gold file. A top-level list that is missing is None (not scored), one that is null is empty."""

    path: Path
    data: JsonObject

    @property
    def id(self) -> str:
        """The stem of the letter's file name."""
        name = Row(self.path.name, self.data).need("id")
        if len(name) > _LONGEST_ID or any(char in name for char in "/\\\0"):
            raise GoldError(f"{self.path.name}.id: must be the letter's file name without .txt")
        return name

    @property
    def private(self) -> list[str]:
        return self.texts("private") or []

    def header(self, key: str) -> list[str] | None:
        """The values of a header field: none when null, None when the key is missing."""
        letter = self.data.get("letter", {})
        where = f"{self.path.name}: letter"
        if not isinstance(letter, dict):
            raise GoldError(f"{where}: must be an object")
        if key not in letter:
            return None
        value = letter[key]
        if value is None or isinstance(value, str):
            return [value] if value else []
        return strings(value, f"{where}.{key}")

    def texts(self, key: str) -> list[str] | None:
        return strings(self.data[key], f"{self.path.name}: {key}") if key in self.data else None

    def rows(self, key: str) -> list[Row] | None:
        if key not in self.data:
            return None
        value = self.data[key]
        if value is None:
            return []
        if not isinstance(value, list):
            raise GoldError(f"{self.path.name}: {key}: must be a list of objects")
        return [self._row(f"{self.path.name}: {key}[{i}]", item) for i, item in enumerate(value)]

    def organizations(self) -> Iterable[list[str]]:
        """Each organisation's name and mentions."""
        return ([row.need("name"), *row.texts("mentions")] for row in self.rows("organizations") or [])

    @staticmethod
    def _row(where: str, item: object) -> Row:
        if not isinstance(item, dict):
            raise GoldError(f"{where}: must be an object")
        return Row(where, item)


def text_of(path: Path, what: str) -> str:
    """A file's text, line ends kept as they are."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise GoldError(f"{path.name}: no such {what} in {path.parent}") from None
    except UnicodeDecodeError as error:
        raise GoldError(f"{path.name}: the {what} is not UTF-8 (byte {error.start}); save it as UTF-8") from None


def read_gold(path: Path) -> Gold:
    """One gold file; ``GoldError`` when it is not a JSON object."""
    try:
        data = json.loads(text_of(path, "gold file"), parse_float=Decimal, parse_int=Decimal)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path.name}: not JSON at line {error.lineno}: {error.msg}") from None
    except RecursionError:
        raise GoldError(f"{path.name}: nested too deep for a gold file") from None
    if not isinstance(data, dict):
        raise GoldError(f"{path.name}: must hold one JSON object")
    return Gold(path, data)


def read_golds(directory: Path) -> list[Gold]:
    """All gold files of a directory, by name."""
    paths = sorted(path for path in directory.glob("*.json") if path.is_file())
    if not paths:
        raise GoldError(f"{directory}: no gold files (*.json) here; name the directory that holds them")
    golds: dict[str, Gold] = {}
    for gold in map(read_gold, paths):
        if gold.id in golds:
            raise GoldError(f"{gold.path.name}: has the id of {golds[gold.id].path.name}; keep one gold file for a letter")
        golds[gold.id] = gold
    return list(golds.values())
