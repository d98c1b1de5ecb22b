"""A bound on a request's head (RFC 6585, 5), which the faster of uvicorn's two parsers lacks.

Without it one connection whose head never ended took three quarters of a processor for as long as it sent, ever more of it for each byte,
and all it had sent stayed in memory (measured over 10 s and 80 MiB).
"""

from __future__ import annotations

from typing import Any, Final

from server.front.protocol import HEADERS
from server.wire import LenientProtocol

_TOLD: Final = b"The head of the request is too long."
_REFUSAL: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"X-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(_TOLD), _TOLD)
)


class BoundedHttp(LenientProtocol):
    """uvicorn's protocol over httptools. The bound is that of its other parser, ``h11_max_incomplete_event_size``; what comes with the
    first and the last packet of a head is not counted."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._in_head = False
        self._counted = 0

    def data_received(self, data: bytes) -> None:
        was_in_head = self._in_head
        super().data_received(data)
        if was_in_head and self._in_head:
            self._counted += len(data)
            if self._counted > (self.config.h11_max_incomplete_event_size or HEADERS) and not self.transport.is_closing():
                self.transport.write(_REFUSAL)
                self.transport.close()

    def on_message_begin(self) -> None:
        self._in_head, self._counted = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()
