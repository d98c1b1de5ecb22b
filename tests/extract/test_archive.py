"""Graph directories: what a build writes, keeps, takes away, and what is left when it is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import gongwen
from extract.archive import Settings, build
from extract.archive.directory import graph_files
from extract.archive.inputs import gather
from extract.archive.lock import LockedError, held
from extract.archive.manifest import FORMAT, GraphDirectoryError, load, require
from extract.archive.summary import Summary
from extract.reading.limits import DEFAULTS
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


def rejected(summary: Summary) -> dict[str, str]:
    """Place to reason."""
    return {place: reason for place, reason, _ in summary.rejected}


def test_what_cannot_be_looked_at_is_one_row_each_and_the_rest_built(tmp_path: Path) -> None:
    letters = give(tmp_path / "letters", ONE)
    os.symlink("y" * 300, letters / "long.txt")
    os.symlink(f"{ONE}/z", letters / "through.txt")
    os.symlink("me.txt", letters / "me.txt")
    os.symlink("nowhere", letters / "broken.txt")
    os.mkfifo(letters / "pipe.txt")
    os.mkfifo(letters / "pipe.sock")
    summary = built(tmp_path / "G", letters, tmp_path / ("z" * 300), letters / ONE / "below", tmp_path / "nul\0.txt")
    found = rejected(summary)
    assert summary.letters == 1 and summary.passed_over == ((".sock", 1),)
    assert {place: reason for place, reason in found.items() if place.endswith(".txt")} == {
        "broken.txt": "a link to a file that is not there",
        "long.txt": "cannot be read (File name too long)",
        "me.txt": "cannot be read (Too many levels of symbolic links)",
        "pipe.txt": "not a regular file",
        "through.txt": "cannot be read (Not a directory)",
        "nul\0.txt": "cannot be looked at (embedded null byte)",
    }
    assert found["z" * 300] == "cannot be looked at (File name too long)" and found["below"] == "no such file or folder"


@contextmanager
def unprivileged() -> Iterator[None]:
    """As somebody whom permissions bind: root is not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_what_permissions_forbid_is_one_row_each_and_the_rest_found() -> None:
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        here.chmod(0o755)
        listed, closed = here / "in" / "listed", here / "in" / "closed"
        for folder in (listed, closed):
            give(folder.parent, ONE)
            give(folder, TWO, THREE)
        locked = give(here / "locked", TWO)
        secret = here / "in" / "secret.txt"
        secret.write_text("文")
        for path, mode in ((listed, 0o444), (closed, 0), (locked, 0), (secret, 0)):
            path.chmod(mode)
            if os.geteuid() == 0:
                os.chown(path, 65534, -1)
        try:
            with unprivileged():
                inputs = gather([here / "in", locked / TWO, locked], here / "G", {}, DEFAULTS)
        finally:
            for path in (listed, closed, locked):
                path.chmod(0o755)
    assert [task.place for task in inputs.tasks] == [ONE]
    assert {one.source: one.reason.partition(" (")[0] for one in inputs.rejected} == {
        f"listed/{TWO}": "cannot be read",
        f"listed/{THREE}": "cannot be read",
        "closed": "cannot be searched",
        "locked": "cannot be searched",
        TWO: "cannot be looked at",
        "secret.txt": "cannot be read",
    }


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    first, second = give(tmp_path / "2022", ONE), give(tmp_path / "2023", TWO)
    for folder in (first, second, first / "sub"):
        folder.mkdir(exist_ok=True)
        (folder / "x.txt").write_bytes(b"")
    (tmp_path / "apart").mkdir()
    summary = built(tmp_path / "G", first, second, tmp_path / "apart" / "x.txt")
    assert list(rejected(summary)) == ["2022/x.txt", "2023/x.txt", "apart/x.txt", "sub/x.txt"]
    again = built(tmp_path / "G", first, second, tmp_path / "apart" / "x.txt")
    assert (again.rejected, again.changed, again.read) == (summary.rejected, False, 0)


def test_a_relative_path_is_told_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(tmp_path / "letters", ONE)
    monkeypatch.chdir(tmp_path)
    assert list(rejected(built(tmp_path / "G", Path("letters"), Path("2022/missing.txt")))) == ["2022/missing.txt"]


def test_a_folder_given_again_is_no_folder_without_letters(tmp_path: Path) -> None:
    letters = give(tmp_path / "letters", ONE)
    inner = give(letters / "more", TWO)
    (tmp_path / "link").symlink_to(letters)
    (letters / "inner-link").symlink_to(inner)
    summary = built(tmp_path / "G", letters, letters, inner, tmp_path / "link", letters / ONE)
    assert (summary.letters, summary.rejected, summary.passed_over) == (2, (), (("link to a folder", 1),))


def test_an_archive_of_a_folder_named_word_is_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as packed:
        packed.write(SAMPLES / ONE, f"word/{ONE}")
    assert built(tmp_path / "G", tmp_path / "letters.zip").letters == 1
    assert [entry["place"] for entry in require(tmp_path / "G")["inputs"]] == [f"letters.zip/word/{ONE}"]


@pytest.mark.parametrize("packed", [False, True], ids=["letter", "archive"])
def test_standard_input_is_read_and_not_kept(tmp_path: Path, packed: bool) -> None:
    data = (SAMPLES / ONE).read_bytes()
    if packed:
        with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
            archive.writestr("a/b.txt", data)
        data = (tmp_path / "letters.zip").read_bytes()
    summary = build([Path("-")], tmp_path / "G", gongwen.rooms(), Settings(workers=1), data)
    assert (summary.letters, summary.rejected) == (1, ())
    assert [entry["place"] for entry in require(tmp_path / "G")["inputs"]] == ["stdin/a/b.txt" if packed else "stdin"]


@pytest.mark.parametrize("harm", [os.unlink, lambda path: os.truncate(path, 10)], ids=["lost", "cut"])
def test_a_store_that_lost_a_file_is_made_again(copy: Path, harm: Callable[[Path], None]) -> None:
    harm(max(CurrentStore(copy).path().glob("*.sst"), key=lambda path: path.stat().st_size))
    assert built(copy, copy.parent / "letters").changed
    assert sources(copy) == [ONE, TWO]
    assert not built(copy, copy.parent / "letters").changed


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.clear() or manifest.update(format=FORMAT),
        lambda manifest: manifest.pop("graph"),
        lambda manifest: manifest.update(letters=[]),
        lambda manifest: next(iter(manifest["letters"].values())).pop("name"),
        lambda manifest: manifest["graph"].pop("store"),
    ],
    ids=["only format", "no graph", "letters", "a letter", "no store"],
)
def test_a_manifest_that_is_not_whole_is_told(copy: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = require(copy)
    change(manifest)
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(GraphDirectoryError, match=r"is damaged .*: build the graph into a new directory"):
        graph_files(copy)


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


@pytest.mark.parametrize(
    ("title", "salutation", "extra"),
    [
        ("云川市民政局关于对市政协十五届三次会议林见鹿委员提案的答复", "尊敬的林见鹿委员：", "感谢林见鹿委员对民政工作的关心！"),
        ("云川市民政局关于市政协十五届三次会议第87号提案的答复", "林见鹿、周望舒委员：", "林见鹿委员提出，全市应建设食堂20个。"),
        ("云川市民政局关于市政协十五届三次会议第91号提案的答复", "林见鹿等3名委员：", "（领衔委员：林见鹿，附议人：周望舒）"),
        ("云川市民政局关于市政协十五届三次会议第92号提案的答复", "林见鹿代表，您好：", "抄送：林见鹿代表、市人大代表工委"),
        ("关于市十五届人大三次会议第92号建议（林见鹿代表提）的答复", "林见鹿代表:", "见鹿代表"),
        ("关于市十五届人大三次会议第93号建议的答复", "林见鹿：", "提案人：林 见\n鹿"),
    ],
)
def test_dropped_proposers_are_in_no_file(title: str, salutation: str, extra: str, tmp_path: Path) -> None:
    body = "　　您提出的建议收悉。2023年6月，市民政局印发了《云川市居家养老服务管理办法》（云民发〔2023〕12号），建成养老服务中心36个。"
    (tmp_path / "a.txt").write_text("\n".join([title, salutation, body, extra, "云川市民政局", "2024年6月18日"]) + "\n", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "G", gongwen.rooms(), Settings(proposers=False, workers=1))
    texts = [path.read_bytes().decode(errors="replace") for path in sorted((tmp_path / "G").rglob("*")) if path.is_file()]
    flat = ["".join(text.split()) for text in texts]
    assert any("养老服务中心36个" in text for text in flat)
    assert not [secret for secret in ("林见鹿", "见鹿代表", "周望舒") for text in flat if secret in text]
