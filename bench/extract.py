"""How fast letters are read, beside other ways to find names in Chinese text, measured in one run.

    pip install -e ".[bench]" && python bench/extract.py            # a table
    python bench/extract.py --format json tests/letters --rounds 5

Ours goes the whole way from text to facts. The peers do less: spaCy's blank Chinese pipeline with an EntityRuler of 3,000 phrases finds
listed phrases only; jieba.posseg and LAC segment and tag words. LAC is measured where it is installed (``pip install LAC paddlepaddle``).
Each is run over all letters ``--rounds`` times in this process, on one core; its best round counts (CPU time). Figures depend on the
machine: compare the ratios.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PHRASES = 3000
# What is repeated to make a text ten times as long: its paragraphs, between head and signature.
TIMES = 10

Run = Callable[[str], object]


@dataclass(frozen=True)
class Measure:
    """``speed``: characters a second; ``ratio``: our speed over this one's."""

    name: str
    speed: float
    ratio: float


def ours() -> Run:
    """Text → facts."""
    from extract.reader import Reader

    reader = Reader()
    return lambda text: reader.read(text, "letter.txt")


def entity_ruler() -> Run:
    """Text → listed phrases: places and bodies named after them."""
    import spacy

    nlp = spacy.blank("zh")
    with (ROOT / "ontology" / "places.csv").open(encoding="utf-8", newline="") as rows:
        names = sorted({row["name"] for row in csv.DictReader(rows)})[: PHRASES // 3]
    ends = ("民政局", "财政局", "人民政府")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": name + end} for name in names for end in ends])
    return nlp


def jieba_tagger() -> Run:
    """Text → words with parts of speech."""
    import jieba.posseg

    jieba.setLogLevel(60)
    return lambda text: list(jieba.posseg.cut(text))


def lac() -> Run:
    """Text → words with tags (Baidu LAC 2)."""
    from LAC import LAC  # type: ignore[import-not-found]

    model = LAC(mode="lac")
    return lambda text: model.run([line for line in text.splitlines() if line.strip()])


PEERS: dict[str, Callable[[], Run]] = {"spaCy zh + EntityRuler (3,000 phrases)": entity_ruler, "jieba.posseg": jieba_tagger, "LAC": lac}


def speed(run: Run, letters: Sequence[str], rounds: int) -> float:
    """Characters a second of CPU time, the best round."""
    for letter in letters[:3]:
        run(letter)
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for letter in letters:
            run(letter)
        best = min(best, time.process_time() - start)
    return sum(map(len, letters)) / best


def grown(letter: str) -> str:
    """A letter whose text is repeated until it is ten times as long."""
    lines = letter.splitlines(keepends=True)
    third = len(lines) // 3
    middle = "".join(lines[third:-third])
    more = max(0, round((TIMES - 1) * len(letter) / max(1, len(middle))))
    return "".join([*lines[:third], middle * (1 + more), *lines[-third:]])


def growth(run: Run, letters: Sequence[str], rounds: int) -> tuple[float, float]:
    """(how much longer ten-fold letters are, how much longer they take)."""
    longest = sorted(letters, key=len)[-8:]
    big = [grown(letter) for letter in longest]
    return sum(map(len, big)) / sum(map(len, longest)), (sum(map(len, big)) / speed(run, big, rounds)) / (
        sum(map(len, longest)) / speed(run, longest, rounds)
    )


def startup() -> float:
    """Seconds of wall time from a fresh interpreter to the first letter's facts, the best of three."""
    code = "from extract.reader import Reader; Reader().read('关于第1号建议的答复\\n王某代表：\\n您提出的建议收悉。', 'x')"
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("letters", type=Path, nargs="?", default=ROOT / "tests" / "letters", help="folder of .txt letters")
    parser.add_argument("--rounds", type=int, default=5, help="rounds a peer is run (default 5)")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    letters = [path.read_text(encoding="utf-8") for path in sorted(options.letters.rglob("*.txt"))]
    if not letters:
        parser.error(f"{options.letters}: no .txt letters in it")
    sys.path.insert(0, str(ROOT))
    own = ours()
    base = speed(own, letters, options.rounds)
    measures = [Measure("gongwen, text to facts", base, 1.0)]
    left_out = []
    for name, load in PEERS.items():
        try:
            run = load()
        except ImportError as error:
            left_out.append(f"{name}: not installed ({error.name})")
            continue
        found = speed(run, letters, options.rounds)
        measures.append(Measure(name, found, base / found))
    longer, takes = growth(own, letters, options.rounds)
    begins = startup()
    if options.format == "json":
        print(
            json.dumps({"peers": [asdict(m) for m in measures], "left_out": left_out, "longer": longer, "takes": takes, "startup": begins})
        )
        return
    print(f"{len(letters)} letters, {sum(map(len, letters)):,} characters, best of {options.rounds} rounds, one core")
    print(f"{'':<40}{'characters/s':>14}{'ours / it':>11}")
    for measure in measures:
        print(f"{measure.name:<40}{measure.speed:>14,.0f}{measure.ratio:>11.2f}")
    for line in left_out:
        print(f"left out: {line}")
    print(f"a text {longer:.1f} times as long takes {takes:.1f} times as long")
    print(f"start-up to the first letter's facts: {begins:.2f} s")


if __name__ == "__main__":
    main()
