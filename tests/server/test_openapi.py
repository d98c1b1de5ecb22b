"""/openapi.json, and whether the server does what it says: schemathesis asks a real one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks
from serving import Served

from queries.catalogue import catalogue
from server.reconcile.desk import ACTIONS


@pytest.fixture(scope="module")
def document(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{served.url}/openapi.json").json()
    return found


@settings(max_examples=6, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.data())
def ask(operation: schemathesis.APIOperation[Any, Any, Any, Any], data: st.DataObject) -> None:
    """Requests that fit the document and requests that do not; the answers must be among those it names."""
    mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
    data.draw(operation.as_strategy(generation_mode=mode)).call_and_validate(excluded_checks=[checks.positive_data_acceptance])


def test_the_server_does_what_it_says(served: Served) -> None:
    described = schemathesis.openapi.from_url(f"{served.url}/openapi.json")
    failed = []
    asked = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    for operation in asked:
        try:
            ask(operation)
        except (FailureGroup, Unsatisfiable) as error:
            failed.append(f"{operation.label}: {error}")
    assert len(asked) > 40 and not failed, "\n".join(failed)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method, operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_route_but_sparql_is_described(document: dict[str, Any]) -> None:
    paths = set(document["paths"])
    assert {f"/queries/{name}" for name in catalogue().names} | {f"/reconcile/{action}" for action in ACTIONS} <= paths
    assert {"/", "/healthz", "/metrics", "/queries", "/reconcile"} <= paths and "/sparql" not in paths
    assert {method for _, method, _ in operations(document)} == {"get", "post"}


def test_the_document_is_whole(document: dict[str, Any]) -> None:
    found = list(operations(document))
    assert len({operation["operationId"] for _, _, operation in found}) == len(found)
    references = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert references == set(document["components"]["schemas"])
    for path, _, operation in found:
        assert operation["summary"] and {"200", "429"} & set(operation["responses"]), path


@pytest.mark.parametrize("query", catalogue().queries, ids=lambda query: query.name)
def test_a_named_query_is_described_with_its_parameters(document: dict[str, Any], query: Any) -> None:
    operation = document["paths"][f"/queries/{query.name}"]["get"]
    assert [(p["name"], p["required"]) for p in operation["parameters"]] == [(p.name, p.required) for p in query.parameters]
    assert query.titles["en"] in operation["summary"] and query.descriptions["zh"] in operation["description"]


def test_there_is_no_page_that_shows_it(client: httpx.Client) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]
    assert client.head("/openapi.json").status_code == 200
