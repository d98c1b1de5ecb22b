"""One letter from several files becomes one letter; what the files say otherwise is told."""

from __future__ import annotations

import csv
import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

from extract.archive import Settings, build
from extract.archive.same import Version, differences, items_of, same_letters
from extract.archive.summary import Summary
from extract.reader import Reader
from gongwen import rooms
from queries.catalogue import catalogue
from queries.printers import render
from queries.runners import run_on_store
from server.store import CurrentStore, open_store

SAMPLES = Path(__file__).parents[1] / "letters"
VETERANS, APPROVAL, ROADS = "12-veterans.txt", "16-approval.txt", "02-rural-roads.txt"


@cache
def reader() -> Reader:
    return Reader()


def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def version(text: str, name: str = "a.txt", recognised: bool = False) -> Version:
    letter = reader().read(text, name)
    facts = {"Fact": len(letter.facts)}
    return Version(letter.key, {"source": name, "recognised": recognised, "facts": facts}, items_of(letter), lambda: text)


def cut(text: str) -> str:
    return text[: len(text) * 2 // 3]


def renumbered(text: str) -> str:
    return text.replace("〔2022〕8号", "〔2022〕9号")


SAME = [
    ("one figure mended", lambda text: text.replace("4382万元", "4328万元"), True),
    ("page furniture around it", lambda text: "首页 > 政务公开 > 建议提案\n" + text + "\n打印 关闭\n", True),
    ("lines broken", lambda text: "\n".join(line[at : at + 30] for line in text.split("\n") for at in range(0, len(line), 30)), True),
    ("cut off", cut, True),
    ("another number", renumbered, False),
    ("another letter", lambda text: sample(ROADS), False),
]


@pytest.mark.parametrize(("change", "same"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_which_texts_are_one_letter(change: object, same: bool) -> None:
    text = sample(VETERANS)
    one, other = version(text), version(change(text), "b.txt")  # type: ignore[operator]
    assert one.key != other.key
    assert len(same_letters([one, other])) == same


def test_two_letters_of_one_number_with_other_texts_stay_two() -> None:
    text = sample(VETERANS)
    number = items_of(reader().read(text, "a"))["identity"]["number"]
    other = version(sample(ROADS), "b.txt")
    other.said["identity"] |= {"number": number, "issuers": []}
    assert same_letters([version(text), other]) == {}


def test_what_is_recognised_from_a_picture_never_stands_for_the_letter() -> None:
    text = sample(VETERANS)
    scan, page = version(text, "a.pdf", recognised=True), version(cut(text), "b.html")
    assert same_letters([scan, page]) == {scan.key: page.key}


def test_the_version_that_says_more_stands_for_the_letter() -> None:
    text = sample(VETERANS)
    whole, part = version(text, "b.txt"), version(cut(text), "a.txt")
    assert same_letters([part, whole]) == {part.key: whole.key}


def said(change: str, to: str) -> list[dict[str, str | None]]:
    text = sample(VETERANS)
    here, there = (items_of(reader().read(t, "a"))["items"] for t in (text, text.replace(change, to)))
    return list(differences(here, there))


def test_a_changed_number_is_one_difference_with_both_values() -> None:
    assert said("〔2022〕8号", "〔2022〕9号")[0] == {
        "field": "letter.doc_number",
        "here": "望退役函〔2022〕8号",
        "there": "望退役函〔2022〕9号",
    }


def test_equal_texts_do_not_differ() -> None:
    assert said("没有这几个字", "") == []


# -- a whole build -----------------------------------------------------------------------------------------------------------


def built(inputs: list[Path], out: Path, **settings: object) -> Summary:
    return build(inputs, out, rooms(), Settings(workers=1, **settings))  # type: ignore[arg-type]


def rows(graph: Path, query: str) -> list[dict[str, str]]:
    answer = render(run_on_store(open_store(CurrentStore(graph).path()), catalogue().get(query).bound({})), "csv")
    return list(csv.DictReader(io.StringIO(answer)))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("same")
    inputs = place / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text(sample(VETERANS), encoding="utf-8")
    (inputs / "b.txt").write_bytes(sample(VETERANS).replace("4382万元", "4328万元").encode("gb18030"))
    with zipfile.ZipFile(inputs / "letters.zip", "w") as packed:
        packed.writestr("2023/c.txt", sample(APPROVAL))
        packed.writestr("2023/notes.md", "# notes")
        packed.writestr("2023/empty.txt", "")
    summary = built([inputs], place / "G")
    assert (summary.letters, summary.merged, dict(summary.passed_over)) == (2, 1, {".md": 1})
    assert summary.rejected == (("letters.zip/2023/empty.txt", "empty", "nothing to read; get the file anew"),)
    return place / "G"


def test_the_letter_stands_in_the_graph_once(graph: Path) -> None:
    assert [row["source"] for row in rows(graph, "letters")] == ["a.txt", "c.txt"]
    assert {row["source"] for row in rows(graph, "organizations")} == {"a.txt", "c.txt"}


def test_every_file_is_a_source_with_its_hash_kind_and_reader(graph: Path) -> None:
    found = [(row["source"], row["file"], row["mediaType"], row["encoding"]) for row in rows(graph, "sources")]
    assert found == [
        ("a.txt", "a.txt", "text/plain", "utf-8"),
        ("a.txt", "b.txt", "text/plain", "gb18030"),
        ("c.txt", "letters.zip/2023/c.txt", "text/plain", "utf-8"),
    ]
    for row in rows(graph, "sources"):
        assert len(row["sha256"]) == 64 and int(row["size"]) > 1000 and row["reader"].startswith("gongwen ")
        assert (graph / row["text"]).is_file()


def test_the_differences_are_told(graph: Path) -> None:
    [found] = rows(graph, "differences")
    assert found == {
        "source": "a.txt",
        "file": "b.txt",
        "field": "amounts",
        "value": "优抚资金 43820000元",
        "otherValue": "优抚资金 43280000元",
    }


def test_nothing_is_read_again(graph: Path) -> None:
    summary = built([graph.parent / "in"], graph)
    assert (summary.read, summary.changed, summary.merged) == (0, False, 1)


def test_another_limit_is_another_build(graph: Path, tmp_path: Path) -> None:
    from extract.reading.limits import Limits

    summary = built([graph.parent / "in"], tmp_path / "G", limits=Limits(text_characters=500))
    assert summary.kept and all("limit text_characters of 500" in reason or reason == "empty" for _, reason, _ in summary.rejected)


def test_dropped_proposers_are_not_in_what_is_kept_to_compare(tmp_path: Path) -> None:
    text = sample(VETERANS)
    letter = reader().read(text, "a.txt")
    names = letter.values("addressee")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    built([tmp_path / "a.txt"], tmp_path / "G", proposers=False)
    [kept] = (tmp_path / "G" / "letters").glob("*.json")
    assert names and not any(name in kept.read_text(encoding="utf-8") for name in names)
