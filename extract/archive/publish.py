"""From a manifest's letters to a committed graph: store and reports written beside the old ones, then the manifest in its place."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Protocol

import pyoxigraph as ox

from extract.archive.counting import count
from extract.archive.directory import JUDGEMENTS, REPORTS, Files
from extract.archive.link_sets import read_set, table_links
from extract.archive.lock import held
from extract.archive.manifest import GraphDirectoryError, Json, commit, digest, dump, require, sha256, sync_directory, write_durably
from extract.archive.reference import reference_nquads
from extract.archive.rejects import rejected_csv
from extract.archive.work import Check
from extract.rdf.description import About, Dump, description_nquads, description_turtle
from extract.rdf.links import Link, link_node, links_nquads
from extract.rdf.resolution import resolution_nquads
from extract.rdf.sources import sources_nquads
from extract.resolution.judgement import read_judgements
from extract.resolution.records import Entities, together
from extract.resolution.resolve import resolve


class Report(NamedTuple):
    """What the shapes find in the whole graph: as Turtle, as a table for reading, and the number of findings by severity."""

    turtle: bytes
    table: bytes
    violations: int
    warnings: int


class MakeStore(Protocol):
    """``more``: other files will be added, so what is done once at the end can wait."""

    def __call__(self, nquads: Sequence[Path], directory: Path, *, more: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """What other rooms do for a build. Each function is a module's own, so that it can travel to a worker process.

    ``check_letter``: one letter's N-Quads to its findings; ``make_store``: N-Quads files into a store in a directory, a new one or one it
    made; ``check_graph``: that directory and all letters' findings to the report; ``versions``: of everything that decides the result: a
    changed one makes every letter be read again.
    """

    check_letter: Check
    make_store: MakeStore
    check_graph: Callable[[Path, Sequence[Json]], Report]
    versions: Mapping[str, str]


def publish(out: Path, rooms: Rooms, manifest: Json, old: Json) -> None:
    """Write what the manifest's letters and link sets make, and commit; adds ``graph`` to ``manifest``. ``old``: the committed one."""
    _Publication(out, rooms, manifest).run(old.get("graph", {}).get("store"))


@contextmanager
def opened(out: Path, rooms: Rooms) -> Iterator[Json]:
    """The manifest, with the directory held. A graph that another version built is refused: its files would be of two versions."""
    require(out)
    with held(out):
        manifest = require(out)
        if any(manifest["versions"].get(name) != value for name, value in rooms.versions.items()):
            raise GraphDirectoryError(f"{out} was built by another version: run `gongwen build` again, then this")
        Files(out).finish_and_clean(manifest)
        yield manifest


@dataclass(slots=True)
class _Publication:
    out: Path
    rooms: Rooms
    manifest: Json

    @property
    def _base(self) -> str:
        return str(self.manifest["versions"]["id_base"])

    def run(self, earlier: str | None) -> None:
        manifest = self.manifest
        letters = {key: entry for key, entry in sorted(manifest["letters"].items()) if "same_as" not in entry}
        judgements = read_judgements(self.out / JUDGEMENTS)
        manifest["judgements"] = digest([judgement.line() for judgement in judgements])
        entities = self._entities(letters)
        resolution = resolve(entities, judgements)
        about = {
            "reference.nq": reference_nquads(self._base, resolution),
            "resolution.nq": resolution_nquads(resolution, self._base),
            "sources.nq": sources_nquads(manifest["inputs"], manifest["letters"], self._base),
        }
        sets = {entry["name"]: list(read_set(self.out, entry)) for entry in manifest["links"]}
        links = [*table_links(manifest["letters"], self._base), *(link for found in sets.values() for link in found)]
        told = [*(sha256(data) for data in about.values()), sha256(links_nquads(links, self._base))]
        quads = digest({entry["name"]: entry["nquads_sha256"] for entry in letters.values()} | {"": told})
        store = f"store-{digest([quads, manifest['versions'], manifest['about']])[:16]}"
        about |= self._make_store(store, letters, about, links, quads)
        findings = [finding for entry in letters.values() for finding in entry["findings"]]
        findings += [finding for name in ("sources.nq", "resolution.nq", "links.nq") for finding in self.rooms.check_letter(about[name])]
        report = self.rooms.check_graph(self.out / store, findings)
        contents = about | {
            "description.ttl": description_turtle(about["description.nq"], self._base),
            "resolution.jsonl": "".join(judgement.line() for judgement in resolution.judgements).encode(),
            "validation.ttl": report.turtle,
            "validation.txt": report.table,
            "rejected.csv": rejected_csv(manifest["rejected"]),
        }
        for name in REPORTS:
            write_durably(self.out / f"{name}.next", contents[name])
        manifest["graph"] = {
            "store": store,
            "nquads_sha256": quads,
            "files": {name: sha256(data) for name, data in contents.items()},
            "violations": report.violations,
            "warnings": report.warnings,
            "subjects_gone": self._subjects_gone(sets, about["links.nq"]),
            "merged": sum(thing != standing for thing, standing in resolution.canonical.items()),
            "unsure": sum(1 for _ in resolution.unsure()),
            "unlisted_places": sum(not identifier.isdigit() for identifier, _ in entities.places),
        }
        sync_directory(self.out)
        commit(self.out, dump(manifest))
        Files(self.out).finish_and_clean(manifest, keep=earlier)

    def _entities(self, letters: Json) -> Entities:
        """The bodies, documents and places that the letters name."""
        files = Files(self.out)
        said = (json.loads(files.said(entry["name"]).read_bytes()) for entry in letters.values())
        return together(Entities.from_json(one["entities"]) for one in said)

    def _make_store(self, name: str, letters: Json, about: dict[str, bytes], links: list[Link], version: str) -> dict[str, bytes]:
        """Make the store; returns the graphs that are made from what it holds: links whose subject is there, and the description.

        They come last: whether a subject is there, and what is counted, is asked of the store without them.
        """
        files, made = Files(self.out), {}
        if (self.out / name).is_dir() and files.store_whole(name):  # this graph was built before: an input went and came back
            store = ox.Store.read_only(str(self.out / name))
            return {f"{graph}.nq": _graph_nquads(store, f"{self._base}graph/{graph}") for graph in ("links", "description")}
        part = self.out / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(self.out / name, ignore_errors=True)
        letter_files = sorted(files.nquads(entry["name"]) for entry in letters.values())
        self.rooms.make_store([*letter_files, *(self._beside(graph, data) for graph, data in about.items())], part, more=True)
        made["links.nq"] = links_nquads(_standing(links, part), self._base)
        self.rooms.make_store([self._beside("links.nq", made["links.nq"])], part, more=True)
        dumps = [*_letter_dumps(letters, self._base), *(self._dump(graph, data) for graph, data in (about | made).items())]
        described = self._about(version)
        made["description.nq"] = description_nquads(count(part, self._base), dumps, described, self._base)
        self.rooms.make_store([self._beside("description.nq", made["description.nq"])], part)
        files.seal_store(part)
        os.rename(part, self.out / name)
        return made

    def _beside(self, name: str, data: bytes) -> Path:
        path = self.out / f"{name}.next"
        write_durably(path, data)
        return path

    def _dump(self, name: str, data: bytes) -> Dump:
        graph = f"{self._base}graph/{name.removesuffix('.nq')}"
        return Dump(name, graph, data.count(b"\n"), len(data), sha256(data))

    def _about(self, version: str) -> About:
        given = self.manifest["about"]
        hashes = sorted({entry["sha256"] for entry in self.manifest["inputs"]})
        return About(version[:16], tuple(hashes), given["licence"], given["publisher"])

    def _subjects_gone(self, sets: Mapping[str, list[Link]], links: bytes) -> dict[str, list[str]]:
        """The links of each set that are kept but not loaded, by their subjects."""
        loaded = {line.partition(b" ")[0] for line in links.splitlines()}
        gone = {
            name: sorted({link.subject for link in found if f"<{link_node(link, self._base).value}>".encode() not in loaded})
            for name, found in sets.items()
        }
        return {name: subjects for name, subjects in gone.items() if subjects}


def _standing(links: Sequence[Link], directory: Path) -> list[Link]:
    """The links whose subject the store describes."""
    store = ox.Store.read_only(str(directory))
    subjects = {
        subject
        for subject in {link.subject for link in links}
        if next(store.quads_for_pattern(ox.NamedNode(subject), None, None, ox.DefaultGraph()), None) is not None
    }
    return [link for link in links if link.subject in subjects]


def _letter_dumps(letters: Json, base: str) -> list[Dump]:
    return [
        Dump(f"letters/{entry['name']}.nq", f"{base}graph/{key}", entry["triples"], entry["nquads_size"], entry["nquads_sha256"])
        for key, entry in letters.items()
    ]


def _graph_nquads(store: ox.Store, graph: str) -> bytes:
    written = BytesIO()
    ox.serialize(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)), written, ox.RdfFormat.N_QUADS)
    return b"".join(sorted(written.getvalue().splitlines(keepends=True)))
