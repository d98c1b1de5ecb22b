"""Which language a reader gets (RFC 9110, 12.5.4)."""

from __future__ import annotations

from typing import Final

from server.protocol import RequestError

LANGUAGES: Final = ("zh", "en")
"""Languages of the pages, the default first."""


def language(accept: str | None, asked: str | None = None) -> str:
    """``asked`` (``?lang=``) goes first, then ``accept`` (Accept-Language) by quality; ``zh-Hant`` and ``en-GB`` count as zh and en.

    A reader of neither gets the default: a page in a wrong language says more than none. Raises RequestError for an unknown ``asked``.
    """
    if asked:
        if asked not in LANGUAGES:
            raise RequestError(400, f"lang={asked[:20]}: there are {', '.join(LANGUAGES)}")
        return asked
    best, found = 0.0, LANGUAGES[0]
    for item in (accept or "").split(","):
        tag, *parameters = (part.strip().lower() for part in item.split(";"))
        known = tag.split("-")[0]
        quality = _quality(parameters)
        if known in LANGUAGES and quality > best:
            best, found = quality, known
    return found


def _quality(parameters: list[str]) -> float:
    """The q-value; a malformed one counts as 0."""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
