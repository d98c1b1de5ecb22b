"""Why a rule judges as it does, and the date its judgements bear (``rules/resolution.toml``)."""

from __future__ import annotations

from functools import cache

from extract.lexicon import rules
from extract.resolution.judgement import Judgement, Outcome, judged


@cache
def _table() -> tuple[str, dict[str, str]]:
    data = rules("resolution")
    return data["dated"], data["why"]


def by_rule(one: str, other: str, outcome: str, rule: str) -> Judgement:
    """A rule's judgement of two ids."""
    dated, why = _table()
    return judged(one, other, Outcome(outcome), who=rule, when=dated, why=why.get(rule, rule))
