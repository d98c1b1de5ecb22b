"""The gazetteer: everyday names, names that several places bear, former divisions, towns."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.former_places import FormerPlace, former_places
from ontology.places import Gazetteer, Place, gazetteer, short_name


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("恩施州", "恩施土家族苗族自治州"),
        ("都安县", "都安瑶族自治县"),
        ("恩施市", "恩施市"),
        ("朝阳区", "朝阳区"),  # several
        ("新疆", "新疆"),  # no level word: the reader of places completes it
        ("云川市", "云川市"),  # unlisted
    ],
)
def test_official_names(printed: str, official: str) -> None:
    assert gazetteer().official(printed) == official


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("新平彝族傣族自治县", "新平县"),
        ("鄂伦春自治旗", "鄂伦春自治旗"),
        ("官渡区", "官渡区"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("官渡区", (), "530111"),
        ("朝阳区", (), None),
        ("朝阳区", ("北京市",), "110105"),
        ("朝阳区", ("110000",), "110105"),
        ("朝阳区", ("220100",), "220104"),
        ("朝阳区", ("220104",), "220104"),  # its own code
        ("朝阳区", ("110000", "220000"), None),
        ("朝阳区", ("昆明市", "530000"), None),
        ("南沙区", (), None),
        ("苏州工业园区", (), "320576"),
        ("内蒙古", (), "150000"),
        ("云川市", ("530000",), None),
    ],
)
def test_resolve(name: str, context: tuple[str, ...], code: str | None) -> None:
    place = gazetteer().resolve(name, context)
    assert (place.code if place else None) == code


@pytest.mark.parametrize(
    ("name", "shared"), [("朝阳区", True), ("鼓楼区", True), ("官渡区", False), ("云川市", False), ("苏州工业园区", False)]
)
def test_shared_names(name: str, shared: bool) -> None:
    assert gazetteer().shared(name) is shared


def test_zones_do_not_make_a_name_shared() -> None:
    places = Gazetteer(
        [Place("530000", "甲省", "province", ""), Place("530101", "乙区", "county", "530000"), Place("530171", "乙区", "zone", "530000")]
    )
    assert not places.shared("乙区")


@pytest.mark.parametrize(
    ("name", "code", "until", "basis", "present"),
    [
        ("密云县", "110228", "2014", "stem", "110118"),  # the county became a district
        ("顺德市", "440681", "2001", "stem", "440606"),
        ("襄樊市", "420600", "2009", "code", "420600"),  # renamed
        ("思茅市", "530800", "2006", "code", "530800"),
        ("中甸县", "533421", "2000", "code", "533401"),  # 香格里拉县, then a city
        ("莱芜市", "371200", "2017", "", ""),  # merged into 济南市
        ("崇文区", "110103", "2009", "", ""),  # merged with 东城区
        ("沙湾县", "654223", "2020", "stem", "654203"),
        ("米林县", "540422", "2022-10-31", "stem", "540481"),
    ],
)
def test_former_divisions(name: str, code: str, until: str, basis: str, present: str) -> None:
    former = gazetteer().former(name)[0]
    assert (former.code, former.until, former.basis, former.present) == (code, until, basis, present)


def test_names_that_are_valid_still_are_not_former_under_their_code() -> None:
    assert gazetteer().former("海淀区") == [] and gazetteer().former("云川市") == []
    assert {former.code for former in gazetteer().former("朝阳市")} == {"212201"}  # a city under 朝阳地区 once


def test_latest_former_first() -> None:
    assert [former.until for former in gazetteer().former("密云县")] == ["2014", "1981"]


@pytest.mark.parametrize(
    ("name", "county", "code"),
    [
        ("花园路街道", "110108", "110108018"),
        ("花园路街道办事处", "110108", "110108018"),
        ("花园路街道", "110105", None),
        ("虎门镇", "441900", "441900121"),  # a city without counties
        ("云川街道", "110108", None),
    ],
)
def test_town_within(name: str, county: str, code: str | None) -> None:
    town = gazetteer().town(name, county)
    assert (town.code if town else None) == code


def test_many_counties_have_the_same_town() -> None:
    towns = gazetteer().towns_named("城关镇")
    assert len(towns) > 50 and len({town.parent for town in towns}) == len(towns)
    assert all(gazetteer().town("城关镇", town.parent) == town for town in towns)
    assert all(town.level == "town" and gazetteer().lookup(town.parent) for town in towns)


def test_haidian_has_its_streets() -> None:
    names = {"中关村街道", "学院路街道", "清河街道"}
    assert all(gazetteer().town(name, "110108") for name in names)


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("530111", "官渡区", "county"),
        ("320576", "苏州工业园区", "zone"),
        ("110108018", "花园路街道", "town"),
        ("110228", "密云县", "former"),
        ("999999", None, None),
        ("999999999", None, None),
        ("", None, None),
    ],
)
def test_lookup(code: str, name: str | None, kind: str | None) -> None:
    found = gazetteer().lookup(code)
    assert (found.name if found else None) == name
    if found:
        assert ("former" if isinstance(found, FormerPlace) else found.level) == kind


@given(st.sampled_from(sorted(gazetteer().by_code)))
def test_a_place_is_found_by_its_name_and_its_code(code: str) -> None:
    place = gazetteer().by_code[code]
    assert gazetteer().resolve(place.name, [code]) == place
    for ancestor in gazetteer().ancestors(place):
        alone = sum(ancestor in gazetteer().ancestors(other) for other in gazetteer().by_name[place.name]) == 1
        for context in (ancestor.code, ancestor.name):
            assert gazetteer().resolve(place.name, [context]) == (place if alone else None)


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_words_are_looked_up_without_error(name: str, other: str) -> None:
    places = gazetteer()
    places.resolve(name, [other])
    assert all(former.name == name for former in places.former(name))
    assert places.town(name, other) is None or places.towns_named(name)
    places.lookup(other)
    assert isinstance(places.shared(name), bool)


@given(st.sampled_from(list(former_places())))
def test_a_former_division_is_found_by_name_and_code(former: FormerPlace) -> None:
    assert former in gazetteer().former(former.name)
    assert former in former_places().by_code[former.code]


def test_towns_and_former_divisions_are_read_only_when_asked_for() -> None:
    program = (
        "import sys; from ontology.places import gazetteer; gazetteer().resolve('官渡区'); gazetteer().shared('朝阳区');"
        "print(sorted(m for m in sys.modules if m in ('ontology.towns', 'ontology.former_places', 'pyoxigraph', 'rdflib')))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"
