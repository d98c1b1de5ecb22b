"""A judgement: whether two things are one, who says so, when and why."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from ontology.errors import InputError

VERSION = 1
_FIELDS = ("a", "b", "outcome", "who", "when", "why")


class Outcome(StrEnum):
    """What a judgement says of two things."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """``a``, ``b``: ids (``extract.resolution.records``), ``a`` < ``b``; ``who``: a person, or the rule; ``when``: an ISO 8601 date, for a
    rule the date of its table; ``why``: a sentence."""

    a: str
    b: str
    outcome: Outcome
    who: str
    when: str
    why: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.a, self.b

    def line(self) -> str:
        """One line of a JSONL file."""
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, sort_keys=True) + "\n"


def judged(one: str, other: str, outcome: Outcome, *, who: str, when: str, why: str) -> Judgement:
    """The judgement of two things, in the order that makes it comparable."""
    a, b = sorted((one, other))
    return Judgement(a, b, outcome, who, when, why)


def read_judgements(path: Path) -> list[Judgement]:
    """A file's judgements, of each pair the last; none when there is no file. InputError for a line that is none, with its number."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not at U+2028, which a reason may hold
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise InputError("no UTF-8 text", "mend the file, or take it away", path) from None
    found: dict[tuple[str, str], Judgement] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            judgement = _parsed(line, number, path)
            found[judgement.pair] = judgement
    return list(found.values())


def _parsed(line: str, number: int, path: Path) -> Judgement:
    advice = f"mend line {number} or take it away: a, b (ids), outcome (same, different, unsure), who, when and why are strings"
    try:
        data = json.loads(line)
        if data.get("version", VERSION) != VERSION:
            raise InputError(f"line {number}: a judgement of version {data['version']}", "use the version of Gongwen that wrote it", path)
        values = [data[name] for name in _FIELDS]
        if not all(isinstance(value, str) for value in values) or data["a"] == data["b"]:
            raise ValueError
        return judged(data["a"], data["b"], Outcome(data["outcome"]), who=data["who"], when=data["when"], why=data["why"])
    except (ValueError, KeyError, AttributeError, TypeError):
        raise InputError(f"line {number} is no judgement", advice, path) from None
