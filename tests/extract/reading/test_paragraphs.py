"""Where a line of a page runs on in the next one."""

from __future__ import annotations

import pytest

from extract.reading.pages.layout import Line
from extract.reading.pages.paragraphs import text_of_pages

SIZE, WIDTH = 10.0, 30  # points, em
FULL = "全县各级各部门按照分工抓好落实并定期通报办理进展情况和存在问题"[:WIDTH]


def page(*texts: str) -> list[Line]:
    """Full lines with some texts among them, each from the left margin."""
    return [Line(text, 0.0, len(text) * SIZE, 800.0 - 20 * row, SIZE) for row, text in enumerate([FULL] * 8 + list(texts) + [FULL] * 4)]


@pytest.mark.parametrize(
    ("line", "following"),
    [
        (FULL, "进一步完善机制。"),
        (FULL[:-3], "〔2023〕24号文件要求，"),  # 〔2023〕 is not parted
        (FULL[:-1], "《办法》印发后，"),
        (FULL[:-2], "施“护蕾”项目，"),
        (FULL[:-4], "2024-2026年，"),
        (FULL[:-1], "局）牵头落实。"),
    ],
)
def test_a_line_runs_on_where_the_next_word_did_not_fit(line: str, following: str) -> None:
    text, _ = text_of_pages([(1, page(line, following), 0.0)])
    assert line + following in text


@pytest.mark.parametrize(
    ("line", "following"), [(FULL[:-4], "进一步完善机制。"), (FULL[:-4], "《办法》印发后，"), (FULL[:20], "〔2023〕24号")]
)
def test_a_line_that_had_room_ends_its_paragraph(line: str, following: str) -> None:
    text, _ = text_of_pages([(1, page(line, following), 0.0)])
    assert f"{line}\n{following}" in text
