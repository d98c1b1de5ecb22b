"""Codes and names as other data sets write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.links.values import division_code, document_number, plain, plain_name, plain_title


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("530111", "530111"),
        ("530111000000", "530111"),
        ("530111000", "530111"),
        ("530111.0", "530111"),
        ("530111.", "530111"),
        (" 5301 11\t", "530111"),
        ("５３０１１１", "530111"),
        ("530111\u200b", "530111"),
        ("53", "530000"),
        ("5301", "530100"),
        ("530111001", "530111001"),
        ("530111001000", "530111001"),
        ("530111001001", None),  # a village (GB/T 10114 and the statistics bureau's last three digits)
        ("5.30111E+11", None),
        ("053011", None),
        ("53011", None),
        ("CN-53", None),
        ("-530111", None),
        ("五三", None),
        ("", None),
    ],
)
def test_division_codes(printed: str, code: str | None) -> None:
    assert division_code(printed) == code


@pytest.mark.parametrize(
    "printed",
    ["云政发〔2016〕103号", "云政发[2016]103号", "云政发（2016）第103号", "云政发 〔２０１６〕 １０３ 号", "云政发【2016】0103号"],
)
def test_a_document_number_is_one_whatever_its_brackets(printed: str) -> None:
    assert document_number(printed) == "云政发〔2016〕103号"


@pytest.mark.parametrize("printed", ["", "103号", "云政发", "2016", "云政发〔16〕103号"])
def test_what_has_no_year_is_no_document_number(printed: str) -> None:
    assert document_number(printed) is None


def test_names_and_titles_meet() -> None:
    assert plain_name(" 云川市（本级） ") == plain_name("云川市(本级)")
    assert plain_title("《中华人民共和国家庭教育促进法》") == plain_title("家庭教育促进法")
    assert plain_title("《甲》和《乙》") != plain_title("甲》和《乙")
    assert plain_title("中华人民共和国") == "中华人民共和国"


@given(st.text())
def test_any_text_is_read_without_an_error(printed: str) -> None:
    assert plain(plain(printed)) == plain(printed)
    code = division_code(printed)
    assert code is None or (code.isascii() and code.isdecimal() and len(code) in (6, 9) and division_code(code) == code)
    number = document_number(printed)
    assert number is None or document_number(number) == number
    plain_title(printed)


@given(st.integers(10, 99), st.integers(1, 99), st.integers(1, 99))
def test_every_way_to_write_a_code_is_the_same_code(province: int, prefecture: int, county: int) -> None:
    code = f"{province}{prefecture:02}{county:02}"
    wide = code.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert {division_code(each) for each in (code, f"{code}000", f"{code}000000", f"{code}.0", f" {code} ", wide)} == {code}
