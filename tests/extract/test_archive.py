"""Graph directories: what a build writes, keeps, takes away, and what is left when it is killed."""

from __future__ import annotations

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
from extract.archive.lock import LockedError, held
from extract.archive.manifest import GraphDirectoryError, load, require
from extract.archive.summary import Summary
from server.store import CurrentStore, open_store

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "letters"
ONE, TWO, THREE = "05-cemeteries.txt", "06-farmers-markets.txt", "10-jobs.txt"


def built(out: Path, *paths: Path, workers: int = 1) -> Summary:
    return build(paths, out, gongwen.rooms(), Settings(workers=workers))


def give(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(SAMPLES / name, folder)
    return folder


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a graph but the stores' own, which hold times and random numbers."""
    paths = (path for path in out.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in paths if not (name := path.relative_to(out).as_posix()).startswith("store-")}


def sources(out: Path) -> list[str]:
    """The letters' file names as the store answers them."""
    query = "SELECT ?source { ?letter <https://gongwen.example/ontology#sourceFile> ?source } ORDER BY ?source"
    results = open_store(CurrentStore(out).path()).query(query)
    return [row["source"].value for row in results]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two letters, and beside it their folder. Tests copy it before they change it."""
    here = tmp_path_factory.mktemp("built")
    summary = built(here / "G", give(here / "letters", ONE, TWO))
    assert (summary.letters, summary.read, summary.rejected, summary.changed) == (2, 2, (), True)
    return here / "G"


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    """A copy of the graph; its letters are in ``letters`` beside it."""
    shutil.copytree(graph.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "G"


def test_a_graph_holds_its_letters_and_their_texts(graph: Path) -> None:
    assert sources(graph) == [ONE, TWO]
    manifest = require(graph)
    assert [entry["file"] for entry in manifest["inputs"]] == [ONE, TWO]
    for entry in manifest["letters"].values():
        assert len((graph / "letters" / f"{entry['name']}.txt").read_text()) == len((SAMPLES / entry["source"]).read_bytes().decode())
    assert {path.name for path in graph.iterdir()} == {
        ".lock",
        "description.nq",
        "description.ttl",
        "letters",
        "links.nq",
        "manifest.json",
        "reference.nq",
        "rejected.csv",
        "resolution.jsonl",
        "resolution.nq",
        "sources.nq",
        manifest["graph"]["store"],
        "validation.ttl",
        "validation.txt",
    }


def test_every_triple_stands_in_the_default_graph_once(graph: Path) -> None:
    store = open_store(CurrentStore(graph).path())
    named = {(str(q.subject), str(q.predicate), str(q.object)) for q in store.quads_for_pattern(None, None, None)}
    plain = list(store.query("SELECT * { ?s ?p ?o }"))  # type: ignore[arg-type]
    assert len(plain) == len(named) > 1000


def test_nothing_changed_nothing_written(copy: Path) -> None:
    def state() -> list[tuple[str, int, int, int]]:
        stats = ((path, path.stat()) for path in sorted(copy.rglob("*")) if path.is_file())
        return [(str(path), status.st_mtime_ns, status.st_ino, status.st_size) for path, status in stats]

    before, bytes_before = state(), contents(copy)
    summary = built(copy, copy.parent / "letters")
    assert (summary.read, summary.changed, summary.letters) == (0, False, 2)
    assert (state(), contents(copy)) == (before, bytes_before)


def test_the_way_to_a_graph_does_not_show_in_it(copy: Path, tmp_path: Path) -> None:
    letters = give(tmp_path / "letters", THREE)
    (letters / ONE).unlink()
    assert built(copy, letters).read == 1
    assert sources(copy) == [TWO, THREE]
    fresh = tmp_path / "fresh"
    built(fresh, SAMPLES / THREE, SAMPLES / TWO)
    assert contents(fresh) == contents(copy)


def test_one_earlier_store_stays_for_those_who_read_it(copy: Path, tmp_path: Path) -> None:
    first = CurrentStore(copy).path()
    reader = open_store(first)
    letters = tmp_path / "letters"
    for name in (ONE, TWO):
        (letters / name).unlink()
        give(letters, THREE)
        before = CurrentStore(copy).path()
        built(copy, letters)
        assert before.is_dir()
    assert not first.exists()
    assert len(reader) > 1000
    assert len([path for path in copy.iterdir() if path.name.startswith("store-")]) == 2


def test_one_text_under_two_names_is_one_letter(copy: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    shutil.copy(letters / ONE, letters / "00-again.txt")
    assert built(copy, letters).letters == 2
    entry = next(entry for entry in require(copy)["letters"].values() if len(entry["sources"]) == 2)
    assert (entry["source"], entry["sources"], sources(copy)) == ("00-again.txt", ["00-again.txt", ONE], ["00-again.txt", TWO])
    (letters / "00-again.txt").unlink()
    built(copy, letters)
    assert sources(copy) == [ONE, TWO]


def test_a_damaged_letter_file_is_read_again(copy: Path) -> None:
    whole = contents(copy)
    victim = next(iter((copy / "letters").glob("*.nq")))
    victim.write_bytes(victim.read_bytes()[:-100])
    assert built(copy, copy.parent / "letters").read == 1
    assert contents(copy) == whole


def test_what_is_no_letter_is_rejected_and_the_rest_built(tmp_path: Path) -> None:
    letters = give(tmp_path / "letters", ONE)
    (letters / "empty.txt").write_bytes(b"")
    (letters / "blank.txt").write_bytes(b" \n\t\n")
    (letters / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (letters / "gbk.txt").write_bytes("关于提案的答复".encode("gbk"))
    (letters / "poem.txt").write_text("春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。\n" * 20, encoding="utf-8")
    (letters / "dangling.txt").symlink_to(letters / "nowhere.txt")
    (tmp_path / "none").mkdir()
    out = tmp_path / "G"
    summary = built(out, letters, tmp_path / "missing", tmp_path / "none", letters / "dangling.txt")
    names = ["binary.txt", "blank.txt", "dangling.txt", "empty.txt", "gbk.txt", "missing", "none", "poem.txt"]
    assert [file for file, _, _ in summary.rejected] == names
    assert sources(out) == [ONE] and not summary.sound
    listed = (out / "rejected.csv").read_text(encoding="utf-8")
    for file, reason, _ in summary.rejected:
        assert reason and "\n" not in reason and str(tmp_path) not in reason
        assert file in listed
    again = built(out, letters, tmp_path / "missing", tmp_path / "none", letters / "dangling.txt")
    assert (again.rejected, again.changed, again.read) == (summary.rejected, False, 0)


def test_a_build_without_a_letter_leaves_the_earlier_graph(copy: Path, tmp_path: Path) -> None:
    before = contents(copy)
    summary = built(copy, tmp_path / "missing")
    assert summary.kept and not summary.sound and summary.rejected[0][0] == "missing"
    assert contents(copy) == before


@pytest.mark.parametrize("stranger", ["notes.md", "letters/mine.txt", "manifest.json"])
def test_a_directory_of_something_else_is_left_alone(tmp_path: Path, stranger: str) -> None:
    out = tmp_path / "out"
    (out / stranger).parent.mkdir(parents=True)
    (out / stranger).write_text("{}")
    with pytest.raises(GraphDirectoryError):
        built(out, SAMPLES / ONE)
    assert [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()] == [stranger]


def test_a_graph_inside_the_folder_of_letters_is_not_read(tmp_path: Path) -> None:
    letters = give(tmp_path / "letters", ONE)
    built(letters / "G", letters)
    summary = built(letters / "G", letters)
    assert (summary.letters, summary.changed) == (1, False)


def test_the_second_build_is_told_who_holds_the_directory(copy: Path) -> None:
    with held(copy), pytest.raises(LockedError, match=r"process \d+ on \S+ since \d{4}-"):
        built(copy, copy.parent / "letters")
    assert not built(copy, copy.parent / "letters").changed


def test_a_damaged_manifest_is_told(copy: Path) -> None:
    (copy / "manifest.json").write_text("{")
    with pytest.raises(GraphDirectoryError, match="cannot be read"):
        load(copy)


def appears(pattern: str) -> Callable[[Path], bool]:
    return lambda out: any(out.glob(pattern))


def new_letter(out: Path) -> bool:
    return any(out.glob("letters/10-jobs-*.nq"))


@pytest.mark.parametrize(
    "moment",
    [appears(".holder.json"), new_letter, appears("store-*.part"), appears("validation.ttl.next")],
    ids=["start", "letter", "store", "report"],
)
def test_a_killed_build_leaves_the_earlier_graph_whole(copy: Path, tmp_path: Path, moment: Callable[[Path], bool]) -> None:
    letters = give(tmp_path / "letters", THREE)
    manifest = (copy / "manifest.json").read_bytes()
    command = [sys.executable, str(ROOT / "gongwen.py"), "build", str(letters), "--out", str(copy)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while not moment(copy):
        assert process.poll() is None and time.monotonic() < end, "the moment never came"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (copy / "manifest.json").read_bytes() == manifest
    assert sources(copy) == [ONE, TWO]
    built(copy, letters)
    assert sources(copy) == [ONE, TWO, THREE]
    names = {path.name for path in copy.iterdir()}
    assert not [name for name in names if name.endswith((".next", ".part"))] and ".holder.json" not in names
    assert len(list((copy / "letters").iterdir())) == 3 * len(json.loads((copy / "manifest.json").read_bytes())["letters"])


def test_a_commit_cut_off_after_the_manifest_is_finished_by_the_next_build(copy: Path) -> None:
    whole = contents(copy)
    report = copy / "validation.ttl"
    report.rename(copy / "validation.ttl.next")
    report.write_text("# of the graph before")
    built(copy, copy.parent / "letters")
    assert contents(copy) == whole
