"""Document numbers: every spelling of one number meets, what is no number stays out, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.document_numbers import chinese_count, normal_number, number_key, parse_number

CODES = [
    ("国办发〔2021〕4号", "国办发〔2021〕4号"),
    ("国办发[2021]4号", "国办发〔2021〕4号"),
    ("国办发【2021】4号", "国办发〔2021〕4号"),
    ("国办发（2021）4号", "国办发〔2021〕4号"),
    ("国办发(2021)4号", "国办发〔2021〕4号"),
    ("国办发﹝2021﹞4号", "国办发〔2021〕4号"),
    ("国办发〈2021〉4号", "国办发〔2021〕4号"),
    ("国办发［2021］4号", "国办发〔2021〕4号"),
    ("国办发｛2021｝4号", "国办发〔2021〕4号"),
    ("国办发 〔 2021 〕 4 号", "国办发〔2021〕4号"),
    ("国办发〔2021年〕4号", "国办发〔2021〕4号"),
    ("国办发〔２０２１〕４号", "国办发〔2021〕4号"),
    ("（国办发〔2021〕4号）", "国办发〔2021〕4号"),
    ("国办发〔2021〕4号，", "国办发〔2021〕4号"),
    ("国办发〔2021〕4", "国办发〔2021〕4号"),
    ("国办发〔20214号", "国办发〔2021〕4号"),
    ("国办发2021〕4号", "国办发〔2021〕4号"),
    ("国办发20214号", "国办发〔2021〕4号"),
    ("国办发2021年4号", "国办发〔2021〕4号"),
    ("云政发[2016]103号", "云政发〔2016〕103号"),
    ("财社〔2023〕5号", "财社〔2023〕5号"),
    ("教基〔2018〕26号", "教基〔2018〕26号"),
    ("国发〔2016〕13号", "国发〔2016〕13号"),
    ("国办发明电〔2020〕24号", "国办发明电〔2020〕24号"),
    ("工信部联规〔2021〕208号", "工信部联规〔2021〕208号"),
    ("国卫办妇幼函〔2022〕409号", "国卫办妇幼函〔2022〕409号"),
    ("法释〔2020〕26号", "法释〔2020〕26号"),
    ("高检发释字〔2018〕2号", "高检发释字〔2018〕2号"),
    ("鲁政字〔2021〕12号", "鲁政字〔2021〕12号"),
    ("粤民规字〔2019〕10号", "粤民规字〔2019〕10号"),
    ("沪府办规〔2020〕1号", "沪府办规〔2020〕1号"),
    ("官民函〔2022〕52号", "官民函〔2022〕52号"),
    ("京政办字〔2021〕第004号", "京政办字〔2021〕第004号"),
    ("鲁政办字〔2021〕12-1号", "鲁政办字〔2021〕12-1号"),
    ("厅字〔2020〕3号", "厅字〔2020〕3号"),
    ("国发[84]174号", "国发〔1984〕174号"),
    ("建办质〔2018〕31 号", "建办质〔2018〕31号"),
    ("某公司（安质）〔2020〕12号", "某公司（安质）〔2020〕12号"),
]
OTHERS = [
    ("国务院令第738号", "order", "国务院令第738号"),
    ("中华人民共和国国务院令第738号", "order", "国务院令第738号"),
    ("国务院令（第738号）", "order", "国务院令第738号"),
    ("国令第707号", "order", "国令第707号"),
    ("主席令第五十七号", "order", "主席令第57号"),
    ("中华人民共和国主席令（第一〇四号）", "order", "主席令第104号"),
    ("主席令 第四十五号", "order", "主席令第45号"),
    ("第12号令", "order", "第12号令"),
    ("民政部令第66号", "order", "民政部令第66号"),
    ("交通运输部令2021年第27号", "order", "交通运输部令2021年第27号"),
    ("交通运输部第13号令", "order", "交通运输部令第13号"),
    ("国家发展改革委2020年第31号令", "order", "国家发展改革委令2020年第31号"),
    ("国家税务总局公告2021年第15号", "announcement", "国家税务总局公告2021年第15号"),
    ("财政部 税务总局公告2023年第12号", "announcement", "财政部税务总局公告2023年第12号"),
    ("2023年第12号公告", "announcement", "2023年第12号公告"),
    ("民政部公告第451号", "announcement", "民政部公告第451号"),
    ("GB/T 2260-2007", "standard", "GB/T 2260-2007"),
    ("GB/T2260—2007", "standard", "GB/T 2260-2007"),
    ("GB 5768.2-2009", "standard", "GB 5768.2-2009"),
    ("ＧＢ 38600－2019", "standard", "GB 38600-2019"),
]
NONE = [
    "",
    "号",
    "2021年4号",
    "第101097号",
    "第503027号提案",
    "提案第12号",
    "统计2021年第4号",
    "2021",
    "〔2021〕4号",
    "国办发",
    "国办发〔21〕",
    "国办发〔1821〕4号",
    "令",
    "0871-55501718",
    "《关于加强养老服务的意见》",
    "共2022人参加培训",
]


@pytest.mark.parametrize(("printed", "normal"), CODES)
def test_numbers_with_an_agencys_code(printed: str, normal: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.form, number.normal) == ("code", normal)


@pytest.mark.parametrize(("printed", "form", "normal"), OTHERS)
def test_orders_announcements_and_standards(printed: str, form: str, normal: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.form, number.normal) == (form, normal)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None
    assert normal_number(text) == text


def test_the_parts_of_a_number() -> None:
    number = parse_number("云政发[2016]第0103号")
    assert number is not None
    assert (number.code, number.year, number.serial, number.ordinal, number.repaired) == ("云政发", 2016, "0103", True, False)
    damaged = parse_number("云政发〔2016103号")
    assert damaged is not None
    assert (damaged.year, damaged.serial, damaged.repaired) == (2016, "103", True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国办发〔2021〕4号", "国办发(2021)第04号"),
        ("国令第707号", "中华人民共和国国务院令第707号"),
        ("主席令第五十七号", "中华人民共和国主席令第57号"),
        ("交通运输部2021年第27号令", "交通运输部令2021年第27号"),
        ("财政部、税务总局公告2023年第12号", "财政部 税务总局公告2023年第12号"),
    ],
)
def test_spellings_of_one_number_share_a_key(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国办发〔2021〕4号", "国办发〔2022〕4号"),
        ("国办发〔2021〕4号", "国办发〔2021〕14号"),
        ("国办发〔2021〕4号", "国办函〔2021〕4号"),
        ("国发〔2021〕4号", "国办发〔2021〕4号"),
        ("鲁政字〔2021〕12号", "鲁政〔2021〕12号"),
        ("鲁政办字〔2021〕12号", "鲁政办字〔2021〕12-1号"),
        ("民政部令第66号", "教育部令第66号"),
        ("民政部令第66号", "民政部公告第66号"),
        ("交通运输部令2021年第27号", "交通运输部令2022年第27号"),
        ("GB/T 2260-2007", "GB/T 2260-1999"),
    ],
)
def test_different_numbers_never_share_a_key(one: str, other: str) -> None:
    assert number_key(one) != number_key(other)


@pytest.mark.parametrize(
    ("printed", "identifying"),
    [
        ("国办发〔2021〕4号", True),
        ("GB/T 2260-2007", True),
        ("财政部公告2023年第12号", True),
        ("2023年第12号公告", False),
        ("第12号令", False),
        ("国务院令第649号", False),
    ],
)
def test_which_numbers_tell_one_document(printed: str, identifying: bool) -> None:
    number = parse_number(printed)
    assert number is not None
    assert number.identifying is identifying


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("七", 7),
        ("十", 10),
        ("十二", 12),
        ("五十七", 57),
        ("一百零四", 104),
        ("一〇四", 104),
        ("二百", 200),
        ("57", 57),
        ("五七八十", None),
        ("号", None),
    ],
)
def test_chinese_counts(text: str, value: int | None) -> None:
    assert chinese_count(text) == value


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert normal_number(normal_number(text)) == normal_number(text)
    number_key(text)


@given(st.text(alphabet="国发办令第公告财〔〕[]（)0129一百年号 GB/T-—", max_size=24))
def test_what_looks_like_a_number_has_one_normal_form_too(text: str) -> None:
    normal = normal_number(text)
    assert normal_number(normal) == normal
    assert number_key(normal) == number_key(text)


@given(
    st.text(alphabet="国办发政民财教函字规云川厅A", min_size=2, max_size=8).filter(
        lambda c: not c.startswith("A") and not c.endswith("字A")
    ),
    st.integers(1990, 2099),
    st.integers(1, 99999),
    st.sampled_from(["〔〕", "[]", "【】", "（）", "()", "﹝﹞"]),
    st.sampled_from(["", " ", "　"]),
)
def test_all_spellings_of_a_number_have_one_normal_form(code: str, year: int, serial: int, brackets: str, blank: str) -> None:
    printed = f"{code}{blank}{brackets[0]}{year}{brackets[1]}{blank}{serial}{blank}号"
    assert normal_number(printed) == f"{code}〔{year}〕{serial}号"
    assert normal_number(normal_number(printed)) == normal_number(printed)
