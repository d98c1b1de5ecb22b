"""Where another server is: an address that a person gave, checked."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ontology.errors import SettingError


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """``url``: where to send; ``origin``: scheme, host and port, the only place that is ever asked (RFC 6454)."""

    url: str
    origin: str


def store_address(given: str, option: str = "--store") -> StoreAddress:
    """The address of a server, for ``option``. Raises SettingError for anything but an absolute http(s) address of ASCII.

    A password in the address would end up in process lists and logs, so it is refused.
    """
    example = f"{option} http://127.0.0.1:7878/query"
    try:
        parts = urlsplit(given)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not given.isascii() or any(char.isspace() for char in given):
        raise SettingError(f"{option} {given!r}: no http(s) address; give for instance {example}")
    if parts.username is not None or parts.password is not None:
        raise SettingError(f"{option}: leave user and password out of the address; give for instance {example}")
    if parts.fragment or parts.query:
        raise SettingError(f"{option} {given!r}: leave out what stands after ? or #; give for instance {example}")
    shown = f"[{host}]" if ":" in host else host
    return StoreAddress(given, f"{parts.scheme}://{shown}:{port or (443 if parts.scheme == 'https' else 80)}")
