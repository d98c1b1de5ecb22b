"""The servers that are measured side by side: ours and two others, each in an environment of its own, on a free port of this machine."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST = "ASK { ?s ?p ?o }"
PATIENCE = 300  # seconds until a server must have answered
PACKAGES = {"rdflib-endpoint": ("rdflib-endpoint[cli,web]==0.6.3", "uvicorn"), "oxigraph": ("oxigraph==0.5.13",)}
RDFLIB_SERVER = """
import sys
import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)
for path in sys.argv[2:]:
    data.parse(path, format="nquads")
uvicorn.run(SparqlEndpoint(graph=data, path="/sparql"), port=int(sys.argv[1]), log_level="error", access_log=False)
"""


@dataclass
class Server:
    """A running server. ``target``: its path for queries; ``ready``: seconds from its start to its first answer, the data loaded."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    target: str
    ready: float = 0.0

    def stop(self) -> None:
        """End it and what it started."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def memory(self) -> int:
        """Bytes of all its processes, shared pages counted once."""
        return sum(_memory(pid) for pid in self.processes())

    def processes(self) -> list[int]:
        """Its process and all below it."""
        return below(self.process.pid)


def below(pid: int) -> list[int]:
    """A process and its descendants."""
    found, children = [pid], _children()
    for parent in found:
        found += children.get(parent, [])
    return found


def _children() -> dict[int, list[int]]:
    tree: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        tree.setdefault(int(fields[1]), []).append(int(status.parent.name))
    return tree


def _memory(pid: int) -> int:
    """Proportional set size."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def environment(folder: Path, name: str) -> Path:
    """The programs of a peer's environment, made when it is not there."""
    place = folder / name
    if not (place / "made").exists():
        venv.create(place, with_pip=True, clear=True)
        subprocess.run([place / "bin" / "pip", "install", "-qq", "--disable-pip-version-check", *PACKAGES[name]], check=True)
        (place / "made").touch()
    return place / "bin"


def start_ours(graph: Path, options: Sequence[str]) -> Server:
    """``gongwen serve`` with these further options."""
    port = free_port()
    command = [sys.executable, str(ROOT / "gongwen.py"), "serve", str(graph), "--port", str(port), *options]
    return _started("gongwen", command, port, "/sparql", lambda: None)


def start_rdflib(graph: Path, environments: Path) -> Server:
    """rdflib-endpoint, the graph in memory, its default graph the union."""
    port = free_port()
    command = [str(environment(environments, "rdflib-endpoint") / "python"), "-c", RDFLIB_SERVER, str(port), str(_one_file(graph))]
    return _started("rdflib-endpoint", command, port, "/sparql", lambda: None)


def start_oxigraph(graph: Path, environments: Path) -> Server:
    """``oxigraph serve`` in memory, its default graph the union."""
    port = free_port()
    command = [str(environment(environments, "oxigraph") / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]

    def load() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with _one_file(graph).open("rb") as quads:
            connection.request("POST", "/store", body=quads, headers={"Content-Type": "application/n-quads"})
            status = connection.getresponse().status
        if status >= 300:
            raise SystemExit(f"oxigraph did not take the graph: {status}")

    return _started("oxigraph", command, port, "/query", load)


def _one_file(graph: Path) -> Path:
    """All N-Quads files of a graph directory as one, beside it."""
    whole = graph.with_name(f"{graph.name}.nq")
    if not whole.exists():
        with whole.open("wb") as out:
            for path in sorted([*graph.glob("*.nq"), *graph.glob("letters/*.nq")]):
                out.write(path.read_bytes())
    return whole


def _started(name: str, command: Sequence[str], port: int, target: str, load: Callable[[], None]) -> Server:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)})
    server = Server(name, process, port, target)
    try:
        _wait(server, "ASK {}")
        load()
        _wait(server, FIRST)
    except BaseException:
        server.stop()
        raise
    server.ready = time.perf_counter() - began
    return server


def _wait(server: Server, query: str) -> None:
    """Until a query is answered."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
            connection.request("POST", server.target, query, headers)
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.02)
    raise SystemExit(f"{server.name} does not answer")
