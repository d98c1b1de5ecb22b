"""The ontology is sound, and the checks see it when it is not."""

from __future__ import annotations

import shutil

import pytest

from ontology.checks import ROOT, check_ontology

ROOMS = ("ontology", "extract", "shapes", "queries", "server")
ONTOLOGY, SCHEMES = "ontology/gongwen.ttl", "ontology/schemes.ttl"


def test_no_problems() -> None:
    assert check_ontology() == []


PLANTED = [
    # file, text in it, what stands there instead, the problem
    (ONTOLOGY, '"单位"@zh , "body"@en', '"单位"@zh', "gw:Body: 0 labels in en instead of one"),
    (ONTOLOGY, '"设施"@zh , "facility"@en', '"facility"@en', "gw:Facility: 0 labels in zh instead of one"),
    (ONTOLOGY, '"项目"@zh , "programme"@en', '"项目"@zh , "活动"@zh , "programme"@en', "gw:Programme: 2 labels in zh instead of one"),
    (ONTOLOGY, '"修复所依据的规则名；判断的理由。"@zh', '""@zh', "gw:reason: 0 comments in zh instead of one"),
    (ONTOLOGY, "rdfs:domain gw:Repair", "rdfs:seeAlso gw:Repair", "gw:meantForm: no domain"),
    (ONTOLOGY, "rdfs:subClassOf gw:Mention ;", "rdfs:subClassOf gw:Mentions ;", "ontology/gongwen.ttl: gw:Mentions is not declared"),
    (ONTOLOGY, 'owl:versionInfo "0.1.0" ;', "", "gongwen.ttl: the header has no version"),
    (ONTOLOGY, '"公文本体"@zh', '"x"@de', "ontology: 0 titles in zh instead of one"),
    (SCHEMES, 'skos:notation "court"', 'skos:notation "party"', 'scheme/agency-kind: "party" stands for 2 concepts'),
    (SCHEMES, '"区级"@zh', '"市级"@zh', 'scheme/level: "市级"@zh stands for 2 concepts'),
    (
        SCHEMES,
        "skos:topConceptOf scheme:role",
        "skos:related scheme:role",
        "scheme/role/lead: neither a top concept nor under",
    ),
    (SCHEMES, "skos:inScheme scheme:role", "skos:inScheme scheme:rule", "scheme/role/lead: not in exactly one declared scheme"),
    ("shapes/body.ttl", "gw:agencyKind", "gw:agencySort", "shapes/body.ttl: gw:agencySort is not declared"),
    (
        "shapes/body.ttl",
        "@prefix sh: <http://www.w3.org/ns/shacl#>",
        "@prefix sh: <http://example.org/>",
        "prefix sh: is <http://example.org/>",
    ),
    ("shapes/rules/evidence-letter.rq", "oa:exact", "body:exact", "prefix body: is not declared"),
    ("shapes/rules/evidence-body.rq", "oa:hasBody", "gw:hasBody", "shapes/rules/evidence-body.rq: prefix oa: is declared and not used"),
    ("extract/rdf/__init__.py", "GW.statedIn", "GW.annotated", "extract/rdf/__init__.py: GW.annotated is not declared"),
    ("extract/rdf/__init__.py", "GW.evidence", 'GW["noted"]', "extract/rdf/__init__.py: GW.noted is not declared"),
    ("extract/rdf/__init__.py", "GW.annotatedField", "GW.rule", "gw:annotatedField: marked extracted, but extract/rdf/ does not write it"),
    ("extract/rdf/__init__.py", "GW.restated", "GW.urgency", "gw:urgency: marked reference, but extract/rdf/ writes it"),
]


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checks say of a copy of the project with everything of PLANTED in it."""
    root = tmp_path_factory.mktemp("project")
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.suffix in (".ttl", ".rq", ".py"):
                target = root / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    for file, text, instead, _ in PLANTED:
        path = root / file
        before = path.read_text(encoding="utf-8")
        assert text in before
        path.write_text(before.replace(text, instead, 1), encoding="utf-8")
    query = '# gw:nothing\nSELECT * WHERE { ?s ?p "gw:nothing" , <https://gongwen.example/gw:nothing> }\n'
    (root / "queries" / "quoting.rq").write_text(query, encoding="utf-8")
    return check_ontology(root)


@pytest.mark.parametrize("problem", [problem for *_, problem in PLANTED])
def test_planted_problem_is_found(problems: list[str], problem: str) -> None:
    assert [line for line in problems if problem in line]


def test_term_in_a_comment_or_string_is_no_use(problems: list[str]) -> None:
    assert not [line for line in problems if "quoting" in line]
