"""What a person needs to judge whether two things are one: both sides' names and the words around each mention; and the judgement kept."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.archive.directory import JUDGEMENTS, Files
from extract.archive.manifest import Json, require, sync_directory
from extract.archive.publish import Rooms, opened, publish
from extract.resolution.judgement import Judgement, read_judgements
from ontology.errors import InputError
from ontology.namespaces import GW

_REACH = 36  # characters on each side of a mention


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a thing. ``source``: the letter's file; ``form``: as printed; ``start``: code point of the text."""

    source: str
    form: str
    start: int


class Texts:
    """The stored texts of a graph directory's letters, private data blacked out."""

    def __init__(self, out: Path) -> None:
        files = Files(out)
        self._paths = {entry["source"]: files.text(entry["name"]) for entry in require(out)["letters"].values() if "same_as" not in entry}
        self._read: dict[str, str] = {}

    def around(self, mention: Mention) -> tuple[str, str, str]:
        """(words before, the mention, words after) on one line; empty words for a letter that is not there."""
        if mention.source not in self._read:
            path = self._paths.get(mention.source)
            self._read[mention.source] = path.read_text(encoding="utf-8") if path is not None and path.is_file() else ""
        text, end = self._read[mention.source], mention.start + len(mention.form)
        before, after = text[max(0, mention.start - _REACH) : mention.start], text[end : end + _REACH]
        return "".join(before.split()), mention.form, "".join(after.split())


def samples(mentions: Iterable[Mention], most: int = 3) -> list[Mention]:
    """The mentions to show: one of each printed form and letter first, in their order."""
    seen: set[tuple[str, str]] = set()
    first: list[Mention] = []
    rest: list[Mention] = []
    for mention in mentions:
        (rest if (mention.source, mention.form) in seen else first).append(mention)
        seen.add((mention.source, mention.form))
    return [*first, *rest][:most]


def renew(out: Path, rooms: Rooms) -> Json:
    """Resolve the graph's bodies and documents anew, with the judgements that are there now; returns the manifest. No letter is read.

    Raises LockedError while a build runs, GraphDirectoryError for a graph that another version built.
    """
    with opened(out, rooms) as manifest:
        fresh = {name: value for name, value in manifest.items() if name != "graph"}
        publish(out, rooms, fresh, manifest)
        return fresh


def record(out: Path, judgement: Judgement, rooms: Rooms) -> None:
    """Add a person's judgement to the graph directory; it takes part in every build from then on.

    Raises LockedError while a build runs, GraphDirectoryError for a directory without a graph of this version, InputError when one of
    the two is not in the graph, or the file of judgements is damaged.
    """
    with opened(out, rooms) as manifest:
        base = str(manifest["versions"]["id_base"])
        resolved = (out / "resolution.nq").read_text(encoding="utf-8")
        for thing in judgement.pair:
            if f"<{base}{thing}> <{GW.canonical}> " not in resolved:
                raise InputError(f"{base}{thing} is no body and no document of the graph", "see `gongwen review DIR --list`", out)
        read_judgements(out / JUDGEMENTS)
        with (out / JUDGEMENTS).open("a", encoding="utf-8") as file:
            file.write(judgement.line())
            file.flush()
            os.fsync(file.fileno())
        sync_directory(out)
