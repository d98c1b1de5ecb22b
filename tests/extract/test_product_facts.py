"""Each fact that the two real letters must give is asked of the built graph with a named query, one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongwen import cli

GUANDU, XISHAN = "000_5e6284d5cc41cff8.txt", "004_545bfa9e2ba026e8.txt"
REPORTING = "官渡区侵害未成年人案件强制报告制度实施细则（试行）"
EDUCATION = "官渡区关于在办理未成年人案件中全面开展家庭教育指导工作的实施意见"
ONE_STOP, CARE = "官渡区未成年人“一站式”综合保护中心", "官渡区未成年人临时照护中心"
CONDITIONS = [
    "重残",
    "重病",
    "服刑在押",
    "强制隔离戒毒",
    "被执行其他限制人身自由的措施",
    "失联",
    "被撤销监护资格",
    "被遣送（驱逐）出境",
    "死亡",
    "失踪",
]
ROOMS = ["床位", "影音室", "宣泄室", "手工室", "健身室", "美术室", "自学室", "书画阅览室", "梦想邮局"]

Row = dict[str, str]
Cells = dict[str, str | None]
Ask = Callable[[str], list[Row]]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="session")
def ask(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Answers a named query on the graph of the real letters."""
    graph = tmp_path_factory.mktemp("real") / "graph"
    run("build", str(shared / "letters"), "--out", str(graph), "--workers", "1")

    @cache
    def rows(query: str) -> list[Row]:
        bindings = json.loads(run("query", query, "--graph", str(graph), "--format", "json"))["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in bindings]

    return rows


def fits(row: Row, wanted: Cells) -> bool:
    """Every wanted cell is there; ``column~`` asks for a cell that contains the value, ``None`` for an empty one."""
    return all(str(value) in row.get(name[:-1], "") if name.endswith("~") else row.get(name) == value for name, value in wanted.items())


def row(source: str, **cells: str | None) -> Cells:
    return {"source": source, **{name.replace("_has", "~"): value for name, value in cells.items()}}


def each(source: str, column: str, values: list[str], **cells: str | None) -> list[Cells]:
    return [row(source, **{column: value}, **cells) for value in values]


FACTS: list[tuple[str, str, list[Cells]]] = [
    # (what the product promises, query, the rows that tell it)
    (
        "three-level protection system",
        "systems",
        each(GUANDU, "part", ["未成年人保护中心", "未成年人保护工作站", "儿童之家"], name_has="三级"),
    ),
    ("1 district centre", "facilities", [row(GUANDU, name="未成年人保护中心", level="区级", count="1")]),
    ("8 street stations", "facilities", [row(GUANDU, name="未成年人保护工作站", level="街道级", count="8")]),
    ("99 community homes", "facilities", [row(GUANDU, name="儿童之家", level="社区级", count="99")]),
    ("1+8+N", "systems", [row(GUANDU, name_has="1+8+N")]),
    (
        "the six protections",
        "systems",
        each(GUANDU, "part", ["家庭保护", "学校保护", "社会保护", "政府保护", "司法保护", "网络保护"], name_has="六大保护"),
    ),
    ("case consultation mechanism", "mechanisms", [row(GUANDU, name_has="个案会商机制")]),
    ("its rules", "documents", [row(GUANDU, title="官渡区未成年人保护工作个案会商机制")]),
    ("its 2 cases", "statistics", [row(GUANDU, value="2", unit="起", what_has="案件")]),
    (
        "mandatory-reporting rules: 14 bodies, 4 named",
        "cosigned",
        each(
            GUANDU,
            "agency",
            ["官渡区人民检察院", "官渡区监察委员会", "官渡区关心下一代工作委员会", "官渡区公安分局"],
            title=REPORTING,
            statedCount="14",
            namedCount="4",
        ),
    ),
    (
        "family-education opinion: 8 bodies, 3 named",
        "cosigned",
        each(
            GUANDU,
            "agency",
            ["官渡区人民检察院", "官渡区关心下一代工作委员会", "官渡区公安分局"],
            title=EDUCATION,
            statedCount="8",
            namedCount="3",
        ),
    ),
    ("one-stop centre", "facilities", [row(GUANDU, name=ONE_STOP, level="区级", established="2022-03-07", count=None)]),
    ("its legal education", "statistics", [row(GUANDU, value="1", unit="次", what_has="法制宣传活动")]),
    ("its counselling", "statistics", [row(GUANDU, value="7", unit="人次", what_has="心理咨询、疏导")]),
    ("its parent education", "statistics", [row(GUANDU, value="10", unit="人", what_has="亲职教育")]),
    ("its help after non-prosecution", "statistics", [row(GUANDU, value="4", unit="人", what_has="不起诉")]),
    ("its early intervention", "statistics", [row(GUANDU, value="1", unit="次", what_has="案件会商")]),
    ("temporary care centre", "facilities", [row(GUANDU, name=CARE, level="区级", established="2022-01", count=None)]),
    ("its floor area", "facility_details", [row(GUANDU, facility=CARE, feature="floor_area", value="1600")]),
    ("its floor area as a figure", "statistics", [row(GUANDU, value="1600", unit="㎡", what_has="面积")]),
    ("its rooms", "facility_details", each(GUANDU, "value", ROOMS, facility=CARE, feature="room")),
    ("its opening", "facility_details", [row(GUANDU, facility=CARE, feature="opening", value="2022-10")]),
    ("10 supervisors", "staff", [row(GUANDU, role="儿童督导员", count="10")]),
    ("99 child directors", "staff", [row(GUANDU, role="儿童主任", count="99")]),
    ("family counselling station", "facilities", [row(GUANDU, name="幸福家庭辅导站")]),
    (
        "of court and women's federation",
        "facility_details",
        each(GUANDU, "value", ["官渡区人民法院", "官渡区妇女联合会"], facility="幸福家庭辅导站", feature="operator"),
    ),
    ("next step 1", "commitments", [row(GUANDU, ordinal="1", text_has="儿童督导员、儿童主任工作职责", responsible="官渡区民政局")]),
    ("next step 2", "commitments", [row(GUANDU, ordinal="2", text_has="扩大校园社工站建设")]),
    ("next step 3", "commitments", [row(GUANDU, ordinal="3", text_has="“幸福家庭辅导站”平台")]),
    ("next step 4", "commitments", [row(GUANDU, ordinal="4", text_has="依托儿童督导员和儿童主任开展法治教学")]),
    ("next step 5", "commitments", [row(GUANDU, ordinal="5", text_has="联合公、检、法等部门对半留守儿童监护人开展法制教育")]),
    ("next step 6", "commitments", [row(GUANDU, ordinal="6", text_has="发动街道和社区宣传力量")]),
    ("copies", "copied_to", each(GUANDU, "name", ["区政协提案委", "区政府目督办"])),
    ("who is de facto unattended", "definitions", each(XISHAN, "condition", CONDITIONS, group="事实无人抚养儿童")),
    (
        "its two legal bases",
        "definitions",
        each(
            XISHAN,
            "document",
            ["云南省人民政府关于加强困境儿童保障工作的实施意见", "关于进一步做好事实无人抚养儿童保障有关工作的通知"],
            group="事实无人抚养儿童",
        ),
    ),
    ("their numbers", "documents", each(XISHAN, "docNumber", ["云政发〔2016〕103号", "云民发〔2021〕51号"])),
    (
        "seven classified support measures",
        "systems",
        each(
            XISHAN,
            "part",
            ["生活", "医疗", "教育", "监护", "孤儿就业住房", "残疾儿童福利服务", "流浪儿童救助保护"],
            name="困境儿童分类保障措施",
        ),
    ),
    ("electronic records matched to paper", "mechanisms", [row(XISHAN, name_has="一一对应")]),
    ("case-by-case rule", "mechanisms", [row(XISHAN, name_has="一事一议")]),
    ("migrant children", "statistics", [row(XISHAN, what_has="流动儿童", value="15488", unit="人")]),
    ("children in difficulty", "statistics", [row(XISHAN, what="困境儿童", value="1004", unit="人")]),
    ("orphans outside institutions", "statistics", [row(XISHAN, what="散居孤儿", value="15", unit="人")]),
    ("de facto unattended children", "statistics", [row(XISHAN, what="事实无人抚养儿童", value="18", unit="人")]),
    ("children in the city welfare home", "statistics", [row(XISHAN, what_has="市儿童福利院供养儿童", value="27", unit="名")]),
    ("standard for orphans", "amounts", [row(XISHAN, what_has="孤儿及事实无人抚养儿童", value="1374", unit="元")]),
    ("standard with the lottery fund", "amounts", [row(XISHAN, what_has="福彩圆梦", value="1607.33", unit="元")]),
    ("standard in the home", "amounts", [row(XISHAN, what_has="昆明市儿童福利院", value="2074", unit="元")]),
    ("city welfare home", "facilities", [row(XISHAN, name="昆明市儿童福利院", level="市级")]),
    ("temporary custody there", "commitments", [row(XISHAN, responsible="西山区民政局", quote_has="送至昆明市儿童福利院进行临时代管")]),
    (
        "referral to court and procuratorate",
        "referrals",
        [{"source": XISHAN, "from": "西山区民政局", "to": body} for body in ("西山区人民法院", "西山区人民检察院")],
    ),
    (
        "one-stop centre of 西山区",
        "facilities",
        [row(XISHAN, name="西山区未成年人一站式综合保护中心", level="区级", place_has="春雨路社区")],
    ),
    ("training of 144 people", "statistics", [row(XISHAN, value="144", unit="名", date="2025-04", what_has="儿童主任")]),
    ("the training class", "programmes", [row(XISHAN, name="2025年儿童主任能力提升培训班", commissioner="西山区民政局")]),
    (
        "purchased service",
        "programmes",
        [row(XISHAN, name="西山区困境儿童关爱服务", commissioner="西山区民政局", implementer="云南连心社会组织")],
    ),
    ("assessment of adopters", "programmes", [row(XISHAN, name="收养能力评估及儿童福利服务项目")]),
    (
        "in which streets",
        "programmes",
        each(XISHAN, "place", ["金碧街道", "福海街道"], name="困境儿童项目", implementer="云南连心社会组织"),
    ),
    (
        "in which streets, too",
        "programmes",
        each(XISHAN, "place", ["前卫街道", "西苑街道"], name="七彩童行项目", implementer="云南连心社会组织"),
    ),
    ("school stations", "programmes", [row(XISHAN, name="学校社工站项目")]),
    ("three-level network as next step", "commitments", [row(XISHAN, text="持续完善街道社区三级儿童保护网络", responsible="西山区民政局")]),
    ("three-level network", "systems", [row(XISHAN, name="街道社区三级儿童保护网络")]),
    (
        "repaired document numbers",
        "repairs",
        [
            row(XISHAN, printed=f"{code}〔{year}{number}号", meant=f"{code}〔{year}〕{number}号")
            for code, year, number in (("云政发", 2016, 103), ("云民发", 2021, 51))
        ],
    ),
    ("repaired date", "repairs", [row(XISHAN, printed="2025925日", meant="2025年9月25日")]),
    ("repaired session", "repairs", [row(XISHAN, printed="十届次会议10040151", meant="十届四次会议第10040151号")]),
    ("repaired figure", "repairs", [row(XISHAN, printed="事实无人抚养儿童18集中在", meant="事实无人抚养儿童18人，集中在")]),
    (
        "header of the first letter",
        "letters",
        [
            row(
                GUANDU,
                title_has="第101097号提案答复的函",
                docNumber="官民函〔2022〕52号",
                issuer="官渡区民政局",
                issueDate="2022-06-20",
                resultClass="A",
                disclosure="主动公开",
                body="政协",
                session="十届一次会议",
                proposalNumber="101097",
                proposalTitle="关于加大对（半）独居状态未成年人安全监管的建议",
            )
        ],
    ),
    (
        "header of the second letter",
        "letters",
        [
            row(
                XISHAN,
                title_has="第10040151号提案答复的函",
                indexNumber="015116516-202511-104121",
                issuer="西山区民政局",
                issueDate="2025-09-25",
                publicationDate="2025-11-26",
                proposalNumber="10040151",
                docNumber=None,
                resultClass=None,
            )
        ],
    ),
]


@pytest.mark.parametrize(("query", "wanted"), [fact[1:] for fact in FACTS], ids=[fact[0] for fact in FACTS])
def test_a_named_query_answers(ask: Ask, query: str, wanted: list[Cells]) -> None:
    missing = [cells for cells in wanted if not any(fits(answer, cells) for answer in ask(query))]
    assert not missing, ask(query)


QUOTED = ("cosigned", "facilities", "staff", "statistics", "amounts", "programmes", "systems", "definitions", "commitments", "referrals")


def test_every_answer_has_its_quote(ask: Ask) -> None:
    for query in QUOTED:
        assert all(answer["quote"].strip() for answer in ask(query)), query


def test_no_query_shows_private_data(ask: Ask, shared: Path) -> None:
    secrets = [secret for file in (shared / "gold").glob("*.json") for secret in json.loads(file.read_text(encoding="utf-8"))["private"]]
    assert secrets
    for query in (*QUOTED, "letters", "addressees", "organizations", "documents", "issued", "repairs", "copied_to"):
        assert not [row for row in ask(query) for secret in secrets if secret in "".join(row.values())], query
