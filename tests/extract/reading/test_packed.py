"""Zip parts and XML: whatever a file claims, reading it stays within the limits and ends in a part or in one line."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ofd_writer import pack

from extract.reading.limits import Limits
from extract.reading.packed import Packed, resolve
from ontology.errors import InputError

LIMITS = Limits(expanded_bytes=4_000_000, file_bytes=3_000_000, archive_files=100, nesting=50)


def lied(data: bytes, size: int) -> bytes:
    """The same zip, saying in both places that its part unpacks to so many bytes."""
    at, entry = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    changed = bytearray(data)
    struct.pack_into("<I", changed, at + 22, size)
    struct.pack_into("<I", changed, entry + 24, size)
    return bytes(changed)


def locked(data: bytes) -> bytes:
    """The same zip with its part marked as encrypted."""
    changed = bytearray(data)
    changed[data.index(b"PK\x03\x04") + 6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


ZEROS = b"\0" * 2_500_000
NOISE = bytes((n * n >> 3) % 251 for n in range(20_000))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"PK\x03\x04 and no more", "damaged"),
        (lambda: pack({"part.xml": NOISE})[:-30], "damaged"),
        (lambda: pack({"part.xml": NOISE}).replace(NOISE[:0] or b"part.xml", b"tarp.xml", 1), "damaged"),
        (lambda: pack({"part.xml": ZEROS}), "expansion_ratio"),
        (lambda: pack({"part.xml": ZEROS + ZEROS}, zipfile.ZIP_STORED), "file_bytes"),
        (lambda: locked(pack({"part.xml": "<a/>"})), "encrypted"),
        (lambda: pack({"part.xml": NOISE}, zipfile.ZIP_LZMA), "packed in way 14"),
        (lambda: pack({f"{n}.xml": "" for n in range(101)}), "archive_files"),
    ],
    ids=["no zip", "cut off", "two names", "bomb", "big part", "encrypted", "another way", "many parts"],
)
def test_a_bad_zip_is_one_line(make: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        Packed(make(), LIMITS, "a Word file").read("part.xml")
    assert "\n" not in str(caught.value)
    assert "a Word file" in str(caught.value)


def test_all_parts_together_are_counted() -> None:
    packed = Packed(pack({f"{n}": NOISE * 100 for n in range(3)}, zipfile.ZIP_STORED), LIMITS, "a Word file")
    assert packed.read("0") == NOISE * 100
    packed.read("1")
    with pytest.raises(InputError, match="expanded_bytes"):
        packed.read("2")


def test_a_false_size_does_not_help_a_bomb() -> None:
    with pytest.raises(InputError):
        Packed(lied(pack({"part.xml": ZEROS}), 10), LIMITS, "a Word file").read("part.xml")


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<a><b></a>", "damaged"),
        ("", "damaged"),
        ('<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>', "document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16"), "document type"),
        ("<a>&outside;</a>", "damaged"),
        ("<a>" * 51 + "</a>" * 51, "more than 50 elements"),
        ("<a>" * 100_000, "elements|damaged"),
        (b"<?xml version='1.0' encoding='none-such'?><a/>", "damaged"),
    ],
)
def test_bad_xml_is_one_line(xml: str | bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        Packed(pack({"a.xml": xml}), LIMITS, "an OFD file").xml("a.xml")
    assert "\n" not in str(caught.value)


def test_the_default_nesting_is_what_the_parser_takes() -> None:
    deepest = Limits().nesting
    packed = Packed(pack({"a.xml": "<a>" * deepest + "</a>" * deepest, "b.xml": "<a>" * 257 + "</a>" * 257}), Limits(), "a Word file")
    assert packed.xml("a.xml") is not None
    with pytest.raises(InputError, match=f"more than {deepest} elements inside each other.*; save it anew, or as PDF"):
        packed.xml("b.xml")


@pytest.mark.parametrize(("nesting", "advice"), [(50, "raise the limit"), (Limits().nesting, "as PDF")])
def test_the_advice_on_nesting_is_one_that_helps(nesting: int, advice: str) -> None:
    with pytest.raises(InputError, match=f"than {nesting} elements.*{advice}"):
        Packed(pack({"a.xml": "<a>" * 300 + "</a>" * 300}), Limits(nesting=nesting), "a Word file").xml("a.xml")


def test_names_match_in_any_case_and_with_either_stroke() -> None:
    packed = Packed(pack({"Doc_0\\Pages/Content.XML": "<a/>"}), LIMITS, "an OFD file")
    assert packed.xml("/doc_0/pages/content.xml") is not None
    assert packed.xml("other.xml") is None


@pytest.mark.parametrize(
    ("base", "target", "name"),
    [
        ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("Doc_0/Document.xml", "/Doc_1/Content.xml", "Doc_1/Content.xml"),
        ("Doc_0/Document.xml", "./../Doc_1\\Content.xml", "Doc_1/Content.xml"),
        ("Doc_0/Document.xml", "../../../../etc/passwd", "etc/passwd"),
        ("", "word/document.xml", "word/document.xml"),
    ],
)
def test_paths_stay_in_the_file(base: str, target: str, name: str) -> None:
    assert resolve(base, target) == name


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 400), st.integers(0, 255))
@example(b"", 386, 0)  # a part without a name
def test_a_spoilt_zip_reads_or_is_refused(tail: bytes, place: int, byte: int) -> None:
    data = bytearray(pack({"a.xml": "<a>字</a>", "b/c.xml": NOISE[:200]}))
    data[place % len(data)] = byte
    try:
        packed = Packed(bytes(data) + tail, LIMITS, "a Word file")
        for name in packed.names:
            packed.read(name)
        packed.xml("a.xml")
    except InputError as error:
        assert "\n" not in str(error)


def test_a_zip_of_folders_alone_has_no_parts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/", "")
    assert Packed(out.getvalue(), LIMITS, "a Word file").names == []
