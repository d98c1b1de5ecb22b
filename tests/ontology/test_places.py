"""The gazetteer: everyday names of autonomous divisions and names that several places bear."""

from __future__ import annotations

import pytest

from ontology.places import gazetteer


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("恩施州", "恩施土家族苗族自治州"),
        ("都安县", "都安瑶族自治县"),
        ("恩施市", "恩施市"),
        ("朝阳区", "朝阳区"),  # several
        ("新疆", "新疆"),  # no level word: the reader of places completes it
        ("云川市", "云川市"),  # unlisted
    ],
)
def test_official_names(printed: str, official: str) -> None:
    assert gazetteer().official(printed) == official
