"""A name as it is held against short names: without its places, in the full writing of its ending, apart from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ontology.bodies.chain import chains, place_of
from ontology.bodies.institutions import institutions
from ontology.bodies.name import BodyName
from ontology.bodies.naming import completed
from ontology.bodies.tables import kinds, short_names
from ontology.bodies.vicinity import around, inside, level_of, related, stem
from ontology.places import gazetteer, short_name

# Departments and organs are told by their tables alone: 农业局 is no short form of 农业农村局.
_OPEN = ("public-institution", "school", "hospital", "company", "social-organization", "mass-organization", "leading-group")
_NUMBERED = re.compile("第?[一二三四五六七八九十]{1,3}(?:中学?|小学?|幼|医?院|幼儿园)")
_UNIVERSITY = re.compile("[\u4e00-\u9fff]{2}大")  # 滇医大, where no table tells which
_SHORT = re.compile(f"{_NUMBERED.pattern}|..[会行局馆站团]|移动|联通|电信|铁塔|燃气|热力|水务|公交|地铁|电力")
_BRACKETED = re.compile("（(?P<place>[^（）]{2,8})）$")
_COUNTED = re.compile("(?<![0-9])[1-9][0-9]?(?=(?:中|小|幼|医?院|中学|小学|幼儿园|人民医院)$)")
_DIGITS = "〇一二三四五六七八九"
_QUOTES = re.compile(r"[“”\"'＂‘’《》〈〉·]")


@dataclass(frozen=True, slots=True)
class Outline:
    """``home``: the innermost place that is printed, else the given one; ``core``, ``end``: the name without its ending, and that;
    ``wide``: known beyond its place; ``famous``: one in the country; ``form``: a company's legal form; ``group``: 集团;
    ``given``: the given place of a school and the like, which is said to be in its district or in the city;
    ``listed``: of a kind that the tables know; ``printed``: the name tells its place."""

    home: str
    core: str
    end: str
    wide: bool = False
    famous: bool = False
    form: str = ""
    group: bool = False
    given: str = ""
    listed: bool = False
    printed: bool = False


def outline(body: BodyName, known: str) -> Outline | None:
    """The outline, None of departments and organs. ``known``: key of the given place, '' when there is none."""
    listed = bool(institutions().full(body.text, known))  # 人大附中 is no part of a people's congress
    if not listed and (body.head or any(kinds()[kind].scheme not in _OPEN for kind in body.kinds)):
        return None
    found = _outliner().read(body, known)
    places = gazetteer()
    printed = body.generic or found.home != known or any(completed(unit) in places for unit in body.chain)
    return replace(found, listed=bool(body.kinds) and not listed, printed=printed)


class Outliner:
    """Reads outlines by ``short_names.toml``."""

    def __init__(self) -> None:
        data = short_names()
        self.write, self.group = (_compiled(data[name]) for name in ("write", "group"))
        self._written = re.compile("|".join(f"(?:{entry['printed']})" for entry in data["write"]))
        self.branch, self.form = re.compile(data["branch"]["ends"]), re.compile(data["company"]["form"])
        self.rail = re.compile(data["branch"]["rail"])
        self.local_bank = re.compile(data["branch"]["local"])
        self.legal = re.compile(data["branch"]["legal"])
        self.banks, self.office = frozenset(data["branch"]["banks"]), data["branch"]["office"]
        self.trade, self.firm = re.compile(data["company"]["trade"]), re.compile(data["company"]["common"])
        self.hospital = re.compile(f"^.+大学(?:附属)?(?!{data['hospital']['common'].removeprefix('^')})(?P<name>.+医院)$")
        self.ends = sorted(data["ends"]["words"], key=len, reverse=True)
        self.famous = re.compile(data["wide"]["famous"])
        self.zone, self.zones = data["wide"]["zone"], re.compile(data["wide"]["zones"])
        self.house, self.local = re.compile(data["ends"]["house"]), frozenset(data["ends"]["local"])
        self.alike: dict[str, str] = data["ends"]["alike"]
        self.wide, self.proper = frozenset(data["wide"]["ends"]), frozenset(data["wide"]["proper"])
        self.common, self.offices = re.compile(data["wide"]["common"]), frozenset(data["wide"]["offices"])

    def read(self, body: BodyName, known: str) -> Outline:
        """The outline of a name that is no department's."""
        whole = _QUOTES.sub("", body.text)
        if (railway := self._railway(institutions().full(whole, known) or whole, known)) is not None:
            return railway
        home, text = self._front(body, known)
        text, famous = self._in_the_country(self.written(text), whole, known)
        if named := self.hospital.match(text):
            text, famous = named["name"], institutions().known(text)
            text = next((text.removeprefix(name) for _, name in _stems(known) if text.startswith(name) and len(text) - len(name) > 3), text)
        for pattern, form in self.group:
            if match := pattern.match(text):
                if match.end() < len(text):
                    text = form + text[match.end() :]
                elif form in self.banks and text != whole and (place := place_of(home)) and place.level in self.office:
                    return Outline(home, form, self.office[place.level])  # 县农行 is its office there
                break
        text = self.legal.sub("", text)
        if end := self.branch.search(text):
            home, text = self._inside(text, end.start(), home, known)
            return Outline(home, *self._split(text))
        if (company := self.form.search(text)) and company.group():
            core, legal, group = text[: company.start()], company["form"] or "", bool(company["group"])
            legal = (company["stock"] or "") + legal
            if "有限" in legal and (house := self.house.search(core)) and house.start():
                return Outline(home, core[: house.start()], house.group(), form=legal)
            wide = len(core) > (1 if group else 2) and not self.firm.match(core)
            return Outline(home, core, "company", wide, famous, legal, group)
        core, end_word = self._split(text)
        if not end_word and self.trade.search(text) and len(text) > 3:
            return Outline(home, text, "company", not self.firm.match(text), famous)
        if end_word == self.zone and not self.zones.match(core):
            return Outline(home, core, end_word, len(core) > 1)
        least = 2 if end_word in self.wide or end_word in self.proper else 4 if end_word and end_word not in self.offices else len(text)
        wide = least <= len(core) < len(text) and not self.common.match(core)
        local = known if end_word in self.local and len(core) > 1 and not self.common.match(core) else ""
        return Outline(home, core, self.alike.get(end_word, end_word), wide or famous, famous, given=local)

    def _railway(self, name: str, known: str) -> Outline | None:
        """A railway bureau or a unit of one, whose city is a part of the name (昆明局集团公司)."""
        if (bureau := self.rail.match(name)) is None:
            return None
        core, end = self._split(f"中国铁路{bureau['bureau']}局{name[bureau.end() :]}")
        return Outline(known, core, end, wide=True, famous=True)

    def _in_the_country(self, text: str, whole: str, known: str) -> tuple[str, bool]:
        """The name in full where it is a listed institution's, and whether there is one in the country."""
        printed = dict.fromkeys((text, self.written(whole), whole))
        full = next(filter(None, (institutions().full(form, known) for form in printed)), "")
        placed = len(text) < len(self.written(whole))  # 沈阳故宫博物院 is not the one in the country
        if full:
            return self.written(full), not (placed and full == text)
        text = f"{text}学" if _UNIVERSITY.fullmatch(text) else text
        return text, self.famous.match(text) is not None

    def written(self, text: str) -> str:
        """Endings and usual short words in full."""
        if self._written.search(text) is None:
            return text
        for pattern, full in self.write:
            text = pattern.sub(full, text)
        return text

    def _split(self, text: str) -> tuple[str, str]:
        if text in self.ends:
            return text, text
        end = next((word for word in self.ends if text.endswith(word) and len(text) > len(word)), "")
        return text[: len(text) - len(end)], end

    def _front(self, body: BodyName, known: str) -> tuple[str, str]:
        text, home, listed = _COUNTED.sub(_numeral, _QUOTES.sub("", body.text)), known, place_of(known)
        if (said := _BRACKETED.search(text)) and said["place"] in {name for _, name in _stems(known)}:
            text = text[: said.start()]  # 夕阳红老年公寓（胶州）
        if body.generic:
            return level_of(known, body.chain[-1]), text.removeprefix(body.chain[-1])
        chain = chains().read(text)
        for unit in chain.units:
            inner = completed(unit)
            code = related(listed, inner) if listed else _same_name(known, inner)
            if not code and not known:
                found = chains().resolve(inner, chain.units)
                code = found.code if found else ""
            if not code or _zone(code):
                break  # towns and zones tell bodies apart
            home, text = code, text.removeprefix(unit)
        if (word := chains().generic(text)) is not None and known:
            return level_of(known, word.units[0]), text.removeprefix(word.units[0])
        if "大学" in text or text.endswith("学院"):
            return home, text  # 云南大学, 大理学院: the place belongs to the name
        stripped = True
        while stripped:
            stripped = False
            for code, name in _stems(known):
                if text.startswith(name) and (len(text) - len(name) > 3 or _SHORT.fullmatch(text, len(name))):
                    home, text, stripped = _inner(code, home, known), text.removeprefix(name), True
                    break
        named_after_place = self.local_bank.search(text) or _NUMBERED.fullmatch(text, 2)
        if named_after_place and (within := inside(home, text)) is not None:  # 南海农商银行 in a letter of the city
            home, text = within.code, text.removeprefix(stem(within.name))
        if _NUMBERED.fullmatch(text, 1):  # 昆一中
            home, text = next(((code, text[1:]) for code, name in reversed(_stems(known)) if name[0] == text[0]), (home, text))
        return home, text

    def _inside(self, text: str, end: int, home: str, known: str) -> tuple[str, str]:
        front, rest = text[:end], text[end:]
        printed = []
        for code, name in _stems(known):
            if name in front and len(front) >= len(name):
                front = front.replace(name, "", 1)
                printed.append(code)
        if printed:
            home = next((place.code for place in around(known) if place.code in printed), printed[0])
        return home, front + rest


def _numeral(match: re.Match[str]) -> str:
    """大连24中 → 大连二十四中."""
    tens, ones = divmod(int(match.group()), 10)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _zone(code: str) -> bool:
    place = place_of(code)
    return place is not None and place.level == "zone"


def _same_name(known: str, name: str) -> str:
    return known if known and completed(known) == name else ""


def _inner(code: str, home: str, known: str) -> str:
    """The inner of two places around the given one, where both were printed; what is printed last when the home is the given one."""
    order = [place.code for place in around(known)]
    if code not in order or home not in order or home == known:
        return code
    return order[min(order.index(code), order.index(home))]


@cache
def _stems(known: str) -> tuple[tuple[str, str], ...]:
    """(code, printed form) of the given place and those around it, longest first, the innermost before others."""
    places = around(known)
    if not places:
        return ((known, known), (known, stem(known))) if known and not known.isdigit() and len(stem(known)) > 1 else ()
    names: dict[str, str] = {}
    for place in places:
        for name in (place.name, short_name(place.name), stem(place.name)):
            names.setdefault(name, place.code)
    return tuple((code, name) for name, code in sorted(names.items(), key=lambda pair: -len(pair[0])) if len(name) > 1)


def _compiled(entries: list[dict[str, Any]]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(entry["printed"]), entry["full"]) for entry in entries]


@cache
def _outliner() -> Outliner:
    return Outliner()
