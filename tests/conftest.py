"""The real letters beside the checkout (``../shared``) and the tests that read them.

They are not part of the project. A test that takes the ``shared`` fixture (or bears the mark of that name, when it reads the folder while
it is collected) runs where the folder is. Elsewhere it is left out and the summary says so; in CI (environment variable ``CI``) it fails.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LEFT_OUT = pytest.StashKey[int]()


def missing() -> bool:
    """No real letters are here."""
    return not any((SHARED / "letters").glob("*.txt"))


def in_ci() -> bool:
    """Everything must run."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def reads_shared(item: pytest.Item) -> bool:
    """Whether a test reads the real letters."""
    return "shared" in getattr(item, "fixturenames", ()) or item.get_closest_marker("shared") is not None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with ``letters`` and ``gold``."""
    return SHARED


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "shared: reads the real letters in ../shared")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if in_ci() or not missing():
        return
    left_out = [item for item in items if reads_shared(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not reads_shared(item)]
    config.stash[LEFT_OUT] = len(left_out)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if missing() and reads_shared(item):
        pytest.fail("no letters (*.txt) in ../shared/letters, and in CI the tests that read them must run", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(LEFT_OUT, 0):
        told = f"left out: {count} tests that read the real letters; to run them put the folders letters/ and gold/ into ../shared"
        terminalreporter.write_line(told)
