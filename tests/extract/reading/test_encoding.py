"""Encodings are told by content."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading.encoding import decode
from ontology.errors import InputError

LETTERS = sorted((Path(__file__).parents[2] / "letters").glob("*.txt"))
TRADITIONAL = (
    "關於對市政協十屆一次會議第101號提案的答覆\n您提出的提案收悉，經研究，現答覆如下：我們會同醫療保障局開展調查，補貼標準為每人每月200元。"
)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
    ],
)
def test_sample_letters_in_every_encoding(letter: Path, encoding: str, told: str) -> None:
    text = letter.read_text(encoding="utf-8")
    assert decode(text.encode(encoding)) == (text, told)


@pytest.mark.parametrize("encoding", ["gb2312", "gbk"])
def test_subsets_of_gb_18030(encoding: str) -> None:
    text = "县民政局关于第12号提案的答复\n张三委员：您提出的提案收悉。"
    assert decode(text.encode(encoding)) == (text, "gb18030")


def test_big5() -> None:
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, "big5hkscs")


@pytest.mark.parametrize("declared", ["utf-8", "big5", "latin-1", "nonsense", None])
def test_a_wrong_declaration_does_not_mislead(declared: str | None) -> None:
    text = "区教育局关于第8号建议的答复：您提出的建议收悉，现答复如下。"
    assert decode(text.encode("gbk"), declared) == (text, "gb18030")


def test_a_few_broken_bytes_are_marked() -> None:
    text = "区教育局关于第8号建议的答复：您提出的建议收悉。" * 100
    data = text.encode()
    at = data.index("号".encode())
    assert decode(data[:at] + b"\xff" + data[at:]) == (text.replace("8号", "8\ufffd号", 1), "utf-8")


def test_a_text_cut_in_a_character_is_read() -> None:
    text = "区教育局关于第8号建议的答复：您提出的建议收悉。" * 9
    for encoding in ("utf-8", "gb18030"):
        found, told = decode(text.encode(encoding)[:-1])
        assert (found[:-1], told) == (text[:-1], encoding)


@pytest.mark.parametrize("data", [b"\xff" * 100, bytes(range(128, 256)) * 20, b"\x01\x02\0\x03" * 50], ids=["ff", "all bytes", "zeros"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data)


@given(data=st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_text_or_one_clear_refusal(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InputError as error:
        assert "\n" not in str(error) and error.advice
    else:
        assert isinstance(text, str) and encoding


@given(
    text=st.text(
        alphabet="的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年县市民政局答复函提案建议委员，。：《》〔〕0123456789\n",
        min_size=40,
        max_size=300,
    )
)
@settings(max_examples=150, deadline=None)
def test_common_text_comes_back_from_every_encoding(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert decode(text.encode(encoding))[0] == text
