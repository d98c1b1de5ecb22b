"""docs/rules.md keeps its word: its example, done as told, makes the new forms be read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from plain_letter import LETTER

from extract import lexicon
from extract.reader import Reader

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


def test_a_rule_file_that_is_no_toml_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text('[head]\nends = ["局"\nneeds = "function"\n', encoding="utf-8")
    monkeypatch.setattr(lexicon, "RULES", tmp_path)
    with pytest.raises(lexicon.RuleError, match=r"^extract/rules/mine\.toml: .*line \d.*mend the file$"):
        lexicon.rules("mine")


def test_reading_compiles_nothing_of_a_letters_own_words(reader: Reader) -> None:
    """Patterns made of names or numbers would fill the cache of ``re`` and throw out the rules' own."""
    letters = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "letters").glob("*.txt"))]
    for letter in letters:
        reader.read(letter, "letter.txt")
    compiled: list[str] = []
    real = re._compiler.compile  # type: ignore[attr-defined]

    def counted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return cast("re.Pattern[str]", real(pattern, flags))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(re._compiler, "compile", counted)  # type: ignore[attr-defined]
        for letter in letters:
            reader.read(letter.replace("苗", "乔"), "letter.txt")
    assert len(compiled) <= 5, compiled[:20]
