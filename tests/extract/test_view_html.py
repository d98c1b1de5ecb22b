"""The page of a letter: nothing lost, everything in its place, nothing from elsewhere, nothing private."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts import Evidence, Fact, HeaderField, Letter, Mechanism, OrganizationMention, Statistic
from extract.mask import masked
from extract.views.page import letter_html, pieces
from extract.views.plain import letter_json

TEXT = "关于<校园>餐食的答复\n区教育局会同区卫生局检查食堂32家，联系电话13900000000。\n"
PRIVATE = ((TEXT.index("139"), TEXT.index("139") + 11),)


def at(quote: str, rule: str = "test", text: str = TEXT, focus: str | None = None) -> Evidence:
    start = text.index(quote)
    low = start + quote.index(focus or quote)
    return Evidence(start, start + len(quote), quote, rule, low, low + len(focus or quote))


SENTENCE = "区教育局会同区卫生局检查食堂32家，联系电话13900000000。"
FACTS: tuple[Fact, ...] = (
    Mechanism(evidence=at(SENTENCE, focus="区教育局会同区卫生局检查食堂32家"), name="联合检查"),
    OrganizationMention(evidence=at(SENTENCE, focus="区教育局"), name="某区教育局", mention="区教育局", kind="bureau"),
    OrganizationMention(evidence=at(SENTENCE, focus="局会同区卫生局"), name="某区卫生局", mention="局会同区卫生局", kind="bureau"),
    Statistic(evidence=at(SENTENCE, focus="32家"), what="食堂", value=Decimal("32"), unit="家", approximate=True),
)
TITLE = HeaderField(evidence=at("关于<校园>餐食的答复"), name="title", value="关于<校园>餐食的答复", printed="关于<校园>餐食的答复")
KEY = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
LETTER = Letter(key=KEY, source="样例.txt", text=TEXT, fields=(TITLE,), facts=FACTS, private=PRIVATE)


class Page(HTMLParser):
    """What a browser would show of the letter's text, and which addresses the page names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.depth = 0
        self.text = ""
        self.spans: list[dict[str, str | None]] = []
        self.addresses: list[str] = []
        self.rows = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.addresses += [str(named[name]) for name in ("src", "href", "action", "data", "poster", "srcset") if name in named]
        if self.depth:
            self.depth += 1
            self.spans.append(named)
        elif named.get("class") == "text":
            self.depth = 1
        self.rows += "data-fact" in named

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data


@pytest.fixture(scope="module")
def page() -> str:
    return letter_html(LETTER)


def test_the_text_stands_as_printed_with_private_data_blacked_out(page: str) -> None:
    assert Page(page).text == TEXT.replace("13900000000", "█" * 11)
    assert "13900000000" not in page


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert Page(page).addresses == []
    assert not [word for word in ("http:", "https:", "//cdn", "@import", "url(") if word in page]


def test_overlapping_and_nested_facts_all_show(page: str) -> None:
    found = Page(page)
    assert found.rows == len(FACTS) + 1
    kinds = {str(span["data-kinds"]) for span in found.spans}
    assert {"Mechanism OrganizationMention", "Mechanism Statistic", "HeaderField", "Mechanism"} == kinds
    assert max(len(str(span["data-facts"]).split()) for span in found.spans) == 3


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8))
def test_pieces_join_to_the_text_and_each_names_all_facts_over_it(spans: list[tuple[int, int]]) -> None:
    text = "".join(chr(0x4E00 + place) for place in range(45))
    facts = [Mechanism(evidence=Evidence(0, 45, text, "t", low, low + size), name="x") for low, size in spans]
    found = pieces(text, facts)
    assert "".join(piece.text for piece in found) == text
    place = 0
    for piece in found:
        for offset in range(place, place + len(piece.text)):
            assert piece.facts == tuple(n for n, (low, size) in enumerate(spans) if low <= offset < low + size)
        place += len(piece.text)


def test_json_has_the_facts_with_their_places_and_no_private_data() -> None:
    data = letter_json(LETTER)
    assert [fact["type"] for fact in data["facts"]] == [type(fact).__name__ for fact in FACTS]
    statistic = data["facts"][3]
    assert (statistic["value"], statistic["unit"], statistic["approximate"], statistic["date"]) == (32, "家", True, None)
    assert statistic["evidence"]["quote"] == SENTENCE.replace("13900000000", "█" * 11)
    assert TEXT[statistic["evidence"]["focus_start"] : statistic["evidence"]["focus_end"]] == "32家"
    assert "139" not in str(data)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [([], "甲乙\n丙"), ([(1, 2)], "甲█\n丙"), ([(0, 4)], "██\n█"), ([(1, 3), (0, 2)], "██\n丙"), ([(3, 99)], "甲乙\n█")],
)
def test_masking_keeps_length_and_lines(spans: list[tuple[int, int]], expected: str) -> None:
    assert masked("甲乙\n丙", spans) == expected
