"""Text for XML 1.0: a few characters may not stand in it, not even escaped (XML 1.0, 2.2 ``Char``)."""

from __future__ import annotations

import re
from typing import Final

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """``text`` with every character that XML 1.0 cannot hold replaced by U+FFFD REPLACEMENT CHARACTER, so that one sees it was there."""
    return _ILLEGAL.sub("\ufffd", text)


def line(text: str) -> str:
    """``text`` cleaned and on one line, for labels."""
    return " ".join(clean(text).split())
