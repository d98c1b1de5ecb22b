"""What is printed to a person does not drive the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.printable import on_a_line, printable


@pytest.mark.parametrize(
    ("text", "shown", "line"),
    [
        ("云川市 🙂 é", "云川市 🙂 é", "云川市 🙂 é"),
        ("a\tb\nc", "a\tb\nc", r"a\tb\nc"),
        ("\x1b[2J.txt", r"\x1b[2J.txt", r"\x1b[2J.txt"),
        ("a\rb\x9b31m\x7f", r"a\rb\x9b31m\x7f", r"a\rb\x9b31m\x7f"),
        ("\u202egpj.exe\u2066\u2028", r"\u202egpj.exe\u2066\u2028", r"\u202egpj.exe\u2066\u2028"),
    ],
)
def test_control_characters_are_written_out(text: str, shown: str, line: str) -> None:
    assert (printable(text), on_a_line(text)) == (shown, line)


@given(st.text())
def test_a_line_is_one_line_and_shown_again_the_same(text: str) -> None:
    line = on_a_line(text)
    assert len(line.splitlines()) <= 1 and on_a_line(line) == printable(line) == line
