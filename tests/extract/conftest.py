"""One reader for the session."""

from __future__ import annotations

import pytest
from plain_letter import LETTER, Say

from extract.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Building one takes a second; reading is fast."""
    return Reader()


@pytest.fixture(scope="session")
def say(reader: Reader) -> Say:
    """Reads a reply letter of 云川市禾丰区民政局 (28 May 2024) whose answer is the given words."""
    return lambda body: reader.read(LETTER.format(body=body), "say.txt")
