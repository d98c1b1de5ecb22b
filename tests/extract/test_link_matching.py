"""What of another data set is what of the graph: one thing, several, or none, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_graph import store

from extract.links.former import former_places
from extract.links.matching import Former, Matcher, Outcome, Reason, Status
from extract.links.records import Record
from extract.links.things import Kind, read_things
from ontology.errors import SettingError
from ontology.namespaces import ID_BASE
from ontology.places import gazetteer

STORE = store()
FORMER = {"530112": Former("旧县", "530103 盘龙区"), "530199": Former("老县")}
COURT, CHAOYANG = "body/盘龙区人民法院", "body/110105/朝阳区人民法院"


def matched(kind: Kind, on: str, *records: Record, one_to_one: bool = True) -> list[Outcome]:
    return Matcher(read_things(STORE, kind, ID_BASE), on, FORMER).match(records, one_to_one=one_to_one)


def one(kind: Kind, on: str, key: str, *places: str) -> tuple[Status, str | Reason | None]:
    """The outcome for one record: what it is matched with, or why it is not."""
    (outcome,) = matched(kind, on, Record(2, "https://x.example/1", (key,), places))
    assert (outcome.status is Status.MATCHED) == bool(outcome.subject) == (outcome.reason is None)
    assert outcome.status is not Status.AMBIGUOUS or outcome.candidates
    return outcome.status, outcome.subject.removeprefix(ID_BASE) or outcome.reason


@pytest.mark.parametrize(
    ("key", "places", "found"),
    [
        ("盘龙区", (), "place/530103"),
        (" 盘 龙 区 ", (), "place/530103"),
        ("昆明市盘龙区", (), "place/530103"),
        ("云南省昆明市盘龙区", (), "place/530103"),
        ("云南省盘龙区", (), "place/530103"),
        ("朝阳区", (), Reason.SEVERAL),
        ("朝阳区", ("北京市",), "place/110105"),
        ("朝阳区", ("110000",), "place/110105"),
        ("北京市朝阳区", (), "place/110105"),
        ("朝阳区", ("吉林省",), Reason.UNKNOWN),  # listed, but this graph holds Beijing's alone
        ("朝阳区", ("云南省",), Reason.OTHER_PLACE),
        ("朝阳区", ("朝阳区",), Reason.UNSURE_PLACE),
        ("盘龙区", ("某省",), Reason.UNSURE_PLACE),
        ("禾丰区", (), "place/禾丰区"),
        ("禾丰区", ("云南省",), Reason.UNSURE_PLACE),  # nothing tells where it is
        ("月球区", (), Reason.UNKNOWN),
        ("区" * 500, (), Reason.UNKNOWN),
    ],
)
def test_places_by_name(key: str, places: tuple[str, ...], found: str | Reason) -> None:
    assert one(Kind.PLACE, "name", key, *places)[1] == found


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("110105", "place/110105"),
        ("530103000000", "place/530103"),
        ("530103.0", "place/530103"),
        ("11", "place/110000"),
        ("220104", Reason.UNKNOWN),
        ("530112", Reason.FORMER),
        ("530199", Reason.FORMER),
        ("朝阳区", Reason.NO_CODE),
    ],
)
def test_places_by_code(key: str, found: str | Reason) -> None:
    assert one(Kind.PLACE, "code", key)[1] == found


def test_a_former_code_is_told_with_what_took_its_place() -> None:
    records = [Record(2, "https://x.example/1", ("530112",)), Record(3, "https://x.example/2", ("530199",))]
    assert [outcome.note for outcome in matched(Kind.PLACE, "code", *records)] == ["旧县 → 530103 盘龙区", "老县"]


def test_the_programs_table_of_former_codes() -> None:
    former, listed = former_places(), gazetteer().by_code
    assert len(former) > 1000
    assert former["530121"].successor.partition(" ")[0] in listed


@pytest.mark.parametrize(
    ("key", "places", "found"),
    [
        ("盘龙区人民法院", (), COURT),
        ("昆明市盘龙区法院", (), COURT),  # another node, the same body
        ("盘龙区法院", (), COURT),
        ("区法院", (), Reason.SHORT),
        ("区法院", ("盘龙区",), COURT),
        ("区法院", ("昆明市",), COURT),
        ("区法院", ("北京市",), Reason.OTHER_PLACE),
        ("盘龙区人民法院", ("北京市",), Reason.OTHER_PLACE),
        ("朝阳区人民法院", (), Reason.SEVERAL),  # Changchun has one too
        ("朝阳区人民法院", ("北京市",), CHAOYANG),
        ("朝阳区人民法院", ("朝阳区",), Reason.UNSURE_PLACE),
        ("区民政局", (), Reason.SHORT),
        ("区民政局", ("禾丰区",), "body/禾丰区民政局"),
        ("教育部", (), "body/教育部"),
        ("教育部", ("北京市",), Reason.UNSURE_PLACE),
        ("民政局", (), Reason.LOCAL),
        ("民政局", ("盘龙区",), Reason.UNKNOWN),
        ("无此局", (), Reason.UNKNOWN),
    ],
)
def test_bodies_by_name(key: str, places: tuple[str, ...], found: str | Reason) -> None:
    assert one(Kind.BODY, "name", key, *places)[1] == found


@pytest.mark.parametrize(
    ("on", "key", "found"),
    [
        ("code", "教发[2021]第3号", "document/教发〔2021〕3号"),
        ("code", "教发〔2022〕3号", Reason.UNKNOWN),
        ("code", "3号", Reason.NO_CODE),
        ("name", "《家庭教育促进法》", "document/家庭教育促进法"),
        ("name", "走访通知", "document/教发〔2021〕3号"),
        ("name", "别的通知", Reason.UNKNOWN),
    ],
)
def test_documents(on: str, key: str, found: str | Reason) -> None:
    assert one(Kind.DOCUMENT, on, key)[1] == found


def test_records_without_a_value_or_an_iri() -> None:
    without_key, without_iri = matched(Kind.PLACE, "name", Record(2, "https://x.example/1", ()), Record(3, "", ("盘龙区",)))
    assert (without_key.reason, without_iri.reason) == (Reason.NO_KEY, Reason.NO_TARGET)
    assert {without_key.status, without_iri.status} == {Status.UNMATCHED}


def test_two_records_of_one_thing_are_ambiguous_unless_they_are_one() -> None:
    twice = [Record(2, "https://x.example/1", ("盘龙区",)), Record(3, "https://x.example/1", ("昆明市盘龙区",))]
    other = Record(4, "https://x.example/2", ("530103",))
    assert [o.status for o in matched(Kind.PLACE, "name", *twice)] == [Status.MATCHED] * 2
    assert {o.reason for o in matched(Kind.PLACE, "name", *twice, Record(4, "https://x.example/2", ("盘龙区",)))} == {
        Reason.SEVERAL_RECORDS
    }
    assert matched(Kind.PLACE, "code", other)[0].status is Status.MATCHED
    close = matched(Kind.PLACE, "name", *twice, Record(4, "https://x.example/2", ("盘龙区",)), one_to_one=False)
    assert {o.status for o in close} == {Status.MATCHED}


def test_several_names_of_one_record() -> None:
    found = matched(
        Kind.PLACE,
        "name",
        Record(1, "https://x.example/1", ("朝阳区", "北京市朝阳区", "Chaoyang")),
        Record(2, "https://x.example/2", ("盘龙区", "禾丰区")),
    )
    assert [(o.status, o.subject.removeprefix(ID_BASE)) for o in found] == [(Status.MATCHED, "place/110105"), (Status.AMBIGUOUS, "")]


@pytest.mark.parametrize("name", ["body", "gw:Body", "https://gongwen.example/ontology#Body"])
def test_a_class_has_three_names(name: str) -> None:
    assert Kind.of(name) is Kind.BODY


def test_another_class_is_refused() -> None:
    with pytest.raises(SettingError, match="place, body or document"):
        Kind.of("gw:Letter")


@given(st.sampled_from(list(Kind)), st.sampled_from(["code", "name"]), st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=2))
def test_wild_records_have_an_outcome(kind: Kind, on: str, keys: list[str], places: list[str]) -> None:
    (outcome,) = matched(kind, on, Record(1, "https://x.example/1", tuple(keys), tuple(places)))
    assert outcome.status in Status
