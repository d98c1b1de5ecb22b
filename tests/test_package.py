"""What pyproject.toml puts into the wheel."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


def test_every_room_is_a_package() -> None:
    assert set(SETUP["packages"]) == {path.parent.name for path in ROOT.glob("*/__init__.py")}


@pytest.mark.parametrize("room", SETUP["packages"])
def test_every_data_file_of_a_room_is_shipped(room: str) -> None:
    shipped = {path for pattern in SETUP["package-data"][room] for path in (ROOT / room).glob(pattern)}
    there = {path for path in (ROOT / room).rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert there and there == shipped


@pytest.mark.parametrize("room", SETUP["packages"])
def test_a_room_has_no_code_in_folders_that_are_not_shipped(room: str) -> None:
    assert not list((ROOT / room).glob("*/**/*.py"))
