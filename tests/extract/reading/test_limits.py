"""Limits: one table for the readers, the command line and the docs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from extract.reading.limits import Limits
from ontology.errors import SettingError

ROOT = Path(__file__).parents[3]


def test_settings_change_limits() -> None:
    changed = Limits().with_settings(["pages=7", "seconds=1_000"])
    assert (changed.pages, changed.seconds, changed.file_bytes) == (7, 1000, Limits().file_bytes)


@pytest.mark.parametrize("setting", ["pages", "pages=", "pages=0", "pages=-3", "pages=many", "leaves=3", "pages=1.5", "=3"])
def test_a_bad_setting_is_told(setting: str) -> None:
    with pytest.raises(SettingError, match="limit"):
        Limits().with_settings([setting])


def test_the_docs_list_every_limit_as_it_is() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").partition("## Limits")[2]
    told = {line for line in page.splitlines() if line.startswith("| `")}
    assert told == {f"| `{f.name}` | {f.default:,} | {f.metadata['unit']} | {f.metadata['meaning']} |" for f in fields(Limits)}


def test_the_command_lists_every_limit() -> None:
    done = subprocess.run([sys.executable, ROOT / "gongwen.py", "limits", "--format", "json"], capture_output=True, check=True)
    assert [(entry["name"], entry["default"]) for entry in json.loads(done.stdout)] == [(f.name, f.default) for f in fields(Limits)]
