"""A real server on a free port of this machine, over a small graph."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from server.store import make_store

ROOT = Path(__file__).parents[2]
BODY = "https://gongwen.example/id/body/官渡区民政局"
ENCODED = "https://gongwen.example/id/document/A%2FB"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
GRAPHS = ("https://gongwen.example/id/graph/1", "https://gongwen.example/id/graph/2")


def graph_directory(out: Path, name: str, quads: str) -> None:
    """What a build leaves, as far as a server looks: a store and the manifest that names it."""
    out.mkdir(exist_ok=True)
    source = out / f"{name}.nq"
    source.write_text(quads, encoding="utf-8")
    make_store([source], out / f"store-{name}")
    beside = out / "manifest.json.next"
    beside.write_text(json.dumps({"format": "gongwen-graph/1", "graph": {"store": f"store-{name}"}}))
    beside.replace(out / "manifest.json")


def quads(label: str = "官渡区民政局") -> str:
    lines = [
        f'<{BODY}> <{LABEL}> "{label}"@zh <{GRAPHS[0]}> .',
        f'<{BODY}> <{LABEL}> "{label}"@zh <{GRAPHS[1]}> .',
        f'<{ENCODED}> <{LABEL}> "甲/乙" <{GRAPHS[1]}> .',
    ]
    lines += [f'<https://x.example/{number}> <https://x.example/p> "{number}" <{GRAPHS[1]}> .' for number in range(3000)]
    return "\n".join(lines) + "\n"


@dataclass
class Served:
    """A running server, its address, and the directory it answers from."""

    process: subprocess.Popen[str]
    url: str
    graph: Path

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Exit status and stderr after a signal."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=15)
        return self.process.returncode, errors


def start(graph: Path, *options: str) -> Served:
    command = [sys.executable, str(ROOT / "gongwen.py"), "serve", str(graph), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("http://127.0.0.1:"), line
    return Served(process, line.split()[0].rstrip("/"), graph)
