"""Companies, schools, hospitals, associations: bodies whose name is a proper name, read from the head leftwards to a sound boundary."""

from __future__ import annotations

import re

from extract.boundaries import STOP, Boundaries
from extract.lexicon import last
from extract.organization import Organization
from extract.organization_rules import Head, Lexicon
from extract.toponyms import PlaceSpan

_HAN_TWO = re.compile("[\u4e00-\u9fff]{2}")
_INNER = re.compile(r"公司|大学(?!附属|第)|科学院|银行(?!股份|有限)")
# A teaching hospital, up to its last word.
_ATTACHED = re.compile(r"(?:大学|学院)(?:第[一二三四五六七八九十]{1,2})?附属(?:第[一二三四五六七八九十]{1,2})?[\u4e00-\u9fff]{0,4}$")


class ProperNames:
    """Reads the proper names of one text. ``left``: what may stand before a name there."""

    def __init__(self, text: str, left: Boundaries, lex: Lexicon) -> None:
        self.text = text
        self.left = left
        self.lex = lex

    def read(self, end: int, word: str, head: Head) -> Organization | None:
        """Companies, schools, hospitals, associations: a place or a proper name up to a sound left boundary."""
        head_start = end - len(word)
        begin = self.left.name_start(head_start, 26)
        inner = last(_INNER.finditer(self.text, begin, head_start - 1))
        if inner is not None:
            begin = inner.end()  # a branch: 北京工业大学耿丹学院, 电网公司文昌供电局
        name = self.text[begin:head_start]
        if name.startswith("中国") and len(name) > 4 and word.endswith("公司"):
            return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)  # 中国铁路成都局集团有限公司
        place = self.left.first_place(begin, head_start)
        if inner is not None and place is None and len(name) >= 2:
            return Organization(begin, end, None, self.text[begin:end], "", head.kind)
        if place is not None:
            if not self._is_proper(self.text[place.end : head_start], word, place):
                return None
            if (brand := self.brand(place.start)) is not None:
                return Organization(brand, end, None, self.text[brand:end], self.text[brand:end], head.kind)
            if head.kind == "company" and place.start - begin == 2 and _HAN_TWO.match(self.text, begin):
                return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)  # 屏岭福安殡葬公司
            return Organization(place.start, end, place, self.text[place.end : end], "", head.kind)
        own_brand = next((b for b in self.lex.brands if name.startswith(b)), "")
        if own_brand and 2 <= len(name) - len(own_brand) <= 8:
            return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)  # 国网榆川供电公司
        if word in ("学院", "大学", "高等专科学校") and self.lex.college.fullmatch(name):
            return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)
        attached = _ATTACHED.search(name) or (word.startswith("附属") and name.endswith(("大学", "学院")))
        if head.kind == "school" and word in ("中学", "小学", "幼儿园") and self._is_school(begin, name):
            return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)
        if not attached and (
            len(name) < 2 or self.lex.common.fullmatch(name) or word in self.lex.placed_heads or re.search(r"\d|第|[个所家名]", name)
        ):
            return None
        return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)

    def _is_school(self, begin: int, name: str) -> bool:
        """Whether two to five characters between a sound boundary and 中学 or 小学 name one school (枫林中学), not a class (农村小学)."""
        before = self.text[begin - 1 : begin]
        if not 2 <= len(name) <= 5 or not (before in STOP or before in "为在与和及对由从的除" or not before) or "；" in before:
            return False
        return not (self.lex.common.fullmatch(name) or self.lex.class_name.search(name) or self.lex.strong_verb.search(name))

    def brand(self, start: int) -> int | None:
        """Where a brand that stands right before a place begins (国网X供电公司, 国家税务总局X税务局)."""
        match = self.lex.brand_back.match(self.left.reverse, len(self.text) - start)
        return start - len(match.group()) if match else None

    def _is_proper(self, between: str, word: str, place: PlaceSpan) -> bool:
        """Whether what stands between the place and the head makes a name (市特教学校), not a class (市中小学, 曲阜市学校)."""
        if re.search(
            r"^有|乡镇|街道）|\d|(?<!安)全|[各等的]|所有|[名个所家]$|局|厅|委员会|部门|加快|办好|派驻|(?:学校|医院|大学|学院|公司|中心|协会)(?!附属|第)[\u4e00-\u9fff]",
            between,
        ) or self.lex.strong_verb.search(between):
            return False
        if between == "" and place.names[-1].endswith(("镇", "乡", "街道", "苏木")) and len(place.names[-1]) > 2:
            return True
        if between == "":
            return word not in self.lex.class_heads or (word == "银行" and len(place.names[-1]) < 4 and not place.generic)
        if place.names[-1].endswith(("省", "自治区")) and between.endswith("职业") and word == "学校":
            return False  # 青岚省职业学校
        if between in self.lex.proper or (word.endswith(("有限公司", "有限责任公司")) and not place.generic):
            return True
        if word.endswith("会") and (len(between) >= 4 or (len(between) >= 2 and not place.generic)):
            return True  # 洛平市交通安全协会, 区物业行业协会
        return not self.lex.common.fullmatch(between) and not (word == "小学" and between.endswith("中"))
