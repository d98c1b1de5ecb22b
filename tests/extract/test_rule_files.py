"""docs/rules.md keeps its word: its example, done as told, makes the new forms be read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from plain_letter import LETTER

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
BODY = "云川市统计调查队"
TITLE = "云川市住户调查管理办法"


def block(language: str) -> str:
    """The page's one code block in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def facts(checkout: Path) -> list[dict[str, Any]]:
    """What a checkout's command line reads in a letter with the page's sentence."""
    letter = checkout / "letter.txt"
    letter.write_text(LETTER.format(body=block("text").strip()), encoding="utf-8")
    command = [sys.executable, str(checkout / "gongwen.py"), "extract", str(letter), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60)
    return list(json.loads(done.stdout)["facts"])


def bodies(found: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(fact["name"], fact["kind"]) for fact in found if fact["type"] == "OrganizationMention"}


def issuings(found: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(fact["agency"], fact["document"]["title"]) for fact in found if fact["type"] == "Issuing"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what reads letters, to change its rules."""
    for room in ("extract", "ontology"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("gongwen.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def test_the_worked_example(checkout: Path) -> None:
    before = facts(checkout)
    assert (BODY, "department") not in bodies(before) and not issuings(before)

    organizations = checkout / "extract" / "rules" / "organizations.toml"
    organizations.write_text(f"{organizations.read_text(encoding='utf-8')}\n{block('toml')}", encoding="utf-8")
    with_head = facts(checkout)
    assert (BODY, "department") in bodies(with_head) and not issuings(with_head)

    documents = checkout / "extract" / "rules" / "documents.toml"
    old, new = (line[1:] for line in block("diff").splitlines())
    assert documents.read_text(encoding="utf-8").count(old) == 1
    documents.write_text(documents.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert issuings(facts(checkout)) == {(BODY, TITLE)}


def test_the_page_tells_of_every_rule_file() -> None:
    there = {path.name for path in (ROOT / "extract" / "rules").glob("*.toml")}
    assert set(re.findall(r"^\| `(\w+\.toml)` \|", PAGE, re.MULTILINE)) == there
