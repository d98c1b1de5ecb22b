"""Named bodies in a text: [place] + [function] + head, read from the head leftwards.

The head is the one part that ends a name for certain (局, 委员会, 检察院); from there the function words, then the place, are read towards
the left, so that what stands before the name (由, 会同, a verb) never gets into it. Words and heads: ``rules/organizations.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from extract.lexicon import alternation, reversed_alternation, rules, words
from extract.toponyms import TOWN, PlaceSpan, Toponyms

_STOP = "，。；：！？《》“”（）〔〕【】、\n |/·—"
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Organization:
    """A body as printed. ``place``: its place or None; ``function``/``body``: what follows the place, short (``body``) and full
    (``full``, when the rules know it); ``kind``: agency kind; ``parent``: the body it is attached to (公安局 in 公安局交警支队)."""

    start: int
    end: int
    place: PlaceSpan | None
    body: str
    full: str
    kind: str


@dataclass(frozen=True, slots=True)
class Head:
    """One way a name ends. ``needs``: function, place, name, body (fixed) or national."""

    full: str
    needs: str
    kind: str
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None = None


class Lexicon:
    """The organisation rules, compiled."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.heads: dict[str, list[Head]] = {}
        for entry in data["head"]:
            for end in entry["ends"]:
                self._add(end, Head(end, entry["needs"], entry["kind"], _compile(entry.get("not_before")), _compile(entry.get("not_after"))))
        for group, needs in (("body", "body"), ("national", "national")):
            for entry in data[group]:
                for end in (entry["full"], *entry["short"]):
                    self._add(end, Head(entry["full"], needs, entry["kind"], _compile(entry.get("not_before"))))
        self.ends = re.compile(reversed_alternation(self.heads))
        functions = words(data["functions"])
        short = f"[{data['short_characters']}]{{2,5}}"
        word = f"(?:{reversed_alternation(functions)}|{short})"
        self.function = re.compile(f"{word}(?:[和与及]?{word})*")
        self.functions = set(functions)
        self.full: dict[str, str] = data["full"]
        self.full_head: dict[str, str] = data["full_head"]
        self.ministries = re.compile(alternation(words(data["ministries"]["functions"])))
        sub = data["sub"]
        self.sub = re.compile(f"[\\u4e00-\\u9fff]{{0,{sub['gap']}}}?{alternation(sub['ends'])}(?!{sub['not_before']})")
        self.sub_after = re.compile(f".*{sub['after']}$", re.DOTALL)
        boundary = data["boundary"]
        self.boundary = set(boundary["characters"])
        self.verbs = words(boundary["verbs"])
        self.verb_set = frozenset(self.verbs)
        self.verb = re.compile(reversed_alternation(self.verbs))
        self.common = re.compile(f"(?:{alternation(words(boundary['common']))})*")
        parties = alternation(data["democratic"]["parties"])
        self.bank_branch = re.compile(data["banks"]["branch"])
        self.brands = re.compile(reversed_alternation(data["banks"]["prefixes"]))
        self.prefixed = re.compile(f"(?P<bank>{alternation(data['banks']['brands'])})|(?P<party>{parties})|(?P<cpc>中国共产党|中共)|(?P<league>共青团|(?<![集社旅军兵党乐剧财代])团(?=[省市县区州盟旗]委))|(?P<cppcc>中国人民政治协商会议|政协)")

    def _add(self, end: str, head: Head) -> None:
        self.heads.setdefault(end, []).append(head)


def _compile(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


@cache
def lexicon() -> Lexicon:
    """The lexicon of ``rules/organizations.toml``."""
    return Lexicon(rules("organizations"))


# A place that no list knows, between a preposition and its level word (向云川市交通运输局).
_UNLISTED = re.compile(r"(?:^|[向由与经从至到给、，。；《“])(?P<name>[^\W\da-zA-Z各全市县区州省本我该两几多同原][^\W\da-zA-Z各全市县区州省级])$")
_SESSION = re.compile(r"第?[一二三四五六七八九十]{1,3}届$")
_NOT_FUNCTION = re.compile(r"[在是与或于届无\d ]|各|相关|有关|部门|单位|以及|[省市区县]委|局|厅|妇联|委员会|[院校]|部|共同|联合|建有|设有|拥有|现有|全部|加快|办好|排查|负责|开设|培育|形成")
_PLURAL = re.compile(r"(?:各级?|各地|各有关|所有|相关|有关|多个|每个|其他|其它|两级|三级|上级|下级|基层|区县|县区|市县|州县|市区县|当地|属地|本地|同级|外省|兄弟|乡镇|[、（）][省市县区）]|级)$")
_LIST_MARK = re.compile(r"[、和与及 ]$|以及$|联合$|会同$|并$")


# Heads too common to name a body without a place.
_PLACED_HEADS = frozenset(
    "评估机构 社会组织 集团 银行 支行 合作社 学校 小学 中学 幼儿园 学院 医院 养老院 卫生院 中心校 中心学校 附中 附小 一中 二中 三中 四中 职中 事务所 协会 商会 实验小学 供电局 建设公司 开发公司 物业公司 保险公司 "
    "附属医院 人民医院 中医院 卫生服务中心 中心小学 职业学校 专业合作社 运输公司 供电公司 投资公司 老年大学 党校 卫生服务站 志愿服务队 社会工作服务站 技工学校 特教学校 分公司 总公司 志愿者协会 律师事务所 会计师事务所 保健院".split()
)
# Verbs and breaking characters that are at home inside names.
_NAME_WORDS = frozenset("教育 服务 建设 宣传 保障 调研 培训 协调 合作 创建 学习 投入 发动 开展 推进 提升 商".split())
_NAME_WORDS_WITH_BREAKS = ("自由", "中和", "仁和", "和平", "和谐", "和顺", "永和", "祥和", "太和", "目的", "向阳", "朝向", "经济", "经贸", "经开", "经营", "财经", "再担保", "报业", "日报", "本土", "对外", "向上", "人和", "温和", "和田", "呼和", "于都", "等等", "为民", "从化", "到家", "人本", "日本", "其他", "和信", "和泰", "协和", "商报", "住房和", "发展和", "文化和", "林业和", "旅游和", "规划和")
_NOT_PLACE = set("全各我本该城社小园辖地山景校郊灾片农高新经开特多跨两几整省市县区州")
_NAME_BREAK = set("以由与及向将把被让的了是为等在从到经报请对据按各该本我其或于，。；：、")


class Finder:
    """Finds the bodies of one text."""

    def __init__(self, text: str, toponyms: Toponyms) -> None:
        self.text = text
        self.reverse = text[::-1]
        self.toponyms = toponyms
        self.lex = lexicon()

    def find(self) -> list[Organization]:
        """All named bodies in text order, none inside another."""
        found = sorted([*self._from_heads(), *self._from_prefixes()], key=lambda o: (o.start, -o.end))
        merged: list[Organization] = []
        for org in found:
            if merged and org.end <= merged[-1].end:
                continue
            if merged and org.start < merged[-1].end:
                # 政协X委员会 and X委员会 overlap: the longer reading stands.
                if org.end - org.start <= merged[-1].end - merged[-1].start or merged[-1].kind == "cppcc":
                    continue
                merged.pop()
            elif merged and org.start == merged[-1].end and org.place is None and self._attaches(merged[-1], org):
                org = self._attach(merged.pop(), org)
            merged.append(org)
        return [self._with_sub(org) for org in self._named(merged)]

    # -- from the head leftwards -------------------------------------------------------------------------------------------

    def _from_heads(self) -> Iterator[Organization]:
        size = len(self.text)
        for match in self.lex.ends.finditer(self.reverse):
            end = size - match.start()
            word = match.group()[::-1]
            for head in self.lex.heads[word]:
                if head.not_before and head.not_before.match(self.text, end):
                    continue
                if head.not_after and head.not_after.search(self.text[max(0, end - len(word) - 1) : end - len(word)]):
                    continue
                org = getattr(self, f"_read_{head.needs}")(end, word, head)
                if org is not None:
                    yield org
                    break

    def _read_national(self, end: int, word: str, head: Head) -> Organization | None:
        return Organization(end - len(word), end, None, word, head.full, head.kind)

    def _read_body(self, end: int, word: str, head: Head) -> Organization | None:
        start = end - len(word)
        place = self._place(start)
        if place is None and head.kind == "people-congress" and (session := _SESSION.search(self.text[max(0, start - 8) : start])):
            # 县十八届人大: the session stands inside the name.
            before = start - len(session.group())
            place = self.toponyms.named(self.text, before) or self.toponyms.generic(self.text, before)
            if place is None and self.text.startswith("全国", start):
                return None
            if place is not None:
                return Organization(place.start, end, place, word, head.full, head.kind)
        if place is None and head.kind == "subdistrict":
            place = self._town(start, ("",))
            if place is None or place.names[0] in ("", "街道"):
                return None
        if place is None and word not in ("办事处",) and head.full in ("人民政府", "村民委员会", "居民委员会", "社区居民委员会"):
            place = self._town(start, TOWN if head.full == "人民政府" else ("", "村", "社区"))
        if place is None:
            return None if head.kind not in ("procuratorate", "court", "mass-organization") or len(word) < 3 else self._bare(start, end, word, head)
        return Organization(place.start, end, place, word, head.full, head.kind)

    def _bare(self, start: int, end: int, word: str, head: Head) -> Organization | None:
        """A body without its place: named only beside another (区检察院、关工委)."""
        if not _LIST_MARK.search(self.text[max(0, start - 3) : start]):
            return None
        return Organization(start, end, None, word, head.full, head.kind)

    def _read_function(self, end: int, word: str, head: Head) -> Organization | None:
        head_start = end - len(word)
        match = self.lex.function.match(self.reverse, len(self.text) - head_start)
        if match is None:
            return self._committee(end) if word == "委" else self._gap(end, word, head, 14)
        start = head_start - len(match.group())
        start, place = self._widest(start, head_start)
        body = self.text[start:end]
        kind = head.kind
        if place is None:
            function = self.text[start:head_start]
            if word == "部":
                if not self.lex.ministries.fullmatch(function):
                    return self._gap(end, word, head, 8)
                kind = "ministry"
            elif len(function) == 1 or word in ("办", "办公室", "处", "管理处", "司"):
                gapped = self._gap(end, word, head, 14)
                if gapped is not None or not self.lex.sub_after.match(self.text[max(0, start - 6) : start]):
                    return gapped
            else:
                gapped = self._gap(end, word, head, 14)
                if gapped is not None:
                    return gapped
        elif place.names[0] in ("国家", "全国", "中央"):
            kind = "ministry"
        return Organization(place.start if place else start, end, place, body, "", kind)

    def _widest(self, start: int, limit: int) -> tuple[int, PlaceSpan | None]:
        """The function's beginning where a place stands before it: a greedy compound may have swallowed a part of the place's name."""
        for begin in range(start, limit):
            place = self._place(begin)
            if place is not None:
                return begin, place
        return start, None

    def _committee(self, end: int) -> Organization | None:
        """A party committee: 区委, 官渡区委, 中共X市委 (委 right after its place)."""
        place = self._place(end - 1)
        if place is None or self.text.startswith(("员会", "托"), end):
            return None
        return Organization(place.start, end, place, "委", "党委", "party")

    def _gap(self, end: int, word: str, head: Head, reach: int) -> Organization | None:
        """Place + unknown function + head: the function is what stands between, when nothing in it ends a name."""
        if word in ("部", "署", "司", "办", "委"):
            reach = 6
        head_start = end - len(word)
        for start in range(head_start - 1, max(-1, head_start - reach - 1), -1):
            char = self.text[start]
            if char in _STOP or char in "由将把被让等的了我为":
                return None
            place = self._place(start)
            if place is not None and start < head_start:
                between = self.text[start:head_start]
                if self._is_name(between, place, start):
                    return Organization(place.start, end, place, self.text[start:end], "", head.kind)
                if not place.generic:
                    return None
        return None

    def _is_name(self, between: str, place: PlaceSpan, start: int) -> bool:
        if any(verb in between for verb in self.lex.verbs if len(verb) > 1 and verb not in ("教育", "服务", "建设", "宣传", "保障", "调研", "培训", "协调", "合作", "投入", "推进", "提升", "创建", "发动", "考察", "学习", "建立", "完善", "完善", "优化", "打造")):
            return False
        if place.generic:
            before = self.text[place.start - 1 : place.start]
            if before and _HAN.match(before) and not self._bounded(place.start):
                return False
        return not re.search(r"[在是与或]|各|相关|有关|部门|单位|以及|[省市县区]委|局[和、]", between)

    def _bounded(self, position: int) -> bool:
        """Whether a name can begin here: punctuation, a function word or a verb stands before."""
        if position == 0 or self.text[position - 1] in _STOP or self.text[position - 1] in self.lex.boundary:
            return True
        return self.lex.verb.match(self.reverse, len(self.text) - position) is not None

    def _read_place(self, end: int, word: str, head: Head) -> Organization | None:
        start = end - len(word)
        if word == "中心":
            return self._centre(end, head)
        if word.endswith(("院", "馆", "站")) and (town := self._town(start, ("镇", "乡"))) is not None:
            return Organization(town.start, end, town, word, "", head.kind)
        place = self._place(start)
        if place is not None:
            return Organization(place.start, end, place, word, "", head.kind)
        gapped = self._gap(end, word, head, 26)
        if gapped is not None:
            return gapped
        if self.text.startswith("国务院", max(0, start - 20)) or "国务院" in self.text[max(0, start - 20) : start]:
            begin = self.text.rindex("国务院", 0, start)
            if not re.search(f"[{_STOP}]", self.text[begin:start]):
                return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)
        if word.startswith(("领导小组", "工作领导小组", "联席会议", "指挥部")):
            begin = self._name_start(start, 24)
            if start - begin >= 4 and not self.lex.common.fullmatch(self.text[begin:start]):
                return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)
        return None

    def _centre(self, end: int, head: Head) -> Organization | None:
        """X市…中心 acting as a body; one that is just being founded is a facility only."""
        gapped = self._gap(end, "中心", head, 16)
        if gapped is None or len(gapped.body) < 5 or re.search(r"(?:建立|成立|打造|设立|建成|建设|启用|挂牌|新建|组建|建有|设有)了?[^，。]{0,3}$", self.text[max(0, gapped.start - 8) : gapped.start]):
            return None
        if gapped.place is not None and gapped.place.generic and gapped.place.names[0] not in ("省", "市", "县", "区", "州"):
            return None
        return None if re.match(r"挂牌|于\d|正式|建成|投入|主任|城区|建设|[^，。]{0,3}\d|小学|学校|校|镇|村", self.text[end : end + 6]) else gapped

    def _read_name(self, end: int, word: str, head: Head) -> Organization | None:
        """Companies, schools, hospitals, associations: a place or a proper name up to a sound left boundary."""
        head_start = end - len(word)
        begin = self._name_start(head_start, 26)
        name = self.text[begin:head_start]
        place = self._first_place(begin, head_start)
        if place is not None:
            between = self.text[place.end : head_start]
            if not self._is_proper(between, word, place):
                return None
            start = place.start
            brand = self.lex.brands.match(self.reverse, len(self.text) - start)
            if brand is not None:
                start -= len(brand.group())
            return Organization(start, end, place, self.text[start : place.start] + self.text[place.end : end] if brand else self.text[place.end : end], "", head.kind)
        if name.endswith(("大学附属", "学院附属", "大学第一附属", "大学第二附属")) or (word.startswith("附属") and name.endswith(("大学", "学院"))):
            return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)
        if len(name) < 2 or self.lex.common.fullmatch(name) or word in _PLACED_HEADS or re.search(r"\d|第|[个所家名]", name):
            return None
        return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)

    def _is_proper(self, between: str, word: str, place: PlaceSpan) -> bool:
        """Whether what stands between the place and the head makes a name (市特教学校), not a class (市中小学, 曲阜市学校)."""
        if re.search(r"\d|[全各等的]|所有|[名个所家]$|局|厅|委员会|部门|加快|办好|派驻", between):
            return False
        if re.search(r"(?:学校|医院|大学|学院|公司|中心|协会)(?!附属|第)[\u4e00-\u9fff]", between):
            return False
        if between == "":
            return word not in ("学校", "小学", "中学", "幼儿园", "集团", "银行", "合作社", "事务所", "协会", "商会", "社会组织", "评估机构", "养老院", "卫生院", "中心校", "学院", "大学", "有限公司", "专业合作社", "中心小学")
        if between in ("特教", "实验", "特殊教育", "中医", "妇幼", "师范", "老年", "精神", "传染病", "康复", "中西医结合", "口腔", "儿童", "民族", "职业", "职业技术", "中等职业"):
            return True
        return not self.lex.common.fullmatch(between)

    def _first_place(self, begin: int, end: int) -> PlaceSpan | None:
        """The leftmost place in a stretch from which a name may begin."""
        unlisted = re.match(r"[\u4e00-\u9fff]{2,3}?[省市县区州旗](?=[\u4e00-\u9fff]{2})", self.text[begin:end])
        if unlisted and self.toponyms.right(self.text, begin) is None and unlisted.group()[0] not in _NOT_PLACE:
            return PlaceSpan(begin, begin + unlisted.end(), (unlisted.group(),))
        for position in range(begin, end):
            place = self.toponyms.right(self.text, position)
            if place is None or place.end > end:
                province = self._province(position)
                if province is None or province.end >= end:
                    continue
                return province
            if place.generic and position != begin and not self._bounded(position):
                continue
            if place.generic and place.end == end and self.text[place.start : end] not in ("市", "县", "区", "省"):
                continue
            return place
        return None

    def _province(self, position: int) -> PlaceSpan | None:
        """A province or city named without its suffix (云南, 昆明) at the head of a proper name."""
        for length in (2, 3):
            stem = self.text[position : position + length]
            for suffix in ("省", "市", "自治区"):
                if len(stem) == length and stem + suffix in self.toponyms.gazetteer:
                    return PlaceSpan(position, position + length, (stem,))
        return None

    def _name_start(self, end: int, reach: int) -> int:
        """The sound left boundary of a proper name that ends here: the nearest place's beginning, else after punctuation, a function word or a verb."""
        position = end
        while position > max(0, end - reach):
            place = self.toponyms.named(self.text, position)
            if place is not None:
                return place.start
            char = self.text[position - 1]
            if char in _STOP and not (char == "）" and self.text[position - 3 : position - 2] == "（" or char == "（" and "）" in self.text[position : position + 3]):
                break
            if char in _NAME_BREAK and not self._inside_word(position):
                break
            if char == "和" and not self._inside_word(position):
                break
            match = self.lex.verb.match(self.reverse, len(self.text) - position)
            if match is not None and len(match.group()) > 1 and match.group()[::-1] not in _NAME_WORDS:
                break
            position -= 1
        return position

    def _inside_word(self, position: int) -> bool:
        return any(self.text.startswith(word, position - 1 - k) for word in _NAME_WORDS_WITH_BREAKS for k in range(len(word)))

    # -- places --------------------------------------------------------------------------------------------------------------

    def _place(self, end: int) -> PlaceSpan | None:
        """The place right before a body; a plural (各区, 县（市、区）) is none."""
        place = self.toponyms.named(self.text, end)
        if place is not None:
            return place
        for word in ("国家", "全国", "中央", "中国", "自治区", "州", "兵团"):
            if self.text.startswith(word, end - len(word)) and end >= len(word):
                place = PlaceSpan(end - len(word), end, (word,), generic=word in ("自治区", "州"))
                break
        else:
            place = self.toponyms.generic(self.text, end)
        if place is None:
            return None
        if place.generic and _PLURAL.search(self.text[max(0, place.start - 4) : place.start]):
            return None
        if place.generic and place.start and not self._bounded(place.start) and _HAN.match(self.text[place.start - 1]):
            # An unlisted place's name: its own characters stand before the generic word.
            named = self._unlisted(place)
            if named is not None:
                return named
        if place.generic and (stem := _UNLISTED.search(self.text[max(0, place.start - 4) : place.start])) is not None:
            start = place.start - len(stem["name"])
            if stem["name"] in self.lex.verb_set or self.lex.boundary & set(stem["name"]):
                return place
            return PlaceSpan(start, place.end, (self.text[start : place.end],))
        return place

    def _unlisted(self, place: PlaceSpan) -> PlaceSpan | None:
        """开发区, 高新区, 新区 and the like: the zone's own name, when bounded."""
        match = re.search(r"(?:[\u4e00-\u9fff]{0,4}?(?:高新技术产业开发|经济技术开发|经济开发|高新技术开发|高新|经开|开发|新|示范|试验|度假|园|风景名胜|综保|保税|工业园|产业园|合作))$", self.text[max(0, place.start - 12) : place.start])
        if match and place.names[0] == "区":
            start = place.start - len(match.group())
            return PlaceSpan(start, place.end, (self.text[start : place.end],))
        return None

    def _town(self, end: int, suffixes: tuple[str, ...]) -> PlaceSpan | None:
        """A township, subdistrict or village with its own name before a body (仁和镇人民政府)."""
        for suffix in suffixes:
            if not self.text.endswith(suffix, 0, end):
                continue
            stem_end = end - len(suffix)
            start = stem_end
            while start > max(0, stem_end - 6) and _HAN.match(self.text[start - 1]) and self.text[start - 1] not in self.lex.boundary:
                if self.lex.verb.match(self.reverse, len(self.text) - start):
                    break
                if self.toponyms.unit(self.text, start) is not None and start < stem_end:
                    break
                start -= 1
            name = self.text[start:end]
            if 2 <= len(self.text[start:stem_end]) <= 6 and not self.lex.common.fullmatch(self.text[start:stem_end]) and not re.search(r"[省市县区]|街道$|乡镇|社区$|各|村$", self.text[start:stem_end]):
                outer = self.toponyms.named(self.text, start)
                return PlaceSpan(outer.start if outer else start, end, (*(outer.names if outer else ()), name))
        return None

    _suffixes: ClassVar[dict[str, re.Pattern[str]]] = {
        "cppcc": re.compile("第?[一二三四五六七八九十]{1,3}届委员会|委员会|(?=第?[一二三四五六七八九十]{1,3}届)"),
        "bank": re.compile(r"(?:市|县|区)?(?:中心支行|分行|支行)"),
        "party": re.compile("基层委员会|总支部?委员会|总支|支部|委员会|省委会|市委会|工作委员会|委(?!员|托)|工委"),
        "cpc": re.compile("委员会|省委会|市委会|委(?!员|托)|工委"),
        "league": re.compile("委员会|委(?!员|托)|工委"),
    }

    # -- from the front ----------------------------------------------------------------------------------------------------------

    def _from_prefixes(self) -> Iterator[Organization]:
        """Bodies whose kind stands first: 民盟市委, 九三学社江苏省委, 中共官渡区委, 共青团云南省委, 团市委, 政协官渡区."""
        for match in re.finditer("政协(?:第[一二三四五六七八九十]{1,3}届)?全国委员会", self.text):
            yield Organization(match.start(), match.end(), None, match.group(), "政协全国委员会", "cppcc")
        for match in self.lex.prefixed.finditer(self.text):
            group = match.lastgroup
            assert group is not None
            place = self.toponyms.right(self.text, match.end())
            if place is None:
                province = self._province(match.end()) if group in ("party", "bank") else None
                if province is None:
                    continue
                place = province
            suffix = self._suffixes[group].match(self.text, place.end)
            if suffix is None:
                continue
            if group == "bank":
                yield Organization(match.start(), suffix.end(), place, match.group() + suffix.group(), match.group().replace("中国人民银行", "人民银行").replace("人民银行", "中国人民银行") + "{}" + suffix.group(), "company")
                continue
            kind = {"party": "democratic-party", "cpc": "party", "league": "mass-organization", "cppcc": "cppcc"}[group]
            full = {"cpc": "中国共产党", "league": "中国共产主义青年团", "cppcc": "政协"}.get(group, match.group())
            yield Organization(match.start(), suffix.end(), place, f"{full}|委员会", full + "{}委员会", kind)

    # -- putting together ------------------------------------------------------------------------------------------------------

    def _attaches(self, parent: Organization, org: Organization) -> bool:
        if org.kind == "ministry" or org.full == self.text[org.start : org.end] and org.kind not in ("school", "hospital"):
            return False
        return parent.kind not in ("company", "school", "hospital", "social-organization") or org.kind == parent.kind

    def _attach(self, parent: Organization, org: Organization) -> Organization:
        return Organization(parent.start, org.end, parent.place, self.text[parent.place.end if parent.place else parent.start : org.end], "", org.kind if org.kind != "other" else parent.kind)

    def _with_sub(self, org: Organization) -> Organization:
        """A body with the office that is a part of it (省农业农村厅农田建设管理处, 教育部办公厅)."""
        if not self.lex.sub_after.match(self.text[org.start : org.end]):
            return org
        match = self.lex.sub.match(self.text, org.end)
        if match is None or re.search(f"[{''.join(self.lex.boundary - set('中和同合外内上下日年'))}]", match.group()) or self.lex.verb.search(match.group()[::-1]) and not re.match(r"办公|研究|督查|信息", match.group()):
            return org
        end = match.end()
        if re.search(r"[举开承主协会兴创交代申经筹]办$", match.group()):
            return org
        return Organization(org.start, end, org.place, self.text[org.place.end if org.place else org.start : end], "", org.kind)

    def _named(self, found: list[Organization]) -> Iterator[Organization]:
        """Drops what names no one body: plurals, and what is listed with them (各市教育局、公安局)."""
        dropped = -9
        for org in found:
            before = self.text[max(0, org.start - 4) : org.start]
            vague = org.place is None or org.place.generic
            if vague and org.kind != "ministry" and org.full != self.text[org.start : org.end]:
                listed = org.place is None and org.start - dropped in (0, 1) and self.text[dropped : org.start] in ("", "、", "和", "及")
                if _PLURAL.search(before) or listed:
                    dropped = org.end
                    continue
            yield org


def find_organizations(text: str, toponyms: Toponyms) -> list[Organization]:
    """All named bodies in a view's text, in order, none inside another."""
    return Finder(text, toponyms).find()
