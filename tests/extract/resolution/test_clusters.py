"""Sets of things that are one, and pairs that never meet."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from extract.resolution.clusters import Clusters

things = st.sampled_from("abcdefgh")
pairs = st.lists(st.tuples(things, things).filter(lambda pair: pair[0] != pair[1]), max_size=12)


def test_what_is_joined_is_one_set() -> None:
    clusters = Clusters()
    assert clusters.join("a", "b") and clusters.join("c", "d") and clusters.join("d", "a")
    assert clusters.sets("abcdef") == [["a", "b", "c", "d"], ["e"], ["f"]]


def test_what_is_apart_does_not_meet_through_others() -> None:
    clusters = Clusters([("a", "d")])
    assert clusters.join("a", "b") and clusters.join("c", "d")
    assert not clusters.join("b", "c")
    assert clusters.sets("abcd") == [["a", "b"], ["c", "d"]]


@given(pairs, pairs)
def test_sets_part_all_things_and_keep_every_pair_apart(apart: list[tuple[str, str]], same: list[tuple[str, str]]) -> None:
    clusters = Clusters(apart)
    joined = [pair for pair in same if clusters.join(*pair)]
    sets = clusters.sets("abcdefgh")
    assert sorted(thing for members in sets for thing in members) == list("abcdefgh")
    together = {frozenset(pair) for members in sets for pair in combinations(members, 2)}
    assert together.isdisjoint(map(frozenset, apart))
    assert together.issuperset(map(frozenset, joined))
