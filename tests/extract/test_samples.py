"""The sample letters and the real ones against what careful readers find in them.

``tests/letters/floors.toml`` holds the F1 that each field reached on the sample letters: no field may fall below it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extract.evaluation import OVERALL, TOTAL, Evaluation, evaluate
from extract.evaluation.fields import FIELDS
from extract.reader import Reader

LETTERS = Path(__file__).parents[1] / "letters"
FLOORS: dict[str, float] = tomllib.loads((LETTERS / "floors.toml").read_text(encoding="utf-8"))["f1"]

# What a letter's reader must get right whole: header, documents, who cosigned, and every figure.
EXACT = (
    *(field.name for field in FIELDS if field.name.startswith("letter.")),
    *("addressees", "copied_to", "documents", "document_numbers", "cosigned", "cosigned_counts"),
    *("staff", "statistics", "amounts"),
)
NEARLY = tuple(field.name for field in FIELDS if field.name not in EXACT)


def errors(evaluation: Evaluation, field: str) -> str:
    """What is wrong in a field, for the message of a failing test."""
    return "\n".join(f"{e.letter}: {e.kind} {e.value} | {e.quote}" for e in evaluation.errors(field))


@pytest.fixture(scope="session")
def samples(reader: Reader) -> Evaluation:
    return evaluate(LETTERS, LETTERS, reader.read)


@pytest.fixture(scope="session")
def seeds(reader: Reader, shared: Path) -> Evaluation:
    return evaluate(shared / "gold", shared / "letters", reader.read)


def test_every_sample_is_read(samples: Evaluation) -> None:
    assert samples.letters == tuple(sorted(path.stem for path in LETTERS.glob("*.txt")))


def test_there_is_a_floor_for_every_field() -> None:
    assert list(FLOORS) == [*(field.name for field in FIELDS), OVERALL, TOTAL]


@pytest.mark.parametrize(("field", "floor"), FLOORS.items())
def test_no_field_of_the_samples_falls_below_its_floor(samples: Evaluation, field: str, floor: float) -> None:
    assert samples.score(field).f1 >= floor, errors(samples, field)


def test_no_private_string_of_a_sample_leaks(samples: Evaluation) -> None:
    assert samples.leaks == []


@pytest.mark.parametrize("field", EXACT)
def test_what_the_real_letters_say_is_found_whole(seeds: Evaluation, field: str) -> None:
    assert seeds.score(field).f1 == 1, errors(seeds, field)


@pytest.mark.parametrize("field", NEARLY)
def test_what_the_real_letters_say_is_nearly_all_found(seeds: Evaluation, field: str) -> None:
    assert seeds.score(field).f1 >= 0.9, errors(seeds, field)


def test_no_private_string_of_a_real_letter_leaks(seeds: Evaluation) -> None:
    assert seeds.leaks == []
