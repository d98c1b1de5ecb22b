"""Dates at the precision printed, relative ones against the letter's date, damaged ones only when one reading is left."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import dates
from extract.facts import Date


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("于2022年3月7日挂牌", "2022-03-07", "2022年3月7日"),
        ("2022年1月，区民政局", "2022-01", "2022年1月"),
        ("2021年5月份启动", "2021-05", "2021年5月份"),
        ("2018年以来", "2018", "2018年"),
        ("二〇二四年五月二十八日", "2024-05-28", "二〇二四年五月二十八日"),
        ("二○二三年十二月", "2023-12", "二○二三年十二月"),
        ("2023年6月15号", "2023-06-15", "2023年6月15号"),
        ("发布日期 2025-11-26 15:44", "2025-11-26", "2025-11-26"),
        ("2024.5.8", "2024-05-08", "2024.5.8"),
        ("2024/05/08", "2024-05-08", "2024/05/08"),
    ],
)
def test_a_date_keeps_the_precision_printed(text: str, value: str, printed: str) -> None:
    assert dates.parse(text) == Date(value, printed)


@pytest.mark.parametrize("text", ["2023年2月30日", "2024-13-01", "三年行动", "第12号", "2022人", "1350年", ""])
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert dates.parse(text) is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    printed = dates.chinese(day.isoformat())
    assert dates.parse(printed) == Date(day.isoformat(), printed)
    assert dates.parse(day.isoformat()) == Date(day.isoformat(), day.isoformat())


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("2025925日", "2025-09-25"),
        ("202259", "2022-05-09"),
        ("202298日", "2022-09-08"),
        ("2022年69日", "2022-06-09"),
        ("20231231日", "2023-12-31"),
        ("20221015日", "2022-10-15"),
        ("2024131日", "2024-01-31"),
        ("20226月17日", "2022-06-17"),
    ],
)
def test_one_possible_reading_is_a_repair(damaged: str, meant: str) -> None:
    assert dates.repair(damaged) == meant


@pytest.mark.parametrize(
    "damaged", ["2025111日", "2025112日", "2025125日", "20251日", "2025990日", "20250日", "2025", "18991231日", "九月日"]
)
def test_two_readings_or_none_are_left_alone(damaged: str) -> None:
    assert dates.repair(damaged) is None


@pytest.mark.parametrize(
    ("text", "letter_date", "last_year", "value"),
    [
        ("今年4月", "2025-09-25", None, "2025-04"),
        ("今年", "2025-09-25", None, "2025"),
        ("去年12月3日", "2025-09-25", None, "2024-12-03"),
        ("上年", "2025", None, "2024"),
        ("前年", "2025-09", None, "2023"),
        ("同年6月", "2025-09-25", 2021, "2021-06"),
        ("当年", None, 2019, "2019"),
        ("本月", "2025-09-25", None, "2025-09"),
        ("上月", "2025-01-06", None, "2024-12"),
        ("本年度", "2025-09-25", None, "2025"),
    ],
)
def test_relative_dates_are_resolved_and_marked(text: str, letter_date: str | None, last_year: int | None, value: str) -> None:
    match = dates.RELATIVE.match(text)
    assert match is not None
    assert dates.resolve(match, letter_date, last_year) == Date(value, match.group(), resolved=True)


@pytest.mark.parametrize(
    ("text", "letter_date", "last_year"),
    [("今年4月", None, None), ("同年6月", "2025-09-25", None), ("本月", "2025", None), ("今年2月30日", "2025-09-25", None)],
    ids=["letter without a date", "no year named before", "letter dated by the year", "no such day"],
)
def test_what_cannot_be_resolved_is_no_date(text: str, letter_date: str | None, last_year: int | None) -> None:
    match = dates.RELATIVE.match(text)
    assert match is not None
    assert dates.resolve(match, letter_date, last_year) is None
