"""Web pages of government portals: the letter out of the page, what the page says of it, and pages that hold none."""

from __future__ import annotations

import json
import re
import time
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.cssselect import CSSSelector
from portal_pages import FOOT, HIDDEN, LETTERS, NAV, RELATED, TEMPLATES, parts

from extract.evaluation.fields import FIELDS
from extract.facts import Letter
from extract.metadata import patterns
from extract.reader import Reader
from extract.reading import media, read_bytes
from extract.reading.limits import Limits
from extract.reading.record import Reading
from extract.reading.web.rules import page_rules
from extract.views.plain import letter_json
from ontology.errors import InputError

NAMES = (
    "16-approval",
    "04-elderly-care",
    "22-boarding-schools",
    "28-night-markets",
    "12-veterans",
    "02-rural-roads",
    "30-juvenile-cases",
    "18-road-bridge",
)
# What the head of a page may add to a letter that does not give it.
ADDED = {"letter.publication_date": {"hanweb", "ucap"}}
BODY = "<p>王一帆代表：</p><p>您提出的《关于加强社区养老服务的建议》收悉。经与市财政局共同研究，现答复如下：</p>{}\
<p>全市建成社区养老服务中心12个，投入资金3600万元，服务老年人2.3万人，比上年增加4000人，群众满意。</p><p>云川市民政局</p><p>2024年6月7日</p>"


def page(name: str, template: str) -> str:
    return TEMPLATES[template](parts(name))


def read(text: str, encoding: str = "utf-8") -> Reading:
    return read_bytes(text.encode(encoding))


def read_body(inner: str) -> str:
    """The lines that something inside a letter's element becomes."""
    lines = read(f'<html><body><div id="zoom">{BODY.format(inner)}</div></body></html>').text.split("\n")
    return "\n".join(lines[2:-4])


def said_by(source: str, selector: str | None) -> str:
    """The text of the one element of a page that a selector finds, white space left out."""
    root = etree.fromstring(source.encode(), etree.HTMLParser(encoding="utf-8"))
    (element,) = cast("list[etree._Element]", CSSSelector(selector or "")(root))
    said = element.get("content") if element.tag == "meta" else "".join(map(str, element.itertext()))
    return "".join((said or "").split())


def items(letter: Letter) -> dict[str, set[object]]:
    return {field.name: {item.parts for item in field.found(letter)} for field in FIELDS}


@pytest.fixture(scope="module")
def plain(reader: Reader) -> dict[str, Letter]:
    return {name: reader.read((LETTERS / f"{name}.txt").read_text(encoding="utf-8"), name) for name in NAMES}


# --- the letter out of its page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_yields_the_facts_of_the_plain_text(reader: Reader, plain: dict[str, Letter], name: str, template: str) -> None:
    reading = read(page(name, template))
    assert reading.media_type == media.HTML and re.fullmatch(r"gongwen \w+ \(lxml [\d.]+\)", reading.reader) and reading.encoding == "utf-8"
    letter = reader.read(reading.text, name)
    expected, found = items(plain[name]), items(letter)
    for field in FIELDS:
        if not expected[field.name] and template in ADDED.get(field.name, ()):
            assert len(found[field.name]) == 1
        else:
            assert found[field.name] == expected[field.name], field.name
    private = json.loads((LETTERS / f"{name}.json").read_text(encoding="utf-8")).get("private", [])
    said = json.dumps(letter_json(letter), ensure_ascii=False)
    assert not [string for string in private if string in said]


@pytest.mark.parametrize("template", TEMPLATES)
def test_page_furniture_is_left_out(template: str) -> None:
    text = read(page("12-veterans", template)).text
    furniture = [
        "青岚省",
        "首页",
        "打印",
        "分享",
        "字体",
        "上一篇",
        "下一篇",
        "相关阅读",
        "网站标识码",
        "ICP",
        "扫一扫",
        "苏晚晴",
        "标题：",
    ]
    assert not [words for words in furniture if words in text]


def test_the_furniture_of_the_templates_says_something() -> None:
    assert all("青岚省" in words for words in (NAV, RELATED, FOOT, HIDDEN))


@pytest.mark.parametrize("template", ["trs", "hanweb", "ucap", "builder", "unknown"])
@pytest.mark.parametrize("name", ["02-rural-roads", "28-night-markets"])
def test_the_selector_of_a_value_finds_its_element_alone(name: str, template: str) -> None:
    source = page(name, template)
    reading = read(source)
    assert len(reading.origins) > 7
    for origin in reading.origins:
        assert "".join(reading.text[origin.start : origin.end].split()) in said_by(source, origin.selector)
    assert all(one.end <= other.start for one, other in pairwise(reading.origins))
    start = reading.text.index(parts(name).entries[0][1])
    assert reading.origin(start) == reading.origins[0] and reading.origin(len(reading.text) - 2) is None


@pytest.mark.parametrize(("template", "container"), [("trs", ".trs_editor"), ("unknown", None)])
def test_the_way_the_letter_was_found_is_noted(template: str, container: str | None) -> None:
    assert container is None or container in page_rules().containers
    assert any("no known template" in note for note in read(page("12-veterans", template)).notes) == (container is None)


# --- encodings --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "written", "decided"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("gbk", "gbk", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "utf-8-sig", "utf-8"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gbk", "gb18030"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("utf-16", "utf-16", "utf-16"),
    ],
)
def test_a_page_is_decoded_by_its_content(declared: str, written: str, decided: str) -> None:
    source = page("12-veterans", "trs")
    data = source.replace("charset=utf-8", f"charset={declared}").encode(written)
    assert media.media_type(data) == media.HTML
    reading = read_bytes(data)
    assert (reading.text, reading.encoding) == (read(source).text, decided)


def test_character_references_are_characters() -> None:
    escaped = page("12-veterans", "trs").encode("ascii", "xmlcharrefreplace")
    assert read_bytes(escaped).text == read(page("12-veterans", "trs")).text


# --- lines ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        ("<p>甲<br>乙<br/>丙</p>", "甲\n乙\n丙"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
        ("<p>全<b>市</b><span>共</span><font color=red>3</font>个</p>", "全市共3个"),
        ("<p>&nbsp;&nbsp;　　一、总体\n  情况</p>", "一、总体情况"),
        ("<p>共 3\n 个 A\n B</p>", "共 3 个 A B"),
        ("<p>甲&#8203;乙&#65279;丙&shy;丁</p>", "甲乙丙丁"),
        ("<p>面积300m<sup>2</sup>、库容5万m<sup>3</sup>、第1<sup>st</sup></p>", "面积300m²、库容5万m³、第1st"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<ol><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul>", "1.甲\n2.乙\n丙"),
        ("<ol start=3><li>甲</ol><ol style='list-style: none'><li>乙</ol>", "3.甲\n乙"),
        ("<p>甲<o:p></o:p><![if !supportLists]>乙<![endif]><!--[if gte mso 9]>丙<![endif]--></p>", "甲乙"),
        ("<p>甲<span style='DISPLAY:none'>乙</span><span hidden>丙</span><script>丁</script><style>戊</style>己</p>", "甲己"),
        ("<p style='visibility : hidden'>甲</p><noscript>乙</noscript><template>丙</template><p>丁</p>", "丁"),
        ("<p>甲</p><div class='bdsharebuttonbox'>分享给朋友</div><p>【字体：大 中 小】</p><p>打印本页</p><p>乙</p>", "甲\n乙"),
        ("<p>发布日期：2024-08-09　来源：市民政局　责任编辑：苏晚晴</p>", "发布日期：2024-08-09　来源：市民政局"),
        ("<center><h3>一、总体情况</h3></center>", "一、总体情况"),
    ],
)
def test_lines_are_those_a_browser_shows(inner: str, lines: str) -> None:
    assert read_body(inner) == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("<tr><td>名称<td>数量（个）<tr><td>老年<br>食堂<td>48", "名称      数量（个）\n老年食堂  48"),
        ("<tr><td>甲<td><td>丙<tr><td>1<td>2<td>3", "甲     丙\n1   2  3"),
        ("<tr><td><td>乙<tr><td>甲<td>2", "—   乙\n甲  2"),
        ("<tr><td rowspan=2>东区<td>1<tr><td>2<tr><td>西区<td>3", "东区  1\n东区  2\n西区  3"),
        ("<tr><td>区<td colspan=2>投资<td>备注<tr><td>东<td>1<td>2<td>3", "区  投资  备注\n东  1     2  3"),
        ("<tr><td>甲<p>一</p><td><table><tr><td>乙<td>丙</table>", "甲\n一\n乙  丙"),
        ("<tr><td>只有一格", "只有一格"),
    ],
)
def test_rows_of_tables_keep_their_columns(rows: str, lines: str) -> None:
    assert "\n".join(" ".join(x.split()) for x in read_body(f"<table>{rows}</table>").split("\n")) == "\n".join(
        " ".join(x.split()) for x in lines.split("\n")
    )


def test_cells_stand_under_their_heads() -> None:
    rows = [["市场名称", "街道", "面积（平方米）"], ["红枫农贸市场", "", "2400"], ["合计", "望潮街道", "12450"]]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head, first, last = read_body(f"<table>{table}</table>").split("\n")
    columns = [
        sum(1 + (char > "\u0300") for char in line[: line.index(cell)]) for line, cell in ((head, "面积"), (first, "2400"), (last, "12450"))
    ]
    assert len(set(columns)) == 1


# --- what the page says of the letter ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "<table><tr><td>索 引 号</td><td>AB01/2024-001</td><td>有效性：</td><td>有效</td></tr></table>",
        "<table><tr><th>索引号：</th><td><p>AB01/2024-001</p></td></tr><tr><th>有效性：</th><td>有效</td></tr></table>",
        "<table><tr><td>索&nbsp;引&nbsp;号：AB01/2024-001</td><td><b>有效性：</b>有效</td></tr></table>",
        "<dl><dt>索引号：</dt><dd>AB01/2024-001</dd><dt>有效性：</dt><dd>有效</dd></dl>",
        "<ul><li><b>索引号：</b>AB01/2024-001</li><li><b>有效性：</b><i>有效</i></li></ul>",
        "<ul><li><p>索引号：</p><p>AB01/2024-001</p></li><li><p>有效性：</p><p>有效</p></li></ul>",
        "<div><span>索引号：</span><span>AB01/2024-001</span></div><div><em>有效性：</em><span>有效</span></div>",
        "<p>索引号：AB01/2024-001　　有效性：有效　　浏览次数：12次</p>",
        "<p>【索引号】AB01/2024-001 <span>有效性：有效</span> 【字体：大 中 小】</p>",
        "<table><tr><th>索引号</th><th>有效性</th></tr><tr><td>AB01/2024-001</td><td>有效</td></tr></table>",
    ],
)
def test_labelled_values_come_first_whatever_holds_them(head: str) -> None:
    source = f'<html><body>{head}<h1>对第1号建议的答复</h1><div id="zoom">{BODY.format("")}</div></body></html>'
    reading = read(source)
    assert reading.text.split("\n")[:3] == ["索引号：AB01/2024-001", "有效性：有效", "对第1号建议的答复"]
    for origin, value in zip(reading.origins, ["AB01/2024-001", "有效"], strict=False):
        assert reading.text[origin.start : origin.end] == value and value in said_by(source, origin.selector)


@pytest.mark.parametrize(
    "said",
    [
        "<p>责任编辑：苏晚晴</p>",
        "<p>来源：市民政局　作者：苏晚晴　审核：苏晚晴</p>",
        "<p>（编辑：苏晚晴）</p>",
        "<table><tr><td>作者</td><td>苏晚晴</td><td>发布机构</td><td>市民政局</td></tr></table>",
        "<dl><dt>责任编辑</dt><dd>苏晚晴</dd></dl>",
    ],
)
@pytest.mark.parametrize("place", ["{said}<div id=zoom>{body}</div>", "<div id=zoom>{said}{body}</div>", "<div id=zoom>{body}{said}</div>"])
def test_who_edited_a_page_is_never_written(said: str, place: str) -> None:
    tags = '<meta name="Author" content="苏晚晴"><meta name="Editor" content="苏晚晴">'
    source = place.format(said=said, body=BODY.format(""))
    reading = read(f"<html><head>{tags}</head><body>{source}</body></html>")
    assert "苏晚晴" not in f"{reading.text}{reading.links}{reading.notes}" and "云川市民政局" in reading.text


@pytest.mark.parametrize(
    ("tags", "visible", "lines"),
    [
        ({"PubDate": "2022-11-03 10:20", "ContentSource": "市民政局"}, "", ["发布日期：2022-11-03", "来源：市民政局"]),
        ({"PubDate": "2022-11-03"}, "<p>发布时间：2022-11-01</p>", ["发布时间：2022-11-01"]),
        ({"pubdate": "2022年11月3日"}, "", ["发布日期：2022年11月3日"]),
        ({"PubDate": "", "ContentSource": " ", "SiteName": "云川市", "Keywords": "养老"}, "", []),
        ({"ArticleTitle": "对第1号建议的答复"}, "", ["对第1号建议的答复"]),
        ({"ArticleTitle": "对第1号建议的答复"}, "<h1>对第1号建议的答复</h1>", ["对第1号建议的答复"]),
    ],
)
def test_the_guides_meta_tags_fill_what_the_page_leaves_out(tags: dict[str, str], visible: str, lines: list[str]) -> None:
    said = "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())
    source = f'<html><head>{said}</head><body>{visible}<div id="zoom">{BODY.format("")}</div></body></html>'
    reading = read(source)
    assert reading.text.split("\n")[: reading.text[: reading.text.index("王一帆")].count("\n")] == lines
    selectors = {origin.selector for origin in reading.origins}
    if not visible:
        assert selectors == {
            f'meta[name="{name}"]' for name, value in tags.items() if value.strip() and name not in ("SiteName", "Keywords")
        }
    else:
        assert not any("meta" in str(selector) for selector in selectors)


@pytest.mark.parametrize(
    ("head", "inside", "title"),
    [
        ("<h1>对第1号建议的答复</h1>", "", "对第1号建议的答复"),
        ("<h1>对第1号建议的答复</h1>", "<p>对第1号建议的答复</p>", "对第1号建议的答复"),
        ("<h1>对第1号建议的答复（市民政局）</h1>", "<p>对第1号建议的答复</p>", "对第1号建议的答复"),
        ('<h1><a href="/">云川市民政局</a></h1><td class="bt">对第1号建议的答复</td>', "", "对第1号建议的答复"),
        ('<p class="tit"><a href="javascript:void(0)">对第1号建议的答复</a></p>', "", "对第1号建议的答复"),
        ("<title>对第1号建议的答复_云川市民政局</title>", "", "对第1号建议的答复"),
        ("<title>云川市民政局 - 对第1号建议的答复</title>", "", "对第1号建议的答复"),
        ("<title>对第1号建议的答复_云川市</title><p>对第1号建议的答复</p>", "", "对第1号建议的答复"),
        ('<p class="ArticleTitle">云川市民政局<br>对第1号建议的答复</p>', "", "云川市民政局\n对第1号建议的答复"),
    ],
)
def test_the_title_is_said_once(head: str, inside: str, title: str) -> None:
    source = f'<html><body>{head}<p>云民函〔2024〕5号</p><div id="zoom">{inside}{BODY.format("")}</div></body></html>'
    if head.startswith("<title>"):
        source = source.replace("<html>", f"<html><head>{head[: head.index('</title>')]}</title></head>", 1)
    assert read(source).text.partition("\n王一帆")[0] in (f"云民函〔2024〕5号\n{title}", f"{title}\n云民函〔2024〕5号")


@pytest.mark.parametrize("outside", ["<p>王一帆代表：</p>", "<p>2024年6月7日</p>"])
def test_first_and_last_lines_outside_the_container_are_found(outside: str) -> None:
    body = BODY.format("").replace(outside, "")
    first, last = (outside, "") if "代表" in outside else ("", outside)
    source = f"<html><body>{NAV}<div>{first}<div id=zoom>{body}</div>{last}<p>打印</p></div>{FOOT}</body></html>"
    assert read(source).text == read(f"<html><body><div id=zoom>{BODY.format('')}</div></body></html>").text


@pytest.mark.parametrize("name", ["pages_content", "x1"])
def test_a_second_copy_for_other_screens_is_left_out(name: str) -> None:
    body = BODY.format("")
    once = f'<html><body><div class="{name}"><div>{body}</div></div>{FOOT}</body></html>'
    twice = f'<html><body><div><div class="{name}">{body}</div></div><div class="{name} m"> {body}</div>{FOOT}</body></html>'
    assert read(twice).text == read(once).text and read(once).text.count("王一帆代表") == 1


def test_files_and_frames_are_listed_and_not_fetched() -> None:
    around = """<p>附件：<a href="./P0201.docx">附件1：办理情况表</a> <a href="/d?id=2"> 附件2 </a></p>
    <a href="javascript:void(0)">附件3</a>    <a href="/x.html">政务</a><a href="./P0201.docx">附件1：办理情况表</a>
    <iframe src="/count.html"></iframe><iframe src="about:blank"></iframe>"""
    reading = read(f"<html><body><div id=zoom>{BODY.format('')}</div>{around}</body></html>")
    assert reading.links == ("附件1：办理情况表 <./P0201.docx>", "附件2 </d?id=2>")
    assert reading.notes == ("a frame is not read: /count.html",)


# --- pages without a letter, and bad ones -----------------------------------------------------------------------------------------

LINKS = "".join(f'<li><a href="/{i}">关于市政协第{i}号提案的答复，办理结果公开</a><span>2023-01-01</span></li>' for i in range(30))


@pytest.mark.parametrize(
    ("source", "reason", "advice"),
    [
        (f"<html><body>{NAV}<ul>{LINKS}</ul>{FOOT}</body></html>", "a list of links", "one of them"),
        ("<html><body><p>用户名<input></p><p>密码<input type=password></p></body></html>", "a login page", "log in"),
        ("<html><head><title>404</title></head><body><h1>对不起，您访问的页面不存在。</h1></body></html>", "an error page", "anew"),
        ("<html><body><p>请完成安全验证后继续访问，拖动滑块。</p></body></html>", "a person", "in a browser"),
        ('<html><body><div id="app"></div><script src="a.js"></script></body></html>', "loaded by a script", "MHTML"),
        ("<html><body><p>{{ article.title }}</p></body></html>", "loaded by a script", "MHTML"),
        ('<html><frameset><frame src="a.htm"><frame src="b.htm"></frameset></html>', "only frames: a.htm, b.htm", "frame"),
        ('<html><body><h1>答复</h1><a href="a.pdf">第1号提案的答复</a></body></html>', "only files: 第1号提案的答复 <a.pdf>", "that file"),
        ("<html><body></body></html>", "no letter's text", "browser"),
        ("<html><body><p>网站首页</p><p>政务公", "ends inside the page", "anew"),
        ("<html>" + "<div>" * 100_000 + "答复" + "</div>" * 100_000, "256 levels", "alone"),
        ("<html>" + "<a>" * 1_000_001, "tags", "alone"),
        (f'<html><body title="{"a" * 10_100_000}">', "10 MB", "alone"),
    ],
)
def test_a_page_without_a_letter_is_refused_in_one_line(source: str, reason: str, advice: str) -> None:
    started = time.monotonic()
    with pytest.raises(InputError) as refused:
        read(source)
    assert reason in refused.value.reason and advice in refused.value.advice and "\n" not in str(refused.value)
    assert time.monotonic() - started < 10


def test_nesting_is_limited() -> None:
    with pytest.raises(InputError, match="limit nesting"):
        read_bytes(f"<html>{'<div>' * 60}{BODY}".encode(), Limits(nesting=50))


GOOD = page("12-veterans", "trs")
GOOD_TEXT = read(GOOD).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div class="TRS_Editor">', '<div class="TRS_Editor">' + "<font face=x>" * 2000),  # never closed
        ("</p>", ""),
        ('</div></div>\n<div class="bjq">', '<div class="bjq">'),
        ("</body></html>", ""),
        ('<div class="main">', '<div class="main"><img src="data:image/png;base64,' + "A" * 11_000_000 + '">'),
        ('<div class="main">', "<ul>" + "<li><a href=/x>首页导航栏目</a>" * 20_000 + '</ul><div class="main">'),
        ('<div class="main">', "<p>" + " " * 1_000_000 + '</p><div class="main">'),
        ("<!DOCTYPE", '<!DOCTYPE html [<!ENTITY a "bbbbbbbbbb"><!ENTITY c "&a;&a;&a;">]><!DOCTYPE'),
        ("<body>", "<body>" + "<div>" * 200),
        ("<body>", "<body>\1\x0b"),
    ],
)
def test_a_broken_page_is_read_as_the_whole_one(old: str, new: str) -> None:
    assert read(GOOD.replace(old, new)).text == GOOD_TEXT


def test_no_selector_is_given_for_a_page_mended_before_parsing() -> None:
    source = page("02-rural-roads", "trs").replace("<body>", "<body>" + "<font>" * 400)
    assert read(source).origins == () and read(source).text == read(page("02-rural-roads", "trs")).text


def test_rows_of_data_are_no_metadata() -> None:
    table = "<table><tr><td>名称</td><td>时间</td><td>来源</td></tr><tr><td>甲</td><td>8月</td><td>省级</td></tr></table>"
    assert read_body(table) == "名称  时间  来源\n甲    8月   省级"


_TAGS = "<div> </div> <p> <table> <tr> <td> </table> <li> <ol> <span <pre> </a> <h1> <br> <!-- --> <script> </script> < > / & ; \" ' ="
_WORDS = "&#x4e00; &nbsp; 索引号： 发布日期 2024-06-07 王一帆代表： 2024年6月7日 您的建议收悉，现答复如下： 建成中心12个。"
_ATTRIBUTES = ("<td rowspan=3>", "<a href='a.pdf'>", ' class="TRS_Editor"', ' id="zoom"', "<p style='display:none'>", " ", "\n")
_PIECES = st.sampled_from((*_TAGS.split(), *_WORDS.split(), *_ATTRIBUTES))


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=80), st.integers(0, 3))
def test_whatever_is_read_is_a_reading_or_refused(pieces: list[str], copies: int) -> None:
    source = "<html>" + "".join(pieces) + BODY.format("".join(pieces)) * copies
    try:
        reading = read(source)
    except InputError as error:
        assert "\n" not in str(error)
        return
    assert all(0 <= origin.start < origin.end <= len(reading.text) for origin in reading.origins)
    assert all(one.end <= other.start for one, other in pairwise(reading.origins))
    assert not any(line != line.strip() or not line for line in reading.text.removesuffix("\n").split("\n"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TEMPLATES)), st.integers(0, 20_000))
def test_a_page_cut_anywhere_is_a_reading_or_refused(template: str, at: int) -> None:
    try:
        reading = read_bytes(b"<html>" + page("12-veterans", template).encode()[:at])
    except InputError:
        return
    assert "望川区" in reading.text or "委员" in reading.text


# --- saved pages (MHTML) ----------------------------------------------------------------------------------------------------------


def saved(*pages: tuple[str, str], plain: str = "") -> bytes:
    """A page as a browser saves it: its HTML, its frames', a style sheet."""
    whole = MIMEMultipart("related", type="text/html")
    whole["Snapshot-Content-Location"] = "http://www.example.gov.cn/1.html"
    for source, charset in pages:
        whole.attach(MIMEText(source, "html", charset))
    whole.attach(MIMEText(plain or "p{margin:0}", "css", "utf-8"))
    return whole.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_saved_page_is_read_as_its_html(charset: str) -> None:
    reading = read_bytes(saved((GOOD, charset)))
    assert (reading.text, reading.media_type, reading.encoding) == (GOOD_TEXT, media.MHTML, charset)


def test_the_letter_may_stand_in_a_saved_pages_frame() -> None:
    outer = f'<html><body>{NAV}<iframe src="cid:1"></iframe>{FOOT}</body></html>'
    assert read_bytes(saved((outer, "utf-8"), (GOOD, "utf-8"))).text == GOOD_TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (saved(), "without an HTML part"),
        (saved(("<html><body><div id=app></div></body></html>", "utf-8")), "loaded by a script"),
        (b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" * 50, "inside parts"),
        (b"Content-Type: multipart/related; boundary=x\r\n\r\n" + b"--x\r\n\r\n\r\n" * 6000, "more than 5,000 parts"),
        (b"Content-Type: multipart/related\r\n\r\nabc", "without an HTML part"),
    ],
)
def test_a_saved_page_without_a_letter_is_refused(data: bytes, reason: str) -> None:
    assert media.media_type(data) == media.MHTML
    with pytest.raises(InputError, match=reason):
        read_bytes(data)


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_saved_page_cut_off_is_a_reading_or_refused(at: float) -> None:
    data = saved((GOOD, "utf-8"))
    try:
        assert read_bytes(data[: int(at * len(data))]).text
    except InputError as error:
        assert "\n" not in str(error)


# --- the rules --------------------------------------------------------------------------------------------------------------------


def test_the_labels_of_meta_tags_are_known_to_the_header() -> None:
    labels = {name: patterns().labels[label] for name, (label, _) in page_rules().tags.items()}
    assert labels == {"PubDate": "publication_date", "ContentSource": "publisher"}


def test_who_wrote_is_among_no_labels_that_are_kept() -> None:
    assert not [label for label in page_rules().keep if page_rules().editors.fullmatch(f"{label}：")]
