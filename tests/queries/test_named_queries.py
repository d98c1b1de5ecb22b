"""What every named query answers about the handmade letters, on Oxigraph and on rdflib."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from handmade import BUREAU, COURT, EDUCATION, POLICE, PROCURATORATE, main_letter, other_letter
from rdflib import Graph

from queries.catalogue import Query, catalogue
from queries.results import Result
from queries.runners import run_on_graph, run_on_store

ID = "https://gongwen.example/id/"
CONTRACT = {
    "letters": "source letter kind title docNumber indexNumber issuer issueDate publicationDate resultClass disclosure body session "
    "proposalNumber proposalTitle",
    "addressees": "source addressee",
    "organizations": "source org name mention kind place",
    "documents": "source document title docNumber kind",
    "cosigned": "source document title agency mention role statedCount namedCount quote",
    "issued": "source agency title document quote",
    "facilities": "source name level count established place parent quote",
    "staff": "source role count org quote",
    "statistics": "source what value unit date quote",
    "amounts": "source what value unit printedValue period date quote",
    "programmes": "source name commissioner implementer place quote",
    "systems": "source name part quote",
    "definitions": "source group condition document quote",
    "commitments": "source ordinal text responsible quote",
    "referrals": "source from to matter quote",
    "repairs": "source printed meant reason",
    "evidence": "source start end quote rule",
    "cooperation": "a b documents",
    "conflicts": "what sourceA valueA sourceB valueB",
    "mechanisms": "source name quote",
    "facility_details": "source facility feature value quote",
    "copied_to": "source name",
    "sources": "source file docNumber mediaType encoding size sha256 reader recognised text",
    "differences": "source file field value otherValue",
    "locations": "source page selector recognised quote",
    "judgements": "a nameA b nameB outcome who date why",
    "mentions": "source thing mention start quote",
    "groundings": "source document title relation basis basisTitle quote",
}
RULES, NOTICE = "青禾区强制报告实施细则", "关于开展走访的通知"
RULES_IRI, NOTICE_IRI = f"{ID}document/{RULES}", f"{ID}document/青民发〔2022〕7号"
CARE = "云川市青禾区临时照护中心"

# Rows without their quote, which is checked apart; "" stands for an unbound cell.
ROWS: dict[str, list[tuple[str, ...]]] = {
    "letters": [
        (
            "a.txt",
            f"{ID}letter/{main_letter().key}",
            "答复函",
            "云川市青禾区民政局关于区政协二届三次会议第020417号提案答复的函",
            "青民函〔2023〕18号",
            "",
            *(BUREAU, "2023-05-16", "", "", "", "政协", "二届三次会议", "020417", "关于关爱困境儿童的建议"),
        ),
        ("b.txt", f"{ID}letter/{other_letter().key}", "通知", "关于2023年情况的通知", "", "", f"{BUREAU}、{EDUCATION}", "2023-08")
        + ("",) * 7,
    ],
    "judgements": [
        (f"{ID}body/{POLICE}", POLICE, f"{ID}body/{COURT}", COURT, "不同", "沈青禾", "2026-11-22", "两家单位"),
    ],
    "addressees": [("a.txt", "李知秋"), ("a.txt", "民盟青禾区总支")],
    "copied_to": [("a.txt", "区政协提案委")],
    "organizations": [
        ("a.txt", f"{ID}body/{EDUCATION}", EDUCATION, "区教育局", "政府部门", ""),
        ("a.txt", f"{ID}body/民盟青禾区总支", "民盟青禾区总支", "民盟青禾区总支", "民主党派", ""),
        ("a.txt", f"{ID}body/{PROCURATORATE}", PROCURATORATE, "区检察院", "人民检察院", "青禾区"),
    ],
    "documents": [
        ("a.txt", NOTICE_IRI, NOTICE, "青民发〔2022〕7号", "通知"),
        ("a.txt", RULES_IRI, RULES, "", "规章制度"),
        ("b.txt", RULES_IRI, f"中华人民共和国{RULES}", "", "规章制度"),
    ],
    "cosigned": [
        ("a.txt", RULES_IRI, RULES, PROCURATORATE, "区检察院", "牵头单位", "9", "2"),
        ("a.txt", RULES_IRI, RULES, POLICE, "区公安分局", "会签单位", "9", "2"),
        ("b.txt", RULES_IRI, f"中华人民共和国{RULES}", PROCURATORATE, "区检察院", "会签单位", "", "3"),
        ("b.txt", RULES_IRI, f"中华人民共和国{RULES}", POLICE, "区公安分局", "会签单位", "", "3"),
        ("b.txt", RULES_IRI, f"中华人民共和国{RULES}", COURT, "区法院", "会签单位", "", "3"),
    ],
    "groundings": [("a.txt", NOTICE_IRI, NOTICE, "implements", RULES_IRI, RULES)],
    "issued": [("a.txt", BUREAU, NOTICE, NOTICE_IRI)],
    "facilities": [
        ("a.txt", CARE, "区级", "", "2022-01", "柳河街道", "区救助站"),
        ("a.txt", "儿童之家", "社区级", "42", "", "", ""),
        ("a.txt", "未成年人保护中心", "区级", "1", "", "", ""),
    ],
    "facility_details": [("a.txt", CARE, "floor_area", "800")],
    "staff": [("a.txt", "儿童主任", "42", ""), ("b.txt", "儿童主任", "42", "")],
    "statistics": [("a.txt", "困境儿童", "1286", "人", "2023"), ("b.txt", "困境儿童", "1300", "人", "")],
    "amounts": [("a.txt", "孤儿", "1600", "元", "1600", "月", ""), ("a.txt", "投入", "250000000", "亿元", "2.5", "", "")],
    "programmes": [
        ("a.txt", "七色花项目", BUREAU, "青苗社工中心", "柳河街道"),
        ("a.txt", "七色花项目", BUREAU, "青苗社工中心", "石桥街道"),
    ],
    "systems": [("a.txt", "三级保护体系", part) for part in ("区", "街道", "社区")],
    "mechanisms": [("a.txt", "一事一议")],
    "definitions": [("a.txt", "事实无人抚养儿童", condition, NOTICE) for condition in ("死亡", "失踪")],
    "commitments": [("a.txt", "1", "开展走访", BUREAU), ("a.txt", "2", "扩大社工站", "")],
    "referrals": [("a.txt", BUREAU, PROCURATORATE, "案件"), ("a.txt", BUREAU, COURT, "案件")],
    "repairs": [("a.txt", "青民发〔20227号", "青民发〔2022〕7号", "number.bracket")],
    "sources": [
        (
            "a.txt",
            "2023.zip/a.pdf",
            "青民函〔2023〕18号",
            "application/pdf",
            "",
            "900",
            "b" * 64,
            "tesseract 5",
            "true",
            "letters/a.pdf-x.txt",
        ),
        ("a.txt", "a.txt", "青民函〔2023〕18号", "text/plain", "gb18030", "900", "a" * 64, "gongwen 1", "", "letters/a.txt-x.txt"),
        ("b.txt", "b.txt", "", "text/plain", "gb18030", "900", "c" * 64, "gongwen 1", "", "letters/b.txt-x.txt"),
    ],
    "differences": [("a.txt", "a.pdf", "staff", "儿童主任 · 42", "")],
    "locations": [("a.txt", "", "#number", ""), *[("a.txt", "2", "", "")] * 2, *[("b.txt", "", "", "true")] * 9],
    "cooperation": [(POLICE, PROCURATORATE, "1"), (POLICE, COURT, "1"), (PROCURATORATE, COURT, "1")],
    "conflicts": [("困境儿童", "a.txt", "1286", "b.txt", "1300")],
}


def ask(store: ox.Store, name: str, **values: str) -> Result:
    answer = run_on_store(store, catalogue().get(name).bound(values))
    assert isinstance(answer, Result)
    return answer


def test_the_catalogue_holds_the_contract() -> None:
    assert {query.name: " ".join(query.columns) for query in catalogue().queries} == CONTRACT


@pytest.mark.parametrize("name", sorted(ROWS))
def test_rows(store: ox.Store, name: str) -> None:
    told = [column for column in CONTRACT[name].split() if column != "quote"]
    assert [tuple(row.get(column, "") for column in told) for row in ask(store, name).values()] == ROWS[name]


@pytest.mark.parametrize("name", sorted(name for name, columns in CONTRACT.items() if "quote" in columns.split()))
def test_every_quote_stands_in_the_letter(store: ox.Store, name: str) -> None:
    texts = {letter.source: letter.text for letter in (main_letter(), other_letter())}
    rows = ask(store, name).values()
    assert rows and all(row["quote"] in texts[row["source"]] for row in rows)


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_rdflib_and_oxigraph_answer_alike(store: ox.Store, graph: Graph, name: str) -> None:
    text = catalogue().get(name).text
    assert run_on_graph(graph, text) == run_on_store(store, text)


def test_evidence_gives_offsets_of_every_annotation(store: ox.Store) -> None:
    letters = {letter.source: letter for letter in (main_letter(), other_letter())}
    rows = ask(store, "evidence").values()
    assert len(rows) == sum(len(letter.fields) + len(letter.facts) for letter in letters.values())
    assert all(letters[row["source"]].text[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)


def test_evidence_of_one_fact(store: ox.Store) -> None:
    letter = main_letter()
    quote = next(fact.evidence for fact in letter.facts if fact.evidence.rule == "cosign.active")
    rows = ask(store, "evidence", fact=f"{ID}fact/{letter.key}/cosigning-{quote.start}-{quote.end}").values()
    assert rows == [{"source": "a.txt", "start": str(quote.start), "end": str(quote.end), "quote": quote.quote, "rule": "cosign.active"}]


# Parameters of columns that may be unbound must not let the unbound rows through.
@pytest.mark.parametrize(
    ("name", "values", "count"),
    [
        ("letters", {"issuer": EDUCATION}, 1),
        ("letters", {"issuer": BUREAU}, 2),
        ("letters", {"kind": "答复函"}, 1),
        ("letters", {"body": "人大"}, 0),
        ("organizations", {"kind": "人民检察院"}, 1),
        ("documents", {"docNumber": "青民发〔2022〕7号"}, 1),
        ("cosigned", {"agency": COURT}, 1),
        ("cosigned", {"agency": PROCURATORATE, "source": "a.txt"}, 1),
        ("cosigned", {"title": RULES}, 2),
        ("facilities", {"level": "区级"}, 2),
        ("programmes", {"place": "石桥街道"}, 1),
        ("programmes", {"place": "别处"}, 0),
        ("commitments", {"responsible": BUREAU}, 1),
        ("amounts", {"period": "月"}, 1),
        ("cooperation", {"agency": COURT}, 2),
        ("conflicts", {"what": "困境儿童"}, 1),
        ("conflicts", {"what": "别的"}, 0),
        ("evidence", {"source": "b.txt"}, 9),
        ("sources", {"docNumber": "青民函〔2023〕18号"}, 2),
        ("sources", {"source": "b.txt"}, 1),
        ("differences", {"field": "staff"}, 1),
        ("differences", {"field": "title"}, 0),
        ("locations", {"source": "a.txt"}, 3),
    ],
)
def test_parameters(store: ox.Store, graph: Graph, name: str, values: dict[str, str], count: int) -> None:
    text = catalogue().get(name).bound(values)
    answer = run_on_store(store, text)
    assert isinstance(answer, Result) and len(answer.rows) == count
    assert run_on_graph(graph, text) == answer


@pytest.mark.parametrize("query", catalogue().queries, ids=lambda query: query.name)
def test_every_header_is_complete(query: Query) -> None:
    assert set(query.titles) == set(query.descriptions) == {"zh", "en"} and query.tags
    assert all(parameter.descriptions["zh"] and parameter.descriptions["en"] for parameter in query.parameters)
    assert "GRAPH" not in query.text and "ORDER BY" in query.text
