"""A letter without the people who made the proposal: what is left when proposers are not to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace

from extract.facts import Evidence, F, HeaderField, Letter, OrganizationMention
from extract.private_names import is_name
from extract.private_rules import private_rules

# 领衔委员：林某、周某: proposers told beside the addressee.
_PROPOSERS = re.compile(
    r"(?:领衔(?:委员|代表|人)|第一提案人|提案人|提案者|建议人|附议人|联名人|(?:附议|联名)(?:委员|代表))[：:]\s{0,3}"
    r"(?P<names>[\u4e00-\u9fff·]{2,12}(?:[、，, ]{1,2}[\u4e00-\u9fff·]{2,12}){0,30}?)(?=等|委员|代表|[\s）)。；;]|$)"
)
_LISTED = re.compile(r"[、，, ]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def without_proposers(letter: Letter) -> Letter:
    """The letter without the people it is addressed to: no field, fact or quote names one (``text`` itself is left as it is).

    A body that is addressed (a party, a committee) is no person and stays. Quotes are cut around a name, so that
    ``text[start:end] == quote`` still holds; what could only be quoted or told with the name is left out.
    """
    addressed, names = _addressed(letter), proposer_names(letter)
    if not names:
        return letter
    name = _any_of(names)
    kept = [field for field in letter.fields if field not in addressed]
    return replace(letter, fields=tuple(_without(name, kept)), facts=tuple(_without(name, letter.facts)))


def proposer_names(letter: Letter) -> set[str]:
    """The names of the people a letter is addressed to, without white space, and of those it calls proposers beside them."""
    names = {"".join(form.split()) for field in _addressed(letter) for form in (field.value, field.printed)}
    for label in _PROPOSERS.finditer(letter.text):
        listed = {"".join(name.split()) for name in _LISTED.split(label["names"])}
        names |= {name for name in listed if is_name(name, private_rules().names)}  # a party's committee is no person
    bodies = _bodies(letter)
    return {name for name in names if len(name) > 1 and name not in bodies}


def proposer_spans(letter: Letter) -> list[tuple[int, int]]:
    """Every place of those names in the letter's text, also of a given name before a role (见鹿代表)."""
    names = proposer_names(letter)
    if not names:
        return []
    found = [match.span() for match in _any_of(names).finditer(letter.text)]
    if given := {name[1:] for name in names if len(name) == 3 and _HAN.fullmatch(name)}:
        called = re.compile(rf"(?:{_any_of(given).pattern})(?=\s*(?:委员|代表|同志|先生|女士|议员))")
        found += [match.span() for match in called.finditer(letter.text)]
    return found


def _bodies(letter: Letter) -> set[str]:
    return {form for mention in letter.of(OrganizationMention) for form in (mention.name, mention.mention)}


def _addressed(letter: Letter) -> list[HeaderField]:
    bodies = _bodies(letter)
    return [field for field in letter.fields if field.name == "addressee" and field.value not in bodies]


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """White space may stand inside a printed name: two-character names are spread, PDF lines are broken."""
    return re.compile("|".join(r"\s*".join(map(re.escape, form)) for form in sorted(names, key=lambda form: (-len(form), form))))


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
