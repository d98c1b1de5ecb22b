"""Official texts that are no reply letters: their kind, what they hand out, and what is none of them."""

from __future__ import annotations

import pytest

from extract.facts import Commitment, Cosigning, DocumentMention, Facility, Issuing, Letter, OrganizationMention, Statistic
from extract.reader import Reader
from ontology.errors import InputError

NEWS = """首页 > 新闻
云川市民政局等7部门联合印发《云川市养老服务办法》
来源：云川市民政局 发布时间：2023-05-06
近日，云川市民政局、市教育局、市财政局等七部门联合印发《云川市养老服务办法》（云民发〔2023〕7号）。到2025年建成养老床位3万张。
下一篇：其他
"""
NOTICE = """云川市人民政府办公室关于印发《云川市养老实施方案》的通知
云政办发〔2023〕5号
各县（市、区）人民政府，市政府各委、办、局：
《云川市养老实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。
云川市人民政府办公室
2023年5月6日
云川市养老实施方案
为加强管理，根据《北原省养老条例》（北政发〔2020〕3号），制定本方案。
一、目标
到2025年，建成养老床位3万张。
（一）新建养老院12所。
"""
JOINT = """云川市民政局 云川市财政局 云川市教育局 云川市卫生健康委员会关于印发《云川市托育方案》的通知
云民发〔2023〕5号
各县（市、区）民政局、财政局（委）：
现将《云川市托育方案》印发给你们，请遵照执行。下一步，将加强检查。
云川市民政局 云川市财政局 云川市教育局 云川市卫生健康委员会
2023年5月6日
"""


def read(reader: Reader, text: str) -> Letter:
    return reader.read(text, "text.txt")


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        (NEWS, "news", "云川市民政局等7部门联合印发《云川市养老服务办法》"),
        (NOTICE, "notice", "云川市人民政府办公室关于印发《云川市养老实施方案》的通知"),
        ("云川市“十四五”民政事业发展规划\n市民政局会同市财政局出台《云川市养老办法》。\n", "plan", "云川市“十四五”民政事业发展规划"),
        (
            "中共云川市委 云川市人民政府关于推进乡村振兴的实施意见\n（2018年8月7日）\n现提出如下意见。建成美丽乡村120个。\n",
            "opinion",
            "中共云川市委云川市人民政府关于推进乡村振兴的实施意见",
        ),
        ("云川市民政局关于公开征求意见的公告（含附件）\n现公开征求意见。\n云川市民政局\n2020年1月2日\n", "announcement", None),
    ],
)
def test_kind_and_title(reader: Reader, text: str, kind: str, title: str | None) -> None:
    letter = read(reader, text)
    assert letter.value("kind") == kind
    assert title is None or letter.value("title") == title


def test_news_tell_who_issued_what(reader: Reader) -> None:
    (fact,) = read(reader, NEWS).of(Cosigning)
    assert ([p.mention for p in fact.participants], fact.stated_count) == (["云川市民政局", "市教育局", "市财政局"], 7)


def test_the_links_below_news_are_not_read(reader: Reader) -> None:
    letter = read(
        reader,
        "云川市建成首个养老服务中心\n5月5日，云川市民政局印发《养老办法》，全市建成养老服务中心12个。\n相关链接：\n云川市教育局联合市公安局出台《校车办法》\n",
    )
    assert letter.values("addressee") == [] and list(letter.of(Cosigning)) == []
    assert [f.document.title for f in letter.of(Issuing)] == ["养老办法"] and [f.count for f in letter.of(Facility)] == [12]
    assert {f.name for f in letter.of(OrganizationMention)} == {"云川市民政局"}


def test_a_notice_issues_what_it_hands_out_and_its_text_is_read(reader: Reader) -> None:
    letter = read(reader, NOTICE)
    assert [(f.agency, f.document.title) for f in letter.of(Issuing)] == [("云川市人民政府办公室", "云川市养老实施方案")]
    assert [f.title for f in letter.of(DocumentMention)] == ["云川市养老实施方案", "北原省养老条例"]
    assert [f.value for f in letter.of(Statistic)] == [30_000] and [f.name for f in letter.of(Facility)] == ["养老院"]
    assert letter.values("addressee") == ["各县（市、区）人民政府", "市政府各委、办、局"]


def test_several_signers_cosign_the_notice_and_what_it_hands_out(reader: Reader) -> None:
    letter = read(reader, JOINT)
    assert len(letter.values("issuer")) == 4
    titles = [d.title for fact in letter.of(Cosigning) for d in fact.documents]
    assert titles == [letter.value("title"), "云川市托育方案"]
    assert all(len(fact.participants) == 4 for fact in letter.of(Cosigning))


def test_the_titles_count_of_bodies_is_kept(reader: Reader) -> None:
    text = "云川市民政局等七部门关于加强救助的意见\n各县民政局：\n建成救助站12个。\n云川市民政局 云川市妇联\n2021年3月11日\n"
    (fact,) = read(reader, text).of(Cosigning)
    assert (fact.stated_count, len(fact.participants)) == (7, 2)


def test_a_letter_cut_off_at_both_ends_is_read(reader: Reader) -> None:
    letter = read(reader, "年，我局会同市财政局建成养老服务站12个。下一步，我局将继续加大投入。市卫生健康委积极配合，")
    assert [f.name for f in letter.of(Facility)] == ["养老服务站"] and len(list(letter.of(Commitment))) == 1


@pytest.mark.parametrize(
    "text",
    ["第一回 甄士隐梦幻识通灵\n此开卷第一回也。作者自云曾历过一番梦幻之后，故将真事隐去。\n", "今日天气晴，最高气温二十度，适合出行。\n"],
)
def test_what_is_no_official_text_is_refused(reader: Reader, text: str) -> None:
    with pytest.raises(InputError, match="no official text"):
        read(reader, text)
