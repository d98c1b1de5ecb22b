"""Tests that need the real letters: left out and told of where there are none, failing in CI. Shown on a small project of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

def test_reads_the_letters(shared):
    assert [path.name for path in (shared / "letters").iterdir()] == ["one.txt"]

@pytest.mark.shared
def test_is_marked():
    pass

def test_reads_none():
    pass
"""


@pytest.mark.parametrize(
    ("letters", "ci", "status", "told"),
    [
        (True, False, 0, "3 passed"),
        (True, True, 0, "3 passed"),
        (False, False, 0, "1 passed, 2 deselected"),
        (False, True, 1, "1 passed, 2 errors"),
    ],
)
def test_tests_that_read_the_real_letters(tmp_path: Path, letters: bool, ci: bool, status: int, told: str) -> None:
    project = tmp_path / "project"
    (project / "tests").mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "conftest.py", project / "tests")
    (project / "tests" / "test_some.py").write_text(TESTS, encoding="utf-8")
    if letters:
        (tmp_path / "shared" / "letters").mkdir(parents=True)
        (tmp_path / "shared" / "letters" / "one.txt").touch()
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": "true"} if ci else {})
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == status and done.stdout.splitlines()[-1].startswith(told), done.stdout
    assert ("left out: 2 tests that read the real letters" in done.stdout) == (not letters and not ci)
