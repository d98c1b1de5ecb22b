"""A graph on disk, made from letters: read what changed, write beside, swap in.

A graph directory holds::

    manifest.json            what is in the graph and what it was made from; replacing it commits a build
    letters/NAME.nq, .txt    what each letter says (N-Quads, one named graph), and the text it says it in, private data blacked out
    letters/NAME.json        the same item by item, to compare it with the same letter from another file; the bodies it names
    sources.nq               the files: hashes, kinds, sizes, readers, and where two files of one letter differ
    resolution.nq, .jsonl    which bodies and documents of the letters are one, and the judgements that say so
    judgements.jsonl         what people said of that; a build reads it and never writes it
    reference.nq             the ontology, the schemes and the places the letters refer to
    links/NAME.jsonl         links to other data sets, one file per data set that was linked; every build keeps them
    links.nq                 those of them whose subject is in the graph, and those of places that come with the program
    description.nq, .ttl     what the data set is and holds: DCAT 3 and VoID
    store-VERSION/           the Oxigraph store made from the N-Quads; the one before it stays for processes that still read it
    validation.ttl, .txt     what the shapes find, as a SHACL report and as a table
    rejected.csv             the inputs that are no letters, and why

Names of letter files and stores tell their content, so a build never writes over what the committed manifest names. A build that is
killed leaves files nobody names; the next one takes them away. Everything but the store's own files is the same, byte for byte, for
the same inputs and versions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from extract import batch
from extract.archive.directory import JUDGEMENTS, Files, require_ours
from extract.archive.inputs import Inputs, gather
from extract.archive.lock import held
from extract.archive.manifest import FORMAT, Json, digest, load
from extract.archive.publish import Report, Rooms, publish
from extract.archive.same import Version, differences, same_letters
from extract.archive.summary import Summary, summary_of
from extract.archive.work import LetterWork, Printed, Rejected, Task
from extract.reading.limits import DEFAULTS, Limits
from extract.resolution.judgement import read_judgements
from ontology.errors import GongwenError
from ontology.namespaces import ID_BASE

__all__ = ["ArchiveError", "Report", "Rooms", "Settings", "build"]


@dataclass(frozen=True, slots=True)
class Settings:
    """``base``: IRI the data's IRIs start with; ``proposers``: whether the people a letter is addressed to are kept; ``workers``: at
    most so many processes read (None: one per processor); ``limits``: how much a file may ask of the machine; ``licence``: IRI of the terms
    the data may be used on; ``publisher``: IRI or name of who publishes them. Both are the user's to say, and left out when not given."""

    base: str = ID_BASE
    proposers: bool = True
    workers: int | None = None
    limits: Limits = DEFAULTS
    licence: str | None = None
    publisher: str | None = None

    def recorded(self) -> dict[str, str]:
        """What decides the graph, for the manifest."""
        return {"id_base": self.base, "proposers": "kept" if self.proposers else "dropped", "limits": digest(asdict(self.limits))[:16]}


class ArchiveError(GongwenError):
    """A graph directory that cannot be written."""


def build(paths: Sequence[Path], out: Path, rooms: Rooms, settings: Settings, standard_input: bytes | None = None) -> Summary:
    """Make ``out`` hold the graph of exactly the letters in ``paths``: files, folders and zip archives of them.

    ``standard_input`` is what the path ``-`` holds.

    Letters whose bytes and versions are those of the graph in ``out`` are not read again; when all are, nothing is written.
    Raises GongwenError when another build holds ``out``, or ``out`` is something else than a graph's directory.
    """
    try:
        require_ours(out)
        out.mkdir(parents=True, exist_ok=True)
        with held(out):
            return _Build(out, rooms, settings, standard_input).run(paths)
    except OSError as error:
        reason = error.strerror or " ".join(str(error).split()) or type(error).__name__
        raise ArchiveError(
            f"{error.filename or out} cannot be written ({reason}): make room or check permissions, then build again"
        ) from None


@dataclass(slots=True)
class _Build:
    out: Path
    rooms: Rooms
    settings: Settings
    standard_input: bytes | None
    files: Files = field(init=False)
    old: Json = field(init=False)
    read: int = 0

    def run(self, paths: Sequence[Path]) -> Summary:
        self.files = Files(self.out)
        self.old = load(self.out) or {}
        self.files.finish_and_clean(self.old)
        versions = {**self.rooms.versions, **self.settings.recorded()}
        same_versions = self.old.get("versions") == versions
        inputs = gather(paths, self.out, self.old if same_versions else {}, self.settings.limits, self.standard_input)
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
            "judgements": digest([judgement.line() for judgement in read_judgements(self.out / JUDGEMENTS)]),
            "links": self.old.get("links", []),
            "about": {"licence": self.settings.licence, "publisher": self.settings.publisher},
        }
        if self._unchanged(manifest):
            return summary_of(self.old, read=self.read, changed=False, passed_over=inputs.passed_over)
        publish(self.out, self.rooms, manifest, self.old)
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
        version, check = self.rooms.versions["extractor"], self.rooms.check_letter
        work = LetterWork(settings.base, version, check, settings.proposers, settings.limits, self.standard_input)
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
                        inputs.reject(task, result.reason, result.advice, result.sha256)
                    case batch.Crash(reason, advice):
                        inputs.reject(task, reason, advice)
        return entries

    def _meet(self, letters: Json) -> None:
        """Mark the letters that are another file's: ``same_as`` and what they say otherwise."""
        said = {key: json.loads(self.files.said(entry["name"]).read_bytes()) for key, entry in letters.items()}
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

    def _kept(self, rejected: Sequence[Rejected], inputs: Inputs) -> Summary:
        graph = self.old.get("graph", {})
        told = tuple((r.source, r.reason, r.advice) for r in rejected)
        passed_over = tuple(sorted(inputs.passed_over.items()))
        counts = graph.get("violations", 0), graph.get("warnings", 0)
        return Summary(0, 0, {}, *counts, told, changed=False, kept=True, passed_over=passed_over)
