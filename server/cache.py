"""Answers kept for who asks the same again, until the data change."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Hashable

from server.answer import Answer

# Strings and IRIs stand in a query as they are (SPARQL 1.1, 19.8); how comments, blanks and line ends divide the words makes no difference.
_LONG = r"\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"
_SHORT = r"\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'"
_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*>"
_TOKEN = re.compile(rf"(?P<kept>{_LONG}|{_SHORT}|{_IRI})|(?:[ \t\r\n]|#[^\r\n]*)+", re.DOTALL)


def normal(query: str) -> str:
    """The query with one blank between its words and without comments."""
    return _TOKEN.sub(lambda match: match["kept"] or " ", query).strip()


class AnswerCache:
    """The answers used last. ``most``: bytes of all bodies; ``largest``: bytes of one."""

    def __init__(self, most: int, largest: int) -> None:
        self._most, self._largest = most, min(largest, most)
        self._held: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under the key, None when there is none."""
        if (answer := self._held.get(key)) is not None:
            self._held.move_to_end(key)
        return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer that is whole and not too large."""
        if answer.status != 200 or answer.stream is not None or len(answer.body) > self._largest:
            return
        if (before := self._held.pop(key, None)) is not None:
            self._size -= len(before.body)
        self._held[key] = answer
        self._size += len(answer.body)
        while self._size > self._most:
            _, dropped = self._held.popitem(last=False)
            self._size -= len(dropped.body)


def etag(key: Hashable) -> str:
    """A strong entity tag (RFC 9110, 8.8.3): data, query and form in one."""
    return f'"{hashlib.blake2b(repr(key).encode(), digest_size=12).hexdigest()}"'
