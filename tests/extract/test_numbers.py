"""Numbers as letters print them, to exact decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbers import chinese_integer, decimal, integer

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十四", 14),
        ("二十", 20),
        ("九十九", 99),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千二百", 1200),
        ("三千零四", 3004),
        ("一万二千", 12000),
        ("十二万", 120000),
        ("三百万", 3000000),
        ("一亿零五百万", 105000000),
        ("二〇二二", 2022),
        ("二○二四", 2024),
        ("〇", 0),
    ],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese_integer(text) == value


@pytest.mark.parametrize("text", ["", "个", "3", "一次", "几百"])
def test_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        chinese_integer(text)


def numeral(value: int) -> str:
    """A number from 1 to 99 as a letter spells it."""
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else DIGITS[tens] if tens else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


@given(st.integers(1, 99))
def test_a_numeral_to_99_comes_back(value: int) -> None:
    assert chinese_integer(numeral(value)) == value


@pytest.mark.parametrize(
    ("digits", "scale", "value"),
    [
        ("15488", "", "15488"),
        ("1,234.5", "万", "12345000"),
        ("2.5", "亿", "250000000"),
        ("1607.33", "", "1607.33"),
        ("50", "余万", "500000"),
        ("3", "百余", "300"),
        ("8", "千", "8000"),
        ("12", "多万", "120000"),
        ("三", "万", "30000"),
        ("十五", "", "15"),
        ("0.1", "万", "1000"),
    ],
)
def test_scale_words_are_multiplied_exactly(digits: str, scale: str, value: str) -> None:
    assert decimal(digits, scale) == Decimal(value)


@pytest.mark.parametrize(("text", "value"), [("14", 14), ("1,004", 1004), ("十四", 14), ("八", 8)])
def test_whole_numbers_in_either_script(text: str, value: int) -> None:
    assert integer(text) == value
