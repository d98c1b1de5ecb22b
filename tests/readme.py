"""README's examples: the commands it shows and what they print.

``python tests/readme.py`` runs them and writes what they print now into README.md.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A command line as shown after ``$``, and the output shown under it."""

    command: str
    output: str


def blocks(language: str) -> list[str]:
    """The contents of README's code blocks in a language, in order."""
    return [match[2] for match in _BLOCK.finditer(README.read_text(encoding="utf-8")) if match[1] == language]


def examples() -> list[Example]:
    """The commands of all ``console`` blocks, in order."""
    return [Example(command, output) for block in blocks("console") for command, output in _parts(block)]


def _parts(block: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


class Workplace:
    """A folder with the sample letters where README says, and this checkout's ``gongwen`` on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tests").symlink_to(ROOT / "tests")
        (folder / "my.rq").write_text(blocks("sparql")[0], encoding="utf-8")
        script = folder / "bin" / "gongwen"
        script.parent.mkdir()
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(ROOT / "gongwen.py"))} "$@"\n')
        script.chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        self.run("gongwen build tests/letters --out graph")

    def run(self, command: str) -> str:
        """What a command line prints (stdout), lines without the blanks at their ends. A failing command raises. A build begins anew."""
        if command.startswith("gongwen build") and "|" not in command:
            self.run("rm -rf graph")
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, capture_output=True, check=True, timeout=120)
        return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf-8").splitlines())


def rewritten(workplace: Workplace) -> str:
    """README with what its commands print now."""

    def renew(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        shown = "".join(f"$ {command}\n{workplace.run(command)}" for command, _ in _parts(match[2]))
        return f"```console\n{shown}```"

    return _BLOCK.sub(renew, README.read_text(encoding="utf-8"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(rewritten(Workplace(Path(folder))), encoding="utf-8")
