"""Stores to export: the sample letters built once, and small ones with every oddity a label can have."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from export_graphs import ID, ODD, ROOT, cosigning, graph_directory, nquads

from extract.archive import Settings, build
from gongwen import rooms
from server.store import CurrentStore, open_store


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph directory of the sample letters."""
    out = tmp_path_factory.mktemp("exports") / "G"
    summary = build([ROOT / "tests" / "letters"], out, rooms(), Settings())
    assert summary.sound
    return out


@pytest.fixture(scope="session")
def sample(built: Path) -> ox.Store:
    """Its store."""
    return open_store(CurrentStore(built).path())


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """Two letters; a body and a title with ``ODD`` as label, and IRIs with percent signs, parentheses and quotation marks."""
    first = cosigning("1", 1, "办法（试行）%2F“一”", ["甲%20局", "乙局", "丙局"])
    literal = str(ox.Literal(ODD, language="zh"))
    labels = f"<{ID}body/甲%20局> rdfs:label {literal} . <{ID}letter/1> dct:title {literal} .\n"
    second = cosigning("2", 1, "办法二", ["甲%20局", "乙局"], "2023-01-05")
    everything = nquads(first + labels, "graph/1") + nquads(second, "graph/2")
    return open_store(CurrentStore(graph_directory(tmp_path_factory.mktemp("odd") / "G", everything)).path())


@pytest.fixture(scope="session")
def merged(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The bodies 区检察院 and 官渡区检察院, and a document by its title and by its number, are one by judgement."""
    letters = nquads(cosigning("1", 1, "T", ["区检察院", "区法院"]), "graph/1") + nquads(
        cosigning("2", 1, "N", ["官渡区检察院", "区法院", "区民政局"], "2023-01-05"), "graph/2"
    )
    same = {
        "body/区检察院": "body/官渡区人民检察院",
        "body/官渡区检察院": "body/官渡区人民检察院",
        "body/区法院": "body/区法院",
        "document/T": "document/N",
    }
    resolution = "".join(f"<{ID}{node}> gw:canonical <{ID}{thing}> .\n" for node, thing in same.items())
    resolution += f'<{ID}body/官渡区人民检察院> skos:prefLabel "官渡区人民检察院"@zh ; skos:altLabel "区检察院"@zh .'
    directory = graph_directory(tmp_path_factory.mktemp("merged") / "G", letters + nquads(resolution, "graph/resolution"))
    return open_store(CurrentStore(directory).path())


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """A store without a statement."""
    return open_store(CurrentStore(graph_directory(tmp_path_factory.mktemp("empty") / "G", "")).path())
