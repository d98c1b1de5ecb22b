"""What a build did, for the person who asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.archive.manifest import Json
from extract.views.labels import label


@dataclass(frozen=True, slots=True)
class Summary:
    """``letters`` in the graph, ``read`` of them now; ``facts``: number by kind; ``rejected``: (file, reason), sorted; ``changed``: the
    directory holds a new graph; ``kept``: no letter could be read, so the earlier graph (if any) was left as it is."""

    letters: int
    read: int
    facts: dict[str, int]
    violations: int
    warnings: int
    rejected: tuple[tuple[str, str], ...]
    changed: bool
    kept: bool = False

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
            yield f"修复 repairs: {self.facts.get('Repair', 0)}"
            yield f"违规 violations: {self.violations}，警告 warnings: {self.warnings}"
        yield f"未收 rejected: {len(self.rejected)}"
        for file, reason in self.rejected:
            yield f"  {file}: {reason}"


def summary_of(manifest: Json, *, read: int, changed: bool) -> Summary:
    """The summary of a build whose graph a manifest describes."""
    facts: dict[str, int] = {}
    for entry in manifest["letters"].values():
        for kind, number in entry["facts"].items():
            facts[kind] = facts.get(kind, 0) + number
    return Summary(
        letters=len(manifest["letters"]),
        read=read,
        facts=dict(sorted(facts.items())),
        violations=manifest["graph"]["violations"],
        warnings=manifest["graph"]["warnings"],
        rejected=tuple((entry["file"], entry["reason"]) for entry in manifest["rejected"]),
        changed=changed,
    )
