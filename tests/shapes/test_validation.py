"""The validator from graph to report."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal
from rdflib.compare import isomorphic
from synthetic import ID, letter_graph

from ontology.errors import InputError
from ontology.namespaces import ELI, GW, GWS, OA, SH
from shapes.errors import RuleError
from shapes.report import Report
from shapes.results import Result, Severity
from shapes.rulebook import read_rule, store_of
from shapes.validator import validate, validate_files, validate_letter, validate_rules

KEY = f"{0:016x}"


@pytest.fixture
def letter() -> Graph:
    return letter_graph(0, facts=6)


@pytest.fixture
def broken(letter: Graph) -> Graph:
    """A letter with a statement without its unit (warning) and a quote too short (violation)."""
    letter.remove((ID[f"fact/{KEY}/0"], GW.unit, None))
    letter.set((ID[f"annotation/{KEY}/3/quote"], OA.exact, Literal("公交站")))
    return letter


def test_sound_letter(letter: Graph) -> None:
    assert validate_letter(letter) == []
    assert validate(letter).results == ()


def test_results_lead_to_letter_and_words(broken: Graph) -> None:
    length, unit = validate(broken).results
    assert (length.shape, length.severity, length.path) == (str(GWS.EvidenceLength), Severity.VIOLATION, str(OA.exact))
    assert (length.focus, length.source, length.quote) == (str(ID[f"annotation/{KEY}/3/target"]), "0.txt", "公交站")
    assert (unit.shape, unit.severity, unit.path) == (str(GWS.StatisticUnit), Severity.WARNING, str(GW.unit))
    assert (unit.focus, unit.source, unit.quote) == (str(ID[f"fact/{KEY}/0"]), "0.txt", "我区现有公交站0个，公交线路0条。")
    assert unit.message_zh and unit.message_en


def test_validation_changes_nothing(broken: Graph) -> None:
    before = Graph()
    before += broken
    validate(broken)
    assert isomorphic(before, broken)


@pytest.mark.parametrize(("severities", "conforms"), [((), True), (("Info", "Warning"), True), (("Info", "Violation"), False)])
def test_conforms_is_no_violation(severities: tuple[str, ...], conforms: bool) -> None:
    report = Report.of(Result("s", "c", Severity(s), "f", None, None, "信", "m") for s in severities)
    assert report.conforms is conforms


def test_report_is_the_same_in_any_order(broken: Graph) -> None:
    results = list(validate(broken).results)
    report, again = Report.of(results), Report.of([*reversed(results), *results])
    assert report == again
    assert report.to_turtle() == again.to_turtle()
    assert report.to_table() == again.to_table()


def test_turtle_report(broken: Graph) -> None:
    report = validate(broken)
    graph = Graph().parse(data=report.to_turtle(), format="turtle")
    assert graph.value(ID.report, SH.conforms) == Literal(False)
    nodes = list(graph.objects(ID.report, SH.result))
    assert len(nodes) == 2
    for predicate in (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity, GW.reportedFile, GW.reportedQuote):
        assert all(len(list(graph.objects(node, predicate))) == 1 for node in nodes)
    messages = [message for node in nodes for message in graph.objects(node, SH.resultMessage)]
    assert {message.language for message in messages if isinstance(message, Literal)} == {"zh", "en"}
    assert "_:" not in report.to_turtle().decode() and "[" not in report.to_turtle().decode()


def test_turtle_report_of_nothing() -> None:
    graph = Graph().parse(data=Report.of([]).to_turtle("https://data.example/"), format="turtle")
    assert [(str(s), p, o) for s, p, o in graph if p == SH.conforms] == [("https://data.example/report", SH.conforms, Literal(True))]


def test_table(broken: Graph) -> None:
    table = validate(broken).to_table()
    assert table.startswith("不合格（违规 1，警告 1，提示 0）\n违规  0.txt  EvidenceLength  ")
    assert "“我区现有公交站0个，公交线路0条。”" in table
    assert Report.of([]).to_table() == "合格（违规 0，警告 0，提示 0）\n"


def test_results_go_through_json(broken: Graph) -> None:
    results = validate(broken).results
    records = json.loads(json.dumps([result.to_record() for result in results]))
    assert tuple(Result.from_record(record) for record in records) == results


def test_letters_that_disagree_are_sound_apart() -> None:
    """Two letters give one document two numbers: no letter breaks a shape, a rule reports it."""
    dataset = Dataset()
    document = ID["document/河口区第2号办法"]
    for number in range(2):
        graph = letter_graph(number, facts=3)
        graph.add((document, ELI.number, Literal(f"河政发〔2019〕{number + 1}号")))
        target = dataset.graph(ID[f"graph/{number}"])
        for triple in graph:
            target.add(triple)
    found = {result.shape for result in validate(dataset).results}
    assert str(GWS.TitleTwoNumbers) in found
    assert str(GWS.DocumentNumber) not in found


def test_rules_take_a_store(broken: Graph) -> None:
    store = ox.Store()
    store.bulk_load(broken.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    assert validate_rules(store) == validate_rules(broken)


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG])
def test_files(tmp_path: Path, broken: Graph, form: ox.RdfFormat) -> None:
    path = tmp_path / f"letter.{form.file_extension}"
    name = ox.NamedNode("https://gongwen.example/id/graph/0") if form.supports_datasets else ox.DefaultGraph()
    ox.serialize((ox.Quad(q.subject, q.predicate, q.object, name) for q in store_of(broken)), path, form)
    assert validate_files([path]) == validate(broken)


BAD_FILES = [
    ("broken.ttl", b"<a> <b> .", "broken.ttl: does not parse as Turtle"),
    ("broken.nq", b"<https://a.example/> <b", "broken.nq: does not parse as N-Quads"),
    ("binary.ttl", b"\xff\xfe\x00", "binary.ttl: does not parse as Turtle"),
    ("letter.docx", b"", "letter.docx: not a graph file"),
    ("missing.ttl", None, "missing.ttl: cannot be read"),
    ("blank.ttl", b"@prefix gw: <https://gongwen.example/ontology#> . [] a gw:Body .", "blank nodes"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
def test_bad_file_is_one_clear_line(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        validate_files([path])
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# rule: X\n# severity: Violation\n# path: -\n# zh: 信\n", "no en line"),
        ("# rule: X\n# severity: Bad\n# path: -\n# zh: 信\n# en: x\n", "Bad"),
    ],
)
def test_bad_rule_header(tmp_path: Path, header: str, message: str) -> None:
    path = tmp_path / "x.rq"
    path.write_text(header + "SELECT ?focus WHERE { ?focus a ?c }\n", encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        read_rule(path)
