"""What some tests need and not every machine has: the real letters beside the checkout (``../shared``), OCR, LibreOffice,
Virtuoso.

A test that takes the fixture of a need (or bears the mark of its name, when the need is used while tests are collected) runs where it is
met. Elsewhere the test is left out, and the summary says so and how to get it; in CI (environment variable ``CI``) it fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LEFT_OUT = pytest.StashKey[Counter[str]]()


@dataclass(frozen=True)
class Need:
    """``met``: whether it is here; ``what``: the tests it is for; ``how``: how to get it."""

    met: Callable[[], bool]
    what: str
    how: str


@cache
def _reads_chinese() -> bool:
    """Whether tesseract is here with its Chinese model."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    return "chi_sim" in subprocess.run([program, "--list-langs"], capture_output=True, text=True).stdout.split()


def _libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


NEEDS = {
    "shared": Need(
        lambda: any((SHARED / "letters").glob("*.txt")),
        "tests that read the real letters",
        "put the folders letters/ and gold/ into ../shared",
    ),
    "reconciliation": Need(
        lambda: any((SHARED / "conformance" / "reconciliation-0.2" / "schemas").glob("*.json")),
        "tests that read the reconciliation schemas and examples",
        "put schemas/ and examples/ of github.com/reconciliation-api/specs, folder 0.2, into ../shared/conformance/reconciliation-0.2",
    ),
    "w3c": Need(
        lambda: any((SHARED / "conformance" / "w3c-sparql" / "sparql11").glob("*/manifest.ttl")),
        "tests of the W3C SPARQL 1.1 suite",
        "put the folder sparql/sparql11 of github.com/w3c/rdf-tests into ../shared/conformance/w3c-sparql",
    ),
    "tesseract": Need(_reads_chinese, "tests of OCR", "apt-get install tesseract-ocr tesseract-ocr-chi-sim"),
    "libreoffice": Need(
        lambda: _libreoffice() is not None,
        "tests of legacy Word files",
        "apt-get install libreoffice-writer-nogui",
    ),
    "virtuoso_program": Need(
        lambda: all(shutil.which(program) for program in ("virtuoso-t", "isql-vt")),
        "tests against Virtuoso",
        "apt-get install virtuoso-opensource-7-bin virtuoso-opensource-7-common",
    ),
}


def missing() -> bool:
    """No real letters are here."""
    return not NEEDS["shared"].met()


def in_ci() -> bool:
    """Everything must run."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def unmet(item: pytest.Item) -> str | None:
    """The first need of a test that is not met."""
    wanted = (name for name in NEEDS if name in getattr(item, "fixturenames", ()) or item.get_closest_marker(name) is not None)
    return next((name for name in wanted if not NEEDS[name].met()), None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with ``letters`` and ``gold``."""
    return SHARED


@pytest.fixture(scope="session")
def reconciliation() -> Path:
    """The folder with ``schemas`` and ``examples`` of the Reconciliation Service API 0.2."""
    return SHARED / "conformance" / "reconciliation-0.2"


@pytest.fixture(scope="session")
def tesseract() -> None:
    """OCR is here."""


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The program, for it is here."""
    found = _libreoffice()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def virtuoso_program() -> None:
    """Virtuoso and its SQL client are here."""


def pytest_configure(config: pytest.Config) -> None:
    for name, need in NEEDS.items():
        config.addinivalue_line("markers", f"{name}: {need.what}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if in_ci():
        return
    lacking = {item: name for item in items if (name := unmet(item))}
    if lacking:
        config.hook.pytest_deselected(items=list(lacking))
        items[:] = [item for item in items if item not in lacking]
    config.stash[LEFT_OUT] = Counter(lacking.values())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if (name := unmet(item)) is not None:
        pytest.fail(f"{NEEDS[name].what} must run in CI: {NEEDS[name].how}", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, count in sorted(config.stash.get(LEFT_OUT, Counter()).items()):
        terminalreporter.write_line(f"left out: {count} {NEEDS[name].what}; to run them: {NEEDS[name].how}")
