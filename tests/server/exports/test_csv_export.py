"""Tables, read again by a CSVW reader: types, keys and counts."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from csvw import CSVW, TableGroup
from export_graphs import GW, ID, ODD, count_merged
from hypothesis import given
from hypothesis import strategies as st

from server.exports.formats import FORMATS, export, stream
from server.exports.rows import guarded
from server.exports.source import Source
from server.exports.tables import tables

Tables = dict[str, list[dict[str, Any]]]


def exported(store: ox.Store, out: Path, view: str | None = None) -> Tables:
    """The tables of an export, as the CSVW reader has them: every cell of its type, every key in its place."""
    export(store, FORMATS["csv"], out, view)
    group = TableGroup.from_file(out / "csv-metadata.json")
    group.check_referential_integrity()
    checked = CSVW(str(out / "csv-metadata.json"))
    assert checked.is_valid and not checked.warnings
    return {table.local_name.removesuffix(".csv"): list(table.iterdicts(strict=True)) for table in group.tables}


def cells(path: Path) -> list[dict[str, str]]:
    """The cells of a table as they are printed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def read(sample: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return exported(sample, tmp_path_factory.mktemp("csv") / "tables")


CLASSES = {
    "letters": None,
    "bodies": "Body",
    "documents": "NormativeDocument",
    "citations": "Citation",
    "facilities": "Facility",
    "programmes": "Programme",
    "systems": "ProtectionSystem",
    "mechanisms": "Mechanism",
    "target_groups": "TargetGroup",
    "organization_mentions": "OrganizationMention",
    "document_mentions": "DocumentMention",
    "cosignings": "Cosigning",
    "issuings": "Issuing",
    "groundings": "Grounding",
    "facility_statements": "FacilityStatement",
    "facility_features": "Feature",
    "staff": "StaffStatement",
    "statistics": "Statistic",
    "amounts": "Amount",
    "programme_statements": "ProgrammeStatement",
    "system_statements": "SystemStatement",
    "system_parts": "SystemPart",
    "mechanism_statements": "MechanismStatement",
    "definitions": "Definition",
    "definition_conditions": "Condition",
    "commitments": "Commitment",
    "referrals": "Referral",
    "repairs": "Repair",
    "files": "SourceFile",
}


@pytest.mark.parametrize(("table", "cls"), CLASSES.items())
def test_a_row_for_each(read: Tables, sample: ox.Store, table: str, cls: str | None) -> None:
    pattern = f"?x a <{GW}{cls}>" if cls else f"?x <{GW}sourceFile> ?file"
    assert len(read[table]) == count_merged(sample, pattern) > 0


def test_every_annotation_is_evidence(read: Tables) -> None:
    backing = Counter(row["fact"] for row in read["evidence"] if row["fact"] is not None)
    assert {row["fact"]: row["evidence"] for row in read["facts"]} == {row["fact"]: backing[row["fact"]] for row in read["facts"]}
    quoted = [row for row in read["evidence"] if row["quote"]]
    assert quoted and all(isinstance(row["start"], int) and row["start"] < row["end"] for row in quoted)


def test_tables_join(read: Tables) -> None:
    """The pairs of the view of cooperation, from the tables alone."""
    documents = {row["fact"]: row["document"] for row in read["cosigned_documents"]}
    names = {row["body"]: row["name"] for row in read["bodies"]}
    assert len(documents) == len(read["cosignings"])
    assert {names[row["body"]] for row in read["cosigners"]} and {row["letters"] for row in read["bodies"]} - {0}


def test_columns_have_titles_in_two_languages_and_keys(read: Tables, sample: ox.Store) -> None:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(stream(sample, FORMATS["csv"]).chunks)))
    metadata = json.loads(archive.read("csv-metadata.json"))
    assert {table["url"] for table in metadata["tables"]} | {"csv-metadata.json"} == set(archive.namelist())
    for table in metadata["tables"]:
        columns = table["tableSchema"]["columns"]
        head = next(csv.reader(io.StringIO(archive.read(table["url"]).decode("utf-8-sig"))))
        assert head == [column["name"] for column in columns]
        assert all(column["titles"]["zh"] and column["titles"]["en"][0] == column["name"] for column in columns)
        assert set(table["tableSchema"]["primaryKey"]) <= set(head)
    assert archive.read("letters.csv").startswith(b"\xef\xbb\xbf"), "Excel reads Chinese only with a byte order mark"


def test_the_tables_of_data_fit_together() -> None:
    names = {table.name: table for table in tables()}
    for table in tables():
        columns = {column.name for column in table.columns}
        assert set(table.key) <= columns
        for column in table.columns:
            assert not column.to or (len(names[column.to].key) == 1), column
            assert {column.of, column.label} - {""} <= columns


@pytest.mark.parametrize("view", ["documents", "cooperation"])
def test_a_view_as_nodes_and_edges(sample: ox.Store, tmp_path: Path, view: str) -> None:
    network = Source(sample, view).network()
    found = exported(sample, tmp_path / "tables", view)
    assert (len(found["nodes"]), len(found["edges"])) == (len(network.nodes), len(network.edges))
    assert sum(row["weight"] for row in found["edges"]) == sum(edge.weight for edge in network.edges.values())


def test_odd_labels_come_back(odd: ox.Store, tmp_path: Path) -> None:
    found = exported(odd, tmp_path / "tables")
    assert ODD in {row["name"] for row in found["bodies"]}
    assert ODD in {row["title"] for row in found["letters"]}
    assert f"{ID}document/办法（试行）%2F“一”" in {row["document"] for row in cells(tmp_path / "tables" / "documents.csv")}


def test_merged_bodies_count_once(merged: ox.Store, tmp_path: Path) -> None:
    found = exported(merged, tmp_path / "tables")
    assert sorted(str(row["name"]) for row in found["bodies"]) == ["区民政局", "区法院", "官渡区人民检察院"]
    names = cells(tmp_path / "tables" / "body_names.csv")
    assert {row["name"] for row in names if row["body"].endswith("官渡区人民检察院")} == {"区检察院", "官渡区检察院"}
    assert len(found["documents"]) == 1 and len(found["cosigned_documents"]) == 2


def test_an_empty_graph(empty: ox.Store, tmp_path: Path) -> None:
    assert not any(exported(empty, tmp_path / "tables").values())


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "＝1", "\tx", "'quoted"])
def test_formulas_are_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(st.text())
def test_an_apostrophe_taken_away_gives_the_text_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert (cell[1:] if cell.startswith("'") else cell) == text
