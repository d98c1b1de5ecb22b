"""Links in a graph directory: written, replaced, kept by builds, taken away; and what a killed run leaves."""

from __future__ import annotations

import dataclasses
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import gongwen
from extract.archive import Settings, build
from extract.archive.linking import LinkError, Request, link, link_sets, unlink
from extract.archive.lock import LockedError, held
from extract.archive.manifest import GraphDirectoryError, require
from extract.links.matching import Status
from extract.links.records import Columns
from extract.links.things import Kind
from ontology.errors import GongwenError, InputError, SettingError
from server.store import CurrentStore, open_store
from shapes.validator import validate_files

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "letters"
ONE, TWO = "05-cemeteries.txt", "13-family-mediation.txt"
COURT = "白榆县人民法院"
"""A body that letter TWO names, and no other."""
TABLE = f"名称,网址\n{COURT},https://c.example/1\n不存在的局,https://c.example/2\n县妇联,https://c.example/3\n"
LINKS = (
    "SELECT ?s ?p ?o { GRAPH ?g { ?link a gw:Link ; gw:linkSubject ?s ; gw:linkPredicate ?p ; gw:linkTarget ?o . ?s ?p ?o } } ORDER BY ?o"
)


def give(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(SAMPLES / name, folder)
    return folder


def built(out: Path, letters: Path) -> list[str]:
    return list(build([letters], out, gongwen.rooms(), Settings(workers=1)).lines())


def request(file: Path, **changes: object) -> Request:
    made = Request(file, Kind.BODY, "name", Columns("名称", "网址"))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def loaded(out: Path) -> list[tuple[str, str, str]]:
    """Links as the store answers them, without what their IRIs start with."""
    answer = open_store(CurrentStore(out).path()).query(f"PREFIX gw: <https://gongwen.example/ontology#> {LINKS}")
    return [tuple(row[name].value.rpartition(cut)[2] for name, cut in (("s", "/"), ("p", "#"), ("o", "/"))) for row in answer]  # type: ignore[union-attr]


def contents(out: Path) -> dict[str, bytes]:
    paths = (path for path in out.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in paths if not (name := path.relative_to(out).as_posix()).startswith("store-")}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two letters without a link, their folder and a table beside it. Tests copy it."""
    here = tmp_path_factory.mktemp("linked")
    built(here / "G", give(here / "letters", ONE, TWO))
    (here / "courts.csv").write_text(TABLE, encoding="utf-8")
    return here / "G"


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    shutil.copytree(graph.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "G"


def test_what_is_unambiguous_becomes_a_link_and_the_rest_is_told(copy: Path) -> None:
    linked = link(copy, request(copy.parent / "courts.csv", source="https://c.example/"), gongwen.rooms())
    assert [outcome.status for outcome in linked.outcomes] == [Status.MATCHED, Status.UNMATCHED, Status.AMBIGUOUS]
    assert loaded(copy) == [(COURT, "exactMatch", "1")]
    (entry,) = link_sets(copy)
    assert (entry["file"], entry["class"], entry["method"], entry["links"]) == ("courts.csv", "body", "name", 1)
    assert entry["counts"] == {"matched": 1, "ambiguous": 1, "unmatched": 1} and entry["subjects_gone"] == []
    text = (copy / "links.nq").read_text(encoding="utf-8")
    assert '"courts.csv"' in text and "<http://purl.org/dc/terms/source> <https://c.example/>" in text and entry["sha256"] in text
    assert validate_files([copy / "links.nq"]).conforms


def test_the_same_file_again_changes_nothing_and_a_changed_one_replaces_its_links(copy: Path) -> None:
    table = copy.parent / "courts.csv"
    link(copy, request(table), gongwen.rooms())
    before = contents(copy)
    stamp = (copy / "manifest.json").stat()
    link(copy, request(table), gongwen.rooms())
    assert contents(copy) == before and (copy / "manifest.json").stat().st_mtime_ns == stamp.st_mtime_ns
    table.write_text(TABLE.replace("https://c.example/1", "https://c.example/9"), encoding="utf-8")
    link(copy, request(table, relation="close"), gongwen.rooms())
    assert loaded(copy) == [(COURT, "closeMatch", "9")] and len(list((copy / "links").iterdir())) == 1


def test_a_dry_run_writes_nothing(copy: Path) -> None:
    before = contents(copy)
    assert link(copy, request(copy.parent / "courts.csv"), gongwen.rooms(), write=False).outcomes[0].status is Status.MATCHED
    assert contents(copy) == before


def test_taking_the_links_away_leaves_the_graph_as_it_was(copy: Path) -> None:
    before = contents(copy)
    link(copy, request(copy.parent / "courts.csv"), gongwen.rooms())
    assert unlink(copy, "courts.csv", gongwen.rooms()) == 1
    assert (contents(copy), loaded(copy), link_sets(copy)) == (before, [], [])
    with pytest.raises(LinkError, match=r"no links of courts\.csv .*there are links of: none"):
        unlink(copy, "courts.csv", gongwen.rooms())


def test_builds_keep_the_links_also_of_things_that_are_gone(copy: Path) -> None:
    letters, table = copy.parent / "letters", copy.parent / "courts.csv"
    link(copy, request(table), gongwen.rooms())
    before = contents(copy)
    assert "nothing changed" in built(copy, letters)[0]
    (letters / TWO).unlink()
    told = "\n".join(built(copy, letters))
    assert "subjects have left the graph: courts.csv 1" in told
    assert loaded(copy) == [] and (copy / "links.nq").read_bytes() == b""
    assert link_sets(copy)[0]["subjects_gone"] == [f"https://gongwen.example/id/body/{COURT}"]
    give(letters, TWO)
    assert "left the graph" not in "\n".join(built(copy, letters))
    assert loaded(copy) == [(COURT, "exactMatch", "1")] and contents(copy) == before


def test_the_way_to_a_linked_graph_does_not_show_in_it(copy: Path, tmp_path: Path) -> None:
    link(copy, request(copy.parent / "courts.csv"), gongwen.rooms())
    fresh = tmp_path / "fresh"
    built(fresh, give(tmp_path / "one", ONE))
    built(fresh, copy.parent / "letters")
    link(fresh, request(copy.parent / "courts.csv"), gongwen.rooms())
    assert contents(fresh) == contents(copy)


def test_sets_of_one_file_are_kept_apart_by_class(copy: Path) -> None:
    table = copy.parent / "courts.csv"
    link(copy, request(table), gongwen.rooms())
    link(copy, request(table, kind=Kind.DOCUMENT), gongwen.rooms())
    assert [entry["class"] for entry in link_sets(copy)] == ["body", "document"]
    assert unlink(copy, str(table), gongwen.rooms()) == 2


def test_links_that_are_damaged_are_told_and_can_be_taken_away(copy: Path) -> None:
    link(copy, request(copy.parent / "courts.csv"), gongwen.rooms())
    (file,) = (copy / "links").iterdir()
    file.write_text("{}\n", encoding="utf-8")
    (copy.parent / "letters" / ONE).unlink()
    with pytest.raises(GraphDirectoryError, match=r"--remove courts\.csv"):
        built(copy, copy.parent / "letters")
    unlink(copy, "courts.csv", gongwen.rooms())
    built(copy, copy.parent / "letters")
    assert loaded(copy) == []


@pytest.mark.parametrize(
    ("name", "text", "changes", "told"),
    [
        ("a.csv", TABLE, {"on": "code"}, "bodies bear no code"),
        ("a.csv", TABLE, {"columns": None}, "name the column with the name by --column"),
        ("a.pdf", TABLE, {}, "neither a table nor RDF"),
        ("a.ttl", TABLE, {}, "does not parse"),
        ("a.csv", TABLE.replace("网址", "页"), {}, "no column 网址; there are 名称, 页"),
    ],
)
def test_what_cannot_be_linked_is_told_and_nothing_changes(copy: Path, name: str, text: str, changes: dict[str, object], told: str) -> None:
    before = contents(copy)
    (copy.parent / name).write_text(text, encoding="utf-8")
    with pytest.raises((InputError, SettingError), match=told):
        link(copy, request(copy.parent / name, **changes), gongwen.rooms())
    assert contents(copy) == before


def test_a_graph_that_is_held_or_of_another_version_is_not_linked(copy: Path) -> None:
    asked = request(copy.parent / "courts.csv")
    with held(copy), pytest.raises(LockedError):
        link(copy, asked, gongwen.rooms())
    manifest = require(copy)
    manifest["versions"]["gongwen"] = "0.0.0"
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(GraphDirectoryError, match="another version"):
        link(copy, asked, gongwen.rooms())
    with pytest.raises(GongwenError, match="holds no graph"):
        link(copy.parent / "letters", asked, gongwen.rooms())


def appears(pattern: str) -> Callable[[Path], bool]:
    return lambda out: any(out.glob(pattern))


@pytest.mark.parametrize("pattern", ["links/*.jsonl", "store-*.part", "links.nq.next", "description.nq.next"])
def test_a_killed_run_leaves_the_graph_whole(copy: Path, pattern: str) -> None:
    before = contents(copy)
    table = copy.parent / "courts.csv"
    command = [sys.executable, str(ROOT / "gongwen.py"), "link", str(table), "--graph", str(copy), "--on", "name", "--to", "body"]
    process = subprocess.Popen([*command, "--column", "名称", "--id", "网址"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while not appears(pattern)(copy):
        assert process.poll() is None and time.monotonic() < end, "the moment never came"
    process.send_signal(signal.SIGKILL)
    process.wait()
    if (copy / "manifest.json").read_bytes() == before["manifest.json"]:
        assert loaded(copy) == []
        built(copy, copy.parent / "letters")
        assert {name: data for name, data in contents(copy).items() if name != ".holder.json"} == before
    link(copy, request(table), gongwen.rooms())
    assert loaded(copy) == [(COURT, "exactMatch", "1")]
    assert not [path for path in copy.iterdir() if path.name.endswith((".next", ".part"))]
