"""Messages between the server and its processes: a length, then that many bytes."""

from __future__ import annotations

import socket
import struct

HEADER = struct.Struct("!I")
CHUNK = 2**18
"""Bytes of an answer's body sent at once."""


def send(channel: socket.socket, payload: bytes) -> None:
    """Send one message. Raises OSError when the other end is gone."""
    channel.sendall(HEADER.pack(len(payload)) + payload)


def receive(channel: socket.socket) -> bytes | None:
    """The next message, None when the other end has closed."""
    header = _exactly(channel, HEADER.size)
    return _exactly(channel, HEADER.unpack(header)[0]) if header is not None else None


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(min(size - len(parts), 2**20))
        if not part:
            return None
        parts += part
    return bytes(parts)
