"""What goes back when it is no document."""

from __future__ import annotations

from collections.abc import Awaitable

from fastapi import Response

from server.linked.asking import Unanswered
from server.linked.representations import OFFERED, VARY, links
from server.problem import problem
from server.store import StoreError


async def guarded(answer: Awaitable[Response]) -> Response:
    """An answer, or why the graph cannot be asked just now."""
    try:
        return await answer
    except StoreError as error:
        return problem(503, str(error), {"Retry-After": "5"})
    except Unanswered as error:
        return problem(error.status, str(error), {"Retry-After": "5"} if error.status == 503 else None)


def not_acceptable(address: str) -> Response:
    """406, with what there is (RFC 9110, 15.5.7). ``address``: path without suffix."""
    types = ", ".join(media.type for media in OFFERED)
    return problem(406, f"none of the accepted media types can be made: there are {types}", {"Vary": VARY, "Link": links(address)})
