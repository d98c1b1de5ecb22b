"""A thousand mixed files, one in twenty broken: every good letter is built, every bad one listed, memory stays bounded."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mixed_folder import fill

ROOT = Path(__file__).parents[3]
GIBIBYTE = 1 << 30


def family(pid: int) -> list[int]:
    """A process and those it started."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                found += family(int(child))
    except OSError:
        pass  # ended meanwhile
    return found


def memory(pid: int) -> int:
    """Bytes a process holds, pages it shares with others counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str], set[str], int, str]:
    """The graph directory, the good names, the bad names, the most memory seen, and what was printed."""
    place = tmp_path_factory.mktemp("mixed")
    inputs = place / "in"
    inputs.mkdir()
    good, bad = fill(inputs)
    command = [sys.executable, str(ROOT / "gongwen.py"), "build", str(inputs), "--out", str(place / "G"), "--workers", "2"]
    with (place / "out").open("w") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process:
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(memory, family(process.pid))))
            time.sleep(0.2)
    assert process.returncode == 1  # some were rejected
    return place / "G", good, bad, most, (place / "out").read_text(encoding="utf-8")


def test_every_good_letter_is_built(built: tuple[Path, set[str], set[str], int, str]) -> None:
    graph, good, _, _, _ = built
    manifest = json.loads((graph / "manifest.json").read_bytes())
    assert {entry["file"] for entry in manifest["inputs"]} == good
    assert len(manifest["letters"]) == len(good)
    assert not any("same_as" in entry for entry in manifest["letters"].values())


def test_every_letter_says_what_it_says_in_any_format(built: tuple[Path, set[str], set[str], int, str]) -> None:
    graph, _, _, _, _ = built
    manifest = json.loads((graph / "manifest.json").read_bytes())
    wrong = []
    for entry in manifest["letters"].values():
        number = int(entry["source"][:4])
        said = json.loads((graph / "letters" / f"{entry['name']}.json").read_bytes())["items"]
        counts = [said.get(field, {}) for field in ("cosigned", "facilities", "staff", "amounts", "commitments", "letter.proposal_number")]
        if list(map(len, counts)) != [3, 1, 1, 1, 1, 1] or list(counts[-1].values()) != [f"{number:04}"]:
            wrong.append((entry["source"], *map(list, map(dict.values, counts))))
    assert wrong == []


def test_every_bad_file_is_listed_with_what_to_do(built: tuple[Path, set[str], set[str], int, str]) -> None:
    graph, _, bad, _, printed = built
    with (graph / "rejected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["file"] for row in rows} == bad
    assert all(row["reason"] and row["advice"] for row in rows)
    assert "broke down" not in str(rows) and "Traceback" not in printed


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory that processes share")
def test_memory_stays_under_a_gibibyte(built: tuple[Path, set[str], set[str], int, str]) -> None:
    assert 50_000_000 < built[3] < GIBIBYTE


def test_no_contact_is_in_any_file(built: tuple[Path, set[str], set[str], int, str]) -> None:
    graph, _, _, _, printed = built
    files = [path for path in graph.rglob("*") if path.is_file() and "store-" not in str(path)]
    leaks = [path.name for path in files if any(secret in path.read_bytes() for secret in ("孟向东".encode(), b"0999-5550146"))]
    assert leaks == [] and "孟向东" not in printed
