"""Token buckets, one a client, in bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

MOST_CLIENTS: Final = 65_536
"""Clients remembered, about 15 MB of them. Beyond, the one that asked longest ago is forgotten, which is as if it had a full bucket."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass. ``left``: requests that may follow at once; ``reset``: seconds until the bucket is full;
    ``wait``: seconds until a refused one may pass."""

    passes: bool
    left: int
    reset: float
    wait: float = 0.0


class Buckets:
    """Each client's bucket holds ``burst`` tokens and gains ``rate`` a second; a request takes one.

    Of a bucket only the time is kept at which it is full (the generic cell rate algorithm, ITU-T I.371): a full one need not be kept.
    """

    def __init__(self, rate: float, burst: int, most: int = MOST_CLIENTS) -> None:
        self._rate, self._burst, self._most = rate, burst, most
        self._full_at: OrderedDict[bytes, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def take(self, client: bytes, now: float) -> Verdict:
        """Take a token, if there is one. ``now``: seconds of a clock that only goes on."""
        self._forget(now)
        full_at = max(self._full_at.get(client, now), now)
        used = (full_at - now) * self._rate
        if used + 1 > self._burst + 1e-6:
            return Verdict(False, 0, full_at - now, (used + 1 - self._burst) / self._rate)
        full_at += 1 / self._rate
        self._full_at[client] = full_at
        self._full_at.move_to_end(client)
        if len(self._full_at) > self._most:
            self._full_at.popitem(last=False)
        return Verdict(True, int(self._burst - used - 1 + 1e-6), full_at - now)

    def _forget(self, now: float) -> None:
        """Drop up to two clients whose buckets are full again, those first that asked longest ago: more than one request can add."""
        for _ in range(2):
            if not self._full_at or self._full_at[next(iter(self._full_at))] > now:
                return
            self._full_at.popitem(last=False)
