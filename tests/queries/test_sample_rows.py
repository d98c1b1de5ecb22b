"""Every named query on the sample letters, on both engines, against rows that were read and agreed with the letters' gold."""

from __future__ import annotations

import pytest
import sample_rows

from queries.catalogue import catalogue
from queries.printers import render
from queries.results import Result
from queries.runners import run_on_graph, run_on_store


@pytest.mark.parametrize("name", sample_rows.names())
def test_the_rows_are_those_expected(name: str) -> None:
    told = "`python tests/queries/sample_rows.py` writes what the queries answer now; read the difference first"
    assert sample_rows.answer(name) == (sample_rows.EXPECTED / f"{name}.csv").read_bytes().decode("utf-8"), told


@pytest.mark.parametrize("name", catalogue().names)
def test_rdflib_answers_the_same(name: str) -> None:
    text = catalogue().get(name).bound({})
    assert render(run_on_graph(sample_rows.graph(), text), "csv") == render(run_on_store(sample_rows.store(), text), "csv")


def test_the_evidence_of_every_fact_is_what_the_letter_says() -> None:
    texts = {letter.source: letter.text for letter in sample_rows.letters()}
    result = run_on_store(sample_rows.store(), catalogue().get("evidence").bound({}))
    assert isinstance(result, Result)
    assert len(result.rows) == sum(len(letter.facts) + len(letter.fields) for letter in sample_rows.letters())
    for source, start, end, quote, _rule in result.rows:
        assert texts[source.value][int(start.value) : int(end.value)] == quote.value  # type: ignore[union-attr]
