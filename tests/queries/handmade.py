"""Letters made by hand, of invented places, that hold every kind of fact: what the queries are asked in the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extract import facts as f
from extract.rdf import written_letter
from extract.rdf.resolution import resolution_nquads
from extract.rdf.sources import sources_nquads
from extract.reading.record import Origin
from extract.resolution.judgement import Judgement, Outcome, judged
from extract.resolution.records import together
from extract.resolution.resolve import resolve

MAIN_TEXT = """云川市青禾区民政局关于区政协二届三次会议第020417号提案答复的函
青民函〔2023〕18号
李知秋委员、
民盟青禾区总支：
您提出的《关于关爱困境儿童的建议》收悉。您在提案中说，全区有困境儿童3000人，应由区教育局建设5个活动中心。现答复如下：
区检察院牵头会同区公安分局等9家单位联合印发《青禾区强制报告实施细则》。
我局印发《关于开展走访的通知》（青民发〔2022〕7号）。
建成区级未成年人保护中心1个、社区级儿童之家42个。
云川市青禾区临时照护中心位于柳河街道，依托区救助站，面积800㎡。
配备儿童主任42名。全区有困境儿童1286人。
孤儿每人每月1600元，投入2.5亿元。
委托青苗社工中心在柳河街道、石桥街道实施七色花项目。
形成区、街道、社区三级保护体系，坚持一事一议。
事实无人抚养儿童指父母双方死亡或者失踪的儿童，依据《关于开展走访的通知》。
下一步，我局将开展走访，并扩大社工站。案件移交区法院和区检察院办理。
抄送：区政协提案委。
2023年5月16日"""

OTHER_TEXT = """云川市青禾区民政局 云川市青禾区教育局 关于2023年情况的通知
全区有困境儿童1300人。儿童主任42名。
区检察院会同区公安分局、区法院联合印发《中华人民共和国青禾区强制报告实施细则》。
2023年8月"""

PROCURATORATE, POLICE, COURT = "青禾区人民检察院", "云川市公安局青禾分局", "青禾区人民法院"
BUREAU, EDUCATION = "云川市青禾区民政局", "云川市青禾区教育局"


class Reader:
    """Finds quotes in a text, so that every evidence of a handmade fact is true."""

    def __init__(self, text: str) -> None:
        self.text = text

    def evidence(self, quote: str, focus: str = "", rule: str = "test.rule") -> f.Evidence:
        start = self.text.index(quote)
        focus_start = start + quote.index(focus)
        end = start + len(quote)
        return f.Evidence(start, end, quote, rule, focus_start, focus_start + len(focus) if focus else end)

    def field(self, name: str, value: str, printed: str = "") -> f.HeaderField:
        return f.HeaderField(evidence=self.evidence(printed or value, rule="test.header"), name=name, value=value, printed=printed or value)

    def letter(self, source: str, fields: list[f.HeaderField], facts: list[f.Fact]) -> f.Letter:
        key = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        return f.Letter(key, source, self.text, tuple(fields), tuple(facts))


def main_letter() -> f.Letter:
    """A reply letter with one fact or more of every kind."""
    r = Reader(MAIN_TEXT)
    e = r.evidence
    rules, notice = f.DocumentRef("青禾区强制报告实施细则"), f.DocumentRef("关于开展走访的通知", "青民发〔2022〕7号")
    cosign = "区检察院牵头会同区公安分局等9家单位联合印发《青禾区强制报告实施细则》。"
    restated = "全区有困境儿童3000人，应由区教育局建设5个活动中心"
    care = "云川市青禾区临时照护中心位于柳河街道，依托区救助站，面积800㎡。"
    define = "事实无人抚养儿童指父母双方死亡或者失踪的儿童，依据《关于开展走访的通知》。"
    project = "委托青苗社工中心在柳河街道、石桥街道实施七色花项目。"
    system = "形成区、街道、社区三级保护体系，坚持一事一议。"
    fields = [
        r.field("kind", "reply-letter", "函"),
        r.field("title", "云川市青禾区民政局关于区政协二届三次会议第020417号提案答复的函"),
        r.field("doc_number", "青民函〔2023〕18号"),
        r.field("issuer", BUREAU),
        r.field("issue_date", "2023-05-16", "2023年5月16日"),
        r.field("addressee", "李知秋"),
        r.field("addressee", "民盟青禾区总支"),
        r.field("body", "政协"),
        r.field("session", "二届三次会议"),
        r.field("proposal_number", "020417"),
        r.field("proposal_title", "关于关爱困境儿童的建议"),
        r.field("copied_to", "区政协提案委"),
    ]
    facts: list[f.Fact] = [
        f.OrganizationMention(evidence=e("民盟青禾区总支"), name="民盟青禾区总支", mention="民盟青禾区总支", kind="democratic-party"),
        f.OrganizationMention(evidence=e("区检察院"), name=PROCURATORATE, mention="区检察院", kind="procuratorate", place="青禾区"),
        f.OrganizationMention(evidence=e("区检察院办理"), name=PROCURATORATE, mention="区检察院", kind="procuratorate", place="青禾区"),
        f.OrganizationMention(evidence=e("区教育局"), restated=True, name=EDUCATION, mention="区教育局", kind="department"),
        f.DocumentMention(evidence=e(cosign), title=rules.title, doc_number=None, kind="rules", mention="《青禾区强制报告实施细则》"),
        f.DocumentMention(
            evidence=e("《关于开展走访的通知》（青民发〔2022〕7号）"), title=notice.title, doc_number=notice.doc_number, kind="notice"
        ),
        f.DocumentMention(evidence=e("依据《关于开展走访的通知》"), title=notice.title, doc_number=None, kind="notice"),
        f.Cosigning(
            evidence=e(cosign, "联合印发", "cosign.active"),
            documents=(rules,),
            participants=(f.Participant(PROCURATORATE, "区检察院", "lead"), f.Participant(POLICE, "区公安分局")),
            stated_count=9,
        ),
        f.Issuing(evidence=e("我局印发《关于开展走访的通知》"), agency=BUREAU, mention="我局", document=notice),
        f.Grounding(evidence=e("我局印发《关于开展走访的通知》"), document=notice, basis=rules, relation="implements"),
        f.Facility(evidence=e("区级未成年人保护中心1个"), name="未成年人保护中心", level="区级", count=1),
        f.Facility(evidence=e("社区级儿童之家42个"), name="儿童之家", level="社区级", count=42),
        f.Facility(evidence=e(restated, "5个"), restated=True, name="活动中心", count=5),
        f.Facility(
            evidence=e(care),
            name="云川市青禾区临时照护中心",
            level="区级",
            established=f.Date("2022-01", "2022年1月"),
            place="柳河街道",
            parent="区救助站",
            features=(f.Feature("floor_area", "800"),),
        ),
        f.Staff(evidence=e("儿童主任42名"), role="儿童主任", count=Decimal(42)),
        f.Statistic(evidence=e(restated, "3000人"), restated=True, what="困境儿童", value=Decimal(3000), unit="人"),
        f.Statistic(
            evidence=e("全区有困境儿童1286人"), what="困境儿童", value=Decimal("1286.0"), unit="人", date=f.Date("2023", "今年", True)
        ),
        f.Amount(evidence=e("孤儿每人每月1600元"), what="孤儿", value=Decimal("1.6E+3"), printed_value="1600", unit="元", period="月"),
        f.Amount(evidence=e("投入2.5亿元"), what="投入", value=Decimal(250000000), printed_value="2.5", unit="亿元", approximate=True),
        f.Programme(
            evidence=e(project), name="七色花项目", commissioner=BUREAU, implementer="青苗社工中心", places=("柳河街道", "石桥街道")
        ),
        f.System(evidence=e(system, "三级保护体系"), name="三级保护体系", parts=("区", "街道", "社区")),
        f.Mechanism(evidence=e("坚持一事一议"), name="一事一议"),
        f.Definition(
            evidence=e(define),
            group="事实无人抚养儿童",
            conditions=(f.Condition("死亡", "父母双方"), f.Condition("失踪")),
            documents=(f.DocumentRef(notice.title),),
        ),
        f.Commitment(evidence=e("我局将开展走访"), ordinal=1, text="开展走访", responsible=BUREAU),
        f.Commitment(evidence=e("并扩大社工站"), ordinal=2, text="扩大社工站"),
        f.Referral(evidence=e("案件移交区法院和区检察院办理"), sender=BUREAU, receivers=(COURT, PROCURATORATE), matter="案件"),
        f.Repair(evidence=e("青民发〔2022〕7号"), printed="青民发〔20227号", meant="青民发〔2022〕7号", reason="number.bracket"),
    ]
    made = r.letter("a.txt", fields, facts)
    # The letterhead comes from a metadata cell, the promises from the second page of a scan.
    head, promise = r.evidence("青民函〔2023〕18号"), MAIN_TEXT.index("下一步")
    origins = (Origin(head.start, head.end, selector="#number"), Origin(promise, promise + 19, page=2))
    return replace(made, origins=origins)


def files() -> bytes:
    """The graph of the files that the two letters came from: the first from a page and a PDF that differs."""
    letters: dict[str, dict[str, Any]] = {letter.key: {"name": f"{letter.source}-x"} for letter in (main_letter(), other_letter())}
    first, second = letters
    letters["0" * 16] = {
        "name": "a.pdf-x",
        "same_as": first,
        "differences": [{"field": "staff", "here": "儿童主任 · 42", "there": None}],
    }
    common = {"size": 900, "links": [], "notes": []}
    text = {"media_type": "text/plain", "encoding": "gb18030", "reader": "gongwen 1", "recognised": False}
    scan = {"media_type": "application/pdf", "encoding": None, "reader": "tesseract 5", "recognised": True}
    inputs = [
        {"file": "a.txt", "place": "a.txt", "sha256": "a" * 64, "letter": first, **text, **common},
        {"file": "a.pdf", "place": "2023.zip/a.pdf", "sha256": "b" * 64, "letter": "0" * 16, **scan, **common},
        {"file": "b.txt", "place": "b.txt", "sha256": "c" * 64, "letter": second, **text, **common},
    ]
    return sources_nquads(inputs, letters)


def other_letter() -> f.Letter:
    """A notice by two issuers that contradicts the reply letter's statistic and cosigned the same rules by their fuller title."""
    r = Reader(OTHER_TEXT)
    title = "中华人民共和国青禾区强制报告实施细则"
    cosign = "区检察院会同区公安分局、区法院联合印发《中华人民共和国青禾区强制报告实施细则》。"
    fields = [
        r.field("kind", "通知"),
        r.field("title", "关于2023年情况的通知"),
        r.field("issuer", BUREAU),
        r.field("issuer", EDUCATION),
        r.field("issue_date", "2023-08", "2023年8月"),
    ]
    bodies = ((PROCURATORATE, "区检察院"), (POLICE, "区公安分局"), (COURT, "区法院"))
    facts: list[f.Fact] = [
        f.DocumentMention(evidence=r.evidence(cosign), title=title, doc_number=None, kind="rules"),
        f.Statistic(evidence=r.evidence("全区有困境儿童1300人"), what="困境儿童", value=Decimal(1300), unit="人"),
        f.Staff(evidence=r.evidence("儿童主任42名"), role="儿童主任", count=Decimal(42)),
        f.Cosigning(
            evidence=r.evidence(cosign), documents=(f.DocumentRef(title),), participants=tuple(f.Participant(*body) for body in bodies)
        ),
    ]
    return replace(r.letter("b.txt", fields, facts), recognised=True)


def nquads(*letters: f.Letter, people: Sequence[Judgement] = ()) -> list[bytes]:
    """The graphs of some letters, and that of who is who among them."""
    written = [written_letter(letter, version="test") for letter in letters]
    return [*(one.nquads for one in written), resolution_nquads(resolve(together(one.entities for one in written), people))]


JUDGED = [judged(f"body/{COURT}", f"body/{POLICE}", Outcome.DIFFERENT, who="沈青禾", when="2026-11-22", why="两家单位")]
"""What a person said of the letters' bodies."""
