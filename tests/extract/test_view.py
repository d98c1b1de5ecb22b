"""The clean view: every character knows its place in the source; broken lines are joined, paragraphs are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.view import View, is_page_number, paragraph_width, split_lines, translate

PDF = """    一、基本情况

近年来，我县把农村公路养护摆在突出位置，先后投入资金

修复水毁路段，更换老旧护栏，群众出行条件得到明显改善。全

县现有县道 12条、乡道 48 条、村道 203条，列养率达到百分之

百，优良中等路率稳步上升。

二、下一步工作

继续推进“路长制”，压实各级责任，完善日常巡查与定期

养护相结合的工作机制，让农村公路管得住、养得好。
"""

WEB = """一是完善设施。全镇新建健身步道两条，配套路灯和座椅，方便居民就近锻炼。各村结合实际增设篮球架与乒乓球台，周末常有比赛。
二是组织活动。镇文化站每季度举办一次广场舞展演，吸引周边群众参加，现场秩序由志愿者维护，安全有保障。
三是加强管理。制定设施管护办法，明确责任人与巡查频次，损坏的器材及时维修或者更换，不让设施带病运行。
四是筹措资金。采取上级补助一点、村集体出一点、社会捐助一点的办法，逐年改善条件，不增加群众负担。
"""


def view_of(text: str, role: str = "body") -> View:
    lines = split_lines(text)
    return View(text, [(role, line) for line in lines if not is_page_number(line)], paragraph_width(lines))


def blank(char: str) -> bool:
    return char.isspace() or char in "\u200b\u200c\u200d\ufeff"


def in_order(view: View) -> None:
    """Each character of the view is the translated character at its place; places only grow."""
    source = translate(view.source)
    assert len(view.places) == len(view.text)
    assert all(a < b for a, b in pairwise(view.places))
    for char, place in zip(view.text, view.places, strict=True):
        assert blank(source[place]) if char in "\n " else char == source[place]


@pytest.mark.parametrize(
    ("text", "uniform"),
    [
        ("２０２４年第３次，ＡＢ类", "2024年第3次，AB类"),
        ("你好,再见;真的?(对)", "你好，再见；真的？（对）"),
        ("共1,234.5万元", "共1,234.5万元"),
        ("发布于09:30", "发布于09:30"),
        ("占比96．5％", "占比96.5%"),
        ("〖2022〗<关于>", "【2022】〈关于〉"),
        ("⼀⽉⼈⺠", "一月人民"),
    ],
    ids=["full-width digits and letters", "half-width punctuation", "thousands", "clock", "percent", "brackets", "radicals"],
)
def test_widths_are_made_uniform_without_moving_a_character(text: str, uniform: str) -> None:
    assert translate(text) == uniform
    assert len(uniform) == len(text)


def test_lines_broken_by_a_pdf_are_joined_and_paragraphs_kept() -> None:
    view = view_of(PDF)
    assert view.text.split("\n") == [
        "一、基本情况",
        "近年来，我县把农村公路养护摆在突出位置，先后投入资金修复水毁路段，更换老旧护栏，群众出行条件得到明显改善。全县现有县道12条、乡道48条、村道203条，列养率达到百分之百，优良中等路率稳步上升。",
        "二、下一步工作",
        "继续推进“路长制”，压实各级责任，完善日常巡查与定期养护相结合的工作机制，让农村公路管得住、养得好。",
    ]
    in_order(view)


def test_a_bullet_begins_a_line_but_not_inside_a_title() -> None:
    assert [line.text for line in split_lines("●开展检查 ●印发《“金桥•邮路通”实施方案》")] == ["开展检查", "印发《“金桥•邮路通”实施方案》"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("执行禾民发〔20\n23〕4\n1号文件", "执行禾民发〔2023〕41号文件"),
        ("执行禾民发〔2023\n〕41号文件", "执行禾民发〔2023〕41号文件"),
        ("截至2023年1\n2月底", "截至2023年12月底"),
        ("自2023\n年5月1日起施行", "自2023年5月1日起施行"),
        ("自2023年5月3\n1日起施行", "自2023年5月31日起施行"),
    ],
)
def test_a_number_or_date_that_a_line_break_divides_is_whole(text: str, whole: str) -> None:
    assert view_of(text).text == whole


@pytest.mark.parametrize("text", ["发布时间2023\n12月工作要点", "全区共12\n日常管理工作", "合计2023\n（一）基本情况"])
def test_a_figure_at_the_end_of_a_line_does_not_join_the_next(text: str) -> None:
    assert "\n" in view_of(text).text


def test_lines_of_a_web_page_are_paragraphs() -> None:
    view = view_of(WEB)
    assert view.text.split("\n") == [translate(line) for line in WEB.splitlines()]
    in_order(view)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("— 1 —", True), ("- 12 -", True), ("3", True), ("第2页 共6页", True), ("2024", False), ("1.完善制度", False), ("一", False)],
)
def test_page_numbers(line: str, is_one: bool) -> None:
    assert is_page_number(split_lines(line)[0]) is is_one


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        (PDF, "全县现有县道12条", "全\n\n县现有县道 12条"),
        ("桐 屿 县 民 政 局", "桐屿县民政局", "桐 屿 县 民 政 局"),
        (PDF, "定期养护", "定期\n\n养护"),
        ("拨付资金 1,200 万元", "资金1,200万元", "资金 1,200 万元"),
    ],
    ids=["across lines", "spaced out", "a word across lines", "spaces around a number"],
)
def test_a_stretch_of_the_view_is_a_stretch_of_the_source(text: str, words: str, quote: str) -> None:
    view = view_of(text + "\n")
    start = view.text.index(words)
    low, high = view.span(start, start + len(words))
    assert text[low:high] == quote
    assert view.position(low) == start


def test_two_signers_on_a_line_stay_apart() -> None:
    assert view_of("　　望川区商务局    望川区市场监督管理局\n", "signature").text == "望川区商务局 望川区市场监督管理局"


def test_lines_of_different_roles_are_never_joined() -> None:
    text = "禾丰区民政局\n关于养老服务的答复，"
    lines = split_lines(text)
    view = View(text, list(zip(("banner", "title"), lines, strict=True)), None)
    assert view.text == "禾丰区民政局\n关于养老服务的答复，"
    assert [(s.role, view.text[s.start : s.end].strip()) for s in view.stretches] == [
        ("banner", "禾丰区民政局"),
        ("title", "关于养老服务的答复，"),
    ]


SPACES = ["abc def", "— 1 —", " ", "　", "\t", "\n", "\n\n", "\r\n", "\r", "\f", "\u2028", "\u200b", "\ufeff", "\xa0"]
MARKS = ["，", "。", "：", "《", "》", "“", "”", "（", "％", "㎡"]
WORDS = ["镇卫生院", "一、", "12", "3.5", "1,000", "２０２４", "ＡＢ", "⼀", "𠮷", "🙂", "\ue000"]
PIECES = st.sampled_from([*WORDS, *MARKS, *SPACES])


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(deadline=None, max_examples=300)
def test_offsets_round_trip_for_any_mix(text: str) -> None:
    view = view_of(text)
    in_order(view)
    for at in range(len(view.text)):
        low, high = view.span(at, at + 1)
        assert (high - low, view.position(low)) == (1, at)
    if view.text:
        low, high = view.span(0, len(view.text))
        assert 0 <= low < high <= len(text)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(deadline=None, max_examples=200)
def test_nothing_but_white_space_and_page_numbers_is_lost(text: str) -> None:
    kept = set(view_of(text).places)
    numbers = {i for line in split_lines(text) if is_page_number(line) for i in range(line.start, line.end)}
    lost = {translate(text)[i] for i in range(len(text)) if i not in kept and i not in numbers}
    assert not {char for char in lost if not blank(char)}
