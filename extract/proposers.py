"""A letter without the people who made the proposal: what is left when proposers are not to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace

from extract.facts import Evidence, F, Letter, OrganizationMention


def without_proposers(letter: Letter) -> Letter:
    """The letter without the people it is addressed to: no field, fact or quote names one (``text`` itself is left as it is).

    A body that is addressed (a party, a committee) is no person and stays. Quotes are cut around a name, so that
    ``text[start:end] == quote`` still holds; what could only be quoted or told with the name is left out.
    """
    bodies = {form for mention in letter.of(OrganizationMention) for form in (mention.name, mention.mention)}
    addressed = [field for field in letter.fields if field.name == "addressee" and field.value not in bodies]
    names = {"".join(form.split()) for field in addressed for form in (field.value, field.printed)} - {""}
    if not names:
        return letter
    # White space may stand inside a printed name: two-character names are spread, PDF lines are broken.
    name = re.compile("|".join(r"\s*".join(map(re.escape, form)) for form in sorted(names, key=lambda form: (-len(form), form))))
    kept = [field for field in letter.fields if field not in addressed]
    return replace(letter, fields=tuple(_without(name, kept)), facts=tuple(_without(name, letter.facts)))


def _without(name: re.Pattern[str], facts: Iterable[F]) -> Iterator[F]:
    for fact in facts:
        evidence = _cut(name, fact.evidence)
        if evidence and not any(name.search(told) for told in _strings(fact)):
            yield replace(fact, evidence=evidence)


def _cut(name: re.Pattern[str], evidence: Evidence) -> Evidence | None:
    """The longest stretch around the focus that holds no name; None when the focus itself does."""
    low, high = 0, len(evidence.quote)
    focus_low, focus_high = evidence.focus_start - evidence.start, evidence.focus_end - evidence.start
    for found in name.finditer(evidence.quote):
        if found.end() <= focus_low:
            low = found.end()
        elif found.start() >= focus_high:
            high = found.start()
            break
        else:
            return None
    return replace(evidence, start=evidence.start + low, end=evidence.start + high, quote=evidence.quote[low:high])


def _strings(value: object) -> Iterator[str]:
    """Every string a fact tells, its evidence apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value) and not isinstance(value, Evidence):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
