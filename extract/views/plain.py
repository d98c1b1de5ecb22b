"""A letter's facts as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from extract.facts import Evidence, Fact, Letter
from extract.mask import masked

Json = dict[str, Any]


def letter_json(letter: Letter) -> Json:
    """``{key, source, recognised, fields: [fact…], facts: [fact…]}``, in text order; see ``fact_json``. The text is not in it.

    ``recognised``: the text comes from OCR.
    """
    text = masked(letter.text, letter.private)
    return {
        "key": letter.key,
        "source": letter.source,
        "recognised": letter.recognised,
        "fields": [fact_json(fact, text, letter) for fact in letter.fields],
        "facts": [fact_json(fact, text, letter) for fact in letter.facts],
    }


def fact_json(fact: Fact, text: str, letter: Letter) -> Json:
    """``{type, …the dataclass's own names…, evidence: {start, end, quote, rule, focus_start, focus_end, page?, selector?}}``.

    ``text``: the letter's, private data blacked out; quotes are taken from it. Offsets are code points. Numbers are JSON numbers: whole
    ones without a point. What the letter does not say is null, false or empty, never left out; ``page`` and ``selector`` (CSS), where in
    the file the words stand, are there in formats that have them.
    """
    values = {name: _plain(value) for name, value in values_of(fact).items()}
    evidence = _plain(fact.evidence) | {"quote": text[fact.evidence.start : fact.evidence.end]}
    if (origin := letter.origin(fact.evidence.focus_start)) is not None:
        evidence |= {name: value for name, value in (("page", origin.page), ("selector", origin.selector)) if value is not None}
    return {"type": type(fact).__name__, **values, "evidence": evidence}


def values_of(fact: Fact) -> dict[str, object]:
    """A fact's own values, evidence apart, in the order of its declaration; ``restated`` last."""
    values = {field.name: getattr(fact, field.name) for field in fields(fact) if field.name != "evidence"}
    return values | {"restated": values.pop("restated")}


def number(value: Decimal) -> int | float:
    """A decimal as a JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def words(value: object) -> str:
    """A value of a fact on one line, for people: numbers in full, parts of a structure with their names left out."""
    if value is None or value is False:
        return ""
    if value is True:
        return "是 yes"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, tuple):
        return "；".join(filter(None, map(words, value)))
    if is_dataclass(value) and not isinstance(value, Evidence):
        told = [words(getattr(value, field.name)) for field in fields(value)]
        return " · ".join(dict.fromkeys(filter(None, told)))  # a body's name and its printed form are often the same
    return " ".join(str(value).split())
