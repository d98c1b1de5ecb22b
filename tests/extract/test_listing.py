"""Lists of files to build, as people and programs write them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.archive.listing import listed_paths
from ontology.errors import InputError

PLAIN = "2022/答复一.txt\n2023/答复二.pdf\n"
NAMES = [Path("2022/答复一.txt"), Path("2023/答复二.pdf")]

LISTS = [
    ("lines", PLAIN.encode()),
    ("Windows lines, none at the end", PLAIN.replace("\n", "\r\n").rstrip().encode()),
    ("byte order mark", PLAIN.encode("utf-8-sig")),
    ("UTF-16", PLAIN.encode("utf-16")),
    ("GBK", PLAIN.encode("gbk")),
    ("blanks around", "  2022/答复一.txt \t\n\n2023/答复二.pdf  \n".encode()),
    ("quotation marks", "\"2022/答复一.txt\"\n'2023/答复二.pdf'\n".encode()),
    ("comments", f"# letters\n{PLAIN}  # end\n".encode()),
    ("find -print0", "2022/答复一.txt\0002023/答复二.pdf\0".encode()),
]


@pytest.mark.parametrize("data", [row[1] for row in LISTS], ids=[row[0] for row in LISTS])
def test_the_same_list_in_many_ways(data: bytes) -> None:
    assert listed_paths(data) == NAMES


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0c", "\x1d"])
def test_only_line_feeds_part_lines(mark: str) -> None:
    assert listed_paths(f"a{mark}b.txt\n".encode()) == [Path(f"a{mark}b.txt")]


def test_a_file_that_is_there_is_taken_literally(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["# notes.txt", ' "quoted" ', "blank .txt "]
    for name in names:
        (tmp_path / name).touch()
    assert listed_paths("\n".join(names).encode()) == [Path(name) for name in names]


def test_a_name_whose_bytes_are_gbk_is_found_by_them(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "答复.txt".encode("gbk")
    with open(raw, "wb"):
        pass
    for data in (raw + b"\n", raw + b"\0"):
        [path] = listed_paths(data)
        assert os.fsencode(path) == raw


def test_two_thousand_characters_and_more_are_a_path_like_any() -> None:
    assert listed_paths(b"z" * 5000) == [Path("z" * 5000)]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"# nothing\n"])
def test_an_empty_list(data: bytes) -> None:
    assert listed_paths(data) == []


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\0\x01\x02\xff", bytes(range(256)) * 20, b"\xff\x80\x81" * 50])
def test_what_is_no_list_is_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match="the list is") as caught:
        listed_paths(data)
    assert "\n" not in str(caught.value)
