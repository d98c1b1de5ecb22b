"""README, the command line and .ci/run say the same."""

from __future__ import annotations

import re
import subprocess

import click
import pytest
from readme import README, ROOT, Example, Workplace, blocks, examples

from gongwen import cli

TEXT = README.read_text(encoding="utf-8")
TESTS = "python -m pytest"


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    return Workplace(tmp_path_factory.mktemp("readme"))


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.command)
def test_an_example_prints_what_readme_shows(workplace: Workplace, example: Example) -> None:
    told = "README shows something else: `python tests/readme.py` writes what the commands print now"
    assert workplace.run(example.command) == example.output, told


def commands() -> list[tuple[str, list[str]]]:
    """Every gongwen command line in README's code: (command, its options)."""
    code = re.findall(r"```(?:sh|console)\n(.*?)```|`(gongwen [^`]+)`", TEXT, re.DOTALL)
    lines = [line for pair in code for line in "".join(pair).splitlines() if pair[1] or "gongwen" in line]
    found = [match for line in lines for match in re.finditer(r"\bgongwen ([a-z]+)([^|;&}\n]*)", line)]
    return [(match[1], re.findall(r"--[a-z-]+", match[2])) for match in found]


def options(command: click.Command) -> set[str]:
    """The options of a command."""
    return {option for parameter in command.params for option in parameter.opts if option.startswith("--")} | {"--help"}


def test_the_commands_shown_exist_with_their_options() -> None:
    assert len(commands()) > 15
    for command, used in commands():
        assert command in cli.commands, command
        assert set(used) <= options(cli.commands[command]), (command, used)


def test_the_options_spoken_of_exist_and_no_command_is_left_out() -> None:
    known = set().union(*map(options, cli.commands.values())) | {"--version"}
    assert set(re.findall(r"`(--[a-z-]+)", TEXT)) <= known
    assert {command for command, _ in commands()} == set(cli.commands)


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_the_tour_names_the_options_of_each_command(command: str) -> None:
    part = TEXT.split(f"**{command}** ")[1].split("\n\n**")[0].split("\n### ")[0]
    assert {option for option in options(cli.commands[command]) if option not in part} <= {"--help"}


def test_every_path_spoken_of_is_there() -> None:
    for path in re.findall(r"\]\(([^)#:]+)\)|`((?:tests|extract|queries|docs|ontology|shapes|server)/[\w./*-]*)`", TEXT):
        wanted = "".join(path)
        assert list(ROOT.glob(wanted.rstrip("/"))), wanted


def test_there_are_two_lines_to_start_with() -> None:
    setups = [block.strip() for block in blocks("sh") if "venv" in block]
    assert len(setups) == 2 and not [line for line in setups if "\n" in line]
    assert setups[0].rstrip(" }").rstrip(";").endswith("gongwen serve graph") and setups[1].endswith(TESTS)
    for line in setups:
        subprocess.run(["bash", "-n", "-c", line], check=True)


def test_ci_runs_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    taken = re.search(r"^tests=\$\((grep .*? README\.md)\)", script, re.MULTILINE)
    assert taken
    line = subprocess.run(["bash", "-c", taken[1]], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert line.endswith(TESTS) and TEXT.count(TESTS) == 1 and line in [block.strip() for block in blocks("sh")]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_the_number_of_places_is_the_one_told() -> None:
    (count,) = re.findall(r"names of ([\d,]+) provinces", TEXT)
    assert int(count.replace(",", "")) == len((ROOT / "ontology" / "places.csv").read_text(encoding="utf-8").splitlines()) - 1
