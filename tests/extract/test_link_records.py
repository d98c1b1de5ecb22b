"""Tables and RDF files of other data sets, in the states they come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.links.records import DEFAULT_PROPERTIES, Columns, Record, graph_records, property_iri, table_records
from ontology.errors import GongwenError, InputError, SettingError

HERE = Path("areas.csv")
TABLE = " 代码 ,名称,省份\r\n530111,甲区,云省\r\n\r\n,乙区,\r\n５３０１１２,丙区,云省,多余\r\n530113\r\n"
COLUMNS = Columns("代码", base="https://data.example/area/", place="省份")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_every_encoding(encoding: str, delimiter: str) -> None:
    assert table_records(TABLE.replace(",", delimiter).encode(encoding), COLUMNS, HERE) == [
        Record(2, "https://data.example/area/530111", ("530111",), ("云省",)),
        Record(4, "", ()),
        Record(5, "https://data.example/area/530112", ("５３０１１２",), ("云省",)),
        Record(6, "https://data.example/area/530113", ("530113",)),
    ]


def test_an_identifier_that_is_an_iri_stays_and_another_goes_behind_the_base() -> None:
    data = "name,id\n甲区,https://x.example/1\n乙区,a b/c\n".encode()
    found = table_records(data, Columns("name", "id", "https://data.example/"), HERE)
    assert [record.target for record in found] == ["https://x.example/1", "https://data.example/ab%2Fc"]


@pytest.mark.parametrize(
    ("text", "columns", "told"),
    [
        ("", Columns("code"), "holds no table"),
        ("name\n甲", Columns("code"), "no column code; there are name"),
        ("code,Code \n1,2", Columns("code"), "2 columns are called code"),
        ("code,name\n530111,甲区", Columns("name"), "line 2: '甲区' is no IRI; name the column that has one with --id"),
        ("code\n530111", Columns("code", base="no iri "), "'no iri 530111' is no IRI"),
        ("code\nhttps://x.example/<>", Columns("code"), "is no IRI"),
        ('code\n"' + "x" * 200_000 + '"', Columns("code"), "no CSV table"),
    ],
)
def test_what_does_not_fit_is_told_with_the_file(text: str, columns: Columns, told: str) -> None:
    with pytest.raises(GongwenError, match=r"areas\.csv") as error:
        table_records(text.encode(), columns, HERE)
    assert told in str(error.value) and "\n" not in str(error.value)


RDF = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
<https://x.example/1> rdfs:label "甲区"@zh , "Jia"@en ; schema:containedInPlace <https://x.example/9> , "云省" .
[] rdfs:label "乙区" .
<https://x.example/3> schema:name "丙区" , " " .
<https://x.example/4> rdfs:comment "丁区" .
"""


def test_an_rdf_file_gives_a_record_per_subject_with_a_name() -> None:
    places = [property_iri("schema:containedInPlace")]
    found = graph_records(RDF.encode(), DEFAULT_PROPERTIES["name"], places, Path("areas.ttl"))
    assert found == [
        Record(1, "https://x.example/1", ("甲区", "Jia"), ("https://x.example/9", "云省")),
        Record(2, "", ("乙区",)),
        Record(3, "https://x.example/3", ("丙区",)),
    ]
    with pytest.raises(InputError, match=r"areas\.nt: does not parse"):
        graph_records(RDF.encode(), DEFAULT_PROPERTIES["name"], [], Path("areas.nt"))


def test_a_property_is_an_iri_or_a_prefixed_name() -> None:
    assert property_iri("schema:name") == property_iri("https://schema.org/name") == "https://schema.org/name"
    for wrong in ("name", "nope:name"):
        with pytest.raises(SettingError, match="schema"):
            property_iri(wrong)
