"""Private data: names of contacts and editors, phone, mobile, ID and account numbers, e-mail addresses; nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from plain_letter import Say

from extract.private import clear_of, private_spans
from extract.views.plain import letter_json


def private(text: str) -> list[str]:
    return [text[start:end] for start, end in private_spans(text)]


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("（联系人及电话：宁小舟 0999-5550118）", ["宁小舟", "0999-5550118"]),
        ("联系人：苗子渊    联系电话：0997-5550133", ["苗子渊", "0997-5550133"]),
        ("联系人：苗子渊，13900001111", ["苗子渊", "13900001111"]),
        ("联 系 人：苗 子 渊", ["苗 子 渊"]),
        ("联 系 人：苗子渊", ["苗子渊"]),
        ("经办人：韩松；电话：0997—5550134", ["韩松", "0997—5550134"]),
        ("编辑:盛小满      审核:费长空      终审:邹一鸣", ["盛小满", "费长空", "邹一鸣"]),
        ("责任编辑：盛小满", ["盛小满"]),
        ("手机：139 0000 1111", ["139 0000 1111"]),
        ("（0997）5550135", ["（0997）5550135"]),
        ("联系电话：5550171", ["5550171"]),
        ("身份证号110101199001010018", ["110101199001010018"]),
        ("身份证号11010119900101001X", ["11010119900101001X"]),
        ("来信请寄 minzheng@hefeng.example", ["minzheng@hefeng.example"]),
        ("银行账号：6222 0000 1111 2222", ["6222 0000 1111 2222"]),
        ("承办人：韩松、齐云", ["韩松", "齐云"]),
        ("韩松 0997-5550136", ["韩松", "0997-5550136"]),
        ("市数据局      韩松  hansong@yunchuan.example", ["韩松", "hansong@yunchuan.example"]),
        ("经办人 韩松 TEL 0997 5550 1366", ["韩松", "0997 5550 1366"]),
        ("联系人韩松，67196365转8012", ["韩松", "67196365转8012"]),
        ("由韩松（13900001111）负责", ["韩松", "13900001111"]),
        ("监制：韩松", ["韩松"]),
    ],
)
def test_private_strings_are_covered(text: str, strings: list[str]) -> None:
    covered = {i for start, end in private_spans(text) for i in range(start, end)}
    for string in strings:
        start = text.index(string)
        assert covered >= {i for i in range(start, start + len(string)) if not text[i].isspace()}, string


@pytest.mark.parametrize(
    "text",
    [
        "全区共有流动儿童15488人、困境儿童1004人。",
        "官民函〔2022〕52号",
        "索引号：015116516-202511-104121",
        "2025-11-26 15:44",
        "发放补贴13888万元，惠及1390000人次。",
        "关于政协西山区十届四次会议第10040151号提案答复的函",
        "配备联络员12名、信息员36名、校对人员4名。",
        "审核通过的困难家庭及时纳入保障范围。",
        "区民政局、区财政局联合印发，由区审计局负责审核。",
        "2024年5月28日",
        "签发人：",
        "责任人员要严格落实值班制度。",
    ],
)
def test_other_numbers_and_words_are_not(text: str) -> None:
    assert private(text) == []


def test_spans_are_sorted_and_apart() -> None:
    text = "联系人：苗子渊 0997-5550133，13900001111；编辑：盛小满"
    spans = private_spans(text)
    assert list(spans) == sorted(spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("private_at", "clear"),
    [
        ((), (10, 30)),
        (((0, 5), (40, 50)), (10, 30)),
        (((8, 12),), (12, 30)),
        (((26, 40),), (10, 26)),
        (((10, 12), (24, 30)), (12, 24)),
        (((11, 13), (15, 16)), (16, 30)),
        (((16, 19),), None),
        (((10, 30),), None),
    ],
    ids=["nothing private", "outside", "left", "right", "both sides", "two on the left", "in the focus", "all of it"],
)
def test_a_quote_is_cut_around_private_data_and_keeps_its_focus(
    private_at: tuple[tuple[int, int], ...], clear: tuple[int, int] | None
) -> None:
    assert clear_of(10, 30, (18, 20), private_at) == clear


def test_no_private_string_reaches_a_fact(say: Say) -> None:
    body = "全区建成养老服务站12个，配备护理员36名（联系人：苗子渊，电话0997-5550133），投入资金80万元。"
    letter = say(body)
    printed = str(letter_json(letter))
    assert {"36", "12"} <= {str(f.count) for f in letter.facts if hasattr(f, "count")}
    assert not [secret for secret in ("苗子渊", "5550133") if secret in printed]
