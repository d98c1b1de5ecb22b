"""Who issued which document, alone or together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.lexicon import alternation, last, pattern, rules
from extract.numbers import integer
from extract.skeleton import DOC, ORG, SELF, Mention, Skeleton


@dataclass(frozen=True, slots=True)
class Act:
    """An act of issuing in one sentence.

    ``parties``, ``documents``: mentions; ``lead``: parties known to lead; ``count``: bodies as printed; ``joint``: it says together even
    where one party is named; ``implied``: the letter's own body takes part unnamed; ``start``/``end``: view span of the clause.
    """

    parties: tuple[Mention, ...]
    documents: tuple[Mention, ...]
    lead: tuple[Mention, ...]
    count: int | None
    joint: bool
    start: int
    end: int
    rule: str
    implied: bool = False
    subject: Mention | None = None  # of an implied act: who did what the sentence told just before


@dataclass(frozen=True)
class _Patterns:
    """``rules/acts.toml``, compiled."""

    active: re.Pattern[str]
    passive: re.Pattern[str]
    beside: re.Pattern[str]
    beside_not_after: re.Pattern[str]
    planned: re.Pattern[str]
    documents: re.Pattern[str]
    count: re.Pattern[str]
    count_not_after: re.Pattern[str]
    joint: re.Pattern[str]
    leads: re.Pattern[str]
    continued: re.Pattern[str]
    implied: re.Pattern[str]
    asked: re.Pattern[str]
    carried: re.Pattern[str]
    lent: re.Pattern[str]
    lent_after: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = rules("acts")
    verb = alternation(rules("documents")["verbs"]["issue"])
    party = f"[{ORG}{SELF}]"
    plain = data["count"].replace("(?P<count>", "(?:")

    def put(name: str) -> re.Pattern[str]:
        template = data[name]
        for part in ("token", "verb_token", "link_token"):
            template = template.replace("{" + part + "}", data[part].replace("\n", ""))
        return pattern(template, party=party, document=DOC, count=plain, verb=verb, party_signs=ORG + SELF)

    return _Patterns(
        put("active"),
        put("passive"),
        put("beside"),
        put("beside_not_after"),
        put("planned"),
        put("documents"),
        re.compile(data["count"]),
        put("count_not_after"),
        put("joint"),
        put("leads"),
        put("continued"),
        pattern(data["implied"], party_signs=ORG + SELF),
        re.compile(data["asked"]),
        put("carried"),
        put("lent"),
        put("lent_after"),
    )


_BY_NUMBER = ("文", "印发", "下发", "出台", "发布")  # 以X发〔2024〕3号印发了D
_PARTY = re.compile(f"[{ORG}{SELF}]")
_PUSHED = re.compile("(?:推动|争取|加快)[^，。；将拟]{0,10}$")  # 推动X出台了D: it is there
_REACH = 160  # a subject stands at most this many signs from its verb


def read_acts(skeleton: Skeleton) -> Iterator[Act]:
    """The acts of issuing that one sentence tells."""
    if DOC in skeleton.text:
        yield from _Sentence(skeleton).acts()


class _Sentence:
    """One sentence being read: each cluster of documents is tried with its subject before it, behind it, and right beside it."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.text = skeleton.text
        self.patterns = _patterns()

    def acts(self) -> Iterator[Act]:
        previous = 0
        before: Act | None = None
        for cluster in self.patterns.documents.finditer(self.text):
            if self.text[cluster.start() - 1 : cluster.start()] == "以" and self.text.startswith(_BY_NUMBER, cluster.end()):
                continue  # 以X发〔2024〕3号文联合下发D
            act = self._lent_after(cluster) or self._active(previous, cluster) or self._passive(cluster) or self._beside(previous, cluster)
            if act is None and not self.patterns.planned.search(self.text[previous : cluster.start()]):
                act = self._carried(previous, cluster) or self._lent(previous, cluster)
            if act is None and before is not None and self.patterns.continued.search(self.text[previous : cluster.start()]):
                documents = tuple(self.skeleton.within(cluster.start(), cluster.end(), DOC))
                act = replace(before, documents=documents, end=self.skeleton.stop(cluster.end()), rule="joint.continued")
            if act is not None and act.implied and before is not None and not before.implied:
                act = replace(act, subject=before.parties[0])
            if act is not None:
                yield act
            before = act
            previous = cluster.end()

    def _active(self, begin: int, cluster: re.Match[str]) -> Act | None:
        begin = max(begin, cluster.start() - _REACH)
        for party in _PARTY.finditer(self.text, begin, cluster.start()):
            # The pattern is anchored at the document, so the earliest party gives the whole subject.
            match = self.patterns.active.match(self.text, party.start(), cluster.start())
            if match is not None:
                before = self.text[begin : match.start("verb")]
                done = "了" in self.text[match.end("verb") : cluster.start()]
                if (self.patterns.planned.search(before) and not (done and _PUSHED.search(before))) or self.patterns.asked.search(
                    self.text[begin : match.start()]
                ):
                    return None
                made = self.text[match.end() - 1] == "的"  # A印发的D1和D2: D2 may be another's
                words = match["parties"] + match["verb"]
                return self._act(match, words, match.start(), cluster.end(), cluster, "joint.active", first_only=made)
        return None

    def _carried(self, begin: int, cluster: re.Match[str]) -> Act | None:
        match = self.patterns.carried.match(self.text[begin : cluster.start()])
        if match is None:
            return None
        words = match["parties"] + match["verb"]
        return self._act(match, words, begin + match.start(), cluster.end(), cluster, "joint.carried", offset=begin)

    def _lent(self, begin: int, cluster: re.Match[str]) -> Act | None:
        return self._in_name(self.patterns.lent.search(self.text, begin, cluster.start()), 0, cluster)

    def _lent_after(self, cluster: re.Match[str]) -> Act | None:
        after = self.text[cluster.end() : cluster.end() + _REACH]
        return self._in_name(self.patterns.lent_after.match(after) if "以" in after else None, cluster.end(), cluster)

    def _in_name(self, match: re.Match[str] | None, offset: int, cluster: re.Match[str]) -> Act | None:
        """The act done in a body's name; ``offset``: what the match's positions count from."""
        if match is None:
            return None
        parties = tuple(self.skeleton.within(offset + match.start("parties"), offset + match.end("parties"), ORG))
        documents = tuple(self.skeleton.within(cluster.start(), cluster.end(), DOC))
        first, stop = min(cluster.start(), offset + match.start()), max(cluster.end(), offset + match.end())
        span = self.skeleton.place(first), self.skeleton.stop(stop)
        return Act(parties, documents, (), None, False, *span, "joint.lent") if parties else None

    def _passive(self, cluster: re.Match[str]) -> Act | None:
        match = self.patterns.passive.match(self.text[cluster.end() : cluster.end() + 120])
        if match is None or not _PARTY.search(match["parties"]):
            return None
        words = match["parties"] + match["verb"]
        return self._act(match, words, cluster.start(), cluster.end() + match.end(), cluster, "joint.passive", offset=cluster.end())

    def _beside(self, begin: int, cluster: re.Match[str]) -> Act | None:
        begin = max(begin, cluster.start() - _REACH)
        match = self.patterns.beside.search(self.text[begin : cluster.start()])
        if match is None:
            return None
        counted = self.patterns.count.search(match["parties"]) is not None
        if SELF in match["parties"] and not (counted and "等" in match["parties"]):
            return None  # 我局《…》 may only be kept there; 我委等9部门《…》 was issued
        alone = match["parties"].count(ORG) < 2 and not counted
        if alone and self.patterns.beside_not_after.search(self.text[begin : begin + match.start()]):
            return None
        return self._act(
            match, match["parties"], begin + match.start(), cluster.end(), cluster, "joint.beside", offset=begin, first_only=True
        )

    def _act(
        self,
        match: re.Match[str],
        words: str,
        start: int,
        stop: int,
        cluster: re.Match[str],
        rule: str,
        *,
        offset: int = 0,
        first_only: bool = False,
    ) -> Act | None:
        """``offset``: what the match's positions count from; ``start``/``stop``: the clause in the skeleton."""
        skeleton = self.skeleton
        parties = [
            mention
            for mention in skeleton.within(offset + match.start("parties"), offset + match.end("parties"), ORG + SELF)
            if not self._lends_its_name(mention) and not self._renamed(mention) and not self._counts_members(mention)
        ]
        if not parties:
            return None
        documents = skeleton.within(cluster.start(), cluster.end(), DOC)
        count = self._count(words)
        first = offset + match.start("parties")
        lead_in = self.text[max(0, first - 24) : first]
        implied = rule == "joint.active" and parties[0].sign == ORG and self.patterns.implied.search(lead_in) is not None
        joint = implied or len(parties) > 1 or count is not None or self.patterns.joint.search(words) is not None
        lead = tuple(parties[:1]) if (len(parties) > 1 or count) and self.patterns.leads.search(words) else ()
        return Act(
            tuple(parties),
            tuple(documents[:1] if first_only else documents),
            lead,
            count,
            joint,
            skeleton.place(start),
            skeleton.stop(stop),
            rule,
            implied,
        )

    def _count(self, words: str) -> int | None:
        """The last stated number of bodies (等14家单位), None when there is none or it leaves the named ones out."""
        counted = last(self.patterns.count.finditer(words))
        if counted is None or self.patterns.count_not_after.search(words[: counted.start()]):
            return None
        count = integer(counted["count"])
        return count if count > 1 else None

    def _renamed(self, mention: Mention) -> bool:
        """原银保监会（现为金融监管总局）: the later name is no second party."""
        at = next(position for position, m in self.skeleton.mentions.items() if m is mention)
        return re.search(r"（(?:现|原)为?$", self.text[max(0, at - 4) : at]) is not None

    def _counts_members(self, mention: Mention) -> bool:
        """等14个市安委会成员单位: those that issued are its members."""
        at = next(position for position, m in self.skeleton.mentions.items() if m is mention)
        return self.text.startswith("成员单位", at + 1)

    def _lends_its_name(self, mention: Mention) -> bool:
        """以X办公室名义: X lends its name, it is no party."""
        at = next(position for position, m in self.skeleton.mentions.items() if m is mention)
        return self.text[at - 1 : at] == "以" and re.match(r"的?名义", self.text[at + 1 : at + 4]) is not None
