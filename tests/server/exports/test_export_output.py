"""Where an export goes, from the command line: files, folders, standard output, and what is refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from export_graphs import ROOT, cosigning, graph_directory, nquads

from server.exports.errors import ExportError
from server.exports.formats import FORMATS, export, stream
from server.exports.output import write_file, write_folder

EXPORT = [sys.executable, str(ROOT / "gongwen.py"), "export"]


def gongwen(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*EXPORT, *map(str, arguments)], capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph directory of one letter."""
    return graph_directory(tmp_path_factory.mktemp("output") / "G", nquads(cosigning("1", 1, "办法", ["甲局", "乙局"]), "graph/1"))


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.folder])
def test_a_file_and_standard_output_hold_the_same(graph: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"graph{FORMATS[name].suffix}"
    done = gongwen(graph, "--format", name, "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert gongwen(graph, "--format", name).stdout == gongwen(graph, "--format", name, "--out", "-").stdout == out.read_bytes() != b""
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(sample: ox.Store, name: str) -> None:
    first, second = stream(sample, FORMATS[name]), stream(sample, FORMATS[name])
    content = b"".join(first.chunks)
    assert content == b"".join(second.chunks) and len(content) == first.length == second.length > 1000


def test_tables_go_to_a_folder(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    for _ in range(2):  # an earlier export is replaced
        assert gongwen(graph, "--format", "csv", "--out", out).returncode == 0
        assert {"letters.csv", "bodies.csv", "csv-metadata.json"} <= {path.name for path in out.iterdir()}
        assert [path.name for path in tmp_path.iterdir()] == ["tables"]
    assert gongwen(graph, "--format", "csv", "--view", "cooperation", "--out", out).returncode == 0
    assert sorted(path.name for path in out.iterdir()) == ["csv-metadata.json", "edges.csv", "nodes.csv"]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["{empty}", "--format", "turtle"], 1, "holds no graph"),
        (["{graph}", "--format", "rtf"], 2, "'rtf' is not one of"),
        (["{graph}", "--format", "turtle", "--view", "cooperation"], 1, "format turtle has no view cooperation"),
        (["{graph}", "--format", "svg", "--view", "everything"], 1, "it has cooperation, documents"),
        (["{graph}", "--format", "csv"], 2, "name it with --out"),
        (["{graph}", "--format", "turtle", "--out", "{empty}"], 1, "is a folder: name a file"),
        (["{graph}", "--format", "turtle", "--out", "{empty}/no/x.ttl"], 1, "there is no folder"),
        (["{graph}", "--format", "csv", "--out", "{file}"], 1, "is a file: name a folder"),
        (["{graph}", "--format", "csv", "--out", "{graph}"], 1, "is no earlier export"),
        (["{graph}", "--format", "turtle", "--out", "{file}/x.ttl"], 1, "Not a directory"),
        (["{graph}"], 2, "Missing option '--format'"),
    ],
)
def test_what_is_refused(graph: Path, tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")
    places = {"graph": graph, "empty": tmp_path / "empty", "file": tmp_path / "file"}
    done = gongwen(*(argument.format(**places) for argument in arguments))
    assert done.returncode == status and done.stdout == b""
    assert told in done.stderr.decode() and (status == 2 or done.stderr.count(b"\n") == 1)
    assert (tmp_path / "file").read_text() == "mine" and list((tmp_path / "empty").iterdir()) == []


def test_a_device_is_written_to_and_stays_one(graph: Path) -> None:
    assert gongwen(graph, "--format", "turtle", "--out", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()


def test_a_link_stays_a_link(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to(tmp_path / "real.ttl")
    assert gongwen(graph, "--format", "turtle", "--out", tmp_path / "link.ttl").returncode == 0
    assert (tmp_path / "link.ttl").is_symlink() and "gw:Cosigning" in (tmp_path / "real.ttl").read_text(encoding="utf-8")


def test_a_failed_export_leaves_what_was_there(tmp_path: Path) -> None:
    def fail(target: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "x.ttl").write_text("old")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "csv-metadata.json").write_text("{}")
    with pytest.raises(ExportError, match="No space left"):
        write_file(tmp_path / "x.ttl", fail)
    with pytest.raises(ExportError, match="No space left"):
        write_folder(tmp_path / "tables", fail)
    assert (tmp_path / "x.ttl").read_text() == "old" and (tmp_path / "tables" / "csv-metadata.json").read_text() == "{}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tables", "x.ttl"]


@pytest.mark.parametrize("name", ["nquads", "csv"])
def test_a_killed_export_leaves_what_was_there(built: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    if FORMATS[name].folder:
        out.mkdir()
        (out / "csv-metadata.json").write_text("{}")
    else:
        out.write_text("old")
    process = subprocess.Popen([*EXPORT, str(built), "--format", name, "--out", str(out)])
    while process.poll() is None and not list(tmp_path.glob(".out.*.part")):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=30) == -signal.SIGKILL
    assert (out / "csv-metadata.json").read_text() == "{}" if out.is_dir() else out.read_text() == "old"


def test_help_has_examples() -> None:
    done = gongwen("--help")
    assert done.returncode == 0 and b"gongwen export G --format turtle" in done.stdout


def test_formats_of_the_command_line_are_those_there_are() -> None:
    from gongwen import EXPORTS

    assert list(FORMATS) == EXPORTS


def test_a_view_that_a_format_lacks(sample: ox.Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="always holds the whole graph"):
        export(sample, FORMATS["turtle"], tmp_path / "x", "documents")
    with pytest.raises(ExportError, match="format svg has no view everything"):
        stream(sample, FORMATS["svg"], "everything")
