"""Questions answered by another SPARQL 1.1 server. Same shape as ``server.workers.Workers``: ``ask``, ``stop``, ``close``."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import httpx

from server.answer import Answer, Question
from server.remote import failures
from server.remote.address import StoreAddress
from server.remote.desk import ASKED, Desk, Plan, Raw, read_plan
from server.workers import Workers

CONNECT = 5.0
"""Seconds to wait for a connection."""


class Remote:
    """Sends checked queries by the SPARQL 1.1 Protocol (2.1.2, query via POST with a form) to one address, and nowhere else.

    ``seconds``: a question's deadline, all in all; ``most``: bytes of an answer; ``count``: processes that check and convert;
    ``connections``: questions with the store at once.
    """

    def __init__(self, address: StoreAddress, seconds: float, most: int, count: int = 2, connections: int = 32) -> None:
        self.address, self.seconds, self.most = address, seconds, most
        self._desks: Workers[Question | Raw] = Workers(count, seconds, Desk)
        # No proxy and no .netrc of the environment: what is sent goes to that origin alone. Redirects are not followed.
        self._client = httpx.AsyncClient(
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(seconds, connect=min(CONNECT, seconds)),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
        )
        self._running: set[asyncio.Task[Answer]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing: asyncio.Task[None] | None = None
        self._stopped = False

    def version(self) -> str:
        """'': who can tell when another server's data change; its answers are not kept."""
        return ""

    async def ask(self, question: Question) -> Answer:
        """Answer a question; 503 when the deadline passes or the store cannot be reached. The question's ``store`` is passed over."""
        if self._stopped:
            return failures.STOPPING
        self._loop = asyncio.get_running_loop()
        task = self._loop.create_task(self._answer(question))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            async with asyncio.timeout(self.seconds):
                return await task
        except TimeoutError:
            return failures.too_slow(self.seconds)
        except asyncio.CancelledError:
            if self._stopped:
                return failures.STOPPING
            task.cancel()  # the client is gone
            raise

    async def _answer(self, question: Question) -> Answer:
        checked = await self._desks.ask(question)
        if checked.status >= 400:
            return checked
        plan = read_plan(checked)
        try:
            fetched = await self._fetch(question, plan)
        except httpx.TimeoutException as error:
            return failures.UNREACHABLE if isinstance(error, httpx.ConnectTimeout) else failures.too_slow(self.seconds)
        except httpx.HTTPError as error:
            return failures.of_error(error)
        return fetched if isinstance(fetched, Answer) else await self._desks.ask(fetched)

    async def _fetch(self, question: Question, plan: Plan) -> Raw | Answer:
        form = {"query": plan.text, "default-graph-uri": list(question.default_graphs), "named-graph-uri": list(question.named_graphs)}
        async with self._client.stream("POST", self.address.url, data=form, headers={"Accept": ASKED[plan.kind]}) as response:
            failed = failures.of_status(response)
            if failed is not None:
                return failed
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > self.most:
                    return failures.too_long(self.most)
            return Raw(question, plan, response.headers.get("content-type", ""), bytes(body), self.most)

    def stop(self) -> None:
        """End every question at once, as a signal's handler may: who waits for one is answered 503."""
        self._stopped = True
        self._desks.stop()
        for task in list(self._running):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(task.cancel)

    def close(self) -> None:
        """Stop, and let go of connections and processes."""
        self.stop()
        self._desks.close()
        with suppress(RuntimeError):  # no loop runs: the connections go with the process
            self._closing = asyncio.get_running_loop().create_task(self._client.aclose())
