"""PDF files to text: the facts are those of the plain letter, however it is set; what is broken or a trap is one clear line."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from unittest import mock

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_writer import LETTERS, Style, Writer, embedded, garbled, write
from reportlab.lib.pdfencrypt import StandardEncryption

from extract.evaluation.fields import FIELDS
from extract.facts import Letter
from extract.reader import Reader
from extract.reading.limits import Limits
from extract.reading.pages import ocr
from extract.reading.pages.pdf import read
from extract.reading.record import Reading
from ontology.errors import InputError

# Two samples are left out: their text is itself that of a PDF, broken into lines.
NAMES = sorted(path.stem for path in LETTERS.glob("*.txt") if not path.name.startswith(("20-", "25-")))
FEW = ("04-elderly-care", "12-veterans", "16-approval", "19-air-noise", "28-night-markets")
STYLES: dict[str, Callable[[], Style]] = {
    "embedded font": lambda: Style(font=embedded()),
    "drawn twice, running head": lambda: Style(twice=True, head="某某市某某局文件"),
    "numbered otherwise": lambda: Style(number=lambda n, m: f"第{n}页 共{m}页"),
    "table without rules": lambda: Style(ruled=False),
    "ragged": lambda: Style(spread=False, number=lambda n, m: f"—{n}—"),
    "turned": lambda: Style(angle=90, head="某某局"),
    "turned back": lambda: Style(angle=270),
    "upside down": lambda: Style(angle=180, number=lambda n, m: f"{n}/{m}"),
}


Told = Callable[[str], dict[str, list[str]]]


def sample(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_text(encoding="utf-8")


def facts(letter: Letter) -> dict[str, list[str]]:
    return {field.name: sorted(str([sorted(part) for part in item.parts]) for item in field.found(letter)) for field in FIELDS}


@pytest.fixture(scope="module")
def told(reader: Reader) -> Told:
    """The facts of a sample letter as plain text."""
    return cache(lambda name: facts(reader.read(sample(name), name)))


def text_of(data: bytes) -> str:
    return read(data, Limits()).text


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_those_of_the_plain_letter(reader: Reader, told: Told, name: str) -> None:
    assert facts(reader.read(text_of(write(sample(name))), name)) == told(name)


# Cells broken over lines without rules between them cannot be told from rows.
SETTINGS = [(name, style) for name in FEW for style in STYLES if (name, style) != ("19-air-noise", "table without rules")]


@pytest.mark.parametrize(("name", "style"), SETTINGS)
def test_the_facts_do_not_depend_on_the_setting(reader: Reader, told: Told, name: str, style: str) -> None:
    assert facts(reader.read(text_of(write(sample(name), STYLES[style]())), name)) == told(name)


def test_a_reading_tells_what_it_is_and_the_page_of_every_character() -> None:
    reading = read(write(sample("22-boarding-schools")), Limits())
    assert reading.media_type == "application/pdf"
    assert reading.reader.startswith("pypdfium2 ") and not reading.recognised
    assert [origin.page for origin in reading.origins] == [1, 2, 3, 4]
    assert reading.origins[0].start == 0 and reading.origins[-1].end == len(reading.text)
    for before, after in pairwise(reading.origins):
        assert 0 <= after.start - before.end <= 2  # at most a line break between
    first, last = reading.origin(0), reading.origin(reading.text.index("抄送"))
    assert first is not None and last is not None and (first.page, last.page) == (1, 4)


def test_a_paragraph_runs_over_the_page_without_a_break() -> None:
    text = "".join(f"第{number}项工作已经完成，成效明显，" for number in range(1, 120)) + "特此说明。"
    reading = read(write(f"关于工作的答复\n\n某某委员：\n\n{text}\n"), Limits())
    assert text in reading.text
    assert len(reading.origins) >= 3


@pytest.mark.parametrize("form", ["- {} -", "—{}—", "－ {} －", "第{}页", "第 {} 页 共 {} 页", "{}", "{}/{}", "· {} ·"])
def test_page_numbers_are_left_out(form: str) -> None:
    plain = sample("13-family-mediation")
    assert text_of(write(plain, Style(number=lambda n, m: form.format(n, m)))) == text_of(write(plain, Style(number=None)))


def test_running_heads_are_left_out_and_the_title_is_not() -> None:
    plain = sample("12-veterans")
    assert text_of(write(plain, Style(head="望川区退役军人事务局"))) == text_of(write(plain))
    assert "metadata title" not in text_of(write(plain))


def test_columns_are_read_one_after_the_other() -> None:
    one, two, three = ("".join(f"{word}栏第{number}句话写得不长，" for number in range(8)) + "到此为止。" for word in "甲乙丙")
    writer = Writer(Style())
    writer.centred("关于工作情况的通报")
    writer.columns([one, two], [three])
    assert text_of(writer.finish()).split() == ["关于工作情况的通报", one, two, three]


def test_the_cells_of_a_row_are_one_line_each_under_its_head() -> None:
    writer = Writer(Style())
    writer.paragraph("全市情况见下表。")
    writer.table(
        [["县名", "学校（所）", "教师（名）"], ["一个名字长到在格子里要折成好几行才放得下的地方", "12", "340"], ["合计", "", "999"]]
    )
    head, name, total = text_of(writer.finish()).split("\n")[-3:]
    assert name.split() == ["一个名字长到在格子里要折成好几行才放得下的地方", "12", "340"]
    assert total.split() == ["合计", "999"]
    width = [sum(1 if char.isascii() else 2 for char in line[: line.index(word)]) for line, word in ((head, "教师"), (total, "999"))]
    assert width[0] == width[1]


def test_a_metadata_table_becomes_labels_and_values() -> None:
    writer = Writer(Style())
    writer.table([["索引号", "AB-2024-001", "主题分类", "民政"], ["发布日期", "2024-05-06 16:20", "编制依据", "无"]])
    writer.paragraph("正文。")
    assert text_of(writer.finish()).split("\n")[:2] == [
        "索引号：AB-2024-001  主题分类：民政",
        "发布日期：2024-05-06 16:20  编制依据：无",
    ]


def test_spread_names_and_soft_blanks_are_closed_up() -> None:
    writer = Writer(Style())
    writer.paragraph("请 各 单 位按照要求做好2024年第 12 号文件的落实工作。")
    writer.paragraph("民　政　局")
    assert text_of(writer.finish()).split("\n") == ["请各单位按照要求做好2024年第12号文件的落实工作。", "民政局"]


def test_latin_words_keep_their_blanks() -> None:
    writer = Writer(Style())
    writer.paragraph("引进New Energy Group投资，建成12个站点。")
    assert text_of(writer.finish()) == "引进New Energy Group投资，建成12个站点。"


def test_attachments_are_links_and_blank_pages_are_told() -> None:
    document = pypdfium2.PdfDocument(write(sample("16-approval"), Style(number=None)))
    document.new_attachment("附件1.xlsx").set_data(b"PK")
    document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    reading = read(file.getvalue(), Limits())
    assert reading.links == ("附件1.xlsx",)
    assert reading.notes == ("page 3 is empty",)


def test_an_empty_password_opens() -> None:
    plain = sample("16-approval")
    assert text_of(write(plain, Style(password=StandardEncryption("", ownerPassword="owner")))) == text_of(write(plain))


def page_tree(kids: str, box: str = "0 0 595 842", content: bytes = b"", filters: str = "", extra: str = "", count: int = 1) -> bytes:
    """A PDF by hand: object 3 is a page, 2 the page tree."""
    parts = [
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
        f"2 0 obj <</Type/Pages/Kids[{kids}]/Count {count}>> endobj".encode(),
        f"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R {extra}>> endobj".encode(),
        b"4 0 obj <</Length %d %s>> stream\n%s\nendstream endobj" % (len(content), filters.encode(), content),
    ]
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def zeros(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


FLATE = "/Filter/FlateDecode"
LETTER = write(sample("16-approval"))
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "no PDF": (lambda: b"%PDF-1.7\nnothing of the kind\n%%EOF", "damaged"),
    "cut off": (lambda: LETTER[: len(LETTER) * 2 // 3], "damaged: the end"),
    "cut off early": (lambda: LETTER[:2000], "damaged: the end"),
    "password": (lambda: write(sample("16-approval"), Style(password="secret")), "only with a password"),
    "no pages": (lambda: page_tree("", count=0), "damaged"),
    "page tree in a loop": (lambda: page_tree("2 0 R", count=3), "damaged"),
    "many pages": (lambda: page_tree("3 0 R", count=100_000), "limit pages of 500"),
    "empty page": (lambda: page_tree("3 0 R"), "without text"),
    "page like a country": (lambda: page_tree("3 0 R", "0 0 1e9 1e9"), "without text"),
    "page without extent": (lambda: page_tree("3 0 R", "5 5 5 5"), "without text"),
    "unpacks to gigabytes": (lambda: page_tree("3 0 R", content=zeros(24 << 20), filters=FLATE), "limit expanded_bytes"),
    "packed twice": (
        lambda: page_tree("3 0 R", content=zlib.compress(zeros(24 << 20), 9), filters="/Filter[/FlateDecode/FlateDecode]"),
        "limit expanded_bytes",
    ),
    "drawn with a flood": (lambda: page_tree("3 0 R", content=zlib.compress(b"0 0 m 9 9 l S\n" * 1_300_000), filters=FLATE), "drawn with"),
    "drawn with many objects": (lambda: page_tree("3 0 R", content=zlib.compress(b"0 0 m 9 9 l S\n" * 250_000), filters=FLATE), "objects"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line(case: str) -> None:
    make, reason = BAD[case]
    with pytest.raises(InputError, match=reason) as told:
        read(make(), Limits(expanded_bytes=20_000_000))
    assert "\n" not in str(told.value) and told.value.where is None


@pytest.mark.parametrize(
    ("limits", "reason"), [(Limits(pages=1), "2 pages, more than"), (Limits(text_characters=100), "more than the limit text")]
)
def test_limits_hold(limits: Limits, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(LETTER, limits)


@pytest.mark.parametrize("shift", [0xE000 - 0x4E00, 0xAC00 - 0x4E00], ids=["private use", "Hangul"])
def test_glyphs_without_their_characters_are_a_scan(monkeypatch: pytest.MonkeyPatch, shift: int) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "install OCR: COMMAND")
    plain = write(sample("16-approval"), Style(font=embedded()))
    with pytest.raises(InputError, match="a scanned PDF without text; install OCR: COMMAND"):
        read(garbled(plain, shift), Limits())


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LETTER) - 1), st.one_of(st.binary(min_size=1, max_size=4), st.sampled_from([b"9999999999", b" -1 ", b"<<"]))
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_is_broken_is_read_or_told(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(LETTER)
    for at, new in changes:
        data[at : at + len(new)] = new
    with mock.patch.object(ocr, "missing", lambda: "install OCR: COMMAND"):
        try:
            assert isinstance(read(bytes(data), Limits()), Reading)
        except InputError as error:
            assert "\n" not in str(error)
