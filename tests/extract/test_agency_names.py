"""The table of kinds and the extractor's own short forms agree.

What the extractor makes of a short form is the body that the table means.
"""

from __future__ import annotations

import pytest
from plain_letter import Say

from extract.facts import OrganizationMention
from ontology.bodies import canonical, key
from ontology.bodies.tables import kinds

CITY = "云川市"
# Printed forms that the extractor reads otherwise, and how.
EXCEPTIONS = {
    "中共云川市工作委员会": ["云川市工作委员会"],  # without 中国共产党 it may be any committee
    "中共云川市工委": ["中国共产党云川市委员会"],
    "团云川市委": ["中国共产党云川市委员会"],  # the extractor reads 团 before level words only
    "云川市委巡视工作领导小组办公室": ["中共云川市委巡视工作领导小组办公室"],  # a province's; the table's form after a city is 巡察
    "云川市委全面深化改革委员会办公室": ["中国共产党云川市委员会"],
    "云川市委编委": ["中共云川市委机构编制委员会办公室"],  # taken for the office
    "云川市编委": ["云川市机构编制委员会办公室"],
    "云川市纪委区监委": ["云川市纪律检查委员会"],
    "云川市纪委县监委": ["云川市纪律检查委员会"],
    "云川市纪委省监委": ["云川市纪律检查委员会"],
    "云川市政府督察室": ["云川市人民政府"],
    "云川市政府妇儿工委": ["云川市人民政府妇儿工委"],
    "云川市办事处": ["云川市街道办事处"],  # a city has none
    "人行云川市中心支行": ["云川市中心支行"],
    "人行云川市支行": ["云川市支行"],
}
# Printed forms in which the extractor sees no body.
UNSEEN = {
    "云川市人口计生委",
    "云川市党史研究室",
    "云川市农技中心",
    "云川市团委",
    "云川市妇保院",
    "云川市安全生产委",
    "云川市广电台",
    "云川市政务中心",
    "云川市未保中心",
    "云川市法援中心",
    "云川市海关",
    "云川市计生委",
    "云川市调查队",
    "云川市防指",
    "人行云川市分行",
}
CASES = [short.replace("{}", CITY) if "{}" in short else CITY + short for kind in kinds().values() for short in kind.short]


def names(say: Say, printed: str) -> list[str]:
    """Canonical names of the bodies in a sentence with the printed form."""
    letter = say(f"已由{printed}负责。")
    start = letter.text.index("现答复如下") + 6
    end = letter.text.index("感谢您对我们工作的关心")
    return [fact.name for fact in letter.of(OrganizationMention) if start <= fact.evidence.start < end]


@pytest.mark.parametrize("printed", sorted(set(CASES)))
def test_short_form_in_a_sentence(say: Say, printed: str) -> None:
    found = names(say, printed)
    if printed in EXCEPTIONS:
        assert found == EXCEPTIONS[printed]
        return
    if printed in UNSEEN:
        assert found == []
        return
    assert len(found) == 1
    assert key(found[0], CITY) == key(printed, CITY)


def test_exceptions_are_of_the_table() -> None:
    assert set(EXCEPTIONS) | UNSEEN <= set(CASES)


@pytest.mark.parametrize("printed", sorted(set(CASES) - set(EXCEPTIONS) - UNSEEN))
def test_the_extractors_name_becomes_the_tables(say: Say, printed: str) -> None:
    found = names(say, printed)
    assert key(canonical(found[0], CITY), CITY) == key(canonical(printed, CITY), CITY)
