"""What the tables mean, for machines: ``csv-metadata.json`` (W3C, Metadata Vocabulary for Tabular Data)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from server.exports.tables import Column, Table

_DATE: Final = {"base": "string", "format": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}
"""xsd:date, xsd:gYearMonth or xsd:gYear, by the precision that the letter prints; CSVW has no datatype for any of the three."""

_NOTE: Final = (
    "Texts that begin with = + - @ (or their full-width forms), a tab, a line end or an apostrophe have an apostrophe put in front, so that"
    " no spreadsheet runs them as formulas; take one away to have the text back. 以等号、加号、减号、@ 等开头的文字前加了一个撇号。"
)


def metadata(tables: Sequence[Table], view: str) -> bytes:
    """The metadata of a folder with these tables: titles in Chinese and English, datatypes, keys."""
    here = {table.name for table in tables}
    keys = {table.name: table.key for table in tables}
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": [{"@value": "公文 Gongwen", "@language": "zh"}, {"@value": f"Gongwen, {view}", "@language": "en"}],
        "dc:description": {"@value": _NOTE, "@language": "en"},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "tables": [_table(table, here, keys) for table in tables],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table, here: set[str], keys: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    foreign = [
        {"columnReference": [column.name], "reference": {"resource": f"{column.to}.csv", "columnReference": [keys[column.to][0]]}}
        for column in table.columns
        if column.to in here and column.required
    ]
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns], "primaryKey": list(table.key)}
    if foreign:
        schema["foreignKeys"] = foreign
    titles = [{"@value": table.zh, "@language": "zh"}, {"@value": table.en, "@language": "en"}]
    return {"url": f"{table.name}.csv", "dc:title": titles, "tableSchema": schema}


def _column(column: Column) -> dict[str, Any]:
    """The name stands in the head of the file, so it is among the titles. A key that may be missing is no foreign key of CSVW, for some
    of its readers refuse a null in one; it is told in words."""
    english = [column.name] if column.en == column.name else [column.name, column.en]
    found: dict[str, Any] = {"name": column.name, "titles": {"en": english, "zh": [column.zh]}}
    found["datatype"] = _DATE if column.type == "date" else column.type
    if column.required:
        found["required"] = True
    elif column.to:
        found["dc:description"] = {"@value": f"key of {column.to}.csv, where there is one", "@language": "en"}
    return found
