"""Judgements as lines of a file: what is written is read, the last word of a pair counts, and a damaged line is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.resolution.judgement import Judgement, Outcome, judged, read_judgements
from ontology.errors import InputError


def say(a: str, b: str, outcome: Outcome = Outcome.SAME, who: str = "沈青禾", why: str = "两信同一电话") -> Judgement:
    return judged(a, b, outcome, who=who, when="2026-11-22", why=why)


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(names, names, st.sampled_from(Outcome), names, names)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, a: str, b: str, outcome: Outcome, who: str, why: str) -> None:
    if a == b:
        return
    path = tmp_path_factory.mktemp("judgements") / "j.jsonl"
    judgement = say(a, b, outcome, who, why)
    path.write_bytes(judgement.line().encode())
    assert read_judgements(path) == [judgement] and judgement.a < judgement.b


def test_no_file_says_nothing_and_the_last_word_of_a_pair_counts(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "none.jsonl") == []
    path = tmp_path / "j.jsonl"
    path.write_text(say("a", "b").line() + "\n" + say("b", "a", Outcome.DIFFERENT).line() + say("a", "c").line(), encoding="utf-8")
    assert [(j.pair, j.outcome) for j in read_judgements(path)] == [(("a", "b"), Outcome.DIFFERENT), (("a", "c"), Outcome.SAME)]


@pytest.mark.parametrize(
    "line",
    [
        "same",
        "[]",
        '{"a": "x"}',
        say("a", "b").line().replace("same", "perhaps"),
        say("a", "b").line().replace('"a": "a"', '"a": "b"'),
        say("a", "b").line().replace('"a": "a"', '"a": 1'),
        say("a", "b").line().replace('"version": 1', '"version": 2'),
    ],
)
def test_a_damaged_line_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "j.jsonl"
    path.write_text(say("a", "b").line() + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"line 2") as error:
        read_judgements(path)
    assert "\n" not in str(error.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="no UTF-8 text"):
        read_judgements(path)
