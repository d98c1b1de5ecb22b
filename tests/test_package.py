"""What pyproject.toml puts into the wheel."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


ROOMS = ("ontology", "extract", "shapes", "queries", "server")


def folder(package: str) -> Path:
    """Where a package stands."""
    return ROOT.joinpath(*package.split("."))


def test_every_package_of_the_rooms_is_shipped() -> None:
    there = {path.parent.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert {".".join(path.parts) for path in there} == set(SETUP["packages"])
    assert all((folder(package) / "__init__.py").exists() for package in SETUP["packages"])


@pytest.mark.parametrize("room", ROOMS)
def test_every_data_file_of_a_room_is_shipped(room: str) -> None:
    patterns = ((package, pattern) for package, listed in SETUP["package-data"].items() for pattern in listed)
    shipped = {path for package, pattern in patterns if package.split(".")[0] == room for path in folder(package).glob(pattern)}
    there = {path for path in (ROOT / room).rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert there and there == shipped
