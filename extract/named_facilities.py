"""Facilities named singly: founded here, carrying a place's or a quoted name; with what the text says of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from extract import dates
from extract.draft import Draft
from extract.facilities import facility_rules
from extract.facts import Date, Facility, Feature
from extract.lexicon import QUOTE, Near, last
from extract.organization_rules import lexicon
from extract.skeleton import DOC


def add_named(draft: Draft) -> None:
    """Adds the facilities that the body names without a count."""
    NamedFacilities(draft).add()


_DOING = re.compile("每年|安排|补助|财政|举办|组织|负责|整合")
_MEASURED = re.compile("[0-9][0-9.,]*[余多]?[万千]?(?:公里|千米|米|平方|亩|公顷|吨|㎡)")
_OWNER = re.compile(r"(?:公司|集团|[局委厅院社校]|中心)\Z")
# What a place's opening is told with.
_TELLING = re.compile("即|包括|分别[为是]")
_REBUILDING = re.compile("改造|扩建|迁建|修缮")
_OPENING = re.compile("建成|投入使用|投用|启用|开园|开学|落成|完毕|完工|竣工|封顶|正在[施建装]")


_LIST_REACH = 80  # characters from a verb of founding to a member of its list
_AND_OTHERS = re.compile("等")


@cache
def _lists() -> tuple[Near, ...]:
    """Where a list of places is opened, built or rebuilt; each is tried only where its verb stands."""
    rules = facility_rules()
    return (
        Near(rules.patterns["opened"], _OPENING, 110),
        Near(rules.patterns["built"], rules.weak_word, 70),
        Near(rules.patterns["rebuilt"], _REBUILDING, 110),
        Near(rules.patterns["told"], _TELLING, 0),
    )


def _unquoted(name: str) -> str:
    """A name without quotes around it; those inside it stay (“12345”服务台)."""
    if name.count("“") == name.count("”") and not (name.startswith("“") and name.endswith("”")):
        return name
    return name.strip("“”")


class NamedFacilities:
    """Finds them in one draft. A name counts once; what a counted facility covers already is left alone."""

    def __init__(self, draft: Draft) -> None:
        assert draft.toponyms is not None
        self.draft = draft
        self.text = draft.view.text
        self.toponyms = draft.toponyms
        self.rules = facility_rules()
        self.patterns = self.rules.patterns
        self.common = lexicon().common
        self.seen = {fact.name for fact in draft.facts if isinstance(fact, Facility)}

    def add(self) -> None:
        """By name, by quotes, by institution; what follows a facility speaks of it up to the next one that has a place."""
        found: list[tuple[int, int, bool]] = []
        for sentence, match in self.draft.found_by(self.rules.named):
            start = self._start(sentence.start, *match.span("name"))
            if start is not None:
                found.append((start, match.end("name"), False))
        for near in _lists():
            for _, match in self.draft.found_by(near):
                found.extend((*span, False) for span in self._opened(*match.span("list")))
        for sentence in self.draft.sentences_with(_AND_OTHERS):
            for match in self.patterns["listed"].finditer(self.text, sentence.start, sentence.end):
                found.extend((*span, False) for span in self._members(*match.span("list")))
        for sentence in self.draft.sentences_with(QUOTE):
            for match in self.patterns["quoted"].finditer(self.text, sentence.start, sentence.end):
                if self.patterns["not_quoted"].match(self.text, match.end()):
                    continue
                if match["post"]:
                    if not self.patterns["not_quoted_name"].search(match["name"]) and self.rules.named_head.search(match["post"]):
                        found.append((*match.span(), True))
                elif self.rules.named_head.search(match["name"].strip("“”")):
                    found.append((*match.span("name"), True))
        found.extend((start, end, False) for start, end in self._institutions())
        found.sort()
        placed = [start for start, _, _ in found if self.toponyms.right(self.text, start) is not None]
        for start, end, quoted in sorted(found, key=lambda it: self.draft.is_restated(it[0])):
            following = bisect_right(placed, start)
            self._add(start, end, placed[following] if following < len(placed) else len(self.text), quoted)

    def _institutions(self) -> list[tuple[int, int]]:
        """The bodies that are facilities as well, each where it is named in full, else where it stands first."""
        best: dict[str, tuple[bool, int, int]] = {}
        for org, (name, _) in zip(self.draft.organizations, self.draft.org_names, strict=True):
            if (
                org.kind in ("public-institution", "hospital")
                and org.place is not None
                and self.patterns["institutions"].search(self.text[org.start : org.end])
                and not self.patterns["not_institution"].search(self.text[max(0, org.start - 4) : org.start])
            ):
                place = (org.place.generic, org.start, org.end)
                best[name] = min(best.get(name, place), place)
        return [(start, end) for _, start, end in best.values()]

    def _members(self, start: int, end: int) -> list[tuple[int, int]]:
        """The names of A、B、C等17个体育场馆, from the first that is one."""
        found: list[tuple[int, int]] = []
        position = start
        for piece in self.text[start:end].split("、"):
            name = piece
            cut = last(self.patterns["before_member"].finditer(name))
            offset = cut.end() if cut and not found else 0
            if self.rules.head.search(name) and not self.rules.weak.search(name) and len(name) - offset >= 5:
                found.append((position + offset, position + len(piece)))
            position += len(piece) + 1
        return found

    def _opened(self, start: int, end: int) -> list[tuple[int, int]]:
        """The places of a list that is built or opened, each with a name of its own."""
        found: list[tuple[int, int]] = []
        position = start
        for piece in re.split("[、和]", self.text[start:end]):
            cut = last(self.patterns["before_opened"].finditer(piece))
            begin, stop = position + (cut.end() if cut and not found else 0), position + len(piece)
            if self._is_own_name(begin, stop):
                found.append((begin, stop))
            position = stop + 1
        return found

    def _is_own_name(self, start: int, end: int) -> bool:
        """Whether the words before 学校, 医院 name one: not a class (公办幼儿园) and with no number before it."""
        head = self.rules.weak.search(self.text, start, end) or self.rules.named_head.search(self.text, start, end)
        name = self.text[start : head.start()] if head else ""
        return 2 <= len(name) <= 14 and not self.common.fullmatch(name) and not self.patterns["not_name"].search(name)

    def _start(self, sentence: int, start: int, end: int) -> int | None:
        """Where the name begins: at its place, or after the verb of founding; None when nothing tells that it is one."""
        clause, _ = self.draft.clause(start, end)
        if joined := self.patterns["joined"].match(self.text, start, end):
            start = joined.end()
        place = self._place_in(start, end)
        if place is not None and _DOING.search(self.text, place, end):
            return None  # 某市财政每年安排图书馆
        if place is not None:
            founded = (
                self.patterns["site"].search(self.text, place, end)
                or self.rules.founding.search(self.text[clause:place])
                or self.patterns["founded_after"].match(self.text, end, end + 26)
            )
            return place if founded else None
        founding = last(self.patterns["anchor"].finditer(self.text, clause, end))
        if founding is not None and founding.end() > start:
            article = self.patterns["article"].match(self.text, founding.end(), end)
            start = article.end() if article else founding.end()
        elif not (founding is not None and start - founding.end() <= 3) and not self._listed(sentence, start):
            # 区社区矫正中心2021年4月建成启用
            told = (
                start == clause
                and end - start > 5
                and "“" not in self.text[start:end]
                and self.patterns["founded_after"].match(self.text, end, end + 26)
            )
            return start if told else None
        inside = any(
            o.start <= start < o.end and o.kind not in ("public-institution", "hospital", "school") for o in self.draft.organizations
        )
        return None if inside else start

    def _place_in(self, start: int, end: int) -> int | None:
        for position in range(start, end - 2):
            span = self.toponyms.right(self.text, position)
            if span is not None and not span.generic and span.end < end:
                return position
        return None

    def _listed(self, begin: int, start: int) -> bool:
        """设立A、B、C: a member of a list that a verb of founding governs."""
        return self.patterns["list_before"].search(self.text[max(begin, start - _LIST_REACH) : start]) is not None

    def _add(self, start: int, end: int, following: int, quoted: bool) -> None:
        draft, text = self.draft, self.text
        if not draft.taken.isdisjoint(range(start, end)) or draft.in_document(start):
            return
        if _MEASURED.match(text, end):
            return  # 健身步道2160公里: how much of it, not one
        if text.startswith(("的建议", "的问题", "的提案"), end):
            return
        of = text.rfind("的", start, end)
        if of > start and not quoted and "“" not in text[start:end]:
            if end - of < 5 or not (_OWNER.search(text, start, of) or self.toponyms.right(text, of + 1)):
                return  # 满足群众需求的菜市场
            start = of + 1  # 市供销社所属公司的中央厨房
        start += text.startswith("在", start)
        quote = text.find("“", start, end)
        if quote > start and text[quote - 1] == "的":
            start = quote  # 条件较好的“残疾人之家”
        if text.endswith(("学院", "大学"), start, end) and text.endswith("依托", 0, start):
            return  # 依托X学院培训: it acts
        if self.patterns["housed"].search(text[max(0, start - 8) : start]):
            return
        name = _unquoted(text[start:end].strip("的"))
        if not 4 <= len(name) <= 30 or name in self.seen or self.patterns["not_name"].search(name):
            return
        if len(name) <= 4 and self.patterns["bare"].fullmatch(name) and not quoted:
            return
        sentence = draft.sentence_at(start)
        clause, _ = draft.clause(start, end)
        if self.patterns["not_before"].search(text[max(clause, start - 24) : start]) and not self.rules.founding.search(text[clause:start]):
            return
        evidence = draft.evidence(*draft.clause(start, end), "facility.named", (start, end))
        if evidence is None:
            return
        span = self.toponyms.right(text, start)
        placed = self.patterns["placed"].search(text[clause:start])
        self.seen.add(name)
        draft.taken.update(range(start, end))
        draft.facts.append(
            Facility(
                evidence=evidence,
                restated=draft.is_restated(start),
                name=name,
                level=self.rules.level_of(span.names[-1]) if span else None,
                established=self._established(sentence.start, end),
                place=placed["place"] + (placed["inner"] or "") if placed else None,
                features=(*(self._features(end, following) if span else ()), *self._operators(sentence.start, start)),
            )
        )

    def _established(self, sentence: int, end: int) -> Date | None:
        """When it was founded: the date after the name (于2022年3月7日挂牌), else that of its own clause of founding."""
        after = self.patterns["founded_on"].match(self.text, end, end + 40)
        if after:
            return dates.parse(after["date"])
        own = self.text[sentence:end]
        if not self.patterns["founding_clause"].search(own) and not self.patterns["founded_after"].match(self.text, end, end + 26):
            return None
        found = [date for match in dates.FULL.finditer(own) if (date := dates.from_match(match)) is not None]
        return found[-1] if found else None

    def _features(self, end: int, following: int) -> tuple[Feature, ...]:
        """Area, rooms and expected opening, from the words between a facility and the next."""
        stop = self.text.find("\n", end)
        reach = self.text[end : min(stop if stop >= 0 else len(self.text), following, end + 330)]
        features: list[Feature] = []
        if area := self.patterns["area"].match(reach):
            features.append(Feature("floor_area", area["value"].replace(",", "")))
        if rooms := self.patterns["rooms"].match(reach):
            features.extend(Feature("room", room) for room in rooms["list"].split("、") if 2 <= len(room) <= 10)
        if (opening := self.patterns["opening"].search(reach)) and (date := dates.parse(opening["date"])):
            features.append(Feature("opening", date.value))
        return tuple(features)

    def _operators(self, sentence: int, start: int) -> tuple[Feature, ...]:
        """依托区法院和区妇联打造的“…”: who runs it."""
        base = max(sentence, start - 40)
        operator = self.patterns["operator"].search(self.text[base : start + (self.text[start] == "“")])
        if operator is None:
            return ()
        mentions = self.draft.mentions_in(base + operator.start("who"), base + operator.end("who"))
        names = [named[0] for mention in mentions if mention.sign != DOC and (named := self.draft.name_of(mention))]
        return tuple(Feature("operator", name) for name in names)
