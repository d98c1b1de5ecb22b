"""What a remote server's failure is to our client: one clear line that tells neither where that server is nor what it said.

A server's own words may hold its address, paths or the query; they go to the log (``gongwen.remote``, level INFO).
"""

from __future__ import annotations

import logging

import httpx

from server.answer import Answer

log = logging.getLogger("gongwen.remote")

UNREACHABLE = Answer(503, detail="the store cannot be reached: try again later")
STOPPING = Answer(503, detail="the server is stopping")
CUT = Answer(502, detail="the store gave only a part of the answer: ask for less, or add a LIMIT")


def of_status(response: httpx.Response) -> Answer | None:
    """Why a response is no answer; None when it is one."""
    status = response.status_code
    if status == 200:
        return CUT if _is_partial(response) else None
    log.info("the store answered %s %s", status, response.reason_phrase)
    if status in (429, 503):
        return Answer(503, detail="the store is busy: try again later")
    if status in (401, 403, 407):
        return Answer(502, detail="the store does not let this server ask: its operator must allow it")
    if status == 404 or 300 <= status < 400:
        return Answer(502, detail="the store is not at the address this server was given: its operator must mend it")
    if status in (400, 413, 414):
        return Answer(400, detail="the store cannot evaluate this query: write it in plain SPARQL 1.1, or ask for less")
    return Answer(502, detail=f"the store failed to answer (status {status}): ask for less, or try again later")


def too_slow(seconds: float) -> Answer:
    """The deadline passed."""
    detail = f"the query ran longer than {seconds:g} seconds and was given up: ask for less, or serve with a longer --query-timeout"
    return Answer(503, detail=detail)


def too_long(most: int) -> Answer:
    """The server sent more than the limit."""
    return Answer(400, detail=f"the answer is longer than {most} bytes: add a LIMIT or ask for less")


def of_error(error: httpx.HTTPError) -> Answer:
    """No response at all."""
    log.info("the store did not answer: %s", type(error).__name__)
    return UNREACHABLE


def _is_partial(response: httpx.Response) -> bool:
    """Virtuoso says so when it stopped at its own limit of time (SQL state S1TAT, "anytime query") or of rows."""
    return response.headers.get("x-sql-state", "").upper() == "S1TAT" or "x-sparql-maxrows" in response.headers
