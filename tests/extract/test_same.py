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


# -- letters from one template: what they answer, and whom, tells them apart ------------------------------------------------------

TEMPLATE = """云川市民政局
关于市政协提案的答复

{who}委员：

您提出的《{proposal}》（第{number}号）收悉。现答复如下：

一、关于社区养老服务。2023年以来，我局会同市财政局印发《云川市养老服务补贴办法》，全市建成社区养老服务站260个，
累计为特殊困难老年人家庭改造住房1280户，安排福利彩票公益金650万元，支持农村幸福院建设，培训养老护理员340名。

二、关于人才队伍。我局与市人力资源和社会保障局联合开展技能竞赛，评选优秀护理员20名，给予每人5000元奖励。
{more}
感谢您对民政工作的关心支持！

云川市民政局
2024年6月18日
"""
FIRST = {"who": "林见鹿", "proposal": "关于加强社区养老服务的提案", "number": "20240087", "more": ""}
SECOND = {"who": "周望舒", "proposal": "关于加快农村养老机构改革的提案", "number": "20240093"}
OWN = "三、关于农村敬老院，我局已将29所乡镇敬老院交由专业机构运营，投入资金870万元。"

TEMPLATES = [
    ("nothing else", {}, True),
    ("all three differ", SECOND, False),
    ("all three differ, and a paragraph", SECOND | {"more": OWN}, False),
    ("another addressee", {"who": "周望舒"}, False),
    ("one addressee more", {"who": "林见鹿、周望舒"}, True),
    ("another proposal's number", {"number": "20240093"}, False),
    ("the next number", {"number": "20240088"}, False),
    ("another proposal's title", {"proposal": SECOND["proposal"]}, False),
    ("one digit lost", {"number": "2024087"}, True),
    ("one digit lost, and a paragraph more elsewhere", {"number": "2024087", "more": OWN * 3}, True),
    ("the proposal's title cut", {"proposal": "关于加强社区养老服务的提"}, True),
    ("a character of the name lost", {"who": "林鹿"}, True),
]


@pytest.mark.parametrize(("change", "same"), [row[1:] for row in TEMPLATES], ids=[row[0] for row in TEMPLATES])
def test_letters_of_one_title_date_and_issuer(change: dict[str, str], same: bool) -> None:
    one, other = version(TEMPLATE.format(**FIRST)), version(TEMPLATE.format(**(FIRST | {"more": " "} | change)), "b.txt")
    identity = one.said["identity"]
    assert (identity["proposal_number"], identity["addressees"]) == (["20240087"], ["林见鹿"]) and identity["proposal_title"]
    assert len(same_letters([one, other])) == same


@pytest.mark.parametrize("field", ["proposal_number", "proposal_title", "addressees"])
def test_a_file_that_lacks_a_field_is_still_the_letter(field: str) -> None:
    one, other = version(TEMPLATE.format(**FIRST)), version(TEMPLATE.format(**(FIRST | {"more": OWN})), "b.txt")
    other.said["identity"][field] = []
    assert len(same_letters([one, other])) == 1


def test_a_near_value_is_the_same_only_where_the_texts_are_nearly_equal() -> None:
    one = version(TEMPLATE.format(**FIRST))
    other = TEMPLATE.format(**FIRST).replace("一、关于社区养老服务", OWN).replace("联合开展技能竞赛", "出台职称评定办法")
    assert len(same_letters([one, version(other, "b.txt")])) == 1
    assert len(same_letters([one, version(other.replace("20240087", "2024087"), "b.txt")])) == 0


def test_two_letters_by_one_number_printed_wrongly_stay_two() -> None:
    numbered = TEMPLATE.replace("云川市民政局\n关于", "云川市民政局\n云民函〔2024〕8号\n关于", 1)
    one, other = version(numbered.format(**FIRST)), version(numbered.format(**SECOND, more=OWN), "b.txt")
    assert one.said["identity"]["number"] == other.said["identity"]["number"] != ""
    assert same_letters([one, other]) == {}


def test_a_misread_name_in_a_scan_is_the_same() -> None:
    one, scan = version(TEMPLATE.format(**FIRST)), version(TEMPLATE.format(**(FIRST | {"who": "林见麓"})), "b.pdf", recognised=True)
    assert same_letters([one, scan]) == {scan.key: one.key}


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
