"""Files to text: nothing is changed, bad input is one clear line."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extract.reading.files import find_files, read_file
from extract.reading.limits import Limits
from ontology.errors import InputError


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("区民政局".encode(), "区民政局"),
        (b"\xef\xbb\xbf" + "区民政局".encode(), "区民政局"),
        ("一\r\n二\r三\n".encode(), "一\r\n二\r三\n"),
        ("　全角　空格\u200b和\u2028分行".encode(), "　全角　空格\u200b和\u2028分行"),
        ("𠮷野家 🙂".encode(), "𠮷野家 🙂"),
    ],
    ids=["plain", "byte order mark", "line ends", "odd white space", "outside the first plane"],
)
def test_the_text_is_what_the_bytes_say(tmp_path: Path, data: bytes, text: str) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(data)
    assert read_file(file).text == text


def test_offsets_count_code_points(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("𠮷和🙂镇", encoding="utf-8")
    text = read_file(file).text
    assert (len(text), text.index("镇")) == (4, 3)


LIMITS = Limits(file_bytes=100_000, seconds=1)


def big(path: Path) -> None:
    path.write_bytes(b" " * 100_001)


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "a")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(b" \r\n\t"), "empty"),
        (lambda path: path.write_text("　\u200a\n", encoding="utf-8"), "only white space"),
        (lambda path: path.write_bytes(b"\x01\x02\n\0\x03" * 9), "binary, not text (a zero byte at byte 4, line 2)"),
        (
            lambda path: path.write_bytes(("文" * 99 + "\n").encode() * 9 + "关于提案的答复".encode("gbk") * 9),
            "not utf-8, the first in line 10",
        ),
        (lambda path: path.symlink_to("nowhere"), "a link to a file that is not there"),
        (lambda path: path.symlink_to(path.name), "cannot be read (Too many levels"),
        (lambda path: path.symlink_to("y" * 300), "cannot be read (File name too long)"),
        (os.mkfifo, "nothing came through this pipe within the limit seconds of 1"),
        (lambda path: path.write_bytes(bytes(range(128, 256)) * 9), "no text in UTF-8"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0"), "a picture"),
        (lambda path: path.write_bytes(b"Rar!\x1a\x07\0"), "a RAR archive"),
        (zipped, "an archive"),
        (big, "more than the limit"),
    ],
    ids=[
        "missing",
        "folder",
        "empty",
        "white bytes",
        "white space",
        "binary",
        "GBK in UTF-8",
        "dangling",
        "loop",
        "long",
        "pipe",
        "noise",
        "picture",
        "RAR",
        "zip",
        "too big",
    ],
)
def test_bad_input_is_one_line_with_the_path(tmp_path: Path, make: Callable[[Path], object], reason: str) -> None:
    file = tmp_path / "letter.txt"
    make(file)
    with pytest.raises(InputError) as caught:
        read_file(file, LIMITS)
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert reason in message
    assert "\n" not in message


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe, text = tmp_path / "letter.txt", "区民政局" * 50_000
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        written = other.submit(pipe.write_text, text, encoding="utf-8")
        assert read_file(pipe, Limits(seconds=60)).text == text
        assert written.result() == len(text)


def test_a_path_with_a_zero_byte_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="null byte"):
        read_file(tmp_path / "a\0b.txt")


def test_folders_are_searched_to_the_bottom_sorted_each_file_once(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.txt", "a/y.txt", "a/notes.md", "c.TXT.bak"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf-8")
    found = find_files([tmp_path / "b.txt", tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b.txt", "a/notes.md", "a/y.txt", "a/z.txt", "c.TXT.bak"]


def test_a_file_named_by_hand_need_not_end_in_txt(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("文", encoding="utf-8")
    assert find_files([tmp_path / "letter"]) == [tmp_path / "letter"]


def test_hidden_files_and_the_parts_of_a_saved_page_are_passed_over(tmp_path: Path) -> None:
    names = [".git/a.txt", ".b.txt", "~$c.docx", "page.html", "page_files/ad.html", "page.files/ad.html", "scan_files/d.pdf"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])] == ["page.html", "scan_files/d.pdf"]


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        find_files([tmp_path / "nowhere"])


def test_a_graph_directory_is_no_input(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("a", encoding="utf-8")
    graph = tmp_path / "graph"
    (graph / "letters").mkdir(parents=True)
    for name in ("manifest.json", "validation.txt", "letters/letter-1.txt"):
        (graph / name).write_text('{"format": "gongwen-graph/2"}', encoding="utf-8")
    assert find_files([tmp_path]) == [letter]


def test_letters_beside_another_programs_manifest_are_read(tmp_path: Path) -> None:
    letter = tmp_path / "letters" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("a", encoding="utf-8")
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert letter in find_files([tmp_path])


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    letter = tmp_path / "letter.txt"
    letter.write_text("a", encoding="utf-8")
    scandir = os.scandir

    def refuse(path: str) -> object:  # root may list everything, so permissions alone would not show it
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    missed: list[OSError] = []
    assert find_files([tmp_path], missed.append) == [letter]
    assert [error.filename for error in missed] == [str(closed)]
    with pytest.raises(InputError, match="cannot be searched"):
        find_files([tmp_path])
