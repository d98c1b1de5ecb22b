"""Who asks: the key by which requests are counted."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from typing import Final

from starlette.types import Scope

_MAPPED: Final = bytes(10) + b"\xff\xff"  # ::ffff:0:0/96, an IPv4 client of a socket that listens on both (RFC 4291, 2.5.5.2)
_WITH_PORT: Final = re.compile(r"\[([^\]]*)\](?::\d+)?|([\d.]+):\d+")


def client_key(scope: Scope, trust_forwarded: bool) -> bytes:
    """The client's IPv4 address, or the first 64 bits of its IPv6 address: a network gives one subscriber no less (RFC 6177).

    ``trust_forwarded``: the last address of X-Forwarded-For, which the proxy before us wrote; those before it any client may write.
    """
    if trust_forwarded:
        forwarded = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        if forwarded and (key := address_key(forwarded[-1].decode("latin-1").rpartition(",")[2].strip())):
            return key
    peer = scope.get("client")
    return address_key(peer[0]) if peer else b""


def forwarded_scheme(scope: Scope) -> str:
    """http or https as the proxy before us was asked by (X-Forwarded-Proto); empty when it does not say."""
    told = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
    scheme = told[-1].decode("latin-1").strip().lower() if told else ""
    return scheme if scheme in ("http", "https") else ""


def address_key(address: str) -> bytes:
    """The key of an address as it is written, with a port or not; empty for what is none."""
    if (written := _WITH_PORT.fullmatch(address)) is not None:
        address = written[1] or written[2] or ""
    with suppress(OSError, ValueError):
        if ":" not in address:
            return socket.inet_pton(socket.AF_INET, address)
        packed = socket.inet_pton(socket.AF_INET6, address.partition("%")[0])
        return packed[12:] if packed.startswith(_MAPPED) else packed[:8]
    return b""
