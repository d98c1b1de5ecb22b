"""The table of settings: read, bounded, documented, and the same everywhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import get_type_hints

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import cli
from ontology.errors import SettingError
from server.setting import Setting, table
from server.settings import Settings, in_force
from server.settings_listing import markdown

ROOT = Path(__file__).parents[2]
TYPES = {"number": float, "whole": int, "switch": bool, "origins": tuple[str, ...], "address": str}
EACH = pytest.mark.parametrize("setting", table().values(), ids=lambda setting: setting.name)


def gongwen(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "gongwen.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment, timeout=60)


def test_the_attributes_are_the_table_s() -> None:
    hints = get_type_hints(Settings)
    assert {field.name: hints[field.name] for field in fields(Settings)} == {s.name: TYPES[s.type] for s in table().values()}
    assert {field.name: field.default for field in fields(Settings)} == {s.name: s.default for s in table().values()}


@EACH
def test_each_setting_says_what_it_is(setting: Setting) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", setting.name) and len(setting.help) > 20 and re.search("[一-鿿]", setting.label)
    assert bool(setting.unit) == (setting.type in ("number", "whole"))
    assert setting.read(setting.written(setting.default), "x") == setting.default


@EACH
def test_each_setting_is_an_option_of_serve(setting: Setting) -> None:
    (option,) = (one for one in cli.commands["serve"].params if one.name == setting.name)
    assert isinstance(option, click.Option) and setting.option in option.opts
    assert option.help and setting.help in option.help and setting.label in option.help


def test_the_page_holds_the_table() -> None:
    told = "docs/serving.md shows another table: put in what `gongwen settings --format markdown` prints"
    assert markdown() in (ROOT / "docs" / "serving.md").read_text(encoding="utf-8"), told
    assert gongwen("settings", "--format", "markdown").stdout == markdown()


@pytest.mark.parametrize(
    ("options", "environment", "value", "origin"),
    [
        ({}, {}, 30.0, "default"),
        ({}, {"GONGWEN_QUERY_TIMEOUT": "5"}, 5.0, "environment"),
        ({}, {"GONGWEN_QUERY_TIMEOUT": ""}, 30.0, "default"),
        ({"query_timeout": "1.5"}, {"GONGWEN_QUERY_TIMEOUT": "5"}, 1.5, "option"),
        ({"query_timeout": "1.5"}, {"GONGWEN_QUERY_TIMEOUT": "nonsense"}, 1.5, "option"),
        ({"query_timeout": None}, {"GONGWEN_PORT": "tcp://10.0.0.1:80"}, 30.0, "default"),
    ],
)
def test_what_goes_before_what(options: dict[str, object], environment: dict[str, str], value: float, origin: str) -> None:
    (found,) = (one for one in in_force(options, environment) if one.setting.name == "query_timeout")
    assert (found.value, found.origin) == (value, origin)
    assert Settings.chosen(options, environment).query_timeout == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("query_timeout", "0.1", 0.1),
        ("max_rows", "1_000", 1000),
        ("rate", "0", 0.0),
        ("trust_forwarded", "ON", True),
        ("trust_forwarded", "0", False),
        ("trust_forwarded", True, True),
        ("service_allow", "none", ()),
        ("service_allow", "http://127.0.0.1:7878, https://Query.Example/", ("http://127.0.0.1:7878", "https://query.example")),
        ("cors_origins", "*", ("*",)),
        ("cors_origins", "http://[::1]:80", ("http://[::1]:80",)),
        ("public_url", "https://data.example/gongwen/", "https://data.example/gongwen"),
        ("public_url", "none", ""),
    ],
)
def test_values(name: str, text: object, value: object) -> None:
    assert getattr(Settings.chosen({name: text}, {}), name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("query_timeout", "0"),
        ("query_timeout", "1e3"),
        ("query_timeout", "nan"),
        ("query_timeout", "-1"),
        ("query_timeout", "3601"),
        ("workers", "0"),
        ("workers", "1.5"),
        ("workers", "1__0"),
        ("max_url", "9" * 5000),
        ("trust_forwarded", "maybe"),
        ("service_allow", "*"),
        ("service_allow", "http://host/sparql"),
        ("service_allow", "host:80"),
        ("service_allow", "http://user@host"),
        ("cors_origins", "null"),
        ("public_url", "ftp://host"),
        ("public_url", "http://host/?x=1"),
        ("public_url", "http://host/\r\nX: y"),
    ],
)
def test_a_bad_value_is_told_in_one_line(name: str, text: str) -> None:
    setting = table()[name]
    for options, environment, where in (({name: text}, {}, setting.option), ({}, {setting.variable: text}, setting.variable)):
        with pytest.raises(SettingError, match=re.escape(where)) as told:
            Settings.chosen(options, environment)
        assert setting.taken in str(told.value) and len(str(told.value)) < 300


@given(st.sampled_from(list(table().values())), st.text(max_size=30))
def test_wild_text_is_a_value_or_refused(setting: Setting, text: str) -> None:
    try:
        value = setting.read(text, "x")
    except SettingError:
        return
    assert setting.read(setting.written(value), "x") == value


def test_a_settings_object_cannot_be_bent() -> None:
    with pytest.raises(SettingError, match="workers 0"):
        Settings(workers=0)
    with pytest.raises(SettingError, match="query_timeout"):
        Settings(query_timeout=float("inf"))
    with pytest.raises(FrozenInstanceError):
        Settings().workers = 3  # type: ignore[misc]


def test_the_command_lists_what_is_in_force() -> None:
    listed = {one["name"]: one for one in json.loads(gongwen("settings", "--format", "json", GONGWEN_RATE="2.5").stdout)}
    assert list(listed) == list(table())
    assert (listed["rate"]["value"], listed["rate"]["origin"], listed["rate"]["unit"]) == (2.5, "environment", "requests/s")
    lines = gongwen("settings", GONGWEN_RATE="2.5").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [setting.option for setting in table().values()]
    assert "2.5 requests/s" in lines[list(table()).index("rate")]


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        (("serve", ".", "--query-timeout", "abc"), {}, "--query-timeout abc: give a number from 0.1 to 3,600 (s)"),
        (("serve", "."), {"GONGWEN_WORKERS": "0"}, "GONGWEN_WORKERS 0: give a whole number from 1 to 256 (processes)"),
        (("settings",), {"GONGWEN_CORS_ORIGINS": "x"}, "GONGWEN_CORS_ORIGINS x: give *, none, or origins"),
    ],
)
def test_the_command_line_tells_it(arguments: tuple[str, ...], environment: dict[str, str], told: str) -> None:
    done = gongwen(*arguments, **environment)
    assert (done.returncode, done.stdout) == (1, "") and told in done.stderr and done.stderr.count("\n") == 1
