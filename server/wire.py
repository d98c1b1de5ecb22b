"""HTTP as clients send it: an address with characters outside ASCII, as curl sends a Chinese IRI that nobody percent-encoded."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_from_bytes

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_ASCII = bytes(range(0x80)).decode()


class LenientProtocol(HttpToolsProtocol):
    """Percent-encodes what an address may not hold (RFC 3986, 2.1) instead of refusing the request.

    Only in the first line of a request that begins with the bytes that came: where a request ends is never changed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._between = True

    def data_received(self, data: bytes) -> None:
        if self._between and not data.isascii():
            line, end, rest = data.partition(b"\r\n")
            data = quote_from_bytes(line, safe=_ASCII).encode() + end + rest
        super().data_received(data)

    def on_message_begin(self) -> None:
        self._between = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        self._between = True
        super().on_message_complete()
