"""A graph on disk, made from letters: read what changed, write beside, swap in.

A graph directory holds::

    manifest.json            what is in the graph and what it was made from; replacing it commits a build
    letters/NAME.nq, .txt    what each letter says (N-Quads, one named graph), and the text it says it in, private data blacked out
    letters/NAME.json        the same item by item, to compare it with the same letter from another file; the bodies it names
    sources.nq               the files: hashes, kinds, sizes, readers, and where two files of one letter differ
    resolution.nq, .jsonl    which bodies and documents of the letters are one, and the judgements that say so
    judgements.jsonl         what people said of that; a build reads it and never writes it
    reference.nq             the ontology, the schemes and the places the letters refer to
    store-VERSION/           the Oxigraph store made from the N-Quads; the one before it stays for processes that still read it
    validation.ttl, .txt     what the shapes find, as a SHACL report and as a table
    rejected.csv             the inputs that are no letters, and why

Names of letter files and stores tell their content, so a build never writes over what the committed manifest names. A build that is
killed leaves files nobody names; the next one takes them away. Everything but the store's own files is the same, byte for byte, for
the same inputs and versions.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from extract.archive import batch
from extract.archive.directory import JUDGEMENTS, REPORTS, Files, require_ours
from extract.archive.inputs import Inputs, gather
from extract.archive.lock import held
from extract.archive.manifest import FORMAT, Json, commit, digest, dump, load, sha256, sync_directory, write_durably
from extract.archive.reference import reference_nquads
from extract.archive.rejects import rejected_csv
from extract.archive.same import Version, differences, same_letters
from extract.archive.summary import Summary, summary_of
from extract.archive.work import Check, LetterWork, Printed, Rejected, Task
from extract.rdf.resolution import resolution_nquads
from extract.rdf.sources import sources_nquads
from extract.reading.limits import DEFAULTS, Limits
from extract.resolution.judgement import Judgement, read_judgements
from extract.resolution.records import Entities, together
from extract.resolution.resolve import resolve
from ontology.errors import GongwenError
from ontology.namespaces import ID_BASE


@dataclass(frozen=True, slots=True)
class Settings:
    """``base``: IRI the data's IRIs start with; ``proposers``: whether the people a letter is addressed to are kept; ``workers``: at
    most so many processes read (None: one per processor); ``limits``: how much a file may ask of the machine."""

    base: str = ID_BASE
    proposers: bool = True
    workers: int | None = None
    limits: Limits = DEFAULTS

    def recorded(self) -> dict[str, str]:
        """What decides the graph, for the manifest."""
        return {"id_base": self.base, "proposers": "kept" if self.proposers else "dropped", "limits": digest(asdict(self.limits))[:16]}


class ArchiveError(GongwenError):
    """A graph directory that cannot be written."""


class Report(NamedTuple):
    """What the shapes find in the whole graph: as Turtle, as a table for reading, and the number of findings by severity."""

    turtle: bytes
    table: bytes
    violations: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Rooms:
    """What other rooms do for a build. Each function is a module's own, so that it can travel to a worker process.

    ``check_letter``: one letter's N-Quads to its findings; ``make_store``: N-Quads files into a store in a new directory;
    ``check_graph``: that directory and all letters' findings to the report; ``versions``: of everything that decides the result: a
    changed one makes every letter be read again.
    """

    check_letter: Check
    make_store: Callable[[Sequence[Path], Path], None]
    check_graph: Callable[[Path, Sequence[Json]], Report]
    versions: Mapping[str, str]


def build(paths: Sequence[Path], out: Path, rooms: Rooms, settings: Settings) -> Summary:
    """Make ``out`` hold the graph of exactly the letters in ``paths``: files, folders and zip archives of them.

    Letters whose bytes and versions are those of the graph in ``out`` are not read again; when all are, nothing is written.
    Raises GongwenError when another build holds ``out``, or ``out`` is something else than a graph's directory.
    """
    try:
        require_ours(out)
        out.mkdir(parents=True, exist_ok=True)
        with held(out):
            return _Build(out, rooms, settings).run(paths)
    except OSError as error:
        raise ArchiveError(f"{out} cannot be written: {error.strerror or type(error).__name__} ({error.filename or out})") from None


@dataclass(slots=True)
class _Build:
    out: Path
    rooms: Rooms
    settings: Settings
    files: Files = field(init=False)
    old: Json = field(init=False)
    said: dict[str, Json] = field(default_factory=dict)
    read: int = 0

    def run(self, paths: Sequence[Path]) -> Summary:
        self.files = Files(self.out)
        self.old = load(self.out) or {}
        self.files.finish_and_clean(self.old)
        versions = {**self.rooms.versions, **self.settings.recorded()}
        judgements = read_judgements(self.out / JUDGEMENTS)
        same_versions = self.old.get("versions") == versions
        inputs = gather(paths, self.out, self.old if same_versions else {}, self.settings.limits)
        letters = self._letters(inputs, digest(versions), self.old.get("letters", {}) if same_versions else {})
        rejected = sorted(set(inputs.rejected), key=lambda r: (r.source, r.reason))
        if not letters:
            return self._kept(rejected, inputs)
        self._meet(letters)
        manifest: Json = {
            "format": FORMAT,
            "versions": versions,
            "inputs": [entry for _, entry in sorted(inputs.known.items())],
            "rejected": [{"file": r.source, "sha256": r.sha256, "reason": r.reason, "advice": r.advice} for r in rejected],
            "letters": letters,
            "judgements": digest([judgement.line() for judgement in judgements]),
        }
        if self._unchanged(manifest):
            return summary_of(self.old, read=self.read, changed=False, passed_over=inputs.passed_over)
        self._publish(manifest, judgements)
        return summary_of(manifest, read=self.read, changed=True, passed_over=inputs.passed_over)

    def _letters(self, inputs: Inputs, run: str, old: Mapping[str, Json]) -> Json:
        """The manifest's letters by key: the files of each written, those of ``old`` that are still whole taken over."""
        letters = {(entry["source"], key): entry for key, entry in old.items() if self.files.whole(entry)}
        letters |= self._extract(inputs, [task for task in inputs.tasks if (task.source, task.sha256) not in inputs.known], run)
        # Known texts whose files are damaged, or that now stand under another file's name, are read again.
        lacking = [tasks[0] for key, tasks in inputs.by_letter().items() if (tasks[0].source, key) not in letters]
        letters |= self._extract(inputs, lacking, run)
        return {
            key: {name: value for name, value in letters[tasks[0].source, key].items() if name not in ("same_as", "differences")}
            | {"sources": sorted({task.source for task in tasks})}
            for key, tasks in inputs.by_letter().items()
            if (tasks[0].source, key) in letters
        }

    def _extract(self, inputs: Inputs, tasks: Sequence[Task], run: str) -> dict[tuple[str, str], Json]:
        """Read files in worker processes and write their letters as they come; note letter or rejection in ``inputs``."""
        settings = self.settings
        work = LetterWork(settings.base, self.rooms.versions["extractor"], self.rooms.check_letter, settings.proposers, settings.limits)
        workers = batch.worker_count(len(tasks), self.settings.workers)
        entries: dict[tuple[str, str], Json] = {}
        with batch.progress(len(tasks)) as advance, closing(batch.run_all(work, tasks, workers=workers, limits=settings.limits)) as results:
            for task, result in zip(tasks, results, strict=True):
                advance()
                inputs.known.pop((task.source, task.sha256), None)
                match result:
                    case Printed():
                        inputs.known[task.source, task.sha256] = {
                            "file": task.source,
                            "place": task.place,
                            "sha256": task.sha256,
                            "letter": result.key,
                            **result.file,
                        }
                        entries[result.source, result.key] = self.files.write_letter(result, run)
                        self.read += 1
                    case Rejected():
                        inputs.rejected.append(result)
                    case batch.Crash(reason, advice):
                        inputs.rejected.append(Rejected(task.place, reason, advice))
        return entries

    def _meet(self, letters: Json) -> None:
        """Mark the letters that are another file's: ``same_as`` and what they say otherwise."""
        said = self.said = {key: json.loads(self.files.said(entry["name"]).read_bytes()) for key, entry in letters.items()}
        versions = [
            Version(key, entry, said[key], partial(self.files.text(entry["name"]).read_text, encoding="utf-8"))
            for key, entry in letters.items()
        ]
        for key, standing in same_letters(versions).items():
            found = list(differences(said[standing]["items"], said[key]["items"]))
            letters[key] = letters[key] | {"same_as": standing, "differences": found}

    def _unchanged(self, manifest: Json) -> bool:
        old = self.old
        same = all(manifest[part] == old.get(part) for part in manifest)
        return same and self.files.graph_whole(old["graph"])

    def _publish(self, manifest: Json, judgements: Sequence[Judgement]) -> None:
        """Store and reports beside the old ones, then the manifest, then the old ones away."""
        base = self.settings.base
        standing = {key: entry for key, entry in sorted(manifest["letters"].items()) if "same_as" not in entry}
        resolution = resolve(together(Entities.from_json(self.said[key]["entities"]) for key in standing), judgements)
        about = {
            "reference.nq": reference_nquads(base, resolution),
            "resolution.nq": resolution_nquads(resolution, base),
            "sources.nq": sources_nquads(manifest["inputs"], manifest["letters"], base),
        }
        for name, data in about.items():
            write_durably(self.out / f"{name}.next", data)
        paths = [*sorted(self.files.nquads(entry["name"]) for entry in standing.values()), *(self.out / f"{name}.next" for name in about)]
        quads = digest({entry["name"]: entry["nquads_sha256"] for entry in standing.values()} | {"": list(map(sha256, about.values()))})
        store = f"store-{digest([quads, manifest['versions']])[:16]}"
        self._make_store(paths, store)
        findings = [finding for entry in standing.values() for finding in entry["findings"]]
        findings += self.rooms.check_letter(about["sources.nq"] + about["resolution.nq"])
        report = self.rooms.check_graph(self.out / store, findings)
        contents = about | {
            "resolution.jsonl": "".join(judgement.line() for judgement in resolution.judgements).encode(),
            "validation.ttl": report.turtle,
            "validation.txt": report.table,
            "rejected.csv": rejected_csv(manifest["rejected"]),
        }
        for name in REPORTS:
            if name not in about:
                write_durably(self.out / f"{name}.next", contents[name])
        manifest["graph"] = {
            "store": store,
            "nquads_sha256": quads,
            "files": {name: sha256(data) for name, data in contents.items()},
            "violations": report.violations,
            "warnings": report.warnings,
        }
        sync_directory(self.out)
        commit(self.out, dump(manifest))
        self.files.finish_and_clean(manifest, keep=self.old.get("graph", {}).get("store"))

    def _make_store(self, paths: Sequence[Path], name: str) -> None:
        if (self.out / name).is_dir() and self.files.store_whole(name):
            return  # the same graph was built before (an input went and came back), or only a report is made anew
        part = self.out / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(self.out / name, ignore_errors=True)
        self.rooms.make_store(paths, part)
        os.rename(part, self.out / name)

    def _kept(self, rejected: Sequence[Rejected], inputs: Inputs) -> Summary:
        graph = self.old.get("graph", {})
        told = tuple((r.source, r.reason, r.advice) for r in rejected)
        passed_over = tuple(sorted(inputs.passed_over.items()))
        counts = graph.get("violations", 0), graph.get("warnings", 0)
        return Summary(0, 0, {}, *counts, told, changed=False, kept=True, passed_over=passed_over)
