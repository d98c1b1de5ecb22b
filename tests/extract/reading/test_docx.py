"""Word files: the facts of the plain letter, and each of the ways in which Word holds text that is not simply typed."""

from __future__ import annotations

import re
import zipfile

import docx
import pytest
from docx_writer import letter_docx, level, numbered, numbering, package, paragraph, saved
from hypothesis import given, settings
from hypothesis import strategies as st
from ofd_writer import pack
from same_facts import facts, plain

from extract.reader import Reader
from extract.reading import media, read_bytes
from extract.reading.limits import Limits
from extract.reading.word.numbering import written
from extract.reading.word.runs import symbol
from ontology.errors import InputError


def lines(body: str, parts: dict[str, str] | None = None) -> list[str]:
    """The lines of a Word file with this body."""
    return [line for line in read_bytes(package(body, parts)).text.splitlines() if line]


@pytest.mark.parametrize("name", ["02", "04", "12", "14", "16", "22", "28", "30"])
def test_the_facts_are_those_of_the_plain_letter(reader: Reader, name: str) -> None:
    reading = read_bytes(letter_docx(plain(name)))
    assert reading.media_type == media.DOCX
    assert re.fullmatch(r"gongwen \w+ \(lxml [\d.]+\)", reading.reader)
    assert facts(reader, reading.text) == facts(reader, plain(name))


RUN = "<w:r><w:t>{}</w:t></w:r>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"
BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
SHAPE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{0}</wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
MATHS = "<m:r><m:t>{}</m:t></m:r>"
BEGIN, RESULT, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))


def field(code: str, result: str) -> str:
    return FIELD.format("begin") + CODE.format(code) + FIELD.format("separate") + RUN.format(result) + FIELD.format("end")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r>", ["一\t二", "三"]),
        ("<w:r><w:t>1990</w:t><w:noBreakHyphen/><w:t>20\u00ad24</w:t><w:softHyphen/></w:r>", ["1990-2024"]),
        (f"<w:ins>{RUN.format('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>{RUN.format('3所')}", ["新增3所"]),
        (f"<w:moveFrom>{RUN.format('旧')}</w:moveFrom><w:moveTo>{RUN.format('新')}</w:moveTo>", ["新"]),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>{RUN.format('显')}", ["显"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', ["显"]),
        (f"{RUN.format('第')}{field(' PAGE ', '7')}{RUN.format('稿')}", ["第稿"]),
        (f"{field(' REF a ', '第三条')}{RUN.format('所列')}", ["第三条所列"]),
        (
            f"{BEGIN}{CODE.format(' IF ')}{field(' PAGE ', '9')}{RESULT}{RUN.format('是')}{END}",
            ["是"],
        ),
        (
            f"{FIELD.format('begin')}{CODE.format(' EQ ' + chr(92) + 'o' + chr(92) + 'ac(○,3)')}{FIELD.format('end')}{RUN.format('款')}",
            ["3款"],
        ),
        (f'<w:fldSimple w:instr=" NUMPAGES ">{RUN.format("8")}</w:fldSimple>{RUN.format("止")}', ["止"]),
        (f'<w:hyperlink r:id="x">{RUN.format("附件")}</w:hyperlink><w:smartTag>{RUN.format("一")}</w:smartTag>', ["附件一"]),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{RUN.format('单击此处')}</w:sdtContent></w:sdt>{RUN.format('文')}",
            ["文"],
        ),
        (f"<w:r><w:ruby><w:rt>{RUN.format('shǔ')}</w:rt><w:rubyBase>{RUN.format('署')}</w:rubyBase></w:ruby></w:r>", ["署"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意</w:t></w:r>', ["☑同意"]),
        (
            f"<m:oMath>{MATHS.format(1)}<m:f><m:num>{MATHS.format(2)}</m:num><m:den>{MATHS.format(3)}</m:den></m:f></m:oMath>",
            ["12/3"],
        ),
        (SHAPE.format(BOX.format("红头")) + RUN.format("正文"), ["红头", "正文"]),
        (f"<w:r><w:pict><v:shape><v:textpath string='某市文件'/></v:shape></w:pict></w:r>{RUN.format('正文')}", ["某市文件", "正文"]),
        (RUN.format("𠮷𬀩㐀"), ["𠮷𬀩㐀"]),
    ],
)
def test_what_a_paragraph_holds(inside: str, expected: list[str]) -> None:
    assert lines(f"<w:p>{inside}</w:p>") == expected


def test_a_field_that_does_not_end_hides_nothing() -> None:
    reading = read_bytes(package(f"<w:p>{FIELD.format('begin')}{CODE.format(' TOC ')}</w:p>" + paragraph("正文")))
    assert reading.text == "\n正文\n".lstrip()
    assert "a field does not end" in reading.notes[0]


def test_what_grows_when_read_is_bounded() -> None:
    labels = {"numbering": numbering(level(0, "upperLetter", "%1" * 500))}
    assert len(lines(numbered("文"), labels)[0]) < 100
    rows = table("".join(cell("很宽的一栏" * 6) for _ in range(300)), cell("甲", '<w:gridSpan w:val="299"/>') + cell("乙"))
    assert len(lines(rows)[1]) < 500
    assert lines(f"<w:p>{BEGIN * 5000}{RUN.format('文')}</w:p>") == ["文"]


def test_a_paragraph_whose_mark_is_deleted_runs_on() -> None:
    assert lines(paragraph("前半，", "<w:rPr><w:del/></w:rPr>") + paragraph("后半。")) == ["前半，后半。"]


def test_styles_hide_and_number() -> None:
    styles = (
        '<w:styles><w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="one"><w:basedOn w:val="two"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="two"><w:basedOn w:val="one"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        "</w:styles>"
    )
    parts = {
        "styles": styles,
        "numbering": numbering(level(0, "decimal", "%1."), level(1, "chineseCounting", "%2、", '<w:pStyle w:val="two"/>')),
    }
    body = (
        paragraph("甲", '<w:pStyle w:val="one"/>')
        + paragraph("藏", run='<w:rStyle w:val="h"/>')
        + paragraph("乙", '<w:pStyle w:val="two"/>')
    )
    off = paragraph("丙", '<w:pStyle w:val="one"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + off, parts) == ["一、甲", "二、乙", "丙"]


LEVELS = (level(0, "japaneseCounting", "%1、"), level(1, "japaneseCounting", "（%2）"), level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)], ["一、", "（一）", "（二）", "二、", "（一）"]),
        ([(0, 1), (1, 1), (2, 1), (2, 1)], ["一、", "（一）", "1.1.1 ", "1.1.2 "]),
        ([(1, 1), (0, 1)], ["（一）", "二、"]),
        ([(0, 1), (0, 2), (0, 2)], ["一、", "五、", "六、"]),  # a start of its own
        ([(0, 1), (0, 3)], ["一、", "二、"]),  # instances of one definition count on
        ([(0, 9), (0, 1)], ["", "一、"]),  # no such instance
    ],
)
def test_numbers_that_word_makes(body: list[tuple[int, int]], expected: list[str]) -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    found = lines("".join(numbered("文", *place) for place in body), {"numbering": numbering(*LEVELS, nums=nums)})
    assert found == [label + "文" for label in expected]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["一、", "1.", "二、", "1."]),
        ('<w:lvlRestart w:val="0"/>', ["一、", "1.", "二、", "2."]),
    ],
)
def test_a_level_restarts_unless_told_not_to(more: str, expected: list[str]) -> None:
    levels = level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", more)
    found = lines("".join(numbered("文", at) for at in (0, 1, 0, 1)), {"numbering": numbering(*levels)})
    assert found == [label + "文" for label in expected]


def test_bullets_and_empty_paragraphs() -> None:
    parts = {"numbering": numbering(level(0, "bullet", "\uf06c"), level(1, "decimal", "%2）"))}
    assert lines(numbered("甲") + numbered("乙", 1) + numbered("", 1) + numbered("丙", 1), parts) == ["甲", "1）乙", "3）丙"]


@pytest.mark.parametrize(
    ("format_", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一〇五"}),
        ("chineseCountingThousand", {10: "十", 105: "一百零五", 110: "一百一十", 1001: "一千零一", 1100: "一千一百"}),
        ("japaneseCounting", {10: "十", 21: "二十一", 100: "百", 101: "百一", 1200: "千二百"}),
        ("chineseLegalSimplified", {10: "壹拾", 15: "壹拾伍", 203: "贰佰零叁"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("ideographDigital", {10: "一〇"}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV", 5000: "5000"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
        ("lowerLetter", {28: "bb"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("hebrew1", {3: "3"}),
    ],
)
def test_how_numbers_are_written(format_: str, numbers: dict[int, str]) -> None:
    assert {number: written(number, format_) for number in numbers} == numbers


@given(
    st.integers(0, 10**10), st.sampled_from(["chineseCounting", "japaneseCounting", "upperLetter", "lowerRoman", "ideographZodiac", "?"])
)
def test_every_number_is_written_short(number: int, format_: str) -> None:
    assert 0 < len(written(number, format_)) <= 40


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>" + "".join(paragraph(line) for line in text.split("\n")) + "</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def wrapped(inside: str) -> str:
    return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (table(cell("设施") + cell("数量"), cell("服务中心") + cell("3个")), ["设施        数量", "服务中心    3个"]),
        (table(cell("街道", DOWN) + cell("甲"), cell("", ON) + cell("乙")), ["街道    甲", "〃      乙"]),
        (
            table(cell("合计", '<w:gridSpan w:val="2"/>') + cell("9"), cell("甲") + cell("乙") + cell("4")),
            ["合计        9", "甲    乙    4"],
        ),
        (table(cell("") + cell("面积"), cell("县") + cell("5")), ["——    面积", "县      5"]),
        (table(cell("全文第一段。\n全文第二段。")), ["全文第一段。", "全文第二段。"]),
        (table(cell("答复") + cell("长。" * 50 + "\n" + "长。" * 50)), ["答复", "长。" * 50, "长。" * 50]),
        (table(cell("多\n行") + cell("A\nB")), ["多行    A B"]),
        (
            table(cell("名称") + cell("数量"), cell("站") + cell("3个"), cell("所") + cell("1个")),
            ["名称    数量", "站      3个", "所      1个"],
        ),
        (table(cell("提案标题") + cell("关于养老的提案")), ["提案标题：关于养老的提案"]),
        (table(f"<w:tc>{table(cell('内') + cell('表'))}<w:p/></w:tc>"), ["内    表"]),
        (table(cell("留") + cell("下")).replace("</w:tbl>", f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr></w:tbl>"), ["留    下"]),
        (
            wrapped(table(wrapped(cell("甲")) + cell("乙"))),
            ["甲    乙"],
        ),
    ],
    ids=[
        "plain",
        "merged down",
        "merged across",
        "corner",
        "layout",
        "form",
        "lines",
        "label as head",
        "metadata",
        "nested",
        "deleted row",
        "wrapped",
    ],
)
def test_tables(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def head(kind: str, part: str) -> str:
    return f'<w:sectPr><w:{kind}Reference r:id="{part}" w:type="default"/></w:sectPr>'


@pytest.mark.parametrize(
    ("header", "body", "expected"),
    [
        ("云民函〔2024〕3号", "正文。", ["云民函〔2024〕3号", "正文。"]),
        ("云民函〔2024〕3号", "云民函〔2024〕3号", ["云民函〔2024〕3号"]),
        ("云川市民政局文件", "正文。", ["云川市民政局文件", "正文。"]),
        ("云川市民政局", "云川市民政局", ["云川市民政局"]),
        ("内部资料", "正文。", ["正文。"]),
    ],
)
def test_headers_are_read_where_they_alone_tell(header: str, body: str, expected: list[str]) -> None:
    parts = {"header1": f"<w:hdr>{paragraph(header)}</w:hdr>"}
    assert lines(paragraph(body) + head("header", "header1"), parts) == expected


def test_footers_give_copies_and_no_page_numbers() -> None:
    footer = f"<w:ftr>{paragraph('抄送：市政协提案委')}<w:p>{RUN.format('第')}{field('PAGE', '1')}{RUN.format('页')}</w:p></w:ftr>"
    assert lines(paragraph("正文。") + head("footer", "footer1"), {"footer1": footer}) == ["正文。", "抄送：市政协提案委"]


def test_notes_stand_at_the_end_once() -> None:
    call = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    called = "".join(call.format(*note) for note in [("footnote", 2), ("footnote", 2), ("endnote", 1)])
    body = f"<w:p>{RUN.format('正')}{called}{RUN.format('文')}</w:p>"
    parts = {
        "footnotes": f'<w:footnotes><w:footnote w:id="0" w:type="separator">{paragraph("——")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("脚注")}</w:footnote></w:footnotes>',
        "endnotes": f'<w:endnotes><w:endnote w:id="1">{paragraph("尾注")}</w:endnote></w:endnotes>',
    }
    assert lines(body, parts) == ["正文", "脚注", "尾注"]


@pytest.mark.parametrize("options", [{"strict": True}, {"macros": True}], ids=["strict", "macros"])
def test_other_kinds_of_word_files(options: dict[str, bool]) -> None:
    parts = {"numbering": numbering(level(0, "chineseCounting", "%1、"))}
    assert read_bytes(package(numbered("总则") + table(cell("甲") + cell("乙")), parts, **options)).text == "一、总则\n甲    乙\n"


def test_tracked_changes_are_told() -> None:
    assert "changes are tracked" in read_bytes(package(f"<w:p><w:ins>{RUN.format('文')}</w:ins></w:p>")).notes[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package(""), "without text"),
        (package("<w:p><w:r><w:drawing/></w:r></w:p>"), "pictures and no text"),
        (pack({"word/document.xml": "<html/>"}), "damaged"),
        (pack({"word/other.xml": "<html/>"}), "an archive, not a letter"),
        (package(paragraph("文"))[:-40], "damaged"),
        (pack({"word/document.xml": b"<a/>" + b" " * 3_000_000}), "expansion_ratio"),
        (package("<w:sdt><w:sdtContent>" * 120 + "</w:sdtContent></w:sdt>" * 120), "inside each other|without text"),
        (package(table(*["<w:tc>"] * 1)), "damaged"),
    ],
    ids=["empty", "pictures", "no Word", "no document", "cut off", "bomb", "deep", "no XML"],
)
def test_bad_files_are_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read_bytes(data, Limits(expansion_ratio=50))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Wingdings", "F0FC", "✓"), ("Wingdings", "F001", ""), ("Symbol", "B1", "±"), ("宋体", "2460", "①"), ("", "D800", ""), ("", "x", "")],
)
def test_symbols(font: str, code: str, shown: str) -> None:
    assert symbol(font, code) == shown


NAMES = ["p", "r", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "hyperlink", "pict", "txbxContent", "numPr", "pPr", "rPr"]
NESTED = st.recursive(
    st.sampled_from(["<w:t>文</w:t>", "<w:tab/>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', "<w:br/>"]),
    lambda inner: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NESTED, max_size=4))
def test_any_nesting_reads_or_is_refused(body: list[str]) -> None:
    try:
        assert read_bytes(package("".join(body))).text.strip()
    except InputError as error:
        assert "\n" not in str(error)


def test_python_docx_and_raw_packages_read_alike() -> None:
    document = docx.Document()
    document.add_paragraph("正文。")
    assert read_bytes(saved(document)).text == read_bytes(package(paragraph("正文。"))).text


def test_parts_packed_in_another_way_are_refused() -> None:
    with pytest.raises(InputError, match="packed in way"):
        read_bytes(pack({"word/document.xml": "<a/>"}, zipfile.ZIP_BZIP2))
