"""Real SPARQL servers on free ports of this machine: Oxigraph's own, and Virtuoso with a database in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

INI = Path(__file__).parent / "virtuoso.ini"
START = 60.0  # seconds that a server may take to answer its first question


@dataclass(frozen=True)
class BackEnd:
    """``query``: address of its SPARQL endpoint; ``graphs``: of its Graph Store; ``user``: who may write there."""

    query: str
    graphs: str
    user: str | None = None
    password: str = ""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[BackEnd]:
    """``oxigraph serve`` in memory, the union of all graphs as default graph."""
    program = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert program is not None, "pip install oxigraph"
    port = free_port()
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph", "--timeout-s", "20"]
    with (folder / "oxigraph.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        back_end = BackEnd(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")
        _await(back_end.query)
        yield back_end
    finally:
        process.kill()
        process.wait()


@contextmanager
def virtuoso(folder: Path, load: Path | None = None) -> Iterator[BackEnd]:
    """Virtuoso on loopback ports, all of it in ``folder``; ``load``: a folder of N-Quads for its bulk loader."""
    sql, port = free_port(), free_port()
    ini = INI.read_text(encoding="utf-8").format(sql=sql, http=port, folder=folder, load=load or folder)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    subprocess.run(["virtuoso-t", "+wait", "+configfile", "virtuoso.ini"], cwd=folder, check=True, capture_output=True, timeout=START)
    process = int((folder / "virtuoso.lck").read_text().partition("VIRT_PID=")[2].split()[0])
    try:
        if load is not None:
            statements = f"ld_dir('{load}', '*.nq', 'https://gongwen.example/none'); rdf_loader_run(); checkpoint;"
            done = subprocess.run(
                ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={statements}"], capture_output=True, text=True, timeout=300
            )
            assert done.returncode == 0, done.stderr
        back_end = BackEnd(f"http://127.0.0.1:{port}/sparql", f"http://127.0.0.1:{port}/sparql-graph-crud-auth", "dba", "dba")
        _await(back_end.query)
        yield back_end
    finally:
        os.kill(process, signal.SIGKILL)  # it is a child of init by now; its database goes with the folder


def _await(url: str) -> None:
    end = time.monotonic() + START
    while True:
        try:
            httpx.post(url, data={"query": "ASK {}"}, timeout=5, trust_env=False).raise_for_status()
            return
        except httpx.HTTPError:
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.1)
