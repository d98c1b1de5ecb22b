"""Hierarchy, guidance and reforms between bodies that are present."""

from __future__ import annotations

import pytest

from ontology.bodies import Body
from ontology.bodies.links import Change, changes, links

GUANDU, KUNMING, YUNNAN = "530111", "530100", "530000"
HIERARCHY = [
    # body, place, relation, body, place
    ("官渡区民政局", GUANDU, "subOrganizationOf", "官渡区人民政府", GUANDU),
    ("官渡区民政局", GUANDU, "guidedBy", "昆明市民政局", KUNMING),
    ("昆明市民政局", KUNMING, "guidedBy", "云南省民政厅", YUNNAN),
    ("云南省民政厅", YUNNAN, "guidedBy", "民政部", None),
    ("官渡区教育体育局", GUANDU, "guidedBy", "昆明市教育局", KUNMING),
    ("官渡区教育体育局", GUANDU, "guidedBy", "昆明市体育局", KUNMING),
    ("官渡区人民政府", GUANDU, "subOrganizationOf", "昆明市人民政府", KUNMING),
    ("官渡区人民政府目标督查办公室", GUANDU, "subOrganizationOf", "官渡区人民政府", GUANDU),
    ("中共官渡区委组织部", GUANDU, "subOrganizationOf", "中国共产党官渡区委员会", GUANDU),
    ("昆明市疾病预防控制中心", KUNMING, "guidedBy", "昆明市卫生健康委员会", KUNMING),
    ("国家税务总局昆明市税务局", KUNMING, "subOrganizationOf", "国家税务总局云南省税务局", YUNNAN),
]
NONE = [
    ("官渡区人民法院", GUANDU, "昆明市中级人民法院", KUNMING),  # supervision of trials is no hierarchy
    ("官渡区民政局", GUANDU, "曲靖市民政局", "530300"),
    ("官渡区民政局", GUANDU, "昆明市财政局", KUNMING),
    ("云川市民政局", "云川市", "禾丰区民政局", "禾丰区"),  # unlisted: the place above is not known
    ("官渡区关心下一代工作委员会", GUANDU, "官渡区人民政府", GUANDU),
]


@pytest.mark.parametrize(("one", "at", "relation", "other", "there"), HIERARCHY)
def test_link(one: str, at: str, relation: str, other: str, there: str | None) -> None:
    found = links([Body(one, at), Body(other, there)])
    assert [(link.subject, link.relation, link.target) for link in found] == [(0, relation, 1)]


@pytest.mark.parametrize(("one", "at", "other", "there"), NONE)
def test_no_link(one: str, at: str, other: str, there: str) -> None:
    assert links([Body(one, at), Body(other, there)]) == []


def test_only_bodies_that_are_present() -> None:
    assert links([Body("官渡区民政局", GUANDU)]) == []
    assert changes([Body("云川市卫生健康委员会", "云川市")]) == []


def only(found: list[Change]) -> Change:
    assert len(found) == 1
    return found[0]


def test_change_of_name() -> None:
    event = only(changes([Body("云川市卫生和计划生育委员会", "云川市"), Body("云川市卫生健康委员会", "云川市")]))
    assert (event.original, event.resulting, event.date, event.change) == ((0,), (1,), "2018-03-17", "renamed")
    assert event.source == "国务院机构改革方案（第十三届全国人民代表大会第一次会议批准，2018-03-17）"
    assert "县级" in event.note


def test_merger_is_one_event() -> None:
    names = ("云川市工商局", "云川市质监局", "云川市食药监局", "云川市市场监管局")
    event = only(changes([Body(name, "云川市") for name in names]))
    assert (event.original, event.resulting, event.change) == ((0, 1, 2), (3,), "merged")


def test_same_event_has_the_same_id_in_any_order() -> None:
    bodies = [Body("云川市环保局", "云川市"), Body("云川市生态环境局", "云川市")]
    assert only(changes(bodies)).id == only(changes(bodies[::-1])).id


@pytest.mark.parametrize(
    "pair",
    [
        (("云川市环境保护局", "云川市"), ("禾丰区生态环境局", "禾丰区")),  # another place
        (("云川市民政局", "云川市"), ("云川市退役军人事务局", "云川市")),  # functions were handed over, the bureau stays
        (("云川市环境保护局监测站", "云川市"), ("云川市生态环境局", "云川市")),  # a part
    ],
)
def test_no_event(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    assert changes([Body(*pair[0]), Body(*pair[1])]) == []
