"""Zip archives are read within bounds."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from extract.reading.limits import Limits
from extract.reading.zips import ZipArchive
from ontology.errors import InputError

NAME = "关于提案的答复.txt"


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return data.getvalue()


def renamed(encoding: str) -> bytes:
    """An archive whose one name stands in another encoding than the zip says, as Chinese Windows writes it."""
    raw = NAME.encode(encoding)
    data = archive({"x" * len(raw): "文".encode()})
    return data.replace(b"x" * len(raw), raw)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names(encoding: str) -> None:
    [member] = ZipArchive(io.BytesIO(renamed(encoding)), Limits()).members()
    assert member.name == NAME


def test_a_name_marked_as_utf_8() -> None:
    [member] = ZipArchive(io.BytesIO(archive({NAME: b"a"})), Limits()).members()
    assert member.name == NAME


def test_two_files_of_one_name_are_both_there() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("a.txt", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.txt", b"2")
    found = ZipArchive(data, Limits())
    assert [found.read(member.index) for member in found.members()] == [b"1", b"2"]


def test_an_archive_in_an_archive() -> None:
    outer = ZipArchive(io.BytesIO(archive({"in.zip": archive({"a.txt": b"a"})})), Limits())
    assert outer.inside(0).read(0) == b"a"


def encrypted() -> bytes:
    data = bytearray(archive({"a.txt": b"abc"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        struct.pack_into("<H", data, place, 1)
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(archive({"a.txt": bytes(range(256)) * 40}))
    data[60:70] = b"\xff" * 10
    return bytes(data)


BAD = [
    ("cut off", archive({"a.txt": b"abc" * 999})[:-30], "damaged archive", Limits()),
    ("damaged inside", damaged(), "damaged archive", Limits()),
    ("encrypted", encrypted(), "encrypted", Limits()),
    ("bomb", archive({"a.txt": b" " * 20_000_000}), "more than 200 times its size", Limits()),
    ("big", archive({"a.txt": b" " * 3_000_000}, zipfile.ZIP_STORED), "limit file_bytes", Limits(file_bytes=2_000_000)),
    ("many", archive({f"{n}.txt": b"a" for n in range(30)}), "limit archive_files", Limits(archive_files=20)),
    ("much", archive({f"{n}.txt": b"a" * 1000 for n in range(30)}), "limit archive_bytes", Limits(archive_bytes=20_000)),
]


@pytest.mark.parametrize(("data", "reason", "limits"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_archives_are_told(tmp_path: Path, data: bytes, reason: str, limits: Limits) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(InputError, match=reason):
        found = ZipArchive(path, limits)
        for member in found.members():
            found.read(member.index)


def test_a_bomb_in_nested_archives_counts_as_one() -> None:
    inner = archive({f"{n}.txt": b"a" * 1000 for n in range(10)}, zipfile.ZIP_STORED)
    outer = ZipArchive(io.BytesIO(archive({"1.zip": inner, "2.zip": inner})), Limits(archive_bytes=30_000))
    with pytest.raises(InputError, match="limit archive_bytes"):
        for index in range(2):
            inside = outer.inside(index)
            for member in inside.members():
                inside.read(member.index)
