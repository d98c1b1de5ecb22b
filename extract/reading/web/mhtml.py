"""Pages that a browser saved whole (MHTML, RFC 2557): the HTML part among the pictures and styles."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from extract.reading import media
from extract.reading.limits import Limits
from extract.reading.record import Reading
from extract.reading.web import html
from ontology.errors import InputError

_MOST_PARTS = 5_000
_MOST_NESTED = 20  # multiparts in multiparts: a page has one or two


def read(data: bytes, limits: Limits) -> Reading:
    """The letter in the first HTML part that holds one: the page itself, then its frames. Selectors find their element in that part.

    InputError as for HTML, and for a file without such a part.
    """
    refused: InputError | None = None
    for page, charset in _pages(data):
        try:
            return replace(html.read_page(page, limits, charset), media_type=media.MHTML)
        except InputError as error:
            refused = refused or error
    raise refused or InputError("a saved page without an HTML part", "save it anew from the browser")


def _pages(data: bytes) -> Iterator[tuple[bytes, str | None]]:
    """(bytes, declared charset) of each HTML part, in order."""
    if data.lower().count(b"boundary=") > _MOST_NESTED:
        raise InputError("too many parts inside parts for a saved page", "save it anew from the browser")
    for number, part in enumerate(email.message_from_bytes(data).walk()):
        if number > _MOST_PARTS:
            raise InputError(f"more than {_MOST_PARTS:,} parts, which is no letter's page", "save it anew from the browser")
        content = _content(part) if part.get_content_type() in ("text/html", "application/xhtml+xml") else b""
        if content.strip():
            yield content, _charset(part)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None
