"""OFD files: the facts of the plain letter, and each of the ways in which writers of the format differ."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ofd_writer import (
    LEFT,
    PITCH,
    SIZE,
    TOP,
    OfdDocument,
    letter_pages,
    ofd_file,
    ofd_parts,
    pack,
    picture,
    stroke,
    text_object,
)
from same_facts import facts, plain

from extract.reader import Reader
from extract.reading import media, read_bytes
from extract.reading.limits import Limits
from extract.reading.pages.ofd_page import deltas, numbers
from ontology.errors import InputError


def text(*objects: str) -> str:
    """The text of an OFD file of one page."""
    return read_bytes(ofd_file(OfdDocument([objects]))).text


def at(line: int, words: str, x: float = LEFT, **more: str) -> str:
    """Words on a line of a page, counted from 0."""
    return text_object(words, x, TOP + SIZE + line * PITCH, **more)


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "not ruled"])
@pytest.mark.parametrize("name", ["02", "04", "12", "16", "22", "28", "30"])
def test_the_facts_are_those_of_the_plain_letter(reader: Reader, name: str, ruled: bool) -> None:
    reading = read_bytes(ofd_file(OfdDocument(letter_pages(plain(name), ruled))))
    assert reading.media_type == media.OFD
    assert facts(reader, reading.text) == facts(reader, plain(name))


def test_pages_are_the_origins_and_their_numbers_are_left_out() -> None:
    pages = letter_pages(plain("30"))
    reading = read_bytes(ofd_file(OfdDocument(pages)))
    assert [origin.page for origin in reading.origins] == list(range(1, len(pages) + 1))
    assert "— 1 —" not in reading.text
    last = reading.origins[-1]
    assert (found := reading.origin(last.start)) is not None and found.page == len(pages)
    assert reading.text[last.end :].strip() == ""


def test_documents_of_one_file_follow_each_other() -> None:
    both = OfdDocument([[at(0, "第一份公文")]]), OfdDocument([[at(0, "第二份公文"), at(1, FULL)], [at(0, "末页")]])
    reading = read_bytes(ofd_file(*both))
    assert reading.text.split() == ["第一份公文", "第二份公文", FULL, "末页"]
    assert [reading.text[origin.start : origin.end] for origin in reading.origins] == ["第一份公文", f"第二份公文\n{FULL}", "末页"]
    assert [origin.page for origin in reading.origins] == [1, 2, 3]


FULL = "满" * 27 + "。"
"""A line from margin to margin: without one, short lines are as long as lines get."""

HEAD = text_object("云川市民政局", LEFT, 15) + text_object("内部网站下载", 60, 150, 15)


def test_a_template_of_several_pages_is_left_out() -> None:
    pages = [[at(0, FULL), at(1, "云川市民政局")], [at(0, "第二页的正文。")]]
    found = read_bytes(ofd_file(OfdDocument(pages, (HEAD,)))).text
    assert found.split() == [FULL, "云川市民政局", "第二页的正文。"]


@pytest.mark.parametrize("head", ["云川市民政局文件", "云民函〔2024〕3号"])
def test_but_not_a_letterhead_or_number_that_stands_nowhere_else(head: str) -> None:
    pages = [[at(0, "第一页的正文。")], [at(0, "第二页的正文。")]]
    reading = read_bytes(ofd_file(OfdDocument(pages, (text_object(head, LEFT, 15),))))
    assert reading.text.split() == [head, "第一页的正文。", "第二页的正文。"]
    assert [reading.text[origin.start : origin.end] for origin in reading.origins] == ["第一页的正文。", "第二页的正文。"]


def test_the_template_of_one_page_is_its_text() -> None:
    pages = [[at(1, FULL)], [at(0, "正文第二页。")]]
    found = read_bytes(ofd_file(OfdDocument(pages, (at(0, "云川市民政局文件"),), frozenset([0])))).text
    assert found.split() == ["云川市民政局文件", FULL, "正文第二页。"]


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ((at(1, "下一行。"), at(0, "上一行：")), "上一行：\n下一行。"),
        ((at(0, "右", LEFT + 2 * SIZE), at(0, "左中")), "左中右"),
        ((at(0, "养老机构"), at(0, "12个", LEFT + 10 * SIZE)), "养老机构            12个"),
        ((at(0, "民政局", delta=f"g 2 {SIZE * 2}"),), "民政局"),
        ((at(0, "浓墨"), at(0, "浓墨", LEFT + 0.1)), "浓墨"),
        ((at(0, "正文。"), at(3, "样稿水印", extra=' CTM="0.7 -0.7 0.7 0.7 0 0"')), "正文。"),
        ((at(0, "正文。"), at(1, "不可见", extra=' Visible="false"')), "正文。"),
        ((at(0, "正文。"), at(1, "透明", extra=' Alpha="0"')), "正文。"),
        ((at(0, "只有透明的文字", extra=' Alpha="0"'), picture(0, 0, 210, 297)), "只有透明的文字"),
        ((at(0, "大字", extra=' CTM="2 0 0 2 0 -5"'),), "大字"),
        ((at(0, "A+B&lt;C".replace("&lt;", "<")),), "A+B<C"),
        ((f'<ofd:PageBlock ID="5">{at(0, "块中")}</ofd:PageBlock>',), "块中"),
        ((at(0, "竖排文字", delta="").replace("<ofd:TextCode", f'<ofd:TextCode DeltaY="g 3 {SIZE}"'),), "竖排文字"),
        ((at(0, "𠮷𬀩两字"),), "𠮷𬀩两字"),
    ],
)
def test_what_a_page_shows(objects: tuple[str, ...], expected: str) -> None:
    assert text(*objects).strip() == expected


def test_a_page_set_sideways_is_read_in_its_own_direction() -> None:
    turned = [
        f'<ofd:TextObject ID="1" Boundary="{60 + 10 * n} 40 6 200" Size="5" CTM="0 1 -1 0 6 0">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g 5 5">{words}</ofd:TextCode></ofd:TextObject>'
        for n, words in enumerate(["横排第二行", "横排第一行"])
    ]
    assert text(*turned).strip() == "横排第一行横排第二行"


def test_cells_of_several_lines_stay_cells() -> None:
    rules = [stroke(26, y, 186, y) for y in (40, 52, 72)] + [stroke(x, 40, x, 72) for x in (26, 80, 186)]
    cells = [("设施名称", 30, 48), ("面积（平方米）", 84, 48), ("养老服务", 30, 59), ("指导中心", 30, 67), ("5200", 84, 63)]
    lines = text(*rules, *(text_object(words, x, y) for words, x, y in cells)).splitlines()
    assert [line.split() for line in lines] == [["设施名称", "面积（平方米）"], ["养老服务指导中心", "5200"]]


@pytest.mark.parametrize("prefix", [True, False], ids=["prefix", "no prefix"])
@pytest.mark.parametrize(
    "location",
    [
        "Pages/Page_{number}/Content.xml",
        "/Doc_0/Pages/Page_{number}/Content.xml",
        "./pages\\Page_{number}/content.XML",
        "Doc_0/Pages/Page_{number}/Content.xml",
    ],
)
def test_paths_and_namespaces_as_writers_write_them(location: str, prefix: bool) -> None:
    assert read_bytes(ofd_file(OfdDocument([[at(0, "正文。")]], location=location, prefix=prefix))).text == "正文。\n"


def test_attributes_and_areas_as_some_writers_write_them(reader: Reader) -> None:
    parts = ofd_parts(OfdDocument(letter_pages(plain("04"))))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 595 842</ofd:PhysicalBox></ofd:PageArea>"
    for name, part in parts.items():
        if "/Pages/" in name:
            parts[name] = str(part).replace(" Size=", " size=").replace("<ofd:Content>", f"<ofd:Content>{area}")
    assert facts(reader, read_bytes(pack(parts)).text) == facts(reader, plain("04"))


@pytest.mark.parametrize("root", ["/Doc_{number}/Document.xml", "doc_{number}/document.xml", " Doc_{number}/Document.xml\n"])
def test_the_root_of_a_document_is_found(root: str) -> None:
    assert read_bytes(pack(ofd_parts(OfdDocument([[at(0, "正文。")]]), root=root))).text == "正文。\n"


def test_a_page_that_is_missing_is_told() -> None:
    parts = ofd_parts(OfdDocument([[at(0, "正文。")], [at(0, "丢失。")], [picture(0, 0, 210, 297)], []]))
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    reading = read_bytes(pack(parts))
    assert reading.text == "正文。\n"
    assert sorted(reading.notes) == ["page 2 is missing in the file", "page 3 is a picture and was not read", "page 4 is empty"]


def test_seals_and_signatures_are_not_text() -> None:
    parts = ofd_parts(OfdDocument([[at(0, "正文。")]]))
    parts |= {"Doc_0/Signs/Sign_0/Signature.xml": "<Signature>章</Signature>", "Doc_0/Signs/Sign_0/Seal.esl": "\0章"}
    assert read_bytes(pack(parts)).text == "正文。\n"


def without(name: str) -> bytes:
    parts = ofd_parts(OfdDocument([[at(0, "正文。")]]))
    del parts[name]
    return pack(parts)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ofd_file(OfdDocument([[picture(0, 0, 210, 297)]])), "a scanned OFD without text; give the letter's PDF or Word file"),
        (ofd_file(OfdDocument([[]])), "without text"),
        (ofd_file(OfdDocument([[at(0, "\ue001\ue002¤文")]])), "no known characters"),
        (ofd_file(OfdDocument([])), "without text"),
        (pack(ofd_parts(OfdDocument([[at(0, "文")]])) | {"Encryptions.xml": "<a/>"}), "encrypted"),
        (without("Doc_0/Document.xml"), "names no document"),
        (without("Doc_0/Pages/Page_0/Content.xml"), "none of its pages"),
        (ofd_file(OfdDocument([[at(0, "文")]] * 4)), "limit pages"),
        (ofd_file(OfdDocument([[at(0, "文" * 60)]])), "limit text_characters"),
        (ofd_file(OfdDocument([["<ofd:TextObject>"]])), "damaged"),
        (ofd_file(OfdDocument([["<ofd:PageBlock>" * 300 + "</ofd:PageBlock>" * 300]])), "inside each other"),
        (ofd_file(OfdDocument([[at(0, "文")]]))[:-50], "damaged"),
    ],
    ids=["scan", "empty", "no characters", "no pages", "encrypted", "no document", "no page", "pages", "long", "no XML", "deep", "cut off"],
)
def test_bad_files_are_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read_bytes(data, Limits(pages=3, text_characters=50))
    assert "\n" not in str(caught.value)


def test_a_document_named_twice_is_read_once() -> None:
    parts = ofd_parts(OfdDocument([[at(0, "正文。")]]))
    root = str(parts["OFD.xml"])
    parts["OFD.xml"] = root.replace("</ofd:OFD>", root[root.index("<ofd:DocBody>") :])
    assert read_bytes(pack(parts)).text == "正文。\n"


@pytest.mark.parametrize(
    ("printed", "count", "expected"),
    [
        ("g 3 2.5 1", 9, [2.5, 2.5, 2.5, 1]),
        ("1 g 2 3", 2, [1, 3]),
        ("g 999999999 1", 4, [1] * 4),
        ("g -5 1 2", 4, [2]),
        ("g 5", 4, []),
        ("g 2", 4, []),
        ("nan inf x 7", 4, [0, 0, 0, 7]),
        (None, 4, []),
    ],
)
def test_steps_between_characters(printed: str | None, count: int, expected: list[float]) -> None:
    assert deltas(printed, count) == expected


@given(st.text(alphabet="g0123456789.-e, x", max_size=40))
def test_any_step_and_number_is_read(printed: str) -> None:
    assert len(deltas(printed, 10)) <= 10
    assert all(abs(number) < 1e6 for number in numbers(printed))


VALUE = st.sampled_from(["", "0", "1", "-3", "1e9", "nan", "0 0", "10 20 30 40", "1 0 0 1 0 0", "0 0 0 0 0 0", "g 2 3", "文"])
OBJECT = st.builds(
    lambda kind, attributes, code, words: (
        f"<ofd:{kind} {' '.join(f'{k}={chr(34)}{v}{chr(34)}' for k, v in attributes.items())}>"
        f"<ofd:TextCode {' '.join(f'{k}={chr(34)}{v}{chr(34)}' for k, v in code.items())}>{words}</ofd:TextCode>"
        f"<ofd:AbbreviatedData>M 1 2 L 3 B C {words}</ofd:AbbreviatedData></ofd:{kind}>"
    ),
    st.sampled_from(["TextObject", "PathObject", "ImageObject", "PageBlock"]),
    st.dictionaries(st.sampled_from(["Boundary", "CTM", "Size", "HScale", "Visible", "Alpha", "ReadDirection"]), VALUE, max_size=5),
    st.dictionaries(st.sampled_from(["X", "Y", "DeltaX", "DeltaY"]), VALUE, max_size=4),
    st.text(alphabet="文字 a1，\u3000\U00020bb7", max_size=6),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(OBJECT, max_size=5), st.sampled_from(["0 0 210 297", "0 0 0 0", "nan", "-5 -5 1e5 2"]))
def test_any_page_reads_or_is_refused(objects: list[str], box: str) -> None:
    parts = ofd_parts(OfdDocument([objects, [at(0, "正文。")]]))
    parts["Doc_0/Document.xml"] = str(parts["Doc_0/Document.xml"]).replace("0 0 210 297", box)
    assert "正文。" in read_bytes(pack(parts)).text
