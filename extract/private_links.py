"""Attachments that a page points to, told without private data: what an address hides behind percent signs is read too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from extract.mask import BLACK, masked
from extract.private import private_spans

_ADDRESS = re.compile(r"<([^<>]*)>$")
_MOST_LAYERS = 3  # percent signs that are themselves encoded


def private_link(link: str, hidden: Iterable[str] = ()) -> str:
    """A link (``name <address>``) with private data blacked out; an address that holds some in any encoding is black as a whole.

    ``hidden``: more words that neither may show.
    """
    found = _ADDRESS.search(link)
    name, address = (link[: found.start()], found[1]) if found else (link, "")
    spans = [*private_spans(name), *((at.start(), at.end()) for word in hidden for at in re.finditer(re.escape(word), name))]
    secrets = {name[start:end].strip() for start, end in spans} | set(hidden)
    told = masked(name, spans)
    if not found:
        return told
    private = any(private_spans(read) or any(secret in read for secret in secrets if secret) for read in _readings(address))
    return f"{told}<{BLACK * len(address) if private else address}>"


def _readings(address: str) -> set[str]:
    """What an address says, in the encodings that portals print addresses in."""
    readings = {address}
    for encoding in ("utf-8", "gb18030"):
        read = address
        for _ in range(_MOST_LAYERS):
            read = unquote(read, encoding=encoding)
            readings |= {read, read.replace("+", " ")}
    return readings
