"""Scratch folders are gone afterwards, also those of processes that were killed outright."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.reading.scratch import scratch, sweep

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from extract.reading.scratch import scratch
with scratch() as folder:
    (folder / "letter.doc").write_text("in clear")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_nothing_is_left_whatever_ends_the_block(place: Path) -> None:
    with pytest.raises(SystemExit), scratch() as folder:
        (folder / "letter.doc").write_text("in clear")
        raise SystemExit
    assert list(place.iterdir()) == []


def test_a_dead_process_s_folder_is_taken_away_and_a_living_one_s_is_not(place: Path) -> None:
    command = [sys.executable, "-c", HOLD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        sweep()
        assert (folder / "letter.doc").is_file()
        process.kill()
        process.wait()
        assert folder.is_dir()
    with scratch() as mine:
        assert not folder.exists() and mine.is_dir()


def test_folders_of_others_and_links_are_let_be(place: Path) -> None:
    (place / "elsewhere").mkdir()
    (place / "elsewhere" / ".lock").write_text("mine")
    (place / "gongwen-link").symlink_to("elsewhere")
    (place / "gongwen-fresh").mkdir()
    (place / "gongwen-old").mkdir()
    os.utime(place / "gongwen-old", (0, 0))
    sweep()
    assert sorted(path.name for path in place.iterdir()) == ["elsewhere", "gongwen-fresh", "gongwen-link"]
    assert (place / "elsewhere" / ".lock").read_text() == "mine"
