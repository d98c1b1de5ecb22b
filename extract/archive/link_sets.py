"""The links to other data sets that a graph directory holds: one set per linked file and class, kept by every build.

``links/FILE-CLASS-HASH.jsonl`` holds a set's links, one JSON object a line; the manifest names the sets (``links``). ``links.nq`` is
made of them and of the program's own table of places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extract.archive.manifest import GraphDirectoryError, Json, file_sha256, sha256, write_durably
from extract.links.place_table import place_links
from extract.rdf.links import Link
from ontology import place_links as table
from ontology.places import gazetteer

LINKS = "links"
SET_NAME = re.compile(r".*-[0-9a-f]{12}\.jsonl", re.DOTALL)
_STEM = 40  # code points of a file's name: file systems allow 255 bytes


def write_set(out: Path, links: Sequence[Link], about: Json) -> Json:
    """Write a set; returns its entry in the manifest. ``about``: ``file``, ``sha256``, ``class`` and what else tells of it.

    The name tells the content, so nothing the committed manifest names is written over.
    """
    (out / LINKS).mkdir(exist_ok=True)
    lines = [
        json.dumps({"subject": link.subject, "predicate": link.predicate, "target": link.target}, ensure_ascii=False) + "\n"
        for link in sorted(set(links))
    ]
    data = "".join(lines).encode()
    stem = re.sub(r"[^\w.()（）〔〕-]", "_", about["file"])[:_STEM]
    name = f"{stem}-{about['class']}-{sha256(data + json.dumps(about, sort_keys=True).encode())[:12]}.jsonl"
    write_durably(out / LINKS / name, data)
    return {**about, "name": name, "links": len(lines), "links_sha256": sha256(data)}


def read_set(out: Path, entry: Json) -> Iterator[Link]:
    """A set's links. Raises GraphDirectoryError when its file is not what the manifest says: a build never drops links silently."""
    path = out / LINKS / entry["name"]
    if file_sha256(path) != entry["links_sha256"]:
        advice = f"put it back, or take the links away with `gongwen link --graph {out} --remove {entry['file']}`"
        raise GraphDirectoryError(f"{path} is missing or damaged: {advice}")
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        yield Link(
            said["subject"], said["predicate"], said["target"], entry["method"], entry["source"], file=entry["file"], sha256=entry["sha256"]
        )


def replaced(sets: Iterable[Json], entry: Json) -> list[Json]:
    """The sets with ``entry`` in place of the one of the same file and class, in order of both."""
    others = [one for one in sets if (one["file"], one["class"]) != (entry["file"], entry["class"])]
    return sorted([*others, entry], key=lambda one: (one["file"], one["class"]))


def table_links(letters: Json, base: str) -> list[Link]:
    """The links of the places that the letters name, from the program's own table."""
    codes = {code for entry in letters.values() for code in entry.get("places", ())}
    return list(place_links(codes, table.place_links(), gazetteer(), base))
