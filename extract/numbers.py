"""Numbers as Chinese letters print them, to exact decimals."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0, "Ｏ": 0, "０": 0, "O": 0, "o": 0, "0": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_EXACT = 28  # digits that a decimal holds
SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}


def chinese_integer(text: str) -> int:
    """The value of a Chinese numeral (十四 → 14, 二〇二二 → 2022, 一万二千 → 12000). Raises ValueError for anything else."""
    if not text:
        raise ValueError("no numeral")
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    if "亿" in text:
        left, _, right = text.rpartition("亿")
        return chinese_integer(left) * 10**8 + (chinese_integer(right) if right else 0)
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or (0 if section else 1)) * _UNITS[char]
            digit = 0
        elif char == "万":
            total, section, digit = (total + section + digit) * 10**4, 0, 0
        else:
            raise ValueError(f"{char!r} is no Chinese numeral")
    return total + section + digit


def decimal(digits: str, scale: str = "") -> Decimal:
    """The value of printed digits with their scale words: ("1,234.5", "万") → 12345000; ("50", "余万") → 500000."""
    plain = digits.replace(",", "")
    if not scale and plain.isdecimal() and len(plain) < _EXACT and plain.isascii():
        return Decimal(plain)
    value = Decimal(plain) if plain[0].isdigit() else Decimal(chinese_integer(plain))
    for char in scale:
        value *= SCALES.get(char, Decimal(1))
    value = value.normalize()
    return value if value.as_tuple().exponent in range(-30, 1) else value.quantize(Decimal(1))


def integer(text: str) -> int:
    """The value of a whole number in digits or Chinese numerals."""
    return int(text.replace(",", "")) if text[0].isdigit() else chinese_integer(text)
