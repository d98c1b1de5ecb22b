"""`gongwen link` as a person uses it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = "名称,网址\n白榆县人民法院,https://c.example/1\n县妇联,https://c.example/2\n不存在的局,https://c.example/3\n"


def gongwen(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "gongwen.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("link-command")
    shutil.copy(ROOT / "tests" / "letters" / "13-family-mediation.txt", here)
    (here / "courts.csv").write_text(TABLE, encoding="gb18030")
    assert gongwen("build", here / "13-family-mediation.txt", "--out", here / "G").returncode == 0
    return here / "G"


def test_link_list_and_remove(graph: Path) -> None:
    asked = ["link", graph.parent / "courts.csv", "--graph", graph, "--to", "gw:Body", "--on", "name", "--column", "名称", "--id", "网址"]
    rows = list(csv.DictReader(io.StringIO(gongwen(*asked, "--dry-run", "--format", "csv").stdout)))
    assert [row["status"] for row in rows] == ["matched", "ambiguous", "unmatched"] and rows[1]["candidates"].endswith("白榆县妇女联合会")
    assert json.loads(gongwen("link", "--graph", graph, "--list", "--format", "json").stdout) == []
    done = gongwen(*asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert "matched: 1，有歧义 ambiguous: 1，未对上 unmatched: 1" in done.stdout and "简称" in done.stdout
    assert json.loads(gongwen(*asked, "--format", "json").stdout)["counts"] == {"matched": 1, "ambiguous": 1, "unmatched": 1}
    assert (
        "courts.csv,body,name,http://www.w3.org/2004/02/skos/core#exactMatch,courts.csv,1,0"
        in gongwen("link", "--graph", graph, "--list", "--format", "csv").stdout
    )
    assert "courts.csv" in gongwen("link", "--graph", graph, "--list").stdout
    assert gongwen("validate", graph).returncode == 0
    assert gongwen("link", "--graph", graph, "--remove", "courts.csv").stdout == "移除 removed: 1\n"
    again = gongwen("link", "--graph", graph, "--remove", "courts.csv")
    assert again.returncode == 1 and again.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([], 2, "give a file to link, or --list, or --remove FILE"),
        (["courts.csv", "--list"], 2, "give a file to link"),
        (["courts.csv"], 2, "--on code|name and --to CLASS"),
        (["courts.csv", "--on", "name", "--to", "gw:Letter", "--column", "名称"], 1, "write place, body or document"),
        (["courts.ttl", "--on", "name", "--to", "body", "--column", "名称"], 2, "are for CSV"),
        (["courts.csv", "--on", "name", "--to", "body", "--property", "rdfs:label"], 2, "is for RDF"),
        (["missing.csv", "--on", "name", "--to", "body", "--column", "名称"], 1, "no such file"),
    ],
)
def test_wrong_use_is_told(graph: Path, arguments: list[str], status: int, told: str) -> None:
    paths = [graph.parent / argument if argument.startswith(("courts", "missing")) else argument for argument in arguments]
    done = gongwen("link", *paths, "--graph", graph)
    assert done.returncode == status and told in " ".join(done.stderr.split()), done
