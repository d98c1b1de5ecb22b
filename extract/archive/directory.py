"""The files of a graph directory: their names, whether they are whole, and which of them nobody needs."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extract.archive.link_sets import LINKS, SET_NAME
from extract.archive.lock import HOLDER, LOCK
from extract.archive.manifest import MANIFEST, GraphDirectoryError, Json, file_sha256, load, require, sha256, sync_directory, write_durably
from extract.archive.work import Printed
from ontology.errors import InputError

LETTERS = "letters"
ABOUT = ("reference.nq", "resolution.nq", "sources.nq", "links.nq", "description.nq")
"""Graphs about the letters, beside the letters' own."""
REPORTS = (*ABOUT, "description.ttl", "resolution.jsonl", "validation.ttl", "validation.txt", "rejected.csv")
"""Files about the whole graph, written as NAME.next and renamed after the manifest is in place."""
_CHECKED = ("resolution.nq", "sources.nq", "links.nq")
"""Graphs that the shapes look at, beside the letters' own."""
JUDGEMENTS = "judgements.jsonl"
"""What people said of who is who. A build reads it and never writes it."""

_LETTER = re.compile(r".*-[0-9a-f]{16}-[0-9a-f]{12}\.(?:nq|txt|json)", re.DOTALL)
_STORE = re.compile(r"store-[0-9a-f]{16}(?:\.part)?")
_PLACE_CODE = re.compile(rb"/place/([0-9]{6}|[0-9]{9})>")
"""A place of GB/T 2260 in N-Quads, whatever the data's IRIs start with."""
SEAL = "gongwen-files.json"
"""In a store: its files and their sizes, as they were when it was made."""
_STORE_WORKING = re.compile(r"LOG|LOCK|IDENTITY|OPTIONS-|gongwen-")  # files of RocksDB that hold no data
_STEM = 40  # code points of a source's name in its files' names: file systems allow 255 bytes


def require_ours(out: Path) -> None:
    """Refuse a directory that is not empty and not ours: a build takes files away, and must never take a user's.

    Raises GraphDirectoryError.
    """
    if not out.exists() or load(out) is not None:
        return
    if not out.is_dir():
        raise GraphDirectoryError(f"{out} is a file: name a directory for the graph")
    for path in out.iterdir():
        if not _is_ours(path):
            raise GraphDirectoryError(f"{out} is not empty and holds no graph (it has {path.name}): name a new directory for the graph")


def _is_ours(path: Path) -> bool:
    name = path.name.removesuffix(".next")
    if name == LETTERS and path.is_dir():
        return all(_LETTER.fullmatch(entry.name) for entry in path.iterdir())
    if name == LINKS and path.is_dir():
        return all(SET_NAME.fullmatch(entry.name) for entry in path.iterdir())
    return name in {LOCK, HOLDER, MANIFEST, JUDGEMENTS, *REPORTS} or _STORE.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the graph directory ``out``."""

    out: Path

    def nquads(self, name: str) -> Path:
        """A letter's N-Quads."""
        return self.out / LETTERS / f"{name}.nq"

    def text(self, name: str) -> Path:
        """A letter's text as shown."""
        return self.out / LETTERS / f"{name}.txt"

    def said(self, name: str) -> Path:
        """What a letter says, item by item, and the bodies and documents it names."""
        return self.out / LETTERS / f"{name}.json"

    def write_letter(self, printed: Printed, run: str) -> Json:
        """Write a letter's three files; returns its entry in the manifest. ``run``: digest of the versions.

        The name tells text, source and versions, so no other content is ever written under it.
        """
        (self.out / LETTERS).mkdir(exist_ok=True)
        stem = re.sub(r"[^\w.()（）〔〕-]", "_", Path(printed.source).stem)[:_STEM]
        name = f"{stem}-{printed.key}-{sha256((run + printed.source).encode())[:12]}"
        text = printed.text.encode()
        write_durably(self.nquads(name), printed.nquads)
        said = json.dumps(printed.said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        write_durably(self.text(name), text)
        write_durably(self.said(name), said)
        return {
            "source": printed.source,
            "name": name,
            "nquads_sha256": sha256(printed.nquads),
            "nquads_size": len(printed.nquads),
            "triples": printed.nquads.count(b"\n"),
            "places": sorted({code.decode() for code in _PLACE_CODE.findall(printed.nquads)}),
            "text_sha256": sha256(text),
            "said_sha256": sha256(said),
            "recognised": printed.file["recognised"],
            "facts": printed.facts,
            "findings": printed.findings,
        }

    def whole(self, entry: Json) -> bool:
        """Whether a manifest's letter has its files, byte for byte."""
        name = entry["name"]
        found = (file_sha256(self.nquads(name)), file_sha256(self.text(name)), file_sha256(self.said(name)))
        return found == (entry["nquads_sha256"], entry["text_sha256"], entry.get("said_sha256", ""))

    @staticmethod
    def seal_store(store: Path) -> None:
        """Note in a new store the files it is made of, with their sizes: a database that lost some may still open."""
        sizes = {name: size for name, size in _sizes(store).items() if not _STORE_WORKING.match(name)}
        write_durably(store / SEAL, json.dumps(sizes, sort_keys=True, indent=0).encode())

    def store_whole(self, name: str) -> bool:
        """Whether a store is there with all its files. A store gets this name only when it is complete."""
        try:
            sealed = json.loads((self.out / name / SEAL).read_bytes())
            return bool(sealed) and sealed.items() <= _sizes(self.out / name).items()
        except (OSError, ValueError, AttributeError):
            return False

    def graph_whole(self, graph: Json) -> bool:
        """Whether the files about the whole graph, and its store, are there."""
        return self.store_whole(graph["store"]) and all(file_sha256(self.out / name) == h for name, h in graph["files"].items())

    def finish_and_clean(self, manifest: Json, keep: str | None = None) -> None:
        """Bring the directory to what its manifest says: finish a commit's renames, take away what a killed build left.

        Complete stores other than the manifest's go only when ``keep`` names the one generation that stays (after a commit).
        """
        graph = manifest.get("graph", {})
        for name in REPORTS:
            beside = self.out / f"{name}.next"
            digest = file_sha256(beside)
            if digest is not None and digest == graph.get("files", {}).get(name):
                os.replace(beside, self.out / name)
            elif digest is not None:
                beside.unlink()
        with suppress(FileNotFoundError):
            (self.out / f"{MANIFEST}.next").unlink()
        for path in self._stores():
            if path.name.endswith(".part") or (keep is not None and path.name not in {keep, graph.get("store")}):
                shutil.rmtree(path, ignore_errors=True)
        named = {entry["name"] for entry in manifest.get("letters", {}).values()}
        for path in self._letter_files():
            if path.stem not in named:
                path.unlink()
        linked = {entry["name"] for entry in manifest.get("links", ())}
        for path in self._link_files():
            if path.name not in linked:
                path.unlink()
        sync_directory(self.out)

    def _stores(self) -> Iterator[Path]:
        return (path for path in sorted(self.out.iterdir()) if _STORE.fullmatch(path.name) and path.is_dir())

    def _letter_files(self) -> Iterator[Path]:
        folder = self.out / LETTERS
        return (path for path in sorted(folder.iterdir()) if _LETTER.fullmatch(path.name)) if folder.is_dir() else iter(())

    def _link_files(self) -> Iterator[Path]:
        folder = self.out / LINKS
        return (path for path in sorted(folder.iterdir()) if SET_NAME.fullmatch(path.name)) if folder.is_dir() else iter(())


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}


def graph_files(path: Path) -> list[Path]:
    """The N-Quads files of the letters in a graph directory, and of what is about them; or the one file that ``path`` is.

    Raises InputError when there is nothing at ``path``, GraphDirectoryError when it is a directory without a graph.
    """
    if path.is_dir():
        files, manifest = Files(path), require(path)
        letters = [files.nquads(entry["name"]) for entry in manifest["letters"].values() if "same_as" not in entry]
        return [*sorted(letters), *(path / name for name in _CHECKED if name in manifest["graph"]["files"])]
    if not path.exists():
        raise InputError("no such file or directory", "check the path", path)
    return [path]
