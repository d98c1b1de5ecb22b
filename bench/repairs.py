"""How often damaged text is read as it was meant, and what that does for the facts, measured by damaging sound letters.

    python bench/repairs.py                       # a table
    python bench/repairs.py tests/letters --every 5 --format json

Each kind of damage is done to one place at a time: the reading is *restored* when the mended text is that of the sound letter, *left* when
nothing was changed, *wrong* otherwise. Then each letter is damaged in one place of ``--every`` at once, read with the repairs and without,
and compared with its gold file. The last line tells the same of the letters as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.evaluation import evaluate  # noqa: E402
from extract.facts import Letter  # noqa: E402
from extract.mending import mended  # noqa: E402
from extract.pipeline import LetterTokenizer  # noqa: E402
from extract.reader import Reader  # noqa: E402
from extract.repair_rules import repair_rules  # noqa: E402
from extract.view import Line, is_page_number, paragraph_width, split_lines  # noqa: E402
from ontology.errors import InputError  # noqa: E402

FIELDS = ("document_numbers", "documents", "cosigned", "issued", "organizations", "letter.issue_date", "letter")
RESTORED, LEFT, WRONG = "restored", "left", "wrong"

APART = 8  # characters between two damaged places, so that a term is damaged once
Edit = tuple[int, int, str]  # start, end, what is printed instead
_NUMERAL = "[一二三四五六七八九十]{1,3}"


def lost(before: str, what: str, after: str) -> Callable[[str], Iterator[Edit]]:
    """Characters lost between two patterns."""
    pattern = re.compile(f"(?:{before})(?P<lost>{what})(?={after})")
    return lambda text: ((*match.span("lost"), "") for match in pattern.finditer(text))


def brackets(text: str) -> Iterator[Edit]:
    """Both brackets of a document number lost."""
    return ((match.start(), match.end(), match[1]) for match in re.finditer(r"[〔\[](\d{4})[〕\]](?=\d{1,4}号)", text))


def odd_bracket(text: str) -> Iterator[Edit]:
    """The closing bracket of a document number another one."""
    return ((match.end() - 1, match.end(), "}") for match in re.finditer(r"〔\d{4}〕(?=\d{1,4}号)", text))


def doubled_mark(text: str) -> Iterator[Edit]:
    return ((match.start(), match.end(), match.group() * 2) for match in re.finditer("[。，、；《](?![。，、；《])", text))


def in_terms(text: str) -> Iterator[tuple[int, str]]:
    """The fixed terms of a text, the longest at each place."""
    known = {form.term for forms in repair_rules().terms.forms.values() for form in forms}
    terms = re.compile("|".join(map(re.escape, sorted(known, key=lambda term: (-len(term), term)))))
    return ((match.start(), match.group()) for match in terms.finditer(text))


def doubled(text: str) -> Iterator[Edit]:
    return ((start + at, start + at + 1, char * 2) for start, term in in_terms(text) for at, char in enumerate(term))


def swapped(text: str) -> Iterator[Edit]:
    return (
        (start + at, start + at + 2, other + one)
        for start, term in in_terms(text)
        for at, (one, other) in enumerate(pairwise(term))
        if one != other
    )


KINDS: dict[str, Callable[[str], Iterator[Edit]]] = {
    "number: 〔 lost": lost("", r"[〔\[]", r"\d{4}[〕\]]\d{1,4}号"),
    "number: 〕 lost": lost(r"[〔\[]\d{4}", r"[〕\]]", r"\d{1,4}号"),
    "number: 〔〕 lost": brackets,
    "number: 〕 printed }": odd_bracket,
    "number: 号 lost": lost(r"[〔\[]\d{4}[〕\]]\d{1,4}", "号", ""),
    "date: 年 lost": lost(r"(?:19|20)\d{2}", "年", r"\d{1,2}月"),
    "date: 月 lost": lost(r"(?:19|20)\d{2}年\d{1,2}", "月", r"\d{1,2}日"),
    "date: 日 lost": lost(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}", "日", ""),
    "proposal: 第 lost": lost("", "第", r"\d{2,14}号(?:提案|建议)"),
    "proposal: 号 lost": lost(r"第\d{2,14}", "号", "的?(?:提案|建议)"),
    "session: 届 lost": lost(_NUMERAL, "届", f"(?:人大|政协)?{_NUMERAL}次会议"),
    "session: 次 lost": lost(f"届(?:人大|政协)?{_NUMERAL}", "次", "会议"),
    "》 lost": lost("", "》", ""),
    "” lost": lost("", "”", ""),
    "） lost": lost("", "[）)]", ""),
    "mark doubled": doubled_mark,
    "character of a term doubled": doubled,
    "neighbours of a term swapped": swapped,
}


@dataclass(frozen=True)
class Measure:
    """``places``: how many were damaged one at a time; the F1 of each field with the repairs and without, all of ``--every`` at once."""

    kind: str
    places: int
    restored: int
    left: int
    wrong: int
    with_repairs: dict[str, float]
    without: dict[str, float]


def width_of(lines: Sequence[Line]) -> int | None:
    return paragraph_width([line for line in lines if not is_page_number(line)])


def sound(text: str) -> str:
    """The mended text, white space left out."""
    lines = split_lines(text)
    return "".join(line.tight for line in mended(text, lines, width_of(lines))[0])


def tight(text: str) -> str:
    return "".join(line.tight for line in split_lines(text))


def printed(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits made that do not overlap."""
    pieces: list[str] = []
    position = 0
    for start, end, words in edits:
        if start >= position:
            pieces += text[position:start], words
            position = end
    return "".join([*pieces, text[position:]])


def outcomes(damage: Callable[[str], Iterator[Edit]], letters: Sequence[str], every: int) -> Counter[str]:
    """What becomes of each damaged place."""
    counts: Counter[str] = Counter()
    for letter in letters:
        meant, unmended = sound(letter), tight(letter)
        for edit in list(damage(letter))[::every]:
            damaged = printed(letter, [edit])
            read = sound(damaged)
            # What is mended elsewhere in the letter does not count.
            untouched = tight(damaged) if meant == unmended else None
            counts[RESTORED if read == meant else LEFT if read == untouched else WRONG] += 1
    return counts


def scores(damage: Callable[[str], Iterator[Edit]] | None, folder: Path, reader: Reader, every: int) -> dict[str, float]:
    """The F1 of each field for letters that are damaged throughout."""

    def edits(text: str) -> list[Edit]:
        chosen: list[Edit] = []
        for edit in list(damage(text))[::every] if damage else []:
            if not chosen or edit[0] - chosen[-1][1] >= APART:
                chosen.append(edit)
        return chosen

    def read(text: str, source: str) -> Letter:
        damaged = printed(text, edits(text))
        try:
            return reader.read(damaged, source)
        except InputError:
            return Letter("", source, damaged, (), (), ())  # too damaged to be known for a letter: nothing is found

    found = evaluate(folder, folder, read)
    return {name: round(found.score(name).f1, 4) for name in FIELDS}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "tests" / "letters", help="folder of letters and their gold files")
    parser.add_argument("--every", type=int, default=3, help="damage one place of so many (default 3)")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.folder.glob("*.txt"))]
    if not texts or options.every < 1:
        parser.error(f"{options.folder}: no .txt letters in it" if not texts else "--every must be 1 or more")
    plain = [text for text in texts if sound(text) == tight(text)]  # damage is done to letters that have none
    mending, reading = Reader(), Reader()
    reading.nlp.tokenizer = LetterTokenizer(reading.nlp.vocab, mend=False)
    measures = []
    for kind, damage in KINDS.items():
        counts = outcomes(damage, plain, options.every)
        with_repairs, without = (scores(damage, options.folder, reader, options.every) for reader in (mending, reading))
        measures.append(
            Measure(kind, counts.total(), counts[RESTORED], counts[LEFT], counts[WRONG], with_repairs, without),
        )
    base = scores(None, options.folder, mending, 1), scores(None, options.folder, reading, 1)
    if options.format == "json":
        print(json.dumps({"sound": len(plain), "letters": len(texts), "as_they_are": base, "kinds": [asdict(m) for m in measures]}))
        return
    print(f"{len(texts)} letters, {len(plain)} of them without a repair; F1 without repairs → with them")
    print(f"{'':<34}{'places':>7}{'restored':>9}{'left':>6}{'wrong':>6}  " + "".join(f"{name:>20}" for name in FIELDS))
    for m in measures:
        moves = "".join(f"{m.without[name]:>12.3f} → {m.with_repairs[name]:.3f}" for name in FIELDS)
        print(f"{m.kind:<34}{m.places:>7}{m.restored:>9}{m.left:>6}{m.wrong:>6}  {moves}")
    print(f"{'as they are':<62}  " + "".join(f"{base[1][name]:>12.3f} → {base[0][name]:.3f}" for name in FIELDS))


if __name__ == "__main__":
    main()
