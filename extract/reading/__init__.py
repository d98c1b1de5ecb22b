"""Files → text: every format a government site publishes in. Offsets everywhere else count the code points of the text made here.

Each format has a module with ``read(data, limits) -> Reading``; it raises InputError without a place, which ``read_bytes`` leaves to its
caller to name. What kind a file is is told by its content (``media``).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from extract.reading import media
from extract.reading.limits import Limits
from extract.reading.record import Reading
from ontology.errors import InputError

# The modules' own imports are heavy: each is loaded when its format comes.
_READERS = {
    media.TEXT: "plain",
    media.HTML: "web.html",
    media.MHTML: "web.mhtml",
    media.PDF: "pages.pdf",
    media.DOCX: "word.docx",
    media.OFD: "pages.ofd",
    **dict.fromkeys(media.OFFICE, "word.office"),
}


def read_bytes(data: bytes, limits: Limits | None = None) -> Reading:
    """The text of a file's bytes. InputError for what is empty, damaged, encrypted, beyond a limit, or of no kind that is read."""
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        raise InputError(f"{len(data):,} bytes, more than the limit file_bytes of {limits.file_bytes:,}", "split it, or raise the limit")
    if not data.strip():
        raise InputError("empty", "nothing to read; get the file anew")
    if (name := media.foreign(data)) is not None:
        raise InputError(f"{name}, which is not read", "give the letter's PDF, OFD, Word, HTML or text file")
    kind = media.media_type(data)
    if kind == media.ZIP:
        raise InputError("an archive, not a letter", "build it (`gongwen build`), or name a letter in it")
    read: Callable[[bytes, Limits], Reading] = import_module(f"extract.reading.{_READERS[kind]}").read
    reading = read(data, limits)
    if not reading.text.strip():
        raise InputError("only white space", "nothing to read; look at the file")
    return reading
