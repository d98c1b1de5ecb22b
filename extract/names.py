"""Printed names of bodies → full canonical names: 区检察院 in a 官渡区 letter is 官渡区人民检察院, 我局 is the letter's issuer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.boundaries import NATIONAL
from extract.organization import Organization
from extract.organization_rules import lexicon
from extract.toponyms import PlaceSpan, Toponyms

_DEPARTMENT = re.compile(r"(?P<function>.+?)(?P<head>局|厅|部|委员会|办公室|总局)")
_LEVEL = {
    "省": "省",
    "市": "市",
    "县": "县",
    "区": "区",
    "州": "州",
    "盟": "盟",
    "旗": "旗",
    "自治区": "自治区",
    "自治州": "州",
    "自治县": "县",
    "自治旗": "旗",
}


class Places:
    """What 省, 市, 县, 区 mean in one letter: its issuer's place and that place's parents."""

    def __init__(self, toponyms: Toponyms, own: Iterable[str], printed: Iterable[str]) -> None:
        """``own``: place units of the issuer, outermost first; ``printed``: other named places in text order."""
        self.toponyms = toponyms
        self.own = [toponyms.gazetteer.official(name) for name in own]
        self.by_level: dict[str, str] = {}
        gazetteer = toponyms.gazetteer
        context = [*self.own, *printed]
        for name in reversed(self.own):
            self._set(name)
            place = gazetteer.resolve(name, context)
            if place is not None:
                for ancestor in gazetteer.ancestors(place):
                    self._set(ancestor.name)
        if self.own:
            # An unlisted place's parents are known only from the letter: the one province or city it names.
            for level in ("省", "市", "自治区"):
                names = {name for name in context if name.endswith(level)}
                if level not in self.by_level and len(names) == 1:
                    self.by_level[level] = names.pop()

    def _set(self, name: str) -> None:
        for ending in ("自治区", "自治州", "自治县", "自治旗", "省", "市", "县", "区", "州", "盟", "旗"):
            if name.endswith(ending):
                self.by_level.setdefault(_LEVEL[ending], name)
                return

    @property
    def home(self) -> str | None:
        """The issuer's own place."""
        return self.own[-1] if self.own else None

    def meant(self, word: str) -> str | None:
        """The place a generic word (市, 区) means in this letter, or None."""
        level = _LEVEL.get(word, word)
        if level in self.by_level:
            return self.by_level[level]
        if level == "省" and "自治区" in self.by_level:
            return self.by_level["自治区"]
        return None


class Names:
    """Canonical names of one letter's bodies."""

    def __init__(self, places: Places, issuer: str | None) -> None:
        self.places = places
        self.issuer = issuer
        self.lex = lexicon()

    @property
    def home(self) -> str | None:
        """The full name of the issuer's own place."""
        home = self.places.home
        return self.places.toponyms.completed(home) if home else None

    def place(self, span: PlaceSpan | None) -> str | None:
        """The name of a printed place: its innermost unit, a generic word resolved in the letter."""
        if span is None:
            return None
        if not span.generic:
            return self.places.toponyms.completed(span.names[-1])
        return self.places.meant(span.names[0])

    def full(self, text: str, org: Organization, inherited: PlaceSpan | None = None) -> tuple[str, str | None]:
        """(canonical name, place or None) of a body printed in ``text``."""
        mention = text[org.start : org.end].replace(" ", "")
        span = org.place or inherited
        if "{}" in org.full:
            inside = self.place(span) or (span.names[-1] if span else "")
            return org.full.format(inside), inside or None
        if span is None:
            if org.full and (org.full != mention or org.full in self.lex.nationals):
                return org.full, None
            if org.kind == "ministry":
                return self._expand(mention, org), None
            home = self.places.home
            if (
                home
                and org.kind in ("department", "procuratorate", "court", "mass-organization", "supervision")
                and not mention.startswith(home)
            ):
                return home + self._expand(mention, org), home
            return mention, None
        if span.names[0] in NATIONAL:
            return span.names[0] + self._expand(org.body, org), None
        place = self.place(span)
        body = self._expand(org.body, org)
        if org.kind == "cppcc" and org.full.startswith("中国人民政治协商会议"):
            return f"政协{place or span.names[-1]}委员会", place
        if place is None:
            return span.names[-1] + body if span.generic and org.kind != "party" else mention, None
        if org.kind == "party" and org.full == "党委":
            return f"中国共产党{place}委员会", place
        if org.body.startswith("委") and not org.full:
            return f"中共{place}委{self._department(org.body[1:])}", place
        # A place printed without its level word (云南X社会组织) stays so in the name.
        return (place if span.generic else self.places.toponyms.gazetteer.official(span.names[-1])) + body, place

    def _expand(self, body: str, org: Organization) -> str:
        """The full form of what follows the place: 检察院 → 人民检察院, 卫健委 → 卫生健康委员会."""
        if org.full and "{}" not in org.full:
            return org.full
        if body.startswith("政府") and not body.startswith("政府采购"):
            return "人民" + "政府" + self._department(body[2:])
        if body.startswith("政协"):
            return "政协" + self._department(body[2:])
        return self._department(body)

    def _department(self, body: str) -> str:
        for short, full in self.lex.full_head.items():
            if body.endswith(short) and len(body) > len(short):
                function = body[: -len(short)]
                if short == "委" and function.endswith(("党", "工", "纪", "团", "监")):
                    break
                function = self.lex.full.get(function, function)
                return function + (full if not function.endswith(full) else "办公室")
        match = _DEPARTMENT.fullmatch(body)
        if match:
            return self.lex.full.get(match["function"], match["function"]) + match["head"]
        return body
