"""Names of WordprocessingML, transitional and strict alike (ISO/IEC 29500-1 and -4), and small ways to walk it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "urn:schemas-microsoft-com:vml": "v:",
}
_MAIN = [namespace for namespace, prefix in _NAMESPACES.items() if not prefix]
_RELATIONS = [namespace for namespace, prefix in _NAMESPACES.items() if prefix == "r:"]


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    prefix = _NAMESPACES.get(namespace[1:])
    return tag if prefix is None else prefix + name


def name(element: etree._Element) -> str:
    """``p`` for a paragraph, ``mc:Choice`` and the like for the other known namespaces, the whole tag for unknown ones."""
    return _local(str(element.tag))


def attribute(element: etree._Element, key: str) -> str | None:
    """A WordprocessingML attribute; ``r:id`` for one of a relationship."""
    namespaces, key = (_RELATIONS, key[2:]) if key.startswith("r:") else (_MAIN, key)
    for namespace in namespaces:
        if (found := element.get(f"{{{namespace}}}{key}")) is not None:
            return str(found)
    return None


def children(element: etree._Element, key: str) -> Iterator[etree._Element]:
    """The children of a name."""
    return (each for each in element if name(each) == key)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name, and so on down the path; None where there is none."""
    for key in path:
        if element is None:
            return None
        element = next(children(element, key), None)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """``w:val`` of the first child down a path."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def flag(element: etree._Element | None, key: str) -> bool | None:
    """A toggle property (``w:vanish``): on, off, or None where it is not said."""
    found = child(element, key)
    return None if found is None else attribute(found, "val") not in ("0", "false", "off")
