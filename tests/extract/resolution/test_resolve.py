"""Who is who among the bodies and documents of several letters."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from extract.archive.reference import reference_nquads
from extract.resolution.judgement import Judgement, Outcome, judged
from extract.resolution.records import BodyRecord, DocumentRecord, Entities, together
from extract.resolution.resolve import Resolution, resolve

KEY = "0123456789abcdef"


def body(name: str, place: str | None, scope: str = "", forms: tuple[str, ...] = ()) -> BodyRecord:
    return BodyRecord(f"body/{scope}/{name}" if scope else f"body/{name}", name, place, None, forms)


def found(*bodies: BodyRecord, people: tuple[Judgement, ...] = ()) -> Resolution:
    return resolve(Entities(bodies), people)


def person(one: BodyRecord, other: BodyRecord, outcome: Outcome) -> Judgement:
    return judged(one.id, other.id, outcome, who="沈青禾", when="2026-11-22", why="电话核实")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("官渡区人民检察院", "530111"), body("昆明市官渡区人民检察院", "530111")),
        (body("官渡区卫健局", "530111"), body("官渡区卫生健康局", "530111")),
        (body("共青团官渡区委员会", "530111"), body("中国共产主义青年团官渡区委员会", "530111")),
        (body("昆明市公安局官渡分局", "530100"), body("官渡区公安分局", "530111")),
    ],
)
def test_two_names_of_one_body(one: BodyRecord, other: BodyRecord) -> None:
    resolution = found(one, other)
    assert len(set(resolution.canonical.values())) == 1
    assert [judgement.outcome for judgement in resolution.judgements] == [Outcome.SAME]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("朝阳区教育局", "110105", "110105"), body("朝阳区教育局", "220104", "220104")),
        (body("市民政局", None, KEY), body("市民政局", None, "fedcba9876543210")),
        (body("官渡区民政局", "530111"), body("昆明市民政局", "530100")),
        (body("官渡区未成年人保护工作领导小组", "530111"), body("官渡区未成年人保护工作领导小组办公室", "530111")),
        (body("官渡区环境保护局", "530111"), body("官渡区生态环境局", "530111")),
        (body("第一中学", "530111", "530111"), body("第一中学", "530112", "530112")),
    ],
)
def test_two_bodies_stay_two(one: BodyRecord, other: BodyRecord) -> None:
    assert len(set(found(one, other).canonical.values())) == 2


def test_every_thing_stands_for_itself_or_another_that_is_there() -> None:
    bodies = [body("官渡区人民检察院", "530111"), body("昆明市官渡区人民检察院", "530111"), body("财政部", None)]
    documents = (
        DocumentRecord("document/甲办法", ("甲办法",)),
        DocumentRecord("document/云政发〔2016〕3号", ("乙办法",), ("云政发〔2016〕3号",)),
    )
    resolution = resolve(Entities(tuple(bodies), documents))
    assert resolution.canonical.keys() == {*(b.id for b in bodies), *(d.id for d in documents)}
    assert set(resolution.canonical.values()) == resolution.names.keys() <= resolution.canonical.keys()
    assert all(resolution.canonical[standing] == standing for standing in resolution.canonical.values())


def test_a_persons_judgement_wins() -> None:
    one, other = body("官渡区人民检察院", "530111"), body("昆明市官渡区人民检察院", "530111")
    apart = found(one, other, people=(person(one, other, Outcome.DIFFERENT),))
    assert len(set(apart.canonical.values())) == 2
    assert [(judgement.outcome, judgement.who) for judgement in apart.judgements] == [(Outcome.DIFFERENT, "沈青禾")]
    old, new = body("官渡区环境保护局", "530111"), body("官渡区生态环境局", "530111")
    assert len(set(found(old, new, people=(person(old, new, Outcome.SAME),)).canonical.values())) == 1


def test_a_persons_judgement_holds_through_a_third_name() -> None:
    one, other = body("官渡区人民检察院", "530111"), body("昆明市官渡区人民检察院", "530111")
    third = body("云南省昆明市官渡区人民检察院", "530111")
    resolution = found(one, other, third, people=(person(one, third, Outcome.DIFFERENT),))
    assert resolution.canonical[one.id] != resolution.canonical[third.id]


def test_judgements_of_things_that_are_gone_do_no_harm() -> None:
    one, gone = body("官渡区人民检察院", "530111"), body("官渡区检察所", "530111")
    resolution = found(one, people=(person(one, gone, Outcome.SAME),))
    assert resolution.canonical == {one.id: one.id} and len(resolution.judgements) == 1


def test_the_law_under_both_its_names_is_one() -> None:
    letters = [
        Entities(documents=(DocumentRecord("document/家庭教育促进法", ("家庭教育促进法",)),)),
        Entities(documents=(DocumentRecord("document/家庭教育促进法", ("中华人民共和国家庭教育促进法",)),)),
    ]
    resolution = resolve(together(letters))
    assert list(resolution.canonical.values()) == ["document/家庭教育促进法"]
    assert resolution.names["document/家庭教育促进法"].preferred == "中华人民共和国家庭教育促进法"


def test_a_number_and_a_title_that_letters_give_apart_meet() -> None:
    numbered = DocumentRecord("document/云政办发〔2021〕9号", ("云川市养老服务条例实施办法",), ("云政办发〔2021〕9号",))
    titled = DocumentRecord("document/云川市养老服务条例实施办法", ("云川市养老服务条例实施办法",))
    resolution = resolve(Entities(documents=(numbered, titled)))
    assert set(resolution.canonical.values()) == {numbered.id}


def test_hierarchy_and_reforms_speak_of_bodies_that_are_there() -> None:
    bodies = [body(name, "530111") for name in ("官渡区人民政府", "官渡区民政局", "官渡区环境保护局", "官渡区生态环境局")]
    hierarchy = found(*bodies, body("昆明市民政局", "530100")).hierarchy
    assert ("body/官渡区民政局", "subOrganizationOf", "body/官渡区人民政府") in hierarchy.relations
    assert ("body/官渡区民政局", "guidedBy", "body/昆明市民政局") in hierarchy.relations
    (change,) = hierarchy.changes
    assert (change.original, change.resulting) == (("body/官渡区环境保护局",), ("body/官渡区生态环境局",)) and change.source
    assert ("body/官渡区民政局", "civil-affairs") in hierarchy.kinds


def test_the_reference_graph_tells_the_kind_of_each_body() -> None:
    resolution = found(body("官渡区民政局", "530111"), body("官渡区人民政府", "530111"))
    store = ox.Store()
    store.load(reference_nquads(resolution=resolution), ox.RdfFormat.N_QUADS)
    found_labels: Any = store.query(
        """PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?label FROM <https://gongwen.example/id/graph/reference> {
          ?body org:classification ?kind . ?kind skos:prefLabel ?label ; skos:altLabel "民政部"@zh }"""
    )
    assert {row["label"].value for row in found_labels} == {"民政局", "Civil affairs"}


def test_what_a_letter_says_is_carried_out_stands_between_the_canonical_ones() -> None:
    plan = DocumentRecord("document/禾丰区养老服务实施方案", ("禾丰区养老服务实施方案",), (), ("document/关于推进养老服务发展的意见",))
    opinion = DocumentRecord("document/关于推进养老服务发展的意见", ("关于推进养老服务发展的意见",))
    resolution = resolve(together([Entities(documents=(plan,)), Entities(documents=(opinion,))]))
    assert resolution.implements == ((plan.id, resolution.canonical[opinion.id]),)
    assert resolution.canonical[opinion.id] == "document/国办发〔2019〕5号"
