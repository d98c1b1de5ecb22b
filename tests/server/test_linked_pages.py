"""What a person sees."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from linked_graph import BASE, minted
from lxml import html
from serving import Served
from test_linked_things import BODY, path_of

from server.linked.limits import limits

SUSPECT = re.compile(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:|src=", re.IGNORECASE)
LETTER = f"{BASE}letter/de710139d9cb7e7c"
FACT = f"{BASE}fact/de710139d9cb7e7c/cosigning-218-288"
DOCUMENT = f"{BASE}document/禾教体发〔2023〕41号"


def page(reader: httpx.Client, path: str, language: str = "zh") -> html.HtmlElement:
    response = reader.get(path, headers={"Accept": "text/html", "Accept-Language": language}, follow_redirects=True)
    assert response.status_code == 200, path
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert not SUSPECT.search(response.text), "nothing inline, nothing to run"
    return html.fromstring(response.content.decode())


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in tree.xpath(path)]


@pytest.mark.parametrize(
    ("iri", "title"),
    [
        (BODY, "白榆县人民法院"),
        (DOCUMENT, "禾丰区中小学校食堂管理办法（试行）"),
        (LETTER, "关于政协禾丰区五届三次会议第503027号提案答复的函"),
        (f"{BASE}place/白榆县", "白榆县"),
        ("https://gongwen.example/scheme/level/district", "区级"),
        ("https://gongwen.example/scheme/level", "级别"),
        (FACT, "会签 cosigning-218-288"),
    ],
)
def test_the_title_is_the_things_name(iri: str, title: str, reader: httpx.Client) -> None:
    tree = page(reader, path_of(iri))
    assert texts(tree, "//h1") == [title]
    assert tree.xpath("/html/@lang") == ["zh"] and title in tree.findtext(".//title")
    assert iri in texts(tree, "//dd[@class='iri']"), "the IRI itself, to copy"


@pytest.mark.parametrize("iri", [BODY, DOCUMENT, FACT, "https://gongwen.example/scheme/level/district"])
def test_labels_stand_in_place_of_iris(iri: str, reader: httpx.Client) -> None:
    for language in ("zh", "en"):
        tree = page(reader, path_of(iri), language)
        shown = texts(tree, "//main//a | //main//dt | //main//dd/span")
        assert not [text for text in shown if text.startswith(("http", "gw:", "oa:", "eli:"))]


def test_a_page_in_english(reader: httpx.Client) -> None:
    tree = page(reader, path_of("https://gongwen.example/scheme/level/district"), "en-GB,zh;q=0.5")
    assert tree.xpath("/html/@lang") == ["en"] and texts(tree, "//h1") == ["district"]
    assert "What the graph says" in texts(tree, "//h2")
    assert [urlsplit(href).query for href in tree.xpath("//a[@hreflang='zh']/@href")] == ["lang=zh"]


def test_a_body_is_quoted_from_its_letters_and_linked_to_them(reader: httpx.Client) -> None:
    tree = page(reader, path_of(BODY))
    quotes = texts(tree, "//blockquote/span[1]")
    assert any("由县人民法院牵头" in quote for quote in quotes)
    assert all("法院" in quote for quote in quotes), "only words that name it"
    assert len(tree.xpath("//h3/a[starts-with(@href, '/id/letter/')]")) == 1
    assert tree.xpath("//blockquote//a[starts-with(@href, '/id/fact/')]")


def test_a_fact_shows_its_words_and_its_letter(reader: httpx.Client) -> None:
    tree = page(reader, path_of(FACT))
    (quote,) = texts(tree, "//blockquote")
    assert "《禾丰区中小学校食堂管理办法" in quote and "第503027号提案" in quote
    assert len(tree.xpath("//dl//dl")) == 4, "its participations, each with its rows"


def test_a_letter_shows_all_it_says_in_its_order(reader: httpx.Client) -> None:
    tree = page(reader, path_of(LETTER))
    starts = [int(re.search(r"-(\d+)-", href)[1]) for href in tree.xpath("//blockquote//a[1]/@href")]  # type: ignore[index]
    assert len(starts) > 30 and starts == sorted(starts)


def test_back_links_are_bounded_and_the_rest_is_a_query_away(reader: httpx.Client) -> None:
    tree = page(reader, path_of("https://gongwen.example/scheme/agency-kind/department"))
    notes = tree.xpath("//p[@class='soft'][contains(., '共')]")
    assert notes
    for note in notes:
        shown, total = (int(number) for number in re.findall(r"\d+", note.text_content())[:2])
        assert shown == limits().back < total
        (href,) = note.xpath("a/@href")
        rows = reader.get(href, headers={"Accept": "application/sparql-results+json"}).json()["results"]["bindings"]
        assert len(rows) == total
        assert parse_qs(urlsplit(href).query).keys() == {"query"}


def test_every_query_behind_a_page_runs(reader: httpx.Client) -> None:
    for iri in (f"{BASE}document/国办发〔2019〕15号", "https://gongwen.example/scheme/level/district"):
        for href in page(reader, path_of(iri)).xpath("//a[starts-with(@href, '/sparql')]/@href"):
            assert reader.get(href).status_code == 200, href


def test_other_names_are_shown_and_merged_things_lead_to_one_another(letters: Served, reader: httpx.Client) -> None:
    merged, known = f"{BASE}document/国办发〔2019〕15号", f"{BASE}document/国务院办公厅关于促进3岁以下婴幼儿照护服务发展的指导意见"
    assert {known, merged} <= minted(letters.graph)
    tree = page(reader, path_of(known))
    assert {"又称", "归并了"} <= set(texts(tree, "//dt"))
    assert path_of(merged) in tree.xpath("//a/@href") and tree.xpath("//blockquote"), "what letters say under either name"
    assert path_of(known) in page(reader, path_of(merged)).xpath("//a/@href")


def test_every_link_of_a_page_leads_somewhere(reader: httpx.Client) -> None:
    for iri in (FACT, DOCUMENT):
        for href in sorted(set(page(reader, path_of(iri)).xpath("//@href"))):
            if href.startswith("/"):
                assert reader.get(href, follow_redirects=True).status_code == 200, href


def test_links_keep_a_language_that_was_asked_for(reader: httpx.Client) -> None:
    tree = page(reader, f"{path_of(BODY)}.html?lang=en")
    things = [href for href in tree.xpath("//main//a/@href") if href.startswith(("/id/", "/ontology", "/scheme/"))]
    assert things and all("?lang=en" in href for href in things)


def test_style_sheets_are_served_from_here(reader: httpx.Client) -> None:
    for href in ("/static/gongwen.css", "/static/preview.css"):
        response = reader.get(href)
        assert (response.status_code, response.headers["content-type"]) == (200, "text/css; charset=utf-8")
        assert "url(" not in response.text and "@import" not in response.text
    assert not SUSPECT.search(reader.get("/").text.replace("<textarea", ""))
