"""How much of what a careful reader finds the reader finds: precision, recall and F1 per field against gold files."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.evaluation.fields import FIELDS, HEADER, Field
from extract.evaluation.gold import Gold, GoldError, read_golds, text_of
from extract.evaluation.items import Item
from extract.facts import Letter
from extract.mask import masked
from extract.views.plain import letter_json

Read = Callable[[str, str], Letter]

PRIVATE = "private"
OVERALL = "letter"
TOTAL = "total"


@dataclass(frozen=True)
class Error:
    """``kind``: ``miss`` (in the gold only), ``false`` (found only; then ``quote`` is its evidence) or ``leak`` (private data found)."""

    field: str
    letter: str
    kind: str
    value: str
    quote: str = ""


@dataclass(frozen=True)
class Score:
    """Counts of one field; the ratios are 1 where there was nothing to find or nothing found."""

    field: str
    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        wrong = self.fp + self.fn
        return 2 * self.tp / (2 * self.tp + wrong) if self.tp + wrong else 1.0


@dataclass(frozen=True)
class Evaluation:
    """``scores``: one per field, in the order of ``FIELDS``; ``found_errors``: every miss, false hit and leak.

    ``read``: the letters were read, so that leaks were looked for; two gold folders tell of none.
    """

    letters: tuple[str, ...]
    scores: tuple[Score, ...]
    found_errors: tuple[Error, ...]
    read: bool = True

    def score(self, field: str) -> Score:
        """One field's score, ``letter`` (all header fields) or ``total`` (all fields); KeyError for another name."""
        return {score.field: score for score in self.rows()}[field]

    def rows(self) -> list[Score]:
        """All fields' scores, then the header fields and all fields together (micro)."""
        header = {field.name for field in HEADER}
        return [*self.scores, summed(OVERALL, [s for s in self.scores if s.field in header]), summed(TOTAL, list(self.scores))]

    def errors(self, field: str) -> list[Error]:
        """The misses and false hits of a field (``private``: the leaks; ``letter``, ``total``: of all the fields they sum)."""
        header = {f.name for f in HEADER}
        wanted = {OVERALL: header, TOTAL: {s.field for s in self.scores}}.get(field, {field})
        return [error for error in self.found_errors if error.field in wanted]

    @property
    def leaks(self) -> list[Error]:
        return self.errors(PRIVATE)

    def table(self) -> str:
        """A text table, one row per field, and the number of leaks."""
        lines = [f"{'field':<24}{'tp':>5}{'fp':>5}{'fn':>5}{'precision':>11}{'recall':>9}{'F1':>8}"]
        for s in self.rows():
            lines.append(f"{s.field:<24}{s.tp:>5}{s.fp:>5}{s.fn:>5}{s.precision:>11.3f}{s.recall:>9.3f}{s.f1:>8.3f}")
        leaks = f"; private strings leaked: {len(self.leaks)}" if self.read else ""
        lines.append(f"letters: {len(self.letters)}{leaks}")
        return "\n".join(lines)

    def to_json(self) -> str:
        """The same as JSON, with every error."""
        fields = {
            s.field: {"tp": s.tp, "fp": s.fp, "fn": s.fn} | {k: round(getattr(s, k), 6) for k in ("precision", "recall", "f1")}
            for s in self.rows()
        }
        errors = [dataclasses.asdict(error) for error in self.found_errors]
        return json.dumps(
            {"letters": self.letters, "fields": fields, "leaks": len(self.leaks), "errors": errors}, ensure_ascii=False, indent=1
        )


def summed(name: str, scores: list[Score]) -> Score:
    return Score(name, sum(s.tp for s in scores), sum(s.fp for s in scores), sum(s.fn for s in scores))


def matched(field: Field, gold: list[Item], found: list[Item]) -> dict[int, int]:
    """The largest one-to-one matching, found index → gold index (Kuhn's augmenting paths; the lists are short)."""
    edges = [[g for g, wanted in enumerate(gold) if field.same(wanted, item)] for item in found]
    taken: dict[int, int] = {}

    def place(f: int, seen: set[int]) -> bool:
        for g in edges[f]:
            if g not in seen:
                seen.add(g)
                if g not in taken or place(taken[g], seen):
                    taken[g] = f
                    return True
        return False

    for f in range(len(found)):
        place(f, set())
    return {f: g for g, f in taken.items()}


def compared(field: Field, letter: str, wanted: list[Item], found: list[Item]) -> tuple[Score, list[Error]]:
    """One field of one letter: what should be there and what is."""
    pairs = matched(field, wanted, found)
    hit = set(pairs.values())
    misses = [Error(field.name, letter, "miss", item.shown) for i, item in enumerate(wanted) if i not in hit and not item.optional]
    false = [
        Error(field.name, letter, "false", item.shown, item.quote) for i, item in enumerate(found) if i not in pairs and not item.optional
    ]
    right = sum(not (wanted[g].optional or found[f].optional) for f, g in pairs.items())
    return Score(field.name, right, len(false), len(misses)), misses + false


def printed_strings(value: object) -> Iterator[str]:
    """Every string and number of a JSON value, at any depth, without white space."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from printed_strings(item)
    else:
        yield "".join(str(value).split())


def leaked(gold: Gold, letter: Letter) -> list[Error]:
    """The private strings that stand in the letter's JSON, evidence included, or in its text as the views print it.

    One error a string, its quote the first place.
    """
    printed = [*printed_strings(letter_json(letter)), *printed_strings(masked(letter.text, letter.private).splitlines())]
    places = {secret: next((text for text in printed if "".join(secret.split()) in text), None) for secret in gold.private}
    return [Error(PRIVATE, gold.id, "leak", secret, text) for secret, text in places.items() if text is not None]


def evaluate(gold_dir: Path, letters_dir: Path, reader: Read | None = None) -> Evaluation:
    """Reads every letter that ``gold_dir`` has a gold file for and compares.

    ``gold_dir``: ``*.json``, whose ``id`` is the stem of ``letters_dir/<id>.txt``; ``reader``: text and source name → letter, by default
    ``extract.reader.Reader().read``. A bad gold file or a missing letter is a ``GoldError`` of one line.
    """
    if reader is None:
        from extract.reader import Reader  # not at import: loading the pipeline is slow and an own reader needs none of it

        reader = Reader().read
    golds = read_golds(gold_dir)
    tally = _Tally()
    for gold in golds:
        source = f"{gold.id}.txt"
        letter = reader(text_of(letters_dir / source, "letter"), source)
        for field in FIELDS:
            tally.add(field, gold.id, field.gold(gold), field.found(letter))
        tally.errors.extend(leaked(gold, letter))
    return tally.evaluation(golds)


def agreement(gold_dir: Path, second_dir: Path) -> Evaluation:
    """How far a second reader's gold agrees with the first's: a miss is what only the first has, a false hit what only the second has.

    The letters that both folders have are compared; ``GoldError`` when there are none.
    """
    second = {gold.id: gold for gold in read_golds(second_dir)}
    both = [gold for gold in read_golds(gold_dir) if gold.id in second]
    if not both:
        raise GoldError(f"{second_dir}: no gold file of a letter that {gold_dir} has; name the second reader's folder")
    tally = _Tally()
    for gold in both:
        for field in FIELDS:
            other = field.gold(second[gold.id])
            if other is not None:
                tally.add(field, gold.id, field.gold(gold), other)
    return dataclasses.replace(tally.evaluation(both), read=False)


class _Tally:
    """The scores and errors of all letters so far."""

    def __init__(self) -> None:
        self.scores = {field.name: Score(field.name) for field in FIELDS}
        self.errors: list[Error] = []

    def add(self, field: Field, letter: str, wanted: list[Item] | None, found: list[Item]) -> None:
        """One field of one letter; a field that the gold leaves out is not scored."""
        if wanted is None:
            return
        score, wrong = compared(field, letter, wanted, found)
        self.scores[field.name] = summed(field.name, [self.scores[field.name], score])
        self.errors.extend(wrong)

    def evaluation(self, golds: list[Gold]) -> Evaluation:
        return Evaluation(tuple(gold.id for gold in golds), tuple(self.scores.values()), tuple(self.errors))
