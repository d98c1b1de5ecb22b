"""What holds for every text, however damaged: evidence is exact, private data stays out, the printers print, reading twice is the same."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_letter import Say

from extract.facts import Letter
from extract.rdf import letter_nquads
from extract.reader import Reader
from extract.reading.limits import DEFAULTS
from extract.views.plain import letter_json
from ontology.errors import InputError

LETTERS = Path(__file__).parents[1] / "letters"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(LETTERS.glob("*.txt"))]

BLANKS = "\x1c\u2003\u2029\r\f\t\u2028\u200b\ufeff\u3000\xa0\x85"
SIGNS = '\x07\ue000\ue001\ue002\uf8ff𠮷𪚥\u0301\u202e🙂￼ﷺ<&"\\|`{%《》“”〔（号等年第'
ODD = ["\r\n", "👨‍👩‍👧", "12", *BLANKS, *SIGNS]


def widened(char: str) -> str:
    """The full-width form of an ASCII character."""
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


def narrowed(char: str) -> str:
    """The half-width form, when it is one character."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A stretch of a sample letter with characters lost, doubled, swapped, changed in width, and odd ones put in."""
    text = draw(st.sampled_from(TEXTS))
    if draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 1))
        text = text[start : draw(st.integers(start, len(text)))]
    chars = list(text)
    chance = random.Random(draw(st.integers(0, 2**32 - 1)))
    for _ in range(draw(st.integers(0, 60))):
        if not chars:
            break
        at = chance.randrange(len(chars))
        match chance.randrange(7):
            case 0:
                del chars[at : at + chance.choice((1, 1, 2, 9))]
            case 1:
                chars.insert(at, chars[at])
            case 2:
                chars[at : at + 2] = reversed(chars[at : at + 2])
            case 3:
                chars[at : at + 1] = chance.choice(ODD)
            case 4:
                chars[at:at] = chance.choice(ODD)
            case 5:
                chars[at : at + 40] = map(widened, chars[at : at + 40])
            case _:
                chars[at : at + 40] = map(narrowed, chars[at : at + 40])
    return "".join(chars)


def check(letter: Letter, text: str) -> None:
    """Everything that must hold of a letter read from a text."""
    assert letter.text == text
    assert list(letter.private) == sorted(letter.private)
    assert all(0 <= start < end <= len(text) for start, end in letter.private)
    for fact in (*letter.fields, *letter.facts):
        evidence = fact.evidence
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.start <= evidence.focus_start < evidence.focus_end <= evidence.end
        assert evidence.rule
        assert not [span for span in letter.private if span[0] < evidence.end and evidence.start < span[1]], fact


@pytest.mark.parametrize("path", sorted(LETTERS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_samples_themselves(reader: Reader, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    letter = reader.read(text, path.name)
    check(letter, text)
    assert letter.facts


@given(damaged())
@settings(deadline=None, max_examples=150)
def test_any_damage_leaves_a_sound_letter_or_a_refusal(reader: Reader, text: str) -> None:
    try:
        letter = reader.read(text, "damaged.txt")
    except InputError as error:
        assert "\n" not in str(error)
        return
    check(letter, text)
    assert reader.read(text, "damaged.txt") == letter


@given(damaged())
@settings(deadline=None, max_examples=25)
def test_any_letter_is_printed_and_twice_the_same(reader: Reader, text: str) -> None:
    try:
        letter = reader.read(text, "damaged.txt")
    except InputError:
        return
    again = reader.read(text, "damaged.txt")
    assert json.dumps(letter_json(letter), ensure_ascii=False) == json.dumps(letter_json(again), ensure_ascii=False)
    assert letter_nquads(letter, version="test") == letter_nquads(again, version="test")


@given(damaged(), st.integers(1, 5))
@settings(deadline=None, max_examples=25)
def test_reading_another_letter_before_changes_nothing(reader: Reader, text: str, other: int) -> None:
    try:
        letter = reader.read(text, "damaged.txt")
    except InputError:
        return
    reader.read(TEXTS[other], "other.txt")
    assert reader.read(text, "damaged.txt") == letter


@pytest.mark.parametrize(
    "sentence", ["小区每户助000三年内改造。", "每户补助5000三年内改造。", "区公安局联合\ue001印发《校园安全管理办法》。"]
)
def test_odd_sentences_are_read(say: Say, sentence: str) -> None:
    assert say(sentence).fields


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Dear Sir or Madam, this is not an official text at all.", "hardly any Chinese"),
        ("", "hardly any Chinese"),
        ("　\n", "hardly any Chinese"),
        ("今天天气很好，我们一家人到公园里放风筝，孩子们玩得非常开心。", "no official text"),
        ("字" * (DEFAULTS.text_characters + 1), "more than the limit"),
    ],
    ids=["English", "empty", "blank", "a diary", "too long"],
)
def test_what_is_no_official_text_is_refused_in_one_line(reader: Reader, text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        reader.read(text, "odd.txt")
    message = str(caught.value)
    assert message.startswith("odd.txt: ")
    assert reason in message
    assert "\n" not in message


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n\n", "\u2028"])
def test_line_ends_do_not_change_what_is_read(reader: Reader, ends: str) -> None:
    text = TEXTS[3]
    plain, other = reader.read(text, "a.txt"), reader.read(text.replace("\n", ends), "a.txt")
    assert [(f.name, f.value) for f in plain.fields] == [(f.name, f.value) for f in other.fields]
    assert [type(f) for f in plain.facts] == [type(f) for f in other.facts]
    check(other, text.replace("\n", ends))
