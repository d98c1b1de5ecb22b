"""Programmes, projects, campaigns and purchased services: their names, who commissions, who carries out, where."""

from __future__ import annotations

import re
from functools import cache

from extract.draft import Draft, Sentence
from extract.facts import Programme
from extract.lexicon import QUOTE, Near, alternation, last, pattern, rules
from extract.skeleton import DOC

_COUNTED = re.compile(r"\d[余多]?[个项批]\Z")
_LEADING = re.compile("项目|工程|行动|计划")
_SUFFIXES = ("街道", "社区", "镇", "乡", "村")


@cache
def _nears() -> dict[str, Near]:
    """The patterns that are tried only where a word that tells stands."""
    patterns = _patterns()
    return {
        "quoted": Near(patterns["quoted"], QUOTE, 20),
        "plain": Near(patterns["plain"], patterns["plain_heads"], 50),
        "leading": Near(patterns["leading"], _LEADING, 46),
        "member": Near(patterns["member"], _LEADING, 46),
    }


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """``rules/programmes.toml``, compiled: section ``patterns``, and the word lists ``verbs`` and ``commission``."""
    data = rules("programmes")
    parts = {"heads": alternation(data["heads"].split("|")), "verbs": data["verbs"], "common": data["common"]}
    found = {name: pattern(template, **parts) for name, template in data["patterns"].items()}
    return found | {name: re.compile(f"(?:{data[name]})") for name in ("verbs", "commission")}


def add_programmes(draft: Draft) -> None:
    """Adds the programmes that the body names, each name once."""
    seen: set[str] = set()
    sentences = sorted({s for near in _nears().values() for s in draft.sentences_with(near.sign)})
    named = [(found, span) for sentence in sentences for found in [_Sentence(draft, sentence)] for span in found.spans()]
    # What the letter says itself counts before what it repeats from the proposal.
    for found, (start, end) in sorted(named, key=lambda it: draft.is_restated(it[1][0])):
        name = found.name(start, end)
        plain = re.sub(r"[“”]", "", name or "")
        if name is not None and plain not in seen:
            seen.add(plain)
            found.add(name, start, end)


class _Sentence:
    """One sentence's programmes."""

    def __init__(self, draft: Draft, sentence: Sentence) -> None:
        self.draft = draft
        self.text = draft.view.text
        self.sentence = sentence
        self.patterns = _patterns()
        self.near = _nears()

    def spans(self) -> list[tuple[int, int]]:
        """Where names may stand: in or around quotes, or after a verb."""
        found: list[tuple[int, int]] = []
        has_quotes = "“" in self.text[self.sentence.start : self.sentence.end]
        for match in self.near["quoted"].finditer(self.text, self.sentence.start, self.sentence.end):
            found.append(match.span("inner") if match["inner"] else self._trimmed(*match.span("name")))
            if own := self.patterns["self_named"].search(self.text, *match.span("name")) if match["name"] else None:
                found[-1] = own.span("own")
        for match in self.patterns["series"].finditer(self.text, self.sentence.start, self.sentence.end) if has_quotes else ():
            quoted = [(m.start() + 1, m.end() - 1) for m in self.patterns["one"].finditer(self.text, *match.span("names"))]
            found = [span for span in found if span[1] <= match.start() or span[0] >= match.end()] + quoted
        for match in self.near["plain"].finditer(self.text, self.sentence.start, self.sentence.end):
            start, end = match.span("name")
            inner = last(self.patterns["inner"].finditer(self.text, start, end - 4))
            start = inner.end() if inner else start
            start += self._leading(self.text[start:end])
            numbered = self.text[end : end + 1].isdigit() and end - start < 7  # 安全防护工程98公里 measures work done
            if not numbered and not any(s < end and start < e for s, e in found):
                found.append((start, end))
        if not _LEADING.search(self.text, self.sentence.start, self.sentence.end):
            return sorted(found)
        leading = self.near["leading"].finditer(self.text, self.sentence.start, self.sentence.end)
        members = self.near["member"].finditer(self.text, self.sentence.start, self.sentence.end)
        for match in (*leading, *members):
            start, end = match.span("name")
            start += self._leading(self.text[start:end])
            if end - start >= 7 and not self.patterns["verbs"].match(self.text, start) and not any(s < end and start < e for s, e in found):
                found.append((start, end))
        return sorted(found)

    def _leading(self, name: str) -> int:
        match = self.patterns["strip"].match(name)
        return match.end() if match else 0

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """What stands before the quoted part belongs to the name only from the last verb, body or place on."""
        quote = self.text.index("“", start, end)
        lead = self.text[start:quote]
        verb = last(self.patterns["verbs"].finditer(lead))
        cut = verb.end() if verb else 0
        cut += self._leading(lead[cut:])
        mentions = self.draft.mentions_in(start, quote)
        if mentions:
            cut = max(cut, mentions[-1].end - start)
        if inner := last(self.patterns["inner"].finditer(lead)):
            cut = max(cut, inner.end())
        return start + (len(lead) if len(lead) - cut > 6 or re.search(r"[的了为由将]", lead[cut:]) else cut), end

    def name(self, start: int, end: int) -> str | None:
        """The programme's name, or None when the stretch names none."""
        draft = self.draft
        name = self.text[start:end].strip()
        if name.startswith("“") and "”" not in name:
            name = name[1:]  # the closing quote was lost
        plain = re.sub(r"[“”]", "", name)
        shortest = 3 if "“" in self.text[max(0, start - 1) : start + 1] else 5
        if _COUNTED.search(self.text, max(0, start - 8), start):
            return None  # 支持100个校企合作项目
        if not shortest <= len(plain) <= 36 or self.patterns["common_name"].match(plain) or self.patterns["not_name"].search(plain):
            return None
        if self.patterns["founding"].match(name) or any(d.start <= start < d.end for d in draft.documents):
            return None
        if any(start < o.start and o.end <= end for o in draft.organizations if o.kind != "school" and o.place is None):
            return None
        if any(o.start < end < o.end for o in draft.organizations):
            return None  # X工程检测有限公司
        post = name.split("”")[-1] if "”" in name else ""
        return None if self.patterns["not_post"].search(post) or self.patterns["verbs"].search(post[:-2]) else name

    def add(self, name: str, start: int, end: int) -> None:
        """Adds one programme with its parties and places."""
        rule = "programme.quoted" if "“" in self.text[start:end] else "programme.verb"
        evidence = self.draft.evidence(*self.draft.clause(start, end), rule, (start, end))
        if evidence is None:
            return
        commissioner, implementer, partners = self._parties(start, end)
        self.draft.facts.append(
            Programme(
                evidence=evidence,
                restated=self.draft.is_restated(start),
                name=name,
                commissioner=commissioner,
                implementer=implementer,
                places=self._places(start),
                partners=partners,
            )
        )

    def _parties(self, start: int, end: int) -> tuple[str | None, str | None, tuple[str, ...]]:
        """委托X开展P: the subject commissions, X carries out; X承接P; 联合X开展P: partners."""
        draft, text = self.draft, self.text
        issuer = draft.names.issuer if draft.names else None
        before = [m for m in draft.mentions_in(self.sentence.start, start) if m.sign != DOC]
        commissioner = implementer = None
        partners: list[str] = []
        for position, mention in enumerate(before):
            named = draft.name_of(mention)
            if named is None:
                continue
            lead = text[max(self.sentence.start, mention.start - 6) : mention.start]
            listed = partners and re.fullmatch(r"[、和与及]", text[before[position - 1].end : mention.start])
            if self.patterns["commission"].search(lead):
                implementer = named[0]
                given = draft.name_of(before[position - 1]) if position else None
                commissioner = given[0] if given else issuer
            elif self.patterns["with"].search(lead) or listed:
                partners.append(named[0])
            elif self.patterns["carries"].match(text, mention.end):
                implementer = named[0]
        if self.patterns["carried_by"].search(text, end, end + 34) and (late := draft.name_at(end, end + 34)):
            implementer = late
        if commissioner is None and self.patterns["commissioned"].search(text, self.sentence.start, start):
            commissioner = issuer
        return commissioner, implementer, tuple(dict.fromkeys(partners))

    def _places(self, start: int) -> tuple[str, ...]:
        """在A、B街道实施…: the streets, towns or villages named right before the verb; a shared suffix is given to each."""
        clause, _ = self.draft.clause(start, start + 1)
        match = self.patterns["places"].search(self.text[clause:start])
        if not match:
            return ()
        pieces = [p for p in re.split(r"[、和及]", match["list"].split("在")[-1]) if p]
        suffix = next((s for s in _SUFFIXES if pieces[-1].endswith(s)), "")
        return tuple(p if p.endswith(_SUFFIXES) else p + suffix for p in pieces)
