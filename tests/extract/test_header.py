"""Header data: what head, metadata table, signature and notes say, in the forms that letters print."""

from __future__ import annotations

import pytest

from extract.facts import DocumentMention, Letter, OrganizationMention, Repair
from extract.reader import Reader

PLAIN = """禾丰区民政局
{mark}
禾民函〔2024〕18号

{title}

{addressee}：

{opening}

近年来，我区养老服务水平稳步提升。

感谢您对我们工作的关心。

禾丰区民政局
{date}

{foot}
"""
USUAL = {
    "mark": "",
    "title": "关于政协禾丰区五届三次会议第503027号提案的答复",
    "addressee": "顾一帆委员",
    "opening": "您提出的《关于完善养老服务的提案》（第503027号）收悉，现答复如下：",
    "date": "2024年5月28日",
    "foot": "",
}


def read(reader: Reader, **parts: str) -> Letter:
    return reader.read(PLAIN.format(**{**USUAL, **parts}), "head.txt")


def test_the_usual_head(reader: Reader) -> None:
    letter = read(reader)
    told = {field.name: letter.values(field.name) for field in letter.fields}
    assert told == {
        "kind": ["reply-letter"],
        "title": ["关于政协禾丰区五届三次会议第503027号提案的答复"],
        "doc_number": ["禾民函〔2024〕18号"],
        "issuer": ["禾丰区民政局"],
        "issue_date": ["2024-05-28"],
        "addressee": ["顾一帆"],
        "body": ["政协"],
        "session": ["五届三次会议"],
        "proposal_number": ["503027"],
        "proposal_title": ["关于完善养老服务的提案"],
    }


@pytest.mark.parametrize(
    ("part", "printed", "name", "values"),
    [
        ("mark", "〔A类〕", "result_class", ["A"]),
        ("mark", "（B）", "result_class", ["B"]),
        ("mark", "办理结果：C类", "result_class", ["C"]),
        ("mark", "（承办结果：C类  公开）", "result_class", ["C"]),
        ("mark", "（承办结果：C类  公开）", "disclosure", ["公开"]),
        ("foot", "办理结果：B", "result_class", ["B"]),
        ("foot", "办复类别：A1", "result_class", ["A1"]),
        ("mark", "〔主动公开〕", "disclosure", ["主动公开"]),
        ("foot", "公开属性：依申请公开", "disclosure", ["依申请公开"]),
        ("foot", "（此件公开发布）", "disclosure", ["公开发布"]),
        ("foot", "是否公开：是", "disclosure", ["公开"]),
        ("foot", "抄送：区政协提案委员会，区政府督查室。", "copied_to", ["区政协提案委员会", "区政府督查室"]),
        ("foot", "抄送：区人大常委会代表工委、区政府办公室（2份）。", "copied_to", ["区人大常委会代表工委", "区政府办公室"]),
        ("addressee", "顾一帆、陆知秋委员", "addressee", ["顾一帆", "陆知秋"]),
        ("addressee", "尊敬的顾一帆委员", "addressee", ["顾一帆"]),
        ("addressee", "顾一帆等5位委员", "addressee", ["顾一帆"]),
        ("addressee", "民盟禾丰区委", "addressee", ["民盟禾丰区委"]),
        ("addressee", "秦 望 舒 委员", "addressee", ["秦望舒"]),
        ("date", "二〇二四年五月二十八日", "issue_date", ["2024-05-28"]),
        ("date", "2024 年 5 月 28 日", "issue_date", ["2024-05-28"]),
        ("date", "2024528日", "issue_date", ["2024-05-28"]),
        ("title", "关于区第九届人民代表大会第三次会议第58号建议的答复", "body", ["人大"]),
        ("title", "关于区第九届人民代表大会第三次会议第58号建议的答复", "proposal_number", ["58"]),
        ("title", "关于区十八届人大二次会议第58号建议的答复", "session", ["十八届人大二次会议"]),
        ("title", "关于对政协禾丰区第五届委员会第三次会议第27号提案的答复函", "proposal_number", ["27"]),
        ("opening", "您提出的“关于增设社区食堂”的提案收悉，现答复如下：", "proposal_title", ["关于增设社区食堂"]),
        (
            "opening",
            "您在区政协五届三次会议上提出的《关于落实〈养老服务条例〉的建议》收悉，现答复如下：",
            "proposal_title",
            ["关于落实〈养老服务条例〉的建议"],
        ),
    ],
)
def test_printed_forms(reader: Reader, part: str, printed: str, name: str, values: list[str]) -> None:
    assert read(reader, **{part: printed}).values(name) == values


@pytest.mark.parametrize("name", ["result_class", "disclosure", "index_number", "publication_date", "copied_to"])
def test_what_the_letter_does_not_say_is_not_invented(reader: Reader, name: str) -> None:
    assert read(reader).values(name) == []


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("禾民函〔2024〕18号", "禾民函〔2024〕18号"),
        ("禾民函[2024]18号", "禾民函〔2024〕18号"),
        ("禾民函【2024】18号", "禾民函〔2024〕18号"),
        ("禾民函（2024）18号", "禾民函〔2024〕18号"),
        ("禾民函﹝2024﹞18号", "禾民函〔2024〕18号"),
        ("禾民函〔２０２４〕１８号", "禾民函〔2024〕18号"),
        ("禾 民 函〔2024〕 18 号", "禾民函〔2024〕18号"),
    ],
)
def test_document_numbers_get_the_brackets_of_the_standard(reader: Reader, printed: str, number: str) -> None:
    text = PLAIN.format(**USUAL).replace("禾民函〔2024〕18号", printed)
    assert reader.read(text, "head.txt").value("doc_number") == number


WEB = """桐屿县人民政府门户网站

索引号: TY1104-2022-0091    主题分类: 民政
发布机构: 桐屿县民政局    发布日期: 2022-09-30 09:12
名 称: 桐屿县民政局关于县政协九届一次会议第37号提案的复函
文号: 桐民函〔2022〕9号    关键字:

桐屿县民政局关于县政协九届一次会议第37号提案的复函

发布时间:2022-09-30 09:12  来源:桐屿县民政局  编辑:盛小满  审核:费长空

秦望舒委员:

    您提出的《关于规范公墓建设的提案》收悉,现答复如下:

    全县公墓建设稳步推进。

桐屿县民政局

2022年9月8日

相关链接：桐屿县教育局关于县政协九届一次会议第40号提案的复函
版权所有:桐屿县人民政府  联系电话:5550171
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("index_number", "TY1104-2022-0091"),
        ("doc_number", "桐民函〔2022〕9号"),
        ("title", "桐屿县民政局关于县政协九届一次会议第37号提案的复函"),
        ("issue_date", "2022-09-08"),
        ("publication_date", "2022-09-30"),
        ("issuer", "桐屿县民政局"),
        ("proposal_number", "37"),
        ("addressee", "秦望舒"),
    ],
)
def test_the_table_of_a_web_page(reader: Reader, name: str, value: str) -> None:
    assert reader.read(WEB, "web.txt").values(name) == [value]


def test_the_foot_of_a_web_page_is_no_part_of_the_letter(reader: Reader) -> None:
    letter = reader.read(WEB, "web.txt")
    assert "桐屿县教育局" not in {fact.name for fact in letter.of(OrganizationMention)}


def test_a_title_that_lost_characters_is_repaired_from_the_table(reader: Reader) -> None:
    text = WEB.replace("\n桐屿县民政局关于县政协九届一次会议第37号提案的复函\n", "\n关于县政协九届次会议37提案的复函\n")
    letter = reader.read(text, "web.txt")
    assert (letter.value("session"), letter.value("proposal_number")) == ("九届一次会议", "37")
    assert ("九届次会议37", "九届一次会议第37号") in [(fact.printed, fact.meant) for fact in letter.of(Repair)]


def test_two_signers_are_two_issuers(reader: Reader) -> None:
    text = PLAIN.format(**USUAL).replace("禾丰区民政局\n2024年", "禾丰区民政局    禾丰区财政局\n2024年")
    assert reader.read(text, "head.txt").values("issuer") == ["禾丰区民政局", "禾丰区财政局"]


def test_every_field_points_at_its_words(reader: Reader) -> None:
    for letter in (read(reader, mark="〔A类〕", foot="抄送：区政协提案委员会。"), reader.read(WEB, "web.txt")):
        for field in letter.fields:
            assert letter.text[field.evidence.start : field.evidence.end] == field.evidence.quote
            if field.name in ("addressee", "doc_number", "index_number", "copied_to"):
                assert "".join(field.evidence.quote.split()).startswith(field.printed[:2])


PAGE = """{head}
关于青石区第十一届人大三次会议第45号建议的答复
王小明代表：
您提出的《关于改善老旧小区停车的建议》收悉，现答复如下：
近年来，我局建成停车场12个。
青石区城市管理局
2022年9月14日
"""


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "• 001234567/2022-00016\n• 青石区城市管理局\n• 2022-09-15",
            {"index_number": "001234567/2022-00016", "publication_date": "2022-09-15"},
        ),
        ("• 青城复〔2021〕17号\n• 2021-08-04 18:08", {"doc_number": "青城复〔2021〕17号", "publication_date": "2021-08-04"}),
        (
            "- 索引号001234567/2020-01\n- 文号青城函〔2017〕14号\n- 发布日期2018-08-19",
            {"index_number": "001234567/2020-01", "doc_number": "青城函〔2017〕14号", "publication_date": "2018-08-19"},
        ),
        ("成文日期 2025-04-27 公开方式 主动公开", {"disclosure": "主动公开"}),
        ("索引号\n  000012345/2020-111\n发布日期\n  2020-01-02", {"index_number": "000012345/2020-111", "publication_date": "2020-01-02"}),
        ("【字号】青城函〔2022〕1号【公布日期】2022.05.12", {"doc_number": "青城函〔2022〕1号", "publication_date": "2022-05-12"}),
        ("发表时间: 2022-08-17", {"publication_date": "2022-08-17"}),
        ("索引号：QS0500-2024-0731", {"index_number": "QS0500-2024-0731"}),
        ("索引号：SY00243833X0202500049", {"index_number": "SY00243833X0202500049"}),
        ("A2　　　是否公开：是", {"result_class": "A2", "disclosure": "公开"}),
        ("青城复〔2024〕7号      A1    同意公开", {"doc_number": "青城复〔2024〕7号", "result_class": "A1", "disclosure": "同意公开"}),
        ("A1      青城函〔2025〕130号", {"doc_number": "青城函〔2025〕130号", "result_class": "A1"}),
        ("办理结果：解决或采纳      签发人：（略）", {"result_class": "解决或采纳"}),
        ("【字体：\n（B类）", {"result_class": "B"}),
        ("（此回复件公开）", {"disclosure": "公开"}),
        ("〔类别：A1〕                              〔此件公开发布〕", {"result_class": "A1", "disclosure": "公开发布"}),
        ("青环函〔2020〕47-2号", {"doc_number": "青环函〔2020〕47-2号"}),
        ("青城函〔2018〕4号 青石区城市管理局关于第45号建议的答复", {"doc_number": "青城函〔2018〕4号"}),
    ],
)
def test_labels_as_pages_print_them(reader: Reader, head: str, told: dict[str, str]) -> None:
    letter = reader.read(PAGE.format(head=head), "page.txt")
    assert {name: letter.value(name) for name in told} == told
    assert letter.value("issuer") == "青石区城市管理局"


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("您提出的关于“增设公园座椅”的建议收悉", "增设公园座椅"),
        ("您提出的“关于增设公园座椅的建议”收悉", "关于增设公园座椅的建议"),
        ("您提出的关于大力促进发展，提升质量的提案收悉", "关于大力促进发展，提升质量的提案"),
        ("现将您提出的关于加快道路维修的提案办理情况答复如下", "关于加快道路维修的提案"),
        ("您提出的《关于建设农田，确保安全（第25号提案》收悉", "关于建设农田，确保安全"),
        ("您提出的关于加强停车管理的建议提案，经研究答复如下", "关于加强停车管理的建议"),
        ("贵委《关于抓实食品安全的提案》已由区政府办转来", "关于抓实食品安全的提案"),
        ("您的建议收悉。根据《停车管理办法》（青政发〔2021〕9号）", None),
        ("您的建议收悉。2020年，我局印发《青石区产业规划》", None),
    ],
)
def test_the_proposals_title(reader: Reader, opening: str, title: str | None) -> None:
    letter = reader.read(PAGE.format(head="").replace("您提出的《关于改善老旧小区停车的建议》收悉", opening), "page.txt")
    assert letter.value("proposal_title") == title


def test_what_is_no_proposal_stays_a_document(reader: Reader) -> None:
    text = PAGE.format(head="").replace("您提出的《关于改善老旧小区停车的建议》收悉", "您的建议收悉。2020年，我局印发《青石区产业规划》")
    assert [fact.title for fact in reader.read(text, "page.txt").of(DocumentMention)] == ["青石区产业规划"]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("尊敬王小明代表：", ["王小明"]),
        ("王某某（等）代表：", ["王某某"]),
        ("代表：", []),
        ("张三委员李四委员：", ["张三", "李四"]),
        ("王小明代表您好：", ["王小明"]),
    ],
)
def test_addressees_as_printed(reader: Reader, printed: str, names: list[str]) -> None:
    assert reader.read(PAGE.format(head="").replace("王小明代表：", printed), "page.txt").values("addressee") == names


def test_an_addressee_on_the_line_of_the_text(reader: Reader) -> None:
    letter = reader.read(PAGE.format(head="").replace("王小明代表：\n", "王小明代表: "), "page.txt")
    assert letter.values("addressee") == ["王小明"] and letter.value("proposal_title") == "关于改善老旧小区停车的建议"


def test_a_number_in_the_title_is_the_letters(reader: Reader) -> None:
    letter = reader.read(PAGE.format(head="").replace("建议的答复", "建议的答复（青城复字〔2022〕8号）", 1), "page.txt")
    assert (letter.value("title"), letter.value("doc_number")) == (
        "关于青石区第十一届人大三次会议第45号建议的答复",
        "青城复字〔2022〕8号",
    )


def test_a_title_over_three_lines_without_an_opening(reader: Reader) -> None:
    text = "青石区城市管理局\n\n关于区六届人大一次会议第0502号建议\n\n办理情况的答复函\n\n一、基本情况\n\n全区建成垃圾处理设施19座。\n"
    letter = reader.read(text, "page.txt")
    assert letter.value("title") == "关于区六届人大一次会议第0502号建议办理情况的答复函"
    assert (letter.value("kind"), letter.value("proposal_number")) == ("reply-letter", "0502")
    assert letter.value("issuer") == "青石区城市管理局"


def test_bodies_among_a_pages_links_are_not_named(reader: Reader) -> None:
    letter = reader.read("首页\n云川市民政局\n云川市公安局\n" + PAGE.format(head=""), "page.txt")
    assert not {"云川市民政局", "云川市公安局"} & {fact.name for fact in letter.of(OrganizationMention)}


UNTITLED = PAGE.replace("关于青石区第十一届人大三次会议第45号建议的答复\n", "")


def test_a_mark_before_the_title_is_no_part_of_it(reader: Reader) -> None:
    text = UNTITLED.format(head="{政协提案}青石区城市管理局关于第45号建议的答复")
    assert reader.read(text, "page.txt").value("title") == "青石区城市管理局关于第45号建议的答复"


def test_the_pages_title_tells_the_body_too(reader: Reader) -> None:
    own = "对区人大五届三次会议第45号建议的复函"
    letter = reader.read(UNTITLED.format(head=f"青石区城市管理局{own}\n类别：A\n青石区城市管理局\n\n{own}"), "page.txt")
    assert letter.value("title") == f"青石区城市管理局{own}"


def test_a_title_that_began_on_the_line_before(reader: Reader) -> None:
    text = UNTITLED.format(head="青石区城市管理局关于对政协青石区\n十一届三次会议第58号提案的答复")
    assert reader.read(text, "page.txt").value("title") == "青石区城市管理局关于对政协青石区十一届三次会议第58号提案的答复"


def test_a_signer_spaced_in_two(reader: Reader) -> None:
    letter = reader.read(PAGE.format(head="").replace("青石区城市管理局\n2022", "青石区人民 检察院\n2022"), "page.txt")
    assert letter.value("issuer") == "青石区人民检察院"


def test_a_link_between_text_and_signature_is_no_part_of_the_letter(reader: Reader) -> None:
    text = PAGE.format(head="").replace("青石区城市管理局\n2022", "上一篇：桐屿县民政局印发《养老办法》\n青石区城市管理局\n2022")
    assert "桐屿县民政局" not in {fact.name for fact in reader.read(text, "page.txt").of(OrganizationMention)}


def test_a_signature_without_a_date(reader: Reader) -> None:
    assert reader.read(PAGE.format(head="").replace("2022年9月14日\n", ""), "page.txt").value("issuer") == "青石区城市管理局"


def test_a_date_in_letters(reader: Reader) -> None:
    text = PAGE.format(head="").replace("2022年9月14日", "二OO七年五月十八日")
    assert reader.read(text, "page.txt").value("issue_date") == "2007-05-18"
