"""The forms in which a thing can be had, each at the thing's own address and a suffix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server.media import GRAPHS, Media, negotiate

HTML: Final = Media("html", "text/html", ("application/xhtml+xml",))
DATA: Final = tuple(media for media in GRAPHS if media.name in ("ttl", "jsonld", "nt", "rdf"))
OFFERED: Final = (*DATA, HTML)
"""The default, for a client that takes anything, first: data; browsers ask for HTML by name."""

VARY: Final = "Accept, Accept-Language"


def chosen(accept: str | None) -> Media | None:
    """The representation that an Accept header likes best; None when none fits (406)."""
    return negotiate(accept, OFFERED)


def split(path: str) -> tuple[str, Media | None]:
    """A path without its suffix, and the representation that the suffix names; None when it names none."""
    stem, _, suffix = path.rpartition(".")
    named = next((media for media in OFFERED if media.name == suffix), None)
    return (stem, named) if named and stem and not stem.endswith("/") else (path, None)


def links(address: str, parts: Mapping[str, str] | None = None) -> str:
    """A Link header (RFC 8288): every representation as ``alternate``, the data as what the thing is described by (POWDER's
    ``describedby``). ``address``: path without suffix; ``parts``: further targets by relation."""
    found = [f'<{address}.{media.name}>; rel="alternate"; type="{media.type}"' for media in OFFERED]
    found.append(f'<{address}.{DATA[0].name}>; rel="describedby"; type="{DATA[0].type}"')
    found += [f'<{target}>; rel="{relation}"' for relation, target in (parts or {}).items()]
    return ", ".join(found)
