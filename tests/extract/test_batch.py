"""Many tasks, worker processes: order, crashes, overruns, and nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.batch import Crash, run_all, worker_count
from extract.reading.limits import DEFAULTS, Limits

ROOT = Path(__file__).parents[2]


def work(task: int) -> int:
    if task == 3:
        os._exit(7)
    if task == 4:
        os.kill(os.getpid(), signal.SIGSEGV)
    if task == 5:
        time.sleep(60)
    if task == 6:
        raise LookupError("of our own making")
    time.sleep(0.05 if task % 2 else 0)
    return task * task


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_a_dying_worker_takes_one_task_along(workers: int) -> None:
    results = list(run_all(work, [1, 3, 0, 4, 2, 6, 8], workers=workers, limits=DEFAULTS))
    assert [result for result in results if not isinstance(result, Crash)] == [1, 0, 4, 64]
    assert [place for place, result in enumerate(results) if isinstance(result, Crash)] == [1, 3, 5]
    assert "exit code 7" in str(results[1]) and "exit code -11" in str(results[3]) and "LookupError in test_batch.py" in str(results[5])


def test_a_crash_does_not_repeat_what_the_error_says() -> None:
    assert "of our own making" not in str(list(run_all(work, [6], workers=1, limits=DEFAULTS)))


def test_a_task_that_overruns_is_given_up() -> None:
    results = list(run_all(work, [1, 5, 2], workers=1, limits=Limits(seconds=2)))
    assert (results[0], results[2]) == (1, 4)
    assert results[1] == Crash("not read within the limit seconds of 2", "split it, or raise the limit")


def greedy(task: int) -> int:
    return len(bytearray(task))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process's data")
def test_a_task_that_takes_too_much_memory_is_given_up() -> None:
    results = list(run_all(greedy, [1_000, 600_000_000, 2_000], workers=1, limits=Limits(worker_bytes=500_000_000)))
    assert (results[0], results[2]) == (1_000, 2_000)
    assert results[1] == Crash("needs more memory than the limit worker_bytes allows", "split it, or raise the limit")


def test_no_task_no_worker() -> None:
    assert list(run_all(work, [], workers=4, limits=DEFAULTS)) == []


@pytest.mark.parametrize(("files", "limit", "expected"), [(1, None, 1), (3, 8, 1), (4, 8, 2), (100, 2, 2), (100, 1, 1), (0, None, 1)])
def test_a_worker_pays_from_three_files_on(files: int, limit: int | None, expected: int) -> None:
    assert worker_count(files, limit) == expected


PARENT = """
import sys, os
from extract.batch import run_all
from extract.reading.limits import DEFAULTS
from tests.extract.test_batch import report_and_wait
if __name__ == "__main__":
    list(run_all(report_and_wait, [sys.argv[1] + "/a", sys.argv[1] + "/b"], workers=2, limits=DEFAULTS))
"""


def report_and_wait(note: str) -> None:
    Path(note).write_text(str(os.getpid()))
    time.sleep(60)


def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen([sys.executable, str(script), str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    notes = [tmp_path / "a", tmp_path / "b"]
    wait_for(lambda: all(note.exists() and note.read_text() for note in notes))
    parent.kill()
    parent.wait()
    for note in notes:
        pid = int(note.read_text())
        wait_for(lambda: not running(pid))  # noqa: B023 (called before the loop goes on)


def wait_for(condition, seconds: float = 10.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def running(pid: int) -> bool:
    """Whether a process runs; one that is dead and only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
