"""Where a body's name begins: the place before it, or a sound left boundary."""

from __future__ import annotations

import re

from extract.lexicon import last
from extract.organization_rules import Lexicon
from extract.toponyms import GENERIC, PlaceSpan, Toponyms

STOP = "，。；：！？《》“”（）〔〕【】、\n |/·—"
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A place that no list knows, between a preposition and its level word (向云川市交通运输局). Not $: it matches before a line feed.
_UNLISTED = re.compile(
    r"(?:^|[向由与经从至到给被请是的交转商函和及同省市州、，。；《“])(?P<name>[^\W\da-zA-Z各全市县区州省本我该两几多同原][^\W\da-zA-Z各全市县区州省级])\Z"
)
_ZONE = re.compile(
    r"(?:高新技术产业开发|经济技术开发|经济开发|高新技术开发|高新|经开|开发|新|示范|试验|度假|园|风景名胜|综保|保税|工业园|产业园|合作)$"
)
# 地区, 园区, 社区 … are no 区.
_NOT_BEFORE_DISTRICT = tuple("地社园校城郊山林牧景库小片街灾")
# They stand where a place would.
NATIONAL = ("国家", "全国", "中央", "中国", "兵团")


class Boundaries:
    """Left boundaries in one text. Positions are offsets in the text; ``reverse`` is the text from right to left."""

    def __init__(self, text: str, toponyms: Toponyms, lex: Lexicon) -> None:
        self.text = text
        self.reverse = text[::-1]
        self.toponyms = toponyms
        self.lex = lex
        self._places: dict[int, PlaceSpan | None] = {}
        self._ends = toponyms.ends.union(word[-1] for word in (*GENERIC, *NATIONAL))
        self._in_words: set[int] | None = None  # positions behind a character of a name's own word

    def place(self, end: int) -> PlaceSpan | None:
        """The place right before a position; a plural (各区, 县（市、区）) is none."""
        if self.text[end - 1 : end] not in self._ends:
            return None
        if end not in self._places:
            self._places[end] = self._place(end)
        return self._places[end]

    def _place(self, end: int) -> PlaceSpan | None:
        place = self.toponyms.named(self.text, end)
        if place is not None:
            return place
        for word in NATIONAL:
            if self.text.startswith(word, end - len(word)) and end >= len(word):
                return PlaceSpan(end - len(word), end, (word,))
        place = self.toponyms.generic(self.text, end)
        if place is None or self.lex.plural.search(self.text[max(0, place.start - 8) : place.start]):
            return None
        if self.text[place.start - 1 : place.start] in GENERIC and self.bounded(place.start - 1):
            return None  # 盟市政府, 县区政府
        if place.start and not self.bounded(place.start) and _HAN.match(self.text[place.start - 1]):
            zone = _ZONE.search(self.text[max(0, place.start - 12) : place.start]) if place.names[0] == "区" else None
            if zone is not None:
                start = self.name_start(place.start - len(zone.group()), 8)
                verb = last(self.lex.verb_at.finditer(self.text, start, place.start))
                start = verb.end() if verb else start
                return PlaceSpan(start, place.end, (self.text[start : place.end],))
        unlisted = self._unlisted(place)
        if unlisted is None and place.names[0] == "区" and self.text[place.start - 1 : place.start] in _NOT_BEFORE_DISTRICT:
            return None  # 民族地区教师发展中心
        return unlisted or place

    def _unlisted(self, place: PlaceSpan) -> PlaceSpan | None:
        stem = _UNLISTED.search(self.text[max(0, place.start - 4) : place.start])
        if (
            stem is None
            or stem["name"] in self.lex.verbs
            or self.lex.boundary & set(stem["name"])
            or self.lex.common.fullmatch(stem["name"])
        ):
            return None
        start = place.start - len(stem["name"])
        return PlaceSpan(start, place.end, (self.text[start : place.end],))

    def bounded(self, position: int) -> bool:
        """Whether a name can begin here: punctuation, a function word or a verb stands before."""
        if position == 0 or self.text[position - 1] in STOP or self.text[position - 1] in self.lex.boundary:
            return True
        return self.lex.verb_back.match(self.reverse, len(self.text) - position) is not None

    def across(self, head_start: int, reach: int) -> PlaceSpan | None:
        """The place before a head with an unlisted function between (市“双减”办 aside): nothing in between may end a name."""
        for start in range(head_start - 1, max(-1, head_start - reach - 1), -1):
            char = self.text[start]
            if char in STOP or (char in "由将把被让等的了我为" and not self._inside_word(start + 1)):
                return None
            place = self.place(start)
            if place is not None:
                if self._is_function(self.text[start:head_start], place):
                    return place
                if not place.generic:
                    return None
        return None

    def _is_function(self, between: str, place: PlaceSpan) -> bool:
        if self.lex.strong_verb.search(between) or self.lex.not_function.search(between):
            return False
        before = self.text[place.start - 1 : place.start]
        return not (place.generic and before and _HAN.match(before)) or self.bounded(place.start)

    def town(self, end: int, suffixes: tuple[str, ...]) -> PlaceSpan | None:
        """A township, subdistrict or village with its own name before a body (仁和镇人民政府)."""
        for suffix in suffixes:
            if not self.text.endswith(suffix, 0, end):
                continue
            stem_end = end - len(suffix)
            start = stem_end
            while start > max(0, stem_end - 6) and _HAN.match(self.text[start - 1]):
                if self.text[start - 1] in self.lex.boundary and not self._inside_word(start):
                    break
                if self.lex.verb_back.match(self.reverse, len(self.text) - start) or (
                    self.toponyms.unit(self.text, start) is not None and start < stem_end
                ):
                    break
                start -= 1
            stem = self.text[start:stem_end]
            if (
                2 <= len(stem) <= 6
                and not self.lex.common.fullmatch(stem)
                and not re.search(r"[省市县区]|街道$|乡镇|社区$|各|所有|所在|通$|村$", stem)
            ):
                outer = self.toponyms.named(self.text, start)
                return PlaceSpan(outer.start if outer else start, end, (*(outer.names if outer else ()), self.text[start:end]))
        return None

    def name_start(self, end: int, reach: int) -> int:
        """The sound left boundary of a proper name that ends here: the nearest place, else punctuation, a function word or a verb."""
        position = end
        while position > max(0, end - reach):
            place = self.toponyms.named(self.text, position)
            if place is not None:
                return place.start
            char = self.text[position - 1]
            in_brackets = (char == "）" and "（" in self.text[position - 6 : position]) or (
                char == "（" and "）" in self.text[position : position + 5]
            )
            if char in STOP and not in_brackets:
                break
            if (char in self.lex.name_break or char == "和") and not self._inside_word(position):
                break
            match = self.lex.verb_back.match(self.reverse, len(self.text) - position)
            if match is not None and len(match.group()) > 1 and match.group()[::-1] not in self.lex.name_words:
                break
            position -= 1
        return position

    def _inside_word(self, position: int) -> bool:
        if self._in_words is None:
            self._in_words = {at + 1 for match in self.lex.words_with_breaks.finditer(self.text) for at in range(*match.span())}
        return position in self._in_words

    def first_place(self, begin: int, end: int) -> PlaceSpan | None:
        """The leftmost place in a stretch from which a name may begin."""
        unlisted = re.match(r"[\u4e00-\u9fff]{2,3}?[省市县区州旗镇乡](?=[\u4e00-\u9fff]{2})", self.text[begin:end])
        if unlisted and self.toponyms.right(self.text, begin) is None and unlisted.group()[0] not in self.lex.not_place:
            return PlaceSpan(begin, begin + unlisted.end(), (unlisted.group(),))
        for position in range(begin, end):
            place = self.toponyms.right(self.text, position)
            if place is None or place.end > end:
                province = self.stem(position)
                if province is not None and province.end < end:
                    return province
                continue
            if place.generic and (
                (position != begin and not self.bounded(position)) or (place.end == end and place.names[0] not in ("市", "县", "区", "省"))
            ):
                continue
            return place
        return None

    def stem(self, position: int) -> PlaceSpan | None:
        """A province or city named without its suffix (云南, 昆明)."""
        for length in (2, 3):
            stem = self.text[position : position + length]
            if len(stem) == length and stem in self.toponyms.gazetteer.stems:
                return PlaceSpan(position, position + length, (stem,))
        return None
