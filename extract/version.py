"""The extractor's version: a hash of its code and rules, so that a changed rule makes letters be read again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def extractor_version() -> str:
    """The first 16 hex digits of the SHA-256 over the extractor's source and rule files and the gazetteer, in name order."""
    digest = hashlib.sha256()
    files = [
        *_HERE.rglob("*.py"),
        *_HERE.glob("rules/*.toml"),
        _HERE.parent / "ontology" / "places.csv",
        _HERE.parent / "ontology" / "zones.csv",
        _HERE.parent / "ontology" / "towns.csv",
        _HERE.parent / "ontology" / "places.py",
    ]
    for path in sorted(files):
        digest.update(path.relative_to(_HERE.parent).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


EXTRACTOR_VERSION = extractor_version()
