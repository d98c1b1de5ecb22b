"""The reconciliation service over HTTP, as OpenRefine uses it and as the specification's schemas want it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, ValidationError
from reconcile_graph import BASE, QUOTE, nquads
from referencing import Registry, Resource
from serving import Served, graph_directory, start

GUANDU = "body/官渡区民政局"
STANDARD = "document/GB%2017761—2024"
ODD = "document/A%2FB&C"
SCHEMAS = {
    "manifest": "manifest.json",
    "queries": "reconciliation-query-batch.json",
    "results": "reconciliation-result-batch.json",
    "entities": "suggest-entities-response.json",
    "types": "suggest-types-response.json",
    "properties": "suggest-properties-response.json",
    "proposal": "data-extension-property-proposal.json",
    "extension": "data-extension-response.json",
}


@pytest.fixture(scope="module")
def reconciler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    graph = tmp_path_factory.mktemp("reconciler") / "G"
    graph_directory(graph, "1", nquads())
    server = start(graph, "--trust-forwarded")
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture(scope="module")
def web(reconciler: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=reconciler.url, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def valid(reconciliation: Path) -> Any:
    """Asserts that a value is valid by one of the specification's schemas."""
    found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (reconciliation / "schemas").glob("*.json")}
    resources = []
    for name, schema in found.items():
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"  # theirs names none in particular
        resources += [(schema["$id"], Resource.from_contents(schema)), (name, Resource.from_contents(schema))]
    registry: Registry[Any] = Registry().with_resources(resources)

    def check(kind: str, value: Any) -> None:
        Draft7Validator(found[SCHEMAS[kind]], registry=registry).validate(value)

    return check


def ask(web: httpx.Client, queries: Any) -> Any:
    response = web.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 200, response.text
    return response.json()


def test_openrefines_requests_in_their_order(web: httpx.Client, valid: Any) -> None:
    """Add the service, guess types from ten cells, reconcile a batch with a column as a property, look, fetch columns."""
    manifest = web.get("/reconcile").json()
    valid("manifest", manifest)
    assert manifest["versions"] == ["0.2"] and manifest["identifierSpace"] == BASE and "authentication" not in manifest

    cells = [
        "官渡区民政局",
        "西山区民政局",
        "官渡区卫健局",
        "昆明市卫健委",
        "官渡区检察院",
        "官渡区法院",
        "官渡区妇联",
        "团市委",
        "白榆县民政局",
        "无此单位",
    ]
    guesses = ask(web, {f"q{number}": {"query": cell, "limit": 3} for number, cell in enumerate(cells)})
    valid("results", guesses)
    votes = [kind["id"] for guess in guesses.values() for one in guess["result"][:1] for kind in one["type"]]
    assert max(set(votes), key=votes.count) == "gw:Body"

    suggest = manifest["suggest"]["property"]
    offered = web.get(suggest["service_url"] + suggest["service_path"], params={"prefix": "所在"}).json()
    valid("properties", offered)
    assert [one["id"] for one in offered["result"]] == ["place"]
    place = {"pid": "place", "v": {"id": "place/530111", "name": "官渡区"}}
    batch = {
        f"q{number}": {"query": cell, "type": "gw:Body", "type_strict": "should", "properties": [place]}
        for number, cell in enumerate(
            ["民政局", "卫健局", "检察院", "法院", "妇联", "住建局", "官渡区民政局", "西山区民政局", "团市委", "国务院"]
        )
    }
    valid("queries", batch)
    answers = ask(web, batch)
    valid("results", answers)
    assert [bool(answer["result"] and answer["result"][0]["match"]) for answer in answers.values()] == [True] * 7 + [False, False, True]

    match = answers["q0"]["result"][0]
    assert match["id"] == GUANDU
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert "官渡区民政局" in web.get(template.replace("{{id}}", quote(match["id"], safe=""))).text
    flyout = manifest["suggest"]["entity"]
    address = flyout["service_url"] + flyout["flyout_service_path"].replace("${id}", quote(match["id"], safe=""))
    assert web.get(address).json()["id"] == GUANDU

    extend = manifest["extend"]["propose_properties"]
    proposal = web.get(extend["service_url"] + extend["service_path"], params={"type": "gw:Body", "limit": 3}).json()
    valid("proposal", proposal)
    assert len(proposal["properties"]) == 3
    wanted = {
        "ids": [GUANDU, "body/官渡区人民检察院", "body/no"],
        "properties": [{"id": name} for name in ("place", "code", "alias", "cosigned")],
    }
    extension = web.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    valid("extension", extension)
    row = extension["rows"][GUANDU]
    assert (row["place"], row["code"]) == ([{"id": "place/530111", "name": "官渡区"}], [{"str": "530111"}])
    assert [value["id"] for value in row["cosigned"]] == ["document/官政发〔2016〕103号"]
    assert extension["rows"]["body/no"] == {"place": [], "code": [], "alias": [], "cosigned": []}


def test_addresses_are_those_of_the_request(web: httpx.Client) -> None:
    manifest = web.get("/reconcile", headers={"host": "data.example:8443", "x-forwarded-proto": "https"}).json()
    assert manifest["view"]["url"] == "https://data.example:8443/reconcile/view?id={{id}}"
    assert manifest["suggest"]["type"]["service_url"] == manifest["extend"]["propose_properties"]["service_url"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_batches_by_get_and_post_are_the_same_bytes(web: httpx.Client, method: str) -> None:
    queries = json.dumps({"官": {"query": "区民政局", "limit": 20}, "": {"properties": [{"pid": "code", "v": 530111}]}})
    given = {"params" if method == "GET" else "data": {"queries": queries}}
    answers = {web.request(method, "/reconcile", **given).content for _ in range(3)}  # type: ignore[arg-type]
    assert answers == {web.get("/reconcile", params={"queries": queries}).content}


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/suggest/entity?prefix=x", "/reconcile/no", "/reconcile?queries=no"])
def test_any_origin_may_ask(web: httpx.Client, path: str) -> None:
    assert web.get(path, headers={"origin": "http://127.0.0.1:3333"}).headers["access-control-allow-origin"] == "*"
    preflight = {"origin": "http://127.0.0.1:3333", "access-control-request-method": "POST"}
    assert web.options(path, headers=preflight).status_code == 200
    assert web.head(path).content == b""


def test_jsonp_is_passed_over(web: httpx.Client) -> None:
    response = web.get("/reconcile", params={"callback": "alert"})
    assert response.headers["content-type"] == "application/json" and response.text.startswith("{")


@pytest.mark.parametrize(
    ("queries", "status", "told"),
    [
        ("no", 400, "line 1"),
        ("[]", 400, "not an object"),
        ('{"q": []}', 400, "queries.q"),
        ('{"q": {"query": "a", "limit": "many"}}', 400, "limit"),
        ('{"q": {"query": "a", "limit": NaN}}', 400, "NaN"),
        ('{"q": {"query": "a", "limit": 1e999}}', 400, "limit"),
        ('{"q": {"query": {"a": 1}}}', 400, "query"),
        ('{"q": {"query": "\\ud800"}}', 400, "surrogate"),
        ('{"q": {"query": "a", "properties": [{"pid": "place"}]}}', 400, "pid and v"),
        ('{"q": {"query": "a", "type_strict": "very"}}', 400, "any, should, all"),
        ('{"q": {"query": "a", "type": [1]}}', 400, "type"),
        ("[" * 100_000, 400, "nested"),
        (json.dumps({str(number): {"query": "a"} for number in range(101)}), 413, "at most 100"),
    ],
)
def test_mistakes_in_queries(web: httpx.Client, queries: str, status: int, told: str) -> None:
    response = web.post("/reconcile", data={"queries": queries})
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert told in response.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile/suggest/entity", 400),
        ("/reconcile/suggest/entity?prefix=a&cursor=-1", 400),
        ("/reconcile/suggest/entity?prefix=a&prefix=b", 400),
        ("/reconcile/preview", 400),
        ("/reconcile/preview?id=body/no", 404),
        ("/reconcile/flyout/type?id=no", 404),
        ("/reconcile/flyout/property?id=no", 404),
        ("/reconcile/suggest", 404),
        ("/reconcile?extend=[]", 400),
        ("/reconcile?extend={}&queries={}", 400),
    ],
)
def test_mistakes_in_addresses(web: httpx.Client, path: str, status: int) -> None:
    response = web.get(path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_bodies_that_are_no_form_or_too_long(web: httpx.Client) -> None:
    assert web.post("/reconcile", json={"queries": {}}).status_code == 415
    assert web.post("/reconcile", data={"query": "x"}).status_code == 400
    assert web.post("/reconcile", data={"queries": "x" * 2**20}).status_code == 413
    assert web.delete("/reconcile").status_code == 405


def test_the_specifications_query_examples(web: httpx.Client, valid: Any, reconciliation: Path) -> None:
    examples = reconciliation / "examples" / "reconciliation-query-batch"
    for path in sorted((examples / "valid").glob("*.json")):
        valid("results", ask(web, json.loads(path.read_text(encoding="utf-8"))))
    for path in sorted((examples / "invalid").glob("*.json")):
        assert web.post("/reconcile", data={"queries": path.read_text(encoding="utf-8")}).status_code == 400, path.name
    for path in sorted((reconciliation / "examples" / "data-extension-query" / "valid").glob("*.json")):
        response = web.post("/reconcile", data={"extend": _ours(path.read_text(encoding="utf-8"))})
        assert response.status_code == 200, response.text
        valid("extension", response.json())


def _ours(text: str) -> str:
    """Settings are a service's own: ours has no content \"literal\" by that name."""
    return text.replace('"literal"', '"name"')


def test_the_schemas_tell_valid_examples_from_invalid_ones(valid: Any, reconciliation: Path) -> None:
    """What our answers are checked with does refuse."""
    folders = {"manifest": "manifest", "queries": "reconciliation-query-batch", "results": "reconciliation-result-batch",
               "entities": "suggest-entities-response", "types": "suggest-types-response", "properties": "suggest-properties-response",
               "proposal": "data-extension-property-proposal", "extension": "data-extension-response"}  # fmt: skip
    for kind, folder in folders.items():
        for path in sorted((reconciliation / "examples" / folder).glob("*/*.json")):
            value = json.loads(path.read_text(encoding="utf-8"))
            if path.parent.name == "valid":
                valid(kind, value)
            else:
                with pytest.raises(ValidationError):
                    valid(kind, value)


def test_our_answers_have_the_shape_of_the_examples(web: httpx.Client, reconciliation: Path) -> None:
    def example(path: str) -> Any:
        return json.loads((reconciliation / "examples" / path).read_text(encoding="utf-8"))

    candidate = ask(web, {"q": {"query": "官渡区民政局"}})["q"]["result"][0]
    assert candidate.keys() >= example("reconciliation-candidate/valid/example.json").keys()
    entity = web.get("/reconcile/suggest/entity", params={"prefix": "官渡"}).json()["result"][0]
    assert entity.keys() == example("suggest-entities-response/valid/example.json")["result"][0].keys()
    flyout = web.get("/reconcile/flyout/entity", params={"id": GUANDU}).json()
    assert flyout.keys() == example("flyout-response/valid/example.json").keys()
    manifest = web.get("/reconcile").json()
    theirs = example("manifest/valid/wikidata.json")
    assert theirs.keys() - manifest.keys() == {"logo", "serviceVersion"}
    assert manifest["extend"].keys() == theirs["extend"].keys() and manifest["suggest"].keys() == theirs["suggest"].keys()


@pytest.mark.parametrize(
    ("path", "prefix", "kind", "first"),
    [
        ("entity", "官渡区民", "entities", GUANDU),
        ("entity", GUANDU, "entities", GUANDU),
        ("entity", "官度区民政局", "entities", GUANDU),
        ("type", "机关", "types", "gw:Body"),
        ("type", "court", "types", None),
        ("type", "人民法院", "types", "gwk:agency-kind/court"),
        ("type", "gw:", "types", "gw:Body"),
        ("property", "place", "properties", "place"),
        ("property", "", "properties", "name"),
    ],
)
def test_suggestions(web: httpx.Client, valid: Any, path: str, prefix: str, kind: str, first: str | None) -> None:
    answer = web.get(f"/reconcile/suggest/{path}", params={"prefix": prefix, "unknown": "x"}).json()
    valid(kind, answer)
    assert first is None or answer["result"][0]["id"] == first
    for one in answer["result"]:
        flyout = web.get(f"/reconcile/flyout/{path}", params={"id": one["id"]})
        assert flyout.status_code == 200 and "<script" not in flyout.json()["html"]


def test_a_cursor_leads_on(web: httpx.Client) -> None:
    def page(cursor: int) -> list[str]:
        found = web.get("/reconcile/suggest/entity", params={"prefix": "官渡", "cursor": cursor}).json()["result"]
        return [one["id"] for one in found]

    assert len(page(0)) > 5 and page(3) == page(0)[3:] and page(10**8) == []
    assert web.get("/reconcile/suggest/property", params={"prefix": "", "cursor": 100}).json() == {"result": []}


@pytest.mark.parametrize("identifier", [GUANDU, STANDARD, ODD, "place/530111", "document/官政发〔2016〕103号", "body/110105/朝阳区民政局"])
@pytest.mark.parametrize("way", ["component", "raw", "twice", "iri"])
def test_an_identifier_finds_its_page_however_it_is_sent(web: httpx.Client, identifier: str, way: str) -> None:
    once = quote(identifier, safe="")
    sent = {
        "component": once,
        "raw": identifier.replace("&", "%26"),
        "twice": quote(once, safe=""),
        "iri": quote(BASE + identifier, safe=""),
    }[way]
    for page in ("preview", "view"):
        response = web.get(f"/reconcile/{page}?id={sent}")
        assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_pages_are_escaped_and_show_evidence(web: httpx.Client) -> None:
    [found] = web.get("/reconcile/suggest/entity", params={"prefix": "<script>alert"}).json()["result"][:1]
    for page in ("preview", "view"):
        shown = web.get(f"/reconcile/{page}", params={"id": found["id"]}).text
        assert "<script>" not in shown and "&lt;script&gt;alert(1)" in shown
    shown = web.get("/reconcile/preview", params={"id": "body/官渡区人民检察院"}).text
    for expected in (QUOTE, "官渡区检察院", "联合印发的文件", "提及的公文数", "云南省昆明市官渡区"):
        assert expected in shown
    links = web.get("/reconcile/view", params={"id": "body/官渡区人民检察院"}).text
    assert "view?id=place%2F530111" in links


def test_settings_of_an_extension(web: httpx.Client, valid: Any) -> None:
    def values(pid: str, identifier: str, **chosen: Any) -> Any:
        wanted = {"ids": [identifier], "properties": [{"id": pid, "settings": chosen}]}
        answer = web.get("/reconcile", params={"extend": json.dumps(wanted)}).json()
        valid("extension", answer)
        return answer["rows"][identifier][pid]

    rules = "document/官政发〔2016〕103号"
    assert len(values("issuer", rules)) == 3
    assert values("issuer", rules, limit="1", content="name") == [{"str": "官渡区民政局"}]
    assert values("issuer", rules, limit=1, content="id") == [{"str": GUANDU}]
    assert values("letters", rules) == [{"int": 1}]
    assert values("kind", rules) == [{"str": "规章制度"}]
    assert values("parent", "place/530111", content="name") == [{"str": "昆明市"}]
    assert values("nonsense", rules) == []


def test_a_new_build_is_picked_up(tmp_path: Path) -> None:
    graph_directory(tmp_path / "G", "1", nquads())
    server = start(tmp_path / "G")
    try:
        with httpx.Client(base_url=server.url, timeout=60) as web:
            queries = {"q": {"query": "西山区民政局"}}
            assert ask(web, queries)["q"]["result"][0]["match"]
            graph_directory(tmp_path / "G", "2", nquads().replace("民政局", "教育局"))
            assert not ask(web, queries)["q"]["result"][0]["match"]
            graph_directory(tmp_path / "G", "3", "")
            assert ask(web, queries) == {"q": {"result": []}}
            assert web.get("/reconcile").json()["identifierSpace"] == BASE
            (tmp_path / "G" / "manifest.json").unlink()
            assert web.get("/reconcile").status_code == 503
    finally:
        assert server.stop() == (0, "")


def test_the_front_page_tells_the_address(web: httpx.Client) -> None:
    assert f"{web.base_url}/reconcile".replace("//reconcile", "/reconcile") in web.get("/").text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["官渡区民政局", "530111", "gw:Body", "should"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.dictionaries(st.sampled_from(["query", "type", "limit", "properties", "type_strict", "v", "pid"]), JSON, max_size=5)
PROPERTY = st.fixed_dictionaries({"pid": st.sampled_from(["place", "code", "kind", "number", "date", "issuer", "parent"]), "v": JSON})
QUERIES = st.fixed_dictionaries({"query": st.text(max_size=30)}, optional={"properties": st.lists(PROPERTY, max_size=3), "limit": JSON})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.dictionaries(st.text(max_size=5), FIELDS | QUERIES | JSON, max_size=4) | JSON, name=st.sampled_from(["queries", "extend"]))
def test_any_json_is_answered(web: httpx.Client, value: Any, name: str) -> None:
    response = web.post("/reconcile", data={name: json.dumps(value)})
    assert response.status_code in (200, 400, 413), response.text
    response.json()
