"""Header data: what head, metadata table, signature and notes say, in the forms that letters print."""

from __future__ import annotations

import pytest

from extract.facts import Letter, OrganizationMention, Repair
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
