"""What a build did, for the person who asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.archive.manifest import Json
from extract.views.labels import label
from ontology.printable import on_a_line


@dataclass(frozen=True, slots=True)
class Summary:
    """``letters`` in the graph, ``read`` of them now; ``facts``: number by kind; ``rejected``: (file, reason, advice), sorted;
    ``changed``: the directory holds a new graph; ``kept``: no letter could be read, so the earlier graph (if any) was left as it is;
    ``merged``: files of a letter that another file gives, with so many ``differences``; ``passed_over``: (ending, number) of files that
    are no letters by their names; ``subjects_gone``: (linked file, number of things its links are of that the graph no longer holds);
    ``same``: bodies and documents that stand for another of theirs; ``unsure``: pairs that nobody has decided; ``unlisted_places``: that
    no list knows, or of which the letter does not tell which they are."""

    letters: int
    read: int
    facts: dict[str, int]
    violations: int
    warnings: int
    rejected: tuple[tuple[str, str, str], ...]
    changed: bool
    kept: bool = False
    merged: int = 0
    differences: int = 0
    passed_over: tuple[tuple[str, int], ...] = ()
    same: int = 0
    unsure: int = 0
    unlisted_places: int = 0
    subjects_gone: tuple[tuple[str, int], ...] = ()

    @property
    def sound(self) -> bool:
        """Nothing rejected, nothing violated."""
        return not self.rejected and not self.violations

    def lines(self) -> Iterator[str]:
        """The summary as text."""
        if self.kept:
            yield "没有读到公文，原有图谱未改动 no letter could be read; an earlier graph is left as it is"
        else:
            state = "" if self.changed else "，图谱未变 nothing changed"
            yield f"公文 letters: {self.letters} (新读 read {self.read}，未变 unchanged {max(self.letters - self.read, 0)}){state}"
            yield f"事实 facts: {sum(self.facts.values())}"
            for kind, number in sorted(self.facts.items(), key=lambda item: (-item[1], item[0])):
                name = label("kind", kind)
                yield f"  {name.zh} {name.en}: {number}"
            if self.merged:
                yield f"同一公文 files of a letter that another file gives: {self.merged}，不同之处 differences: {self.differences}"
            yield f"修复 repairs: {self.facts.get('Repair', 0)}"
            yield f"归并 bodies and documents under several names: {self.same}，未定 undecided pairs: {self.unsure}"
            if self.unlisted_places:
                yield f"未列地名 places no list knows: {self.unlisted_places}"
            for file, number in self.subjects_gone:
                yield f"链接主体已不在图谱，链接保留而未载入 links kept but not loaded, their subjects have left the graph: {file} {number}"
            yield f"违规 violations: {self.violations}，警告 warnings: {self.warnings}"
        yield f"未收 rejected: {len(self.rejected)}"
        for file, reason, advice in self.rejected:
            yield f"  {on_a_line(file)}: {on_a_line(reason)}; {on_a_line(advice)}"
        if self.passed_over:
            kinds = "，".join(f"{ending} {number}" for ending, number in self.passed_over)
            yield f"略过 files of other kinds passed over: {sum(number for _, number in self.passed_over)} ({kinds})"


def summary_of(manifest: Json, *, read: int, changed: bool, passed_over: Mapping[str, int]) -> Summary:
    """The summary of a build whose graph a manifest describes."""
    facts: dict[str, int] = {}
    letters = [entry for entry in manifest["letters"].values() if "same_as" not in entry]
    merged = [entry for entry in manifest["letters"].values() if "same_as" in entry]
    for entry in letters:
        for kind, number in entry["facts"].items():
            facts[kind] = facts.get(kind, 0) + number
    return Summary(
        letters=len(letters),
        read=read,
        facts=dict(sorted(facts.items())),
        violations=manifest["graph"]["violations"],
        warnings=manifest["graph"]["warnings"],
        rejected=tuple((entry["file"], entry["reason"], entry["advice"]) for entry in manifest["rejected"]),
        changed=changed,
        merged=len(merged),
        differences=sum(len(entry["differences"]) for entry in merged),
        passed_over=tuple(sorted(passed_over.items())),
        same=manifest["graph"]["merged"],
        unsure=manifest["graph"]["unsure"],
        unlisted_places=manifest["graph"]["unlisted_places"],
        subjects_gone=tuple(
            (entry["file"], len(gone)) for entry in manifest["links"] if (gone := manifest["graph"]["subjects_gone"].get(entry["name"], []))
        ),
    )
