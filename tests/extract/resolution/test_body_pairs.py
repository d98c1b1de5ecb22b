"""Precision and recall of resolution on hard pairs of bodies (``body_pairs.jsonl``).

The pairs were made by readers who saw no program: names as letters print them, the places the letters tell, and whether they are one
body. Those ``seen`` were used to mend the rules, those ``held-out`` were only ever counted.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.resolution.records import BodyRecord, Entities
from extract.resolution.resolve import resolve
from ontology.bodies import Body
from ontology.places import gazetteer

PAIRS = [json.loads(line) for line in Path(__file__).with_name("body_pairs.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = {"seen": (0.98, 0.94), "held-out": (0.98, 0.71)}
"""Precision, recall."""


def same(pair: dict[str, Any]) -> bool:
    """Whether resolution brings the two together."""
    a, b = (
        BodyRecord(f"body/{side}/{pair[side]['name']}", pair[side]["name"], pair[side]["place"] or pair[side]["place_name"], None)
        for side in "ab"
    )
    canonical = resolve(Entities((a, b))).canonical
    return canonical[a.id] == canonical[b.id]


@pytest.fixture(scope="module")
def answers() -> list[tuple[dict[str, Any], bool]]:
    return [(pair, same(pair)) for pair in PAIRS]


@pytest.mark.parametrize("half", FLOORS)
def test_precision_and_recall(answers: list[tuple[dict[str, Any], bool]], half: str) -> None:
    given = [(pair["answer"] == "same", answer) for pair, answer in answers if pair["half"] == half]
    found = sum(right and answer for right, answer in given)
    precision = found / sum(answer for _, answer in given)
    recall = found / sum(right for right, _ in given)
    assert len(given) > 190 and precision >= FLOORS[half][0] and recall >= FLOORS[half][1], (precision, recall)


def test_no_two_places_are_merged(answers: list[tuple[dict[str, Any], bool]]) -> None:
    """But for bodies of which there is one in the country, wherever the letters are from."""
    places = gazetteer()
    checked = 0
    for pair, answer in answers:
        bodies = [Body(pair[side]["name"], pair[side]["place"] or pair[side]["place_name"]) for side in "ab"]
        codes = [body.outline.home if body.outline else body.key.place for body in bodies]
        alone = any(body.key.place == "CN" or (body.outline is not None and body.outline.famous) for body in bodies)
        if answer and not alone and all(code in places.by_code for code in codes) and codes[0] != codes[1]:
            one, other = (places.by_code[code] for code in codes)
            assert one in places.ancestors(other) or other in places.ancestors(one), pair
        checked += answer
    assert checked > 700
