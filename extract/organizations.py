"""Named bodies in a text: [place] + [function] + head, read from the head leftwards.

The head is the one part that ends a name for certain (局, 委员会, 检察院); from there the function words, then the place, are read towards
the left, so that what stands before the name (由, 会同, a verb) never gets into it. Words and heads: ``rules/organizations.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from extract.boundaries import NATIONAL, Boundaries
from extract.organization import Organization
from extract.organization_rules import Head, Lexicon, lexicon
from extract.proper_names import ProperNames
from extract.toponyms import TOWN, PlaceSpan, Toponyms

# Stands before the name of what the state runs itself.
_STATE = "中华人民共和国"
_SESSION = re.compile(r"第?[一二三四五六七八九十]{1,3}届$")
_LIST_MARK = re.compile(r"[、和与及 ]$|以及$|联合$|会同$|并$")
# 市“双减”办: the matter stands in quotes.
_QUOTED = re.compile(r"“[^”\n]{1,8}”(?:工作)?(?:办公室|办(?![理法公事学])|领导小组(?:办公室)?|(?:工作)?专班|联席会议)")
# A place that no list knows, between a bank and its branch.
_BRANCH_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}[省市县区](?=分行|支行|中心支行)")
_PARENT = re.compile(r"(?:公司|大学|科学院|银行)$")
_CODE = re.compile(r"[\u4e00-\u9fff]{0,3}[〔\[【（(]?(?:19|20)\d{2}[〕\]】）)]|[\u4e00-\u9fff]{0,3}〔")  # a document number
_ACADEMY = re.compile(r"(?:大学|学院|科学院|研究院)$")
_NAMED_KINDS = ("company", "school", "hospital", "social-organization")


class Finder:
    """Finds the bodies of one text."""

    def __init__(self, text: str, toponyms: Toponyms, lex: Lexicon | None = None) -> None:
        self.text = text
        self.toponyms = toponyms
        self.lex = lex or lexicon()
        self.left = Boundaries(text, toponyms, self.lex)
        self.proper = ProperNames(text, self.left, self.lex)
        self.readers = {
            "function": self._function,
            "place": self._place,
            "name": self.proper.read,
            "body": self._body,
            "national": self._national,
        }

    def find(self) -> list[Organization]:
        """All named bodies in text order, none inside another."""
        found = sorted([*self._from_heads(), *self._from_prefixes()], key=lambda o: (o.start, -o.end))
        merged: list[Organization] = []
        for org in found:
            last = merged[-1] if merged else None
            if last is not None and org.end <= last.end:
                continue
            if last is not None and org.start < last.end:
                # 政协X委员会 and X委员会 overlap: the longer reading stands.
                if org.end - org.start <= last.end - last.start or last.kind == "cppcc":
                    continue
                merged.pop()
            elif last is not None and self._attaches(last, org):
                org = self._joined(merged.pop(), org.end, org.kind)
            elif org.place is None and org.kind in _NAMED_KINDS and _PARENT.search(self.text[max(0, org.start - 3) : org.start]):
                continue  # a branch whose parent is no named body
            merged.append(org)
        starts = {org.start for org in merged}
        whole: list[Organization] = []
        for org in self._named(merged):
            if whole and org.start < whole[-1].end:
                continue  # 省人大社会建设委员会: the committee is a part of it
            whole.append(org if org.end in starts else self._with_sub(org))
        return whole

    # -- from the head leftwards -------------------------------------------------------------------------------------------

    def _from_heads(self) -> Iterator[Organization]:
        size = len(self.text)
        for match in self.lex.ends_back.finditer(self.left.reverse):
            end = size - match.start()
            longest = match.group()[::-1]
            # 综合行政执法局: where 执法局 leaves no function word (综合行政), its own ending 局 is tried.
            words = (longest[at:] for at in range(len(longest)) if longest[at:] in self.lex.heads)
            org = next((org for word in words if (org := self._ended(end, word)) is not None), None)
            if org is not None:
                yield org

    def _ended(self, end: int, word: str) -> Organization | None:
        """The body that ends with this head."""
        if word[-1] == "队" and self.text.startswith("伍", end):
            return None  # 志愿服务队伍
        if word[-1] == "会" and self.text.startswith("议", end):
            return None  # 政治协商会议
        if word[-1] in "学校" and self.text.startswith("生", end):
            return None  # 大学生
        for head in self.lex.heads[word]:
            if head.not_before and head.not_before.match(self.text, end):
                continue
            if head.not_after and head.not_after.search(self.text[max(0, end - len(word) - 2) : end - len(word)]):
                continue
            org = self.readers[head.needs](end, word, head)
            if org is not None:
                return org
        return None

    def _national(self, end: int, word: str, head: Head) -> Organization | None:
        if len(word) == 2 and not self.left.bounded(end - len(word)):
            return None  # 养中办医
        if word[-1] == "部" and self.text.startswith("门", end):
            return None  # 住建部门
        if word == "供销合作总社" and self.left.place(end - len(word)) is not None:
            return None  # a province's
        return Organization(end - len(word), end, None, word, head.full, head.kind)

    def _body(self, end: int, word: str, head: Head) -> Organization | None:
        """A body that there is one of everywhere: it needs its place, or stands beside one that has it."""
        start = end - len(word)
        place = self.left.place(start)
        if place is None and head.kind == "people-congress" and (session := _SESSION.search(self.text[max(0, start - 8) : start])):
            # 县十八届人大: the session stands inside the name.
            before = start - len(session.group())
            place = self.toponyms.named(self.text, before) or self.toponyms.generic(self.text, before)
        if place is None and head.kind == "subdistrict":
            place = self.left.town(start, ("",))
        if place is None and head.full in ("人民政府", "村民委员会", "居民委员会", "社区居民委员会", "党委"):
            place = self.left.town(start, TOWN if head.full in ("人民政府", "党委") else ("", "村", "社区"))
        if place is not None:
            return Organization(place.start, end, place, word, head.full, head.kind)
        beside = (
            head.kind in ("procuratorate", "court", "mass-organization")
            and len(word) > 2
            and _LIST_MARK.search(self.text[max(0, start - 3) : start])
        )
        return Organization(start, end, None, word, head.full, head.kind) if beside else None

    def _function(self, end: int, word: str, head: Head) -> Organization | None:
        """A department: function words before the head, then the place."""
        head_start = end - len(word)
        if self.text.startswith(("集团", "有限公司", "有限责任公司"), end) or (word[-1] == "部" and self.text.startswith("门", end)):
            return None  # 中国铁路成都局集团有限公司, 住建部门
        match = self.lex.function_back.match(self.left.reverse, len(self.text) - head_start)
        if match is None:
            return self._committee(end) if word == "委" else self._across(end, word, head, 14)
        if word == "委" and self.text[head_start - 1] in "省市区县州旗盟":
            return self._committee(end)  # 经市委: no economic committee
        first = head_start - len(match.group())
        first += 2 if self.text.startswith("经商", first) and len(match.group()) > 3 else 0  # 经商发展改革委
        start, place = self._widest(first, head_start)
        if place is None:
            # 江西银保监局: the place without its level word.
            place = next((p for length in (2, 3) if (p := self.left.stem(start - length)) is not None and p.end == start), None)
        if place is not None:
            kind = "ministry" if place.names[0] in NATIONAL else head.kind
            if (brand := self.proper.brand(place.start)) is not None:
                return Organization(brand, end, None, self.text[brand:end], self.text[brand:end], kind)
            if self.text.endswith(_STATE, 0, place.start):
                whole = self.text[place.start - len(_STATE) : end]  # 中华人民共和国重庆海事局
                return Organization(end - len(whole), end, None, whole, whole, kind)
            return Organization(place.start, end, place, self.text[start:end], "", kind)
        function = self.text[start:head_start]
        if word == "部":
            # 经商财政部, 数据与生态环境部: the ministry's own name may be the end of what reads as function words.
            start = next((at for at in range(start, head_start - 1) if self.text[at:head_start] in self.lex.ministry_names), start)
            if self.text[start:head_start] in self.lex.ministry_names:
                return Organization(start, end, None, self.text[start:end], "", "ministry")
            if self.text[start - 1 : start] == "委":  # 区委组织部: a part of the committee before it
                return Organization(start, end, None, self.text[start:end], "", "party")
            return self._across(end, word, head, 8)
        found = self._across(end, word, head, 14)
        if found is not None:
            return found
        weak = len(function) == 1 or word in ("办", "办公室", "处", "管理处", "司")
        if (function, word) in (("组织", "局"), ("公安", "派出所")):
            return None  # 组织局党组学习; 公安派出所 names none
        if weak and not self.lex.sub_after.match(self.text[max(0, start - 6) : start]):
            return None
        return Organization(start, end, None, self.text[start:end], "", head.kind)

    def _widest(self, start: int, limit: int) -> tuple[int, PlaceSpan | None]:
        """The function's beginning where a place stands before it: a greedy compound may have swallowed a part of the place's name."""
        generic: tuple[int, PlaceSpan] | None = None
        for begin in range(start, limit):
            place = self.left.place(begin)
            if place is not None and not place.generic:
                return begin, place  # 滕州市住建局: not what 州 alone would make of it
            if place is not None and generic is None:
                generic = begin, place
        return generic or (start, None)

    def _committee(self, end: int) -> Organization | None:
        """A party committee: 区委, 官渡区委 (委 right after its place)."""
        place = self.left.place(end - 1)
        if place is None or self.text.startswith(("员会", "托"), end):
            return None
        return Organization(place.start, end, place, "委", "党委", "party")

    def _across(self, end: int, word: str, head: Head, reach: int) -> Organization | None:
        place = self.left.across(end - len(word), 6 if word in ("部", "署", "司", "办", "委") else reach)
        return Organization(place.start, end, place, self.text[place.end : end], "", head.kind) if place else None

    def _place(self, end: int, word: str, head: Head) -> Organization | None:
        """Institutions and leading groups: whatever stands between the place and the head names them."""
        start = end - len(word)
        if word == "中心":
            return self._centre(end, head)
        if word.endswith(("院", "馆", "站")) and (town := self.left.town(start, ("镇", "乡"))) is not None:
            return Organization(town.start, end, town, word, "", head.kind)
        place = self.left.place(start)
        if place is not None:
            return None if place.generic and word in self.lex.class_heads else Organization(place.start, end, place, word, "", head.kind)
        found = self._across(end, word, head, 26)
        if found is not None:
            return found
        council = self.text.rfind("国务院", max(0, start - 20), start)
        if council >= 0 and not re.search(r"[，。；：、\n]", self.text[council:start]):
            return Organization(council, end, None, self.text[council:end], self.text[council:end], head.kind)
        if word.startswith(("领导小组", "工作领导小组", "指挥部")):
            begin = self.left.name_start(start, 24)
            if start - begin >= 4 and not self.lex.common.fullmatch(self.text[begin:start]) and not self.text[begin].isdigit():
                return Organization(begin, end, None, self.text[begin:end], self.text[begin:end], head.kind)
        return None

    def _centre(self, end: int, head: Head) -> Organization | None:
        """X市…中心 acting as a body; one that is just being founded is a facility only."""
        found = self._across(end, "中心", head, 16)
        if found is None:
            begin = self.left.name_start(end - 2, 20)
            stem = self.left.stem(begin) or self.left.first_place(begin, end - 2)
            if stem is not None and stem.start == begin and not stem.generic and end - stem.end >= 5:
                found = Organization(begin, end, stem, self.text[stem.end : end], "", head.kind)
        if found is None or len(found.body) < 5 or self.lex.founded_before.search(self.text[max(0, found.start - 8) : found.start]):
            return None
        national = found.place is not None and found.place.names[0] in NATIONAL
        return None if not national and self.lex.centre_not_before.match(self.text[end : end + 6]) else found

    # -- from the front ----------------------------------------------------------------------------------------------------------

    _suffixes: ClassVar[dict[str, re.Pattern[str]]] = {
        "cppcc": re.compile("第?[一二三四五六七八九十]{1,3}届委员会|委员会|(?=第?[一二三四五六七八九十]{1,3}届)"),
        "bank": re.compile(r"(?:市|县|区)?(?:中心支行|分行|支行)"),
        "party": re.compile("基层委员会|总支部?委员会|总支部?|支部|委员会|工作委员会|委会|委(?!员|托)|工委"),
        "cpc": re.compile("委员会|委会|委(?!员|托)|工委"),
        "league": re.compile("委员会|委(?!员|托)|工委"),
    }
    _forms: ClassVar[dict[str, tuple[str, str]]] = {
        "cppcc": ("政协", "cppcc"),
        "cpc": ("中国共产党", "party"),
        "league": ("中国共产主义青年团", "mass-organization"),
    }

    def _from_prefixes(self) -> Iterator[Organization]:
        """Bodies whose kind stands first: 民盟市委, 九三学社江苏省委, 中共官渡区委, 团市委, 政协官渡区, 人民银行云川市分行."""
        for match in re.finditer("政协(?:第?[一二三四五六七八九十]{1,3}届)?全国委员会", self.text):
            yield Organization(match.start(), match.end(), None, match.group(), "政协全国委员会", "cppcc")
        for match in _QUOTED.finditer(self.text):
            quoted_place = self.left.place(match.start())
            if quoted_place is not None:
                yield Organization(quoted_place.start, match.end(), quoted_place, match.group(), "", "leading-group")
        for match in self.lex.prefixed.finditer(self.text, 0, len(self.text)):
            group, word = match.lastgroup or "", match.group()
            place = self.toponyms.right(self.text, match.end())
            if place is None and group in ("party", "bank"):
                place = self.left.stem(match.end())
            if place is None and group == "bank" and (unlisted := _BRANCH_PLACE.match(self.text, match.end())):
                place = PlaceSpan(*unlisted.span(), (unlisted.group(),))
            suffix = self._suffixes[group].match(self.text, place.end) if place else None
            if place is None or suffix is None:
                continue
            if group == "bank":
                brand = "中国人民银行" if word == "人民银行" else word
                yield Organization(match.start(), suffix.end(), place, word, brand + "{}" + suffix.group(), "company")
            else:
                full, kind = self._forms.get(group, (self.lex.parties.get(word, word), "democratic-party"))
                body = suffix.group() if suffix.group().startswith(("总支", "支部", "基层")) else "委员会"
                yield Organization(match.start(), suffix.end(), place, word, f"{full}{{}}{body}", kind)

    # -- putting together ------------------------------------------------------------------------------------------------------

    def _attaches(self, parent: Organization, org: Organization) -> bool:
        """公安局 + 交警支队, 电网公司 + 文昌供电局; two bodies whose dividing mark was lost stay two."""
        between = self.text[parent.end : org.start]
        academy = _ACADEMY.search(self.text[parent.start : parent.end]) is not None
        if academy and (between == "" or (between == "附属" and org.kind == "hospital")) and org.kind in ("hospital", "public-institution"):
            return True  # 首都医科大学附属北京儿童医院, 中国科学院X研究所
        if between:
            return False
        if org.kind in _NAMED_KINDS or parent.kind in _NAMED_KINDS:
            return org.kind in _NAMED_KINDS and parent.kind in _NAMED_KINDS and (org.kind == parent.kind or org.place is None)
        return org.place is None and org.kind != "ministry" and org.full != self.text[org.start : org.end]

    def _joined(self, parent: Organization, end: int, kind: str) -> Organization:
        start = parent.place.end if parent.place and parent.place.start == parent.start else parent.start
        return Organization(
            parent.start,
            end,
            parent.place if start != parent.start else None,
            self.text[start:end],
            "",
            parent.kind if kind == "other" else kind,
        )

    def _with_sub(self, org: Organization) -> Organization:
        """A body with the office that is a part of it (省农业农村厅农田建设管理处, 教育部办公厅, 区政协提案委)."""
        if not self.lex.sub_after.match(self.text[org.start : org.end]):
            return org
        if (
            org.kind in ("cppcc", "people-congress")
            and (committee := self.lex.committee.match(self.text, org.end))
            and not self.lex.strong_verb.search(committee.group())
        ):
            return self._joined(org, committee.end(), org.kind)
        match = self.lex.sub.match(self.text, org.end)
        if match is None or re.search(r"[举开承主协会兴创交代申经筹两转督研批催续]办$|[酌查惩]处$", match.group()):
            return org
        if match.group()[0] in "和与及、" or any(self.lex.verb_at.match(match.group(), at) for at in range(len(match.group()) - 2)):
            return org
        office = re.match(r"办公|研究|督查|信息", match.group())
        if not office and (
            self.lex.strong_verb.search(match.group())
            or any(c in self.lex.boundary and c not in "中年和同合外内上下日" for c in match.group())
        ):
            return org
        return self._joined(org, match.end(), org.kind)

    def _named(self, found: list[Organization]) -> Iterator[Organization]:
        """Drops what names no one body: plurals and what is listed with them (各市教育局、公安局), and agency codes in document numbers."""
        dropped = -9
        for org in found:
            if (org.place is None or not org.full) and _CODE.match(self.text, org.end):
                continue
            if (org.place is None or org.place.generic) and org.kind != "ministry" and org.full != self.text[org.start : org.end]:
                listed = org.place is None and org.start - dropped in (0, 1) and self.text[dropped : org.start] in ("", "、", "和", "及")
                if self.lex.plural.search(self.text[max(0, org.start - 8) : org.start]) or listed:
                    dropped = org.end
                    continue
            yield org


def find_organizations(text: str, toponyms: Toponyms) -> list[Organization]:
    """All named bodies in a view's text, in order, none inside another."""
    return Finder(text, toponyms).find()
