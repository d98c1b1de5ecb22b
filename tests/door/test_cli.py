"""The command line as a person uses it: real processes, real files."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "letters"
LETTER = SAMPLES / "01-school-meals.txt"
COMMANDS = ["build", "evaluate", "extract", "link", "queries", "query", "serve", "validate"]


def gongwen(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "gongwen.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, **options)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of all sample letters."""
    out = tmp_path_factory.mktemp("door") / "G"
    done = gongwen("build", SAMPLES, "--out", out)
    assert done.stderr == "" and f"letters: {len(list(SAMPLES.rglob('*.txt')))} " in done.stdout, done
    return out


@pytest.mark.parametrize("arguments", [[], *([command] for command in COMMANDS)], ids=["gongwen", *COMMANDS])
def test_help_is_quick_and_has_an_example(arguments: list[str]) -> None:
    took = []
    for _ in range(2):
        began = time.monotonic()
        done = gongwen(*arguments, "--help")
        took.append(time.monotonic() - began)
    assert done.returncode == 0 and "gongwen " in done.stdout.partition("Usage:")[2].partition("\n")[2]
    assert min(took) < 0.6  # 0.12 s on a quiet machine; an eager import of spaCy or rdflib costs more than this


def test_version() -> None:
    assert gongwen("--version").stdout.startswith("gongwen 0.")


def test_the_sample_letters_build_without_a_violation(graph: Path) -> None:
    done = gongwen("build", SAMPLES, "--out", graph)
    assert "violations: 0" in done.stdout and "nothing changed" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_private_data_is_nowhere_in_a_graph(graph: Path) -> None:
    private = {string for gold in SAMPLES.rglob("*.json") for string in json.loads(gold.read_text(encoding="utf-8")).get("private") or []}
    assert private
    for path in (path for path in graph.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert not [string for string in private if string.encode() in data], path.name


def test_validate(graph: Path, tmp_path: Path) -> None:
    assert gongwen("validate", graph).returncode == 0
    one = next(iter((graph / "letters").glob("*.nq")))
    assert gongwen("validate", one, "--format", "turtle").stdout.startswith("@prefix")
    broken = tmp_path / "broken.nq"
    lines = one.read_text(encoding="utf-8").splitlines()
    broken.write_text("\n".join(line for line in lines if "http://www.w3.org/ns/oa#start" not in line), encoding="utf-8")
    done = gongwen("validate", broken)
    assert done.returncode == 1 and "违规" in done.stdout and done.stderr == ""


@pytest.mark.parametrize("form", ["table", "json", "turtle", "html"])
def test_extract_in_each_format(form: str) -> None:
    done = gongwen("extract", LETTER, "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    match form:
        case "json":
            data = json.loads(done.stdout)
            text = LETTER.read_text(encoding="utf-8")
            assert data["source"] == LETTER.name and data["facts"]
            for fact in [*data["fields"], *data["facts"]]:
                evidence = fact["evidence"]
                assert len(evidence["quote"]) == len(text[evidence["start"] : evidence["end"]])
        case "html":
            assert done.stdout.startswith("<!doctype html>") and "</html>" in done.stdout
        case "turtle":
            assert "gw:ReplyLetter" in done.stdout
        case _:
            assert "01-school-meals.txt" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["extract", "missing.txt"], 1, "no such file"),
        (["extract", "."], 1, "folder"),
        (["validate", "missing.nq"], 1, "no such file"),
        (["validate", "."], 1, "holds no graph"),
        (["build", "missing", "--out", "G", "--id-base", "not an iri"], 1, "id base"),
        (["query", "letters", "--graph", "missing"], 1, "holds no graph"),
        (["query", "no-such-query", "--graph", "missing"], 1, "no-such-query"),
        (["evaluate", "missing", "--letters", "."], 1, "missing"),
        (["evaluate", ".", "--letters", ".", "--errors", "no-such-field"], 2, "no such field"),
        (["query", "letters"], 2, "--graph"),
        (["query", "letters", "--graph", "G", "--param", "x"], 2, "NAME=VALUE"),
        (["query", "letters", "--endpoint", "http://127.0.0.1:9", "--timeout", "99999999999"], 2, "--timeout"),
        (["build", "x", "--out", "G", "--limit", "seconds=1__0"], 1, "a whole number from 1 to 86,400"),
        (["build", "x", "--out", "G", "--limit", f"pages={'9' * 5000}"], 1, "a whole number from 1 to 100,000"),
        (["build", "-", "--files-from", "-", "--out", "G"], 2, "standard input"),
        (["extract", "esc\x1b[2J.txt"], 1, r"esc\x1b[2J.txt: no such file"),
        (["build", "x"], 2, "--out"),
        (["serve"], 2, "DIR"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_mistakes_are_told_without_a_traceback(tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    done = gongwen(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (status, "")
    assert told in done.stderr and "Traceback" not in done.stderr
    if status == 1:
        assert done.stderr.startswith("gongwen: ") and done.stderr.count("\n") == 1


def test_build_lists_what_it_rejects_and_exits_1(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    shutil.copy(LETTER, letters)
    (letters / "empty.txt").touch()
    done = gongwen("build", letters, tmp_path / "missing", "--out", tmp_path / "G")
    assert (done.returncode, done.stderr) == (1, "")
    assert "rejected: 2" in done.stdout and "  empty.txt: " in done.stdout and "  missing: " in done.stdout
    assert (tmp_path / "G" / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("form", "start"), [("csv", "source,addressee\r\n"), ("tsv", "?source\t?addressee\n"), ("json", '{\n "head":'), ("table", "source")]
)
def test_query_in_each_format(graph: Path, form: str, start: str) -> None:
    command = [sys.executable, str(ROOT / "gongwen.py"), "query", "addressees", "--graph", str(graph), "--format", form]
    done = subprocess.run(command, capture_output=True, timeout=60)  # bytes: CSV ends its lines with CRLF
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().replace(" ", "").startswith(start.replace(" ", ""))


def test_query_with_a_parameter_and_from_a_file(graph: Path, tmp_path: Path) -> None:
    one = gongwen("query", "letters", "--graph", graph, "--param", f"source={LETTER.name}", "--format", "csv").stdout
    assert one.count("\n") == 2 and LETTER.name in one
    mine = tmp_path / "mine.rq"
    mine.write_text("CONSTRUCT { ?s a ?class } WHERE { ?s a ?class } LIMIT 3", encoding="utf-8")
    assert gongwen("query", mine, "--graph", graph, "--format", "ntriples").stdout.count(" .\n") == 3
    mine.write_text("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", encoding="utf-8")
    refused = gongwen("query", mine, "--graph", graph)
    assert refused.returncode == 1 and "SERVICE is refused" in refused.stderr


def test_queries_are_listed() -> None:
    assert "cosigned" in gongwen("queries").stdout
    listed = json.loads(gongwen("queries", "--format", "json").stdout)
    assert {"letters", "cosigned", "commitments"} <= {query["name"] for query in listed}
    assert "SELECT ?source" in gongwen("queries", "cosigned").stdout


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"'{sys.executable}' '{ROOT / 'gongwen.py'}' extract '{LETTER}' --format json | head -c 20"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert len(done.stdout) == 20 and done.stderr == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("limits > /dev/full", "No space left on device"),
        (f"extract '{LETTER}' --format json > /dev/full", "No space left on device"),
        ("limits >&-", "standard output is closed"),
        ("extract - <&-", "standard input is closed"),
    ],
)
def test_output_that_goes_nowhere_is_one_line(line: str, told: str) -> None:
    done = subprocess.run(["bash", "-c", f"'{sys.executable}' '{ROOT / 'gongwen.py'}' {line}"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and done.stdout == ""
    assert told in done.stderr and done.stderr.startswith("gongwen: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("blocks", [5, 200], ids=["a letter", "the store"])
def test_a_graph_that_does_not_fit_on_the_disk_is_one_line(tmp_path: Path, blocks: int) -> None:
    build = f"'{sys.executable}' '{ROOT / 'gongwen.py'}' build '{LETTER}' --out '{tmp_path / 'G'}'"
    done = subprocess.run(["bash", "-c", f"ulimit -f {blocks}; {build}"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be written (File too large): make room" in done.stderr and done.stderr.count("\n") == 1
    assert gongwen("build", LETTER, "--out", tmp_path / "G").returncode == 0


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    letter = tmp_path / "letter\x1b[2J.txt"
    text = LETTER.read_text(encoding="utf-8").replace("答复", "答\x1b[2J复").replace("。", "\x07\u202e。")
    letter.write_text(text, encoding="utf-8")
    shown = gongwen("extract", letter)
    assert shown.returncode == 0 and r"letter\x1b[2J.txt" in shown.stdout and not re.search("[\x07\x1b\u202e]", shown.stdout)
    assert len(gongwen("extract", letter, "--format", "text").stdout) == len(text)  # for a program: offsets count in it
    (tmp_path / "empty\x1b[2J.txt").touch()
    built = gongwen("build", tmp_path, "--out", tmp_path / "G")
    assert r"  empty\x1b[2J.txt: empty; " in built.stdout and "\x1b" not in built.stdout


def test_a_list_of_files(tmp_path: Path) -> None:
    shutil.copy(LETTER, tmp_path / "答复.txt")
    (tmp_path / "list").write_bytes('# 2022\r\n"答复.txt" \r\nmissing.txt\r\n'.encode("gbk"))
    done = gongwen("build", "--files-from", "list", "--out", "G", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "") and "letters: 1 " in done.stdout and "rejected: 1" in done.stdout
    (tmp_path / "list").write_bytes(bytes(range(256)))
    done = gongwen("build", "--files-from", "list", "--out", "G", cwd=tmp_path)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "the list is" in done.stderr


def test_extract_ends_at_the_limit_of_time(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER.read_text(encoding="utf-8") * 5000, encoding="utf-8")
    done = gongwen("extract", letter, "--limit", "text_characters=100000000", "--limit", "seconds=1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"gongwen: {letter}: not read within the limit seconds of 1; split it, or raise the limit\n"


SLOW_OFFICE = """#!/bin/sh
echo $$ > "$NOTE.part" && mv "$NOTE.part" "$NOTE"
sleep 60 & wait
"""


@pytest.mark.parametrize(
    ("command", "number"),
    [("build", signal.SIGTERM), ("build", signal.SIGINT), ("build", signal.SIGKILL), ("extract", signal.SIGTERM)],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_command_that_is_ended_leaves_no_letter_in_the_temporary_folder(tmp_path: Path, command: str, number: signal.Signals) -> None:
    for name in ("bin", "tmp"):
        (tmp_path / name).mkdir()
    note, office = tmp_path / "office.pid", tmp_path / "bin" / "soffice"
    office.write_text(SLOW_OFFICE.replace("$NOTE", str(note)))
    office.chmod(0o755)
    environment = os.environ | {"PATH": f"{office.parent}:{os.environ['PATH']}", "TMPDIR": str(tmp_path / "tmp")}
    arguments = ["build", "-", "--out", str(tmp_path / "G")] if command == "build" else ["extract", "-"]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "gongwen.py"), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin is not None and process.stderr is not None
        process.stdin.write(rb"{\rtf1 the letter in clear}")
        process.stdin.close()
        _wait(note.exists)
        assert any((tmp_path / "tmp").rglob("letter.rtf"))
        process.send_signal(number)
        assert process.wait(30) != 0
        assert b"Traceback" not in process.stderr.read()
    _wait(lambda: not any((tmp_path / "tmp").iterdir()))
    _wait(lambda: not _runs(int(note.read_text())))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"in clear" in path.read_bytes()]


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_output_is_utf_8_whatever_the_locale() -> None:
    done = gongwen("extract", LETTER, "--format", "json", env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "") and json.loads(done.stdout)


def test_evaluate() -> None:
    done = gongwen("evaluate", SAMPLES, "--letters", SAMPLES, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["fields"]["total"]["f1"] > 0.8
