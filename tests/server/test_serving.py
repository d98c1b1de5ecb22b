"""Starting and stopping a server."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from serving import ROOT, graph_directory, quads, start
from test_endpoint import DIRECT, SLOW


def children(pid: int) -> list[int]:
    """The processes under a process, theirs too."""
    found = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    return [*found, *(below for child in found for below in children(child))]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_cleanly_also_while_a_query_runs(tmp_path: Path, number: int) -> None:
    graph_directory(tmp_path / "G", "1", quads())
    server = start(tmp_path / "G", "--query-timeout", "60")
    assert httpx.get(f"{server.url}/healthz").status_code == 200
    workers = children(server.process.pid)
    assert len(workers) >= 2
    asking = threading.Thread(target=ask_in_vain, args=(server.url,))
    asking.start()
    time.sleep(0.5)
    began = time.monotonic()
    assert server.stop(number) == (0, "")
    assert time.monotonic() - began < 6
    asking.join()
    end = time.monotonic() + 5
    while any(runs(worker) for worker in workers):
        assert time.monotonic() < end, "workers outlive their server"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Whether a process runs; one that is dead and only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def ask_in_vain(url: str) -> None:
    with suppress(httpx.HTTPError):  # the connection was closed: as good an answer
        assert httpx.post(f"{url}/sparql", content=SLOW, headers=DIRECT, timeout=30).status_code >= 500


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "gongwen.py"), "serve", *arguments], capture_output=True, text=True, timeout=20)


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    graph_directory(tmp_path / "G", "1", quads())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = serve(str(tmp_path / "G"), "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"gongwen: 127.0.0.1:{port} cannot be listened on") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(("what", "told"), [("missing", "holds no graph"), ("empty", "holds no graph"), ("damaged", "cannot be read")])
def test_a_directory_without_a_graph_is_told(tmp_path: Path, what: str, told: str) -> None:
    if what != "missing":
        (tmp_path / what).mkdir()
    if what == "damaged":
        (tmp_path / what / "manifest.json").write_text("{}")
    done = serve(str(tmp_path / what), "--port", "0")
    assert done.returncode == 1 and told in done.stderr and done.stderr.count("\n") == 1
