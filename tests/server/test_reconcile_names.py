"""Which entities a name means: what matches by itself, what is only offered, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconcile_graph import BASE, nquads

from server.reconcile.distance import Pattern
from server.reconcile.hits import Ground
from server.reconcile.index import Index
from server.reconcile.load import load
from server.reconcile.protocol import Query, Value
from server.reconcile.ranking import candidates
from server.reconcile.schema import properties
from server.reconcile.text import find_number, fold, title_key
from server.store import make_store, open_store

GUANDU = "body/官渡区民政局"
RULES = "document/官政发〔2016〕103号"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("names")
    (folder / "graph.nq").write_text(nquads(), encoding="utf-8")
    make_store([folder / "graph.nq"], folder / "store")
    return Index(load(open_store(folder / "store")))


def query(text: str, told: dict[str, str] | None = None, **more: object) -> Query:
    return Query(text, properties=tuple((pid, (Value(value),)) for pid, value in (told or {}).items()), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("官渡区民政局", {}, GUANDU),
        (" 官渡区　民政局 ", {}, GUANDU),
        ("官渡區民政局", {}, GUANDU),
        ("“官渡区民政局”", {}, GUANDU),
        ("昆明市官渡区民政局", {}, GUANDU),
        ("云南省昆明市官渡区民政局", {}, GUANDU),
        ("云南昆明官渡区民政局", {}, GUANDU),
        (f"{BASE}{GUANDU}", {}, GUANDU),
        (GUANDU, {}, GUANDU),
        ("官渡区卫健局", {}, "body/官渡区卫生健康局"),
        ("昆明市卫健委", {}, "body/昆明市卫生健康委员会"),
        ("昆明市卫生健康委", {}, "body/昆明市卫生健康委员会"),
        ("国家卫健委", {}, "body/国家卫生健康委员会"),
        ("官渡区检察院", {}, "body/官渡区人民检察院"),
        ("昆明市官渡区检察院", {}, "body/官渡区人民检察院"),
        ("官渡区住建局", {}, "body/官渡区住房和城乡建设局"),
        ("官渡区住房城乡建设局", {}, "body/官渡区住房和城乡建设局"),
        ("团昆明市委", {}, "body/团昆明市委"),
        ("共青团昆明市委员会", {}, "body/团昆明市委"),
        ("民政局", {"place": "530111"}, GUANDU),
        ("区民政局", {"place": "官渡区"}, GUANDU),
        ("区民政局", {"place": "昆明市官渡区"}, GUANDU),
        ("民政局", {"code": "530111000000"}, GUANDU),
        ("民政局", {"code": "530111.0"}, GUANDU),
        ("团市委", {"place": "530100"}, "body/团昆明市委"),
        ("朝阳区民政局", {"place": "110105"}, "body/110105/朝阳区民政局"),
        ("朝阳区民政局", {"parent": "长春市"}, "body/220104/朝阳区民政局"),
        ("北京市朝阳区民政局", {}, "body/110105/朝阳区民政局"),
        ("吉林省长春市朝阳区民政局", {}, "body/220104/朝阳区民政局"),
        ("白榆县民政局", {}, "body/白榆县民政局"),
        ("官渡区", {}, "place/530111"),
        ("昆明市官渡区", {}, "place/530111"),
        ("530111", {}, "place/530111"),
        ("朝阳区", {"parent": "北京市"}, "place/110105"),
        ("朝阳区", {"code": "220104"}, "place/220104"),
        ("长春市朝阳区", {}, "place/220104"),
        ("", {"code": "110105", "kind": ""}, "place/110105"),
        ("《家庭教育促进法》", {}, "document/家庭教育促进法"),
        ("中华人民共和国家庭教育促进法", {}, "document/家庭教育促进法"),
        ("官政发〔2016〕103号", {}, RULES),
        ("官政发[2016]103号", {}, RULES),
        ("官政发（2016）第0103号", {}, RULES),
        ("官政发【2016】 103 号", {}, RULES),
        ("《官渡区公共停车设施管理办法(试行)》", {}, RULES),
        ("官渡区公共停车设施管理办法（试行）（官政发〔2016〕103号）", {}, RULES),
        ("", {"number": "官政发﹝2016﹞103号"}, RULES),
        ("根据官政发〔2016〕103号", {}, RULES),
        ("国务院关于加强困境儿童保障工作的意见", {}, "document/国发〔2016〕36号"),
        ("GB17761-2024", {}, "document/GB%2017761—2024"),
    ],
)
def test_matches(index: Index, text: str, told: dict[str, str], expected: str) -> None:
    found = candidates(index, query(text, told))
    assert [(one.entity.id, one.match) for one in found[:1]] == [(expected, True)]
    assert sum(one.match for one in found) == 1


@pytest.mark.parametrize(
    ("text", "told", "first"),
    [
        ("朝阳区", {}, None),  # two of that name
        ("朝阳区民政局", {}, None),
        ("朝阳区教育局", {}, "body/110105/朝阳区教育局"),  # one body in the graph, but the place may be the other one
        ("民政局", {}, None),
        ("区民政局", {}, None),
        ("团市委", {}, "body/团昆明市委"),  # one body bears it here, every city has one
        ("区卫健局", {}, "body/官渡区卫生健康局"),
        ("官度区民政局", {}, GUANDU),
        ("官渡区民证局", {}, GUANDU),
        ("官渡区民政局局", {}, GUANDU),
        ("官渡民政", {}, GUANDU),
        ("长沙市水利局", {"place": "长春市"}, None),
        ("官渡区民政局", {"place": "530112"}, GUANDU),
        ("长春市官渡区民政局", {}, None),  # no such place
        ("某某省白榆县民政局", {}, "body/白榆县民政局"),
        ("官渡区公共停车设施管理办法", {}, RULES),  # (试行) is missing
        ("关于印发《官渡区公共停车设施管理办法（试行）》的通知", {}, RULES),
        ("公共停车设施管理办法", {}, RULES),
        ("官渡区公共停车设施管理办法（试行）（官政发〔2017〕1号）", {}, RULES),  # another number
        ("财政部关于加强困境儿童保障工作的意见", {}, "document/国发〔2016〕36号"),
        ("关于加强农村留守儿童关爱保护工作的意见", {}, "document/国发〔2016〕13号"),
        ("昆明", {}, "place/530100"),
        ("西山县", {}, "place/530112"),
        ("官渡区人民法", {}, "body/官渡区人民法院"),
        ("110000朝阳区", {}, None),
        ("云官政发〔2016〕103号", {}, None),  # another agency's
        ("官政发〔2016〕104号", {}, None),
    ],
)
def test_is_offered_and_does_not_match(index: Index, text: str, told: dict[str, str], first: str | None) -> None:
    found = candidates(index, query(text, told))
    assert not any(one.match for one in found)
    assert first is None or found[0].entity.id == first


@pytest.mark.parametrize("text", ["火星省", "。。。", "x", "𠀀", "《》", "%%%", "\0"])
def test_nothing_is_found_for_nothing(index: Index, text: str) -> None:
    assert not any(one.match for one in candidates(index, query(text)))


@pytest.mark.parametrize("text", ["官渡区民政局", "官度区民政局", "朝阳区", "家庭教育促进法", "民政局"])
@pytest.mark.parametrize("told", [{}, {"place": "530111"}, {"place": "110105", "kind": "政府部门"}, {"kind": "court", "nonsense": "x"}])
@pytest.mark.parametrize("strict", ["any", "should"])
def test_the_features_explain_the_score(index: Index, text: str, told: dict[str, str], strict: str) -> None:
    found = candidates(index, query(text, told, types=("gw:Body",), strict=strict, limit=50))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        features = one.features()
        value = float(features["name_similarity"])
        if told:
            value = 0.7 * value + 30 * float(features["property_agreement"])
        assert one.score == pytest.approx(value * (1 if features["type_match"] else 0.6), abs=0.02)
        assert 0 <= one.score <= 100


def test_types_narrow(index: Index) -> None:
    def ids(types: tuple[str, ...], strict: str = "any") -> set[str]:
        found = candidates(index, query("官渡区", limit=50, types=types, strict=strict))
        return {one.entity.id.partition("/")[0] for one in found}

    assert ids(types=("schema:AdministrativeArea",)) == {"place"}
    assert ids(types=("https://gongwen.example/ontology#Body",)) == {"body"}
    assert ids(types=("schema:AdministrativeArea", "gw:Body"), strict="all") == set()
    assert ids(types=("no such type",)) == set()
    courts = candidates(index, query("官渡区人民", types=("gwk:agency-kind/court",)))
    assert [one.entity.id for one in courts] == ["body/官渡区人民法院"]


def test_a_canonical_node_stands_for_the_others(index: Index) -> None:
    found = candidates(index, query("官渡区检察院", limit=50))
    assert "body/官渡区检察院" not in {one.entity.id for one in found}
    assert found[0].entity.letters == 2


def test_another_normaliser_can_be_plugged_in(index: Index, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(nquads(), encoding="utf-8")
    make_store([tmp_path / "graph.nq"], tmp_path / "store")
    plain = Index(load(open_store(tmp_path / "store")), full=lambda core: core)
    assert [one.match for one in candidates(plain, query("官渡区住建局"))[:1]] == [False]


@pytest.mark.parametrize(
    ("printed", "key"),
    [("云政发〔2016〕103号", "云政发(2016)103"), ("云政发[2016]0103号", "云政发(2016)103"), ("云政发《2016》103", "云政发(2016)103"),
     ("根据 云政发（2016）第 7 号", "云政发(2016)7"), ("第103号", None), ("2016年", None)],
)  # fmt: skip
def test_document_numbers(printed: str, key: str | None) -> None:
    found = find_number(printed)
    assert (found.key if found else None) == key


@given(st.text())
def test_folding_leaves_no_blanks_and_takes_any_text(text: str) -> None:
    assert not any(character.isspace() for character in fold(text))
    assert bool(title_key(text)) == bool(fold(text))


@given(st.text("甲乙丙丁", max_size=8), st.text("甲乙丙丁", max_size=8))
def test_distance_is_levenshteins(a: str, b: str) -> None:
    rows = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, rows[0] = rows[0], i
        for j, y in enumerate(b, 1):
            previous, rows[j] = rows[j], min(rows[j] + 1, rows[j - 1] + 1, previous + (x != y))
    assert Pattern(a).distance(b) == rows[-1]


def test_the_documentation_tells_properties_and_grounds() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reconciliation.md").read_text(encoding="utf-8")
    assert [name for name in properties() if f"`{name}`" not in text] == []
    assert [ground.name for ground in Ground if f"| {ground.similarity} " not in text] == []
