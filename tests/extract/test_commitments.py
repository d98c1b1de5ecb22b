"""What is promised next, in which order and by whom; what only sounds like a promise; matters handed to others."""

from __future__ import annotations

import pytest
from plain_letter import Say

from extract.facts import Commitment, Letter, Referral


def promised(letter: Letter) -> list[str]:
    return [fact.text for fact in letter.of(Commitment)]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        (
            "三、下一步工作打算\n\n一是加大巡查力度，消除安全隐患。二是扩建校园食堂，改善就餐条件。三是完善补助办法。",
            ["加大巡查力度", "扩建校园食堂", "完善补助办法"],
        ),
        (
            "三、下一步工作\n\n（一）加快编制专项规划，科学布局。\n\n（二）持续整治违规收费，维护群众利益。",
            ["加快编制专项规划", "持续整治违规收费"],
        ),
        ("下一步，我局将加快推进老旧小区改造，改善居住条件。", ["加快推进老旧小区改造"]),
        ("下一步，将从以下两个方面推进：一是加快老旧小区改造，二是完善物业管理。", ["加快老旧小区改造", "完善物业管理"]),
        (
            "下一步，我们将加快市场改造进度；建立信用评价制度；开展计量专项检查。",
            ["加快市场改造进度", "建立信用评价制度", "开展计量专项检查"],
        ),
        ("我局将继续加强养老机构监管，确保老年人安全。", ["加强养老机构监管"]),
        ("下一步，对检验合格、取得登记证的电梯，我局将继续予以补助。", ["继续予以补助"]),
        ("待明年护林员指标下达后我局将优先安排山区林场。", ["优先安排山区林场"]),
        ("今后，我局将建立健全巡访制度，定期走访独居老人。", ["建立健全巡访制度"]),
        ("下一步，我局将同区教育局等单位一道，加强健康跑的宣传推广。", ["加强健康跑的宣传推广"]),
        ("我局拟在区救助中心内先设心理服务室，两家共用。", ["在区救助中心内先设心理服务室"]),
        ("今年还将建设三个重点供水项目。", ["建设三个重点供水项目"]),
        ("下一步，我局将会同有关部门，一是动态调整标准，二是完善考核办法。", ["动态调整标准", "完善考核办法"]),
        ("下一步，我局将坚持新建与改造并重。会同区财政局建立投入机制。", ["坚持新建与改造并重", "会同区财政局建立投入机制"]),
        (
            "下一步，我局将抓好两件事：一要抓普查，核定公布新发现文物；二要抓安全，整治火灾隐患。",
            ["抓普查，核定公布新发现文物", "抓安全，整治火灾隐患"],
        ),
        ("我区将通过以下措施规范管理。\n\n一是加大招商力度。\n\n二是做好分类管理。", ["加大招商力度", "做好分类管理"]),
        ("四、下一步安排\n\n1.区商务局负责，年底前完成在建项目。\n\n2.加大巡查力度。", ["年底前完成在建项目", "加大巡查力度"]),
        (
            "下一步，我局将重点做好以下工作：\n\n1.推进养老服务站建设。\n\n2.加强护理人员培训。",
            ["推进养老服务站建设", "加强护理人员培训"],
        ),
    ],
)
def test_next_steps(say: Say, text: str, texts: list[str]) -> None:
    letter = say(text)
    found = promised(letter)
    assert len(found) == len(texts)
    assert all(wanted in got for wanted, got in zip(texts, found, strict=True)), found
    assert [fact.ordinal for fact in letter.of(Commitment)] == list(range(1, len(texts) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "近年来，我局加大了巡查力度，消除安全隐患。",
        "您建议将老旧小区改造纳入规划的意见，我们已认真研究。",
        "该项目将于今年建成的消息已经公布。",
        "2023年，区财政局将补助标准提高到每人每月80元。",
        "目前，我局已将该建议转交区公安局办理。",
        "村民将垃圾分类投放，环境明显改善。",
    ],
)
def test_what_is_no_promise(say: Say, text: str) -> None:
    assert promised(say(text)) == []


def test_a_heading_that_begins_with_a_year_is_no_next_step(say: Say) -> None:
    assert promised(say("2022年农村公路养护情况表\n\n全市共聘用养护员31人。\n\n二、关于治超\n\n1.固定治超站。设站3处。")) == []
    assert len(promised(say("2025年工作打算\n\n1.加强公路养护。\n\n2.改造危桥3座。"))) == 2


def test_thanks_end_the_next_steps(say: Say) -> None:
    text = "四、下一步工作\n\n一是加大巡查力度。二是完善补助办法。\n\n衷心感谢您的关心，欢迎继续提出宝贵意见。"
    assert promised(say(text)) == ["加大巡查力度", "完善补助办法"]


def test_the_next_heading_ends_the_next_steps(say: Say) -> None:
    text = "一、下一步工作\n\n一是加大巡查力度。\n\n二、有关情况说明\n\n一是学校数量较多。二是资金较为紧张。"
    assert promised(say(text)) == ["加大巡查力度"]


@pytest.mark.parametrize(
    ("text", "responsible"),
    [
        ("下一步，我局将加快推进老旧小区改造。", "禾丰区民政局"),
        ("下一步，区财政局将加快拨付改造资金。", "禾丰区财政局"),
        ("三、下一步工作\n\n一是加大巡查力度。", "禾丰区民政局"),
    ],
)
def test_who_promises(say: Say, text: str, responsible: str) -> None:
    assert [fact.responsible for fact in say(text).of(Commitment)] == [responsible]


def test_the_evidence_is_the_printed_clause(say: Say) -> None:
    (fact,) = say("下一步，我局将加快推进老旧小区改造，改善居住条件。").of(Commitment)
    assert fact.text in fact.evidence.quote


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        ("我局已将该建议转交区公安局研究办理。", ("禾丰区公安局",)),
        ("我局将建议转交至区法院、区检察院，协调处理。", ("禾丰区人民法院", "禾丰区人民检察院")),
        ("有关事项已移交区城市管理局处理。", ("禾丰区城市管理局",)),
        ("相关线索已转区自然资源局按程序办理。", ("禾丰区自然资源局",)),
    ],
)
def test_a_matter_handed_on(say: Say, text: str, receivers: tuple[str, ...]) -> None:
    (fact,) = say(text).of(Referral)
    assert (fact.sender, fact.receivers) == ("禾丰区民政局", receivers)


@pytest.mark.parametrize(
    "text",
    [
        "您建议将该事项转交区公安局办理。",
        "发现线索的，应及时移交区公安局。",
        "我局会同区公安局研究办理。",
        "区城市管理局负责该项工作。",
    ],
)
def test_nothing_was_handed_on(say: Say, text: str) -> None:
    assert [fact for fact in say(text).of(Referral) if not fact.restated] == []
