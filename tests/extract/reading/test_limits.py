"""Limits: one table for the readers, the command line and the docs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import Field, fields
from pathlib import Path

import pytest

from extract.reader import Reader
from extract.reading.limits import Limits
from ontology.errors import InputError, SettingError

ROOT = Path(__file__).parents[3]


def test_settings_change_limits() -> None:
    changed = Limits().with_settings(["pages=7", "seconds=1_000"])
    assert (changed.pages, changed.seconds, changed.file_bytes) == (7, 1000, Limits().file_bytes)


ODD = ["seconds=1__0", "seconds=_10", "seconds=10_", f"pages={'9' * 5000}", f"file_bytes={'9' * 30}", "seconds=86401", "pages=٣"]


@pytest.mark.parametrize("setting", ["pages", "pages=", "pages=0", "pages=-3", "pages=many", "leaves=3", "pages=1.5", "=3", *ODD])
def test_a_bad_setting_is_told(setting: str) -> None:
    with pytest.raises(SettingError, match="limit") as caught:
        Limits().with_settings([setting])
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("limit", fields(Limits), ids=lambda limit: str(limit.name))
def test_a_limit_goes_up_to_its_most(limit: Field[int]) -> None:
    most = limit.metadata["most"]
    assert limit.default <= most and getattr(Limits().with_settings([f"{limit.name}={most}"]), limit.name) == most
    with pytest.raises(SettingError, match=f"from 1 to {most:,}"):
        Limits().with_settings([f"{limit.name}={most + 1}"])


def test_a_text_may_be_as_long_as_its_limit_says() -> None:
    text = (ROOT / "tests" / "letters" / "01-school-meals.txt").read_text(encoding="utf-8") + "\n" * 1_000_000
    assert Reader(Limits(text_characters=2_000_000)).read(text, "long.txt").facts
    with pytest.raises(InputError, match="more than the limit text_characters of 1,000,000"):
        Reader(Limits()).read(text, "long.txt")


def test_the_docs_list_every_limit_as_it_is() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").partition("## Limits")[2]
    told = {line for line in page.splitlines() if line.startswith("| `")}
    assert told == {
        f"| `{f.name}` | {f.default:,} | {f.metadata['most']:,} | {f.metadata['unit']} | {f.metadata['meaning']} |" for f in fields(Limits)
    }


def test_the_command_lists_every_limit() -> None:
    done = subprocess.run([sys.executable, ROOT / "gongwen.py", "limits", "--format", "json"], capture_output=True, check=True)
    assert [(entry["name"], entry["default"], entry["most"]) for entry in json.loads(done.stdout)] == [
        (f.name, f.default, f.metadata["most"]) for f in fields(Limits)
    ]
