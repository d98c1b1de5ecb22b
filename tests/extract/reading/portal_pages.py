"""Web pages in the manner of the content systems of government portals, a sample letter poured in. Site, links, news are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

LETTERS = Path(__file__).parents[2] / "letters"

_LABELLED = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8})(?:：| \| )(?P<value>[^：|]+)")
_FURNITURE = re.compile(r"网站首页 \||您当前的位置|.* > .* > |来源：.*编辑：|【字体|答复内容$")
_FOOT = "上一篇"
_TITLE = re.compile(r"(?:关于|对).*(?:答复|复函|批复)$")


@dataclass(frozen=True)
class Parts:
    """``entries``: labels and values above the letter; ``title``: its lines; ``head``: other lines before the addressee; ``body``: a
    paragraph, or the rows of a table, each."""

    entries: list[tuple[str, str]]
    title: list[str]
    head: list[str]
    body: list[str | list[list[str]]]


def parts(name: str) -> Parts:
    """The parts of a sample letter."""
    poured = Parts([], [], [], [])
    in_head, was_table = True, False
    for line in (LETTERS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        is_set, line = line.startswith(" " * 20), line.strip()
        if line.startswith(_FOOT):
            break
        if not line or (furniture := _FURNITURE.match(line)):
            was_table = False
            if line and in_head and furniture:
                poured.head.clear()  # the site's name
            continue
        cells = re.split(r"\s{2,}", line)
        if in_head and (labelled := _LABELLED.fullmatch(line)):
            poured.entries.append((labelled["label"], labelled["value"].strip()))
        elif in_head and _TITLE.search(line):
            poured.title[:] = [*poured.head, line] if name.startswith("16") else [line]
            if name.startswith("16"):
                poured.head.clear()
        elif in_head and not line.endswith("："):
            poured.head.append(line)
        elif len(cells) > 2 and not is_set:
            in_head = False
            if was_table:
                poured.body[-1].append(cells)  # type: ignore[union-attr]
            else:
                poured.body.append([cells])
            was_table = True
            continue
        else:
            in_head = False
            poured.body.append(line)
        was_table = False
    return poured


def _table(rows: list[list[str]], cell: Callable[[str], str] = "<td>{}</td>".format) -> str:
    full = len(rows[0])
    said = "".join(
        # A total leaves out the cells that it does not sum: they stand empty after its label.
        f"<tr>{''.join(map(cell, [row[0], *[''] * (len(rows[0]) - len(row) - (row[0] == '合计')), *row[1:]]))}</tr>\n"
        for row in rows
        if len(row) <= full
    )
    return f'<table border="1" cellspacing="0"><tbody>\n{said}</tbody></table>'


def _body(poured: Parts, paragraph: Callable[[str], str]) -> str:
    return "\n".join(paragraph(escape(block)) if isinstance(block, str) else _table(block) for block in poured.body)


NAV = """<div class="header"><h1 class="logo"><a href="/">青岚省人民政府</a></h1><ul class="nav">
<li><a href="/">网站首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul>
<form action="/s"><label>标题：</label><input name="t"><label>文号：</label><input name="n">
<select><option>全部</option></select></form></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/ta/">提案办理</a></div>"""
TOOLS = """<div class="tools">【字体：<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a>
<a href="javascript:doZoom(12)">小</a>】 <a href="javascript:window.print()">打印</a></div>
<div class="bdsharebuttonbox">分享到：<a class="bds_weixin"></a><a class="bds_tsina">微博</a></div>"""
RELATED = """<div class="xgyd"><h3>相关阅读</h3><ul>
<li><a href="/1.html">青岚省商务厅等八部门印发《青岚省家电下乡补贴办法》（青商发〔2023〕8号）</a><span>2023-05-06</span></li>
<li><a href="/2.html">云川市新建充电桩1200个，补助资金3600万元</a></li></ul></div>
<p>上一篇：<a href="/3.html">关于省政协第0031号提案的答复</a></p><p>下一篇：<a href="/4.html">关于省政协第0033号提案的答复</a></p>"""
FOOT = """<div class="footer"><p>主办单位：青岚省人民政府办公厅 承办单位：青岚省大数据中心</p>
<p>网站标识码：9900000001 青ICP备00000001号 青公网安备99000002000001号 联系电话：0999-5550100</p><p>扫一扫在手机打开当前页</p></div>"""
HIDDEN = """<script>var o="青岚省体育局印发《青岚省滑雪场管理办法》";</script>
<style>.TRS_Editor P{margin:0}</style><div style="display: none">青岚省气象局设立人工影响天气中心3个。</div>
<!-- 青岚省粮食局 --><template><p>青岚省盐务局投资5亿元。</p></template>"""


def _head(title: str, charset: str = "utf-8", tags: str = "") -> str:
    return f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}">\n<title>{title}</title>\n{tags}</head>'


def _tags(title: str) -> str:
    said = {
        "SiteName": "青岚省人民政府网",
        "SiteDomain": "www.example.gov.cn",
        "SiteIDCode": "9900000001",
        "ColumnName": "提案办理",
        "ColumnType": "建议提案",
        "ArticleTitle": title,
        "PubDate": "2024-11-03 09:15",
        "ContentSource": "",
        "Keywords": "提案;答复",
        "Author": "苏晚晴",
        "Description": "青岚省水文局建成水文站88个",
        "Url": "/ta/1.html",
    }
    return "\n".join(f'<meta name="{name}" content="{value}"/>' for name, value in said.items())


def trs(poured: Parts) -> str:
    """TRS: a head table with label and value in two cells, an editor's div, each paragraph a ``p``."""
    cells = [f'<td class="lab">{" ".join(k) if len(k) == 3 else k}：</td><td>{escape(v)}</td>' for k, v in poured.entries]
    rows = "".join(f"<tr>{''.join(cells[i : i + 2])}</tr>\n" for i in range(0, len(cells), 2))
    title = escape("".join(poured.title))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html>{_head(f"{title}_青岚省人民政府")}<body>{NAV}<div class="main"><table class="xxgk-head" width="100%">{rows}</table>
<h2 class="title">{title}</h2>{TOOLS}
<div class="content"><div class="TRS_Editor">{HIDDEN}{"".join(f'<p align="center">{escape(x)}</p>' for x in poured.head)}
{_body(poured, '<p style="text-indent: 2em">&#12288;&#12288;{}</p>'.format)}</div></div>
<div class="bjq">责任编辑：苏晚晴</div></div>{RELATED}{FOOT}</body></html>"""


def hanweb(poured: Parts) -> str:
    """Hanweb jcms: layout tables, ``#zoom``, lines set with ``br`` and hard blanks, the guide's meta tags."""
    title = escape("".join(poured.title))
    lines = "<br>\n".join(f"&nbsp;&nbsp;&nbsp; {escape(x)}" for x in poured.head)
    items = "".join(f"<li><b>{k}：</b>{escape(v)}</li>" for k, v in poured.entries)
    return f"""<html>{_head(f"青岚省人民政府 提案办理 {title}", "gb2312", _tags(title))}<body bgcolor=#ffffff>{NAV}
<table width=960 align=center><tr><td width=200 valign=top><ul><li><a href=/a>机构职能</a><li><a href=/b>法规公文</a></ul></td><td>
<ul class="xxgk-list">{items}</ul><table><tr><td class=title align=center>{title}</td></tr><tr><td>{TOOLS}</td></tr>
<tr><td><div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart"/>{lines}<br>
{_body(poured, "&nbsp;&nbsp;&nbsp; {}<br><br>".format)}<meta name="ContentEnd"/><!--ZJEG_RSS.content.end--></div></td></tr></table>
</td></tr></table>{RELATED}{FOOT}</body></html>"""


def ucap(poured: Parts) -> str:
    """UCAP, as the State Council's site has it: label and value in one cell, the title in the editor's element too."""
    title = escape("".join(poured.title))
    cells = [f"<td><b>{'　'.join(k) if len(k) == 2 else k}：</b>{escape(v)}</td>" for k, v in poured.entries]
    rows = "".join(f"<tr>{cell}</tr>" for cell in cells)
    centred = "".join(f'<p style="text-align:center"><strong>{escape(x)}</strong></p>' for x in poured.title)
    head = "".join(f"<p>{escape(x)}</p>" for x in poured.head)
    return f"""<!DOCTYPE html><html lang="zh">{_head(title, tags=_tags(title))}<body>{NAV}<div class="content">
<table class="bd1"><tbody>{rows}</tbody></table>
<h1 id="ti">{title}</h1><div class="pages-date">2024-11-03 09:15 
<span class="font">来源： 省政府网</span>{TOOLS}</div>
<div class="pages_content" id="UCAP-CONTENT">{head}{centred}
{_body(poured, '<p><span style="font-family: 仿宋,FangSong">{}</span></p>'.format)}
</div></div>{HIDDEN}<div class="related">{RELATED}</div>{FOOT}</body></html>"""


def _spans(text: str) -> str:
    """As an office program pastes: a paragraph cut into spans anywhere, lines broken in the source."""
    cut = [text[i : i + 7] for i in range(0, len(text), 7)]
    said = "\n".join(f'<span lang="EN-US" style="font-size:16pt">{x}</span>' if "&" not in x else x for x in cut)
    joined = said.replace("</span>\n<span", "</span><span") if "&" not in text else text
    return f'<p class="MsoNormal" style="text-indent:32pt"><o:p></o:p>{joined}<o:p>&nbsp;</o:p></p>'


def builder(poured: Parts) -> str:
    """Visual SiteBuilder: the page inside a form, text pasted from an office program, labels in ``dl``."""
    title = escape("".join(poured.title))
    said = "".join(f"<dt>{k}</dt><dd>{escape(v)}</dd>" for k, v in poured.entries)
    return f"""<html>{_head(f"{title}-青岚省人民政府")}<body>{NAV}<form name="_newscontent_fromname"><div class="main_con">
<dl class="info">{said}</dl><h2 align="center">{title}</h2>{TOOLS}<div id="vsb_content_502"><div class="v_news_content">
<p class="MsoNormal">{"</p><p>".join(map(escape, poured.head))}</p>{_body(poured, _spans)}</div></div>
<p>附件【<a href="/system/_content/download.jsp?urltype=news&amp;wbfileid=1">附件1：办理情况表.docx</a>】</p></div></form>
{RELATED}{FOOT}</body></html>"""


def unknown(poured: Parts) -> str:
    """A site of its own: no name that any list knows, paragraphs in ``div``, the title in the window and above the text."""
    title = escape("".join(poured.title))
    said = "".join(f'<div class="a7"><span>{k}：</span><span>{escape(v)}</span></div>' for k, v in poured.entries)
    return f"""<!DOCTYPE html><html>{_head(f"{title} - 青岚省人民政府")}<body>
<div class="a1"><a href="/">首页</a> <a href="/b">政务</a> <a href="/c">互动</a></div>
<div class="a2"><div class="a3"><a href="/d">省商务厅</a><br><a href="/e">省水利厅</a></div><div class="a4">{said}
<div class="a5">{title}</div>
<div class="a6">{"".join(f"<div>{escape(x)}</div>" for x in poured.head)}{_body(poured, "<div>{}</div>".format)}</div>
<div class="a8">分享到：微信 微博</div></div></div><div class="a9">{RELATED}</div><div class="b1">{FOOT}</div></body></html>"""


def wechat(poured: Parts) -> str:
    """WeChat: an article held back by its style until a script has run, paragraphs as ``section``."""
    title = escape("".join(poured.title))
    said = "".join(f"<p>{k}：{escape(v)}</p>" for k, v in poured.entries)
    return f"""<!DOCTYPE html><html>{_head("", tags=f'<meta property="og:title" content="{title}">')}<body><div id="js_article">
<h1 class="rich_media_title" id="activity-name">{title}</h1><div id="meta_content"><a id="js_name">青岚发布</a></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0">
{said}{"".join(f"<p>{escape(x)}</p>" for x in poured.head)}
{_body(poured, "<section><span>{}</span></section>".format)}</div></div>
<div class="qr_code_pc">微信扫一扫关注该公众号</div></body></html>"""


TEMPLATES: dict[str, Callable[[Parts], str]] = {
    "trs": trs,
    "hanweb": hanweb,
    "ucap": ucap,
    "builder": builder,
    "unknown": unknown,
    "wechat": wechat,
}
