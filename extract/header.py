"""Header data of a letter: what its head, metadata table, signature and notes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract import dates
from extract.anatomy import ADDRESSEE, BANNER, COPIES, DATE, DOC_NUMBER, META, NOTE, TITLE, Anatomy, Meta, patterns
from extract.view import Line

_CN = "一二三四五六七八九十百"
_NUM = rf"(?:[{_CN}]{{1,4}}|\d{{1,3}})"
SESSION = re.compile(
    rf"第?{_NUM}届(?:(?:全国|[\u4e00-\u9fff]{{0,8}}?)(?:人民代表大会|人大代表大会|人大|政协|委员会|全国委员会|政协委员会))?(?:常委会|常务委员会)?第?(?:{_NUM})?次(?:全体会议|全会|会议)?"
)
SESSION_WHOLE = re.compile(rf"{_NUM}次(?:全体会议|全会|会议)$")
PROPOSAL_NUMBER = re.compile(
    r"第?[（(]?(?P<number>[A-Z]{0,3}\d{1,10}(?:[、，]\d{1,10})*)[）)]?号?(?=(?:号|（[^）]{1,12}）|[）)])*的?(?:党派|界别|集体|重点|委员|联名|代表)?(?:提案|建议|议案))|(?:第|（)(?P<number2>[A-Z]{0,3}\d{2,10})号?(?=）|号)"
)
PROPOSAL_TITLE = re.compile(
    r"《(?P<d>关于[^《》（，。\n]{4,60}(?:提案|建议|议案))(?=（第|收悉)|《(?P<a>(?:[^《》\n]|[《〈][^《》〈〉]*[》〉])+)》|[“\"](?P<b>关于(?:[^“”\"]|“[^”]*”)+)[”\"]|提出的?(?P<c>关于[^，。《》“”]{4,80}?(?:的)?(?:建议|提案|议案|意见))(?:（第|（|第\d|已|收悉|，)"
)
_TITLE_OF_PROPOSAL = re.compile(r"(?:提案|建议|议案|意见|收悉|第[^，。]{1,12}号|[（(])")


@dataclass(frozen=True, slots=True)
class Raw:
    """A header value with its place in the source."""

    name: str
    value: str
    printed: str
    start: int
    end: int
    rule: str


def _of_line(name: str, line: Line, rule: str, value: str | None = None) -> Raw:
    return Raw(name, value if value is not None else line.tight, line.tight, line.start, line.end, rule)


class HeaderReader:
    """Reads the header fields of one dissected text. ``opening``: the opening paragraph as (text, function position → source offset)."""

    def __init__(self, anatomy: Anatomy, opening: str, place: Callable[[int, int], tuple[int, int]]) -> None:
        self.anatomy = anatomy
        self.opening = opening
        self.place = place
        self.pats = patterns()

    def read(self) -> list[Raw]:
        """All header values found, issuers as printed (resolution gives them their full names later)."""
        found: list[Raw] = []
        title = self._title()
        if title:
            found.append(title)
        found.extend(self._doc_number())
        for name in ("index_number",):
            found.extend(self._meta(name, lambda v: re.sub(r"\s", "", v)))
        found.extend(self._dates())
        found.extend(self._marks())
        found.extend(self._addressees())
        found.extend(self._proposal(title))
        found.extend(self._copies())
        return found

    def _metas(self, field: str) -> Iterator[Meta]:
        return (meta for meta in self.anatomy.metas if meta.field == field)

    def _meta(self, field: str, clean: Callable[[str], str]) -> list[Raw]:
        for meta in self._metas(field):
            value = clean(meta.value)
            if value:
                return [Raw(field, value, meta.value, meta.start, meta.end, "header.metadata")]
        return []

    # -- title -----------------------------------------------------------------------------------------------------------------

    def _title(self) -> Raw | None:
        lines = self.anatomy.of(TITLE)
        own = "".join(line.tight for line in lines)
        for meta in self._metas("title"):
            value = re.sub(r"\s", "", meta.value)
            # The table's title is complete where the letter's own lost characters; a mere site name is not.
            if len(value) >= 8 and (not own or _covers(value, own)):
                return Raw("title", value, value, meta.start, meta.end, "header.metadata")
        if (lines and self.pats.lines["title"].search(own)) or (lines and self.pats.lines["other_title"].match(own)):
            whole = own = re.sub(r"[（(〔【\[][A-D][1-9]?类?[）)〕】\]]$", "", own)
            for line in self.anatomy.of(META):
                if len(line.tight) > len(whole) and _covers(line.tight, whole) and "：" not in line.tight:
                    return _of_line("title", line, "header.title")
            return Raw("title", whole, whole, lines[0].start, lines[-1].end, "header.title")
        return None

    # -- numbers -----------------------------------------------------------------------------------------------------------------

    def _doc_number(self) -> list[Raw]:
        for line in (*self.anatomy.of(BANNER), *self.anatomy.of(TITLE), *self.anatomy.of(META)):
            match = DOC_NUMBER.match(line.tight)
            if match and (match["hao"] or match["open"]) and not SESSION.search(match["prefix"]):
                number = document_number(match)
                mark = line.text.find("号")
                end = line.start + mark + 1 if mark >= 0 else line.end
                return [Raw("doc_number", number, match.group(), line.start, end, "header.document_number")]
        for meta in self._metas("doc_number"):
            match = DOC_NUMBER.match(re.sub(r"\s", "", meta.value))
            if match:
                return [Raw("doc_number", document_number(match), meta.value, meta.start, meta.end, "header.metadata")]
        return []

    # -- dates -----------------------------------------------------------------------------------------------------------------

    def _dates(self) -> list[Raw]:
        found: list[Raw] = []
        for line in self.anatomy.of(DATE):
            tight = line.tight.rstrip("。")
            date = dates.parse(tight)
            value = date.value if date else dates.repair(tight)
            if value:
                printed = date.printed if date else tight
                offset = max(0, line.text.find(printed[:4]))
                found.append(Raw("issue_date", value, printed, line.start + offset, line.end, "header.signature_date"))
                break
        if not found:
            found.extend(self._meta("issue_date", _iso))
        if not found:
            for line in self.anatomy.of(NOTE):
                match = dates.FULL.search(line.tight)
                if match and match["day"] and line.tight[match.end() :].startswith("印") and (date := dates.from_match(match)):
                    found.append(Raw("issue_date", date.value, date.printed, line.start, line.end, "header.print_date"))
                    break
        found.extend(self._meta("publication_date", _iso))
        if found and found[0].rule == "header.signature_date" and len(found) == 1:
            # A table's 发文日期 beside the letter's own date tells when it was put out.
            found.extend(
                Raw("publication_date", raw.value, raw.printed, raw.start, raw.end, raw.rule)
                for raw in self._meta("issue_date", _iso)
                if raw.value != found[0].value or not self._metas("publication_date")
            )
        if len(found) < 2 or not any(raw.name == "publication_date" for raw in found):
            for line in self.anatomy.of(META):
                match = dates.NUMERIC.match(line.text)
                if match and (date := dates.from_match(match)):
                    found.append(
                        Raw("publication_date", date.value, date.printed, line.start, line.start + len(match.group()), "header.metadata")
                    )
                    break
        return found

    # -- class, disclosure ---------------------------------------------------------------------------------------------------

    def _marks(self) -> Iterator[Raw]:
        result = disclosure = None
        for line in (*self.anatomy.of(BANNER), *self.anatomy.of(NOTE), *self.anatomy.of(TITLE)):
            rest = DOC_NUMBER.sub("", line.tight, count=1)
            if line in self.anatomy.of(TITLE):
                rest = (re.search(r"[（(〔【\[][A-D][1-9]?类?[）)〕】\]]$", rest) or [""])[0]
            both = self.pats.lines["class_and_disclosure"].match(rest)
            if both:
                result = result or _of_line("result_class", line, "header.mark", both[1])
                disclosure = disclosure or _of_line("disclosure", line, "header.mark", both[2])
                continue
            if (
                result is None
                and (match := re.search(r"(?<![A-Za-z])([A-D][1-9]?)(?:类|[〕\]）)】]|$)|(?<=[〔（【\[])([A-D])(?=[〕）】\]])", rest))
                and len(rest) < 16
            ):
                result = _of_line("result_class", line, "header.mark", match[1] or match[2])
            if (
                disclosure is None
                and (
                    match := self.pats.lines["disclosure"].match(rest)
                    or re.search(r"(?:[类）〕\s]|^)((?:主动|依申请|不予|同意|可以|不)公开)[）)〕】]?$", rest)
                )
                and len(rest) < 16
            ):
                disclosure = _of_line("disclosure", line, "header.mark", re.sub(r"^此件|[（）]", "", match[1]))
        for meta in self._metas("result_class"):
            match = re.search(r"(?<![A-Za-z])([A-D][1-9]?)(?![A-Za-z\d])", meta.value)
            if result is None and match and len(meta.value) < 20:
                result = Raw("result_class", match[1], meta.value, meta.start, meta.end, "header.metadata")
        for meta in self._metas("disclosure"):
            # 主动公开 B: the class may stand beside it.
            value, _, mark = re.sub(r"[（）()〔〕]", "", meta.value).strip().partition(" ")
            value = {"是": "公开", "否": "不公开"}.get(value, re.sub(r"\s|^此件", "", value))
            if disclosure is None and value and len(value) < 12 and re.search(r"公开", value):
                disclosure = Raw("disclosure", value, meta.value, meta.start, meta.end, "header.metadata")
            if result is None and re.fullmatch(r"[A-D][1-9]?类?", mark.strip()):
                result = Raw("result_class", mark.strip().rstrip("类"), meta.value, meta.start, meta.end, "header.metadata")
        yield from (mark for mark in (result, disclosure) if mark)

    # -- addressees, copies ----------------------------------------------------------------------------------------------------

    def _addressees(self) -> Iterator[Raw]:
        lines = self.anatomy.of(ADDRESSEE)
        if not lines:
            proposers = re.match(
                r"[^，。]{0,24}(?:会议)?(?:上|期间)?，?(?P<names>[\u4e00-\u9fff、]{2,60}?)等?(?:\d+[位名])?(?:委员|代表)(?:在[^，。]{2,20})?(?:提出|所提|提交|联名)",
                self.opening,
            )
            for name in _names(proposers["names"], "") if proposers else ():
                at = self.opening.index(name)
                yield Raw("addressee", name, name, *self.place(at, at + len(name)), "header.opening")
            return
        joined = "".join(line.tight for line in lines).rstrip("：:，, ")
        if re.fullmatch(r"(?:您|你)们?好[！。]?", joined):
            return
        joined = re.sub(r"(?:您|你)们?好[！。]?$", "", joined).rstrip("：:，, ")
        spaced = "".join(line.text for line in lines)
        for name in _names(joined, spaced):
            line = next((line for line in lines if name[:2] in line.tight), lines[0])
            at = line.text.find(name)
            start, end = (line.start + at, line.start + at + len(name)) if at >= 0 else (line.start, line.end)
            yield Raw("addressee", name, name, start, end, "header.addressee")

    def _copies(self) -> Iterator[Raw]:
        lines = self.anatomy.of(COPIES)
        if not lines:
            return
        text = "".join(line.tight for line in lines)
        text = re.split(r"[。]", re.sub(r"^(?:抄[送报]|[抄报送])[：:]?|抄[送报]单位[：:]?", "", text))[0]
        for name in re.split(r"[，、；,;]", text):
            name = re.sub(r"[（(]\d+份?[）)]$|^抄[送报][：:]?", "", name.strip())
            if not 2 <= len(name) <= 40:
                continue
            line = next((line for line in lines if name[:2] in line.tight), lines[0])
            at = line.text.find(name)
            start, end = (line.start + at, line.start + at + len(name)) if at >= 0 else (line.start, line.end)
            yield Raw("copied_to", name, name, start, end, "header.copies")

    # -- proposal ------------------------------------------------------------------------------------------------------------------

    def _proposal(self, title: Raw | None) -> Iterator[Raw]:
        if not self.anatomy.is_reply:
            return
        head = title.value if title else ""
        opening = self.opening
        body = _body(head, opening, "".join(line.tight for line in self.anatomy.of(ADDRESSEE)))
        if body:
            where = self._where(head, opening, title, body, "政协|提案|委员" if body == "政协" else "人大|人民代表|代表|建议")
            yield Raw("body", body, where[0], where[1], where[2], "header.proposal")
        above = "".join(line.tight for line in self.anatomy.of(TITLE))
        session = self._session(head or above, opening, title)
        if session:
            yield session
        yield from self._number(head, opening, title)
        yield from self._proposal_title(title)

    def _where(self, head: str, opening: str, title: Raw | None, value: str, pattern: str) -> tuple[str, int, int]:
        match = re.search(pattern, head)
        if match and title:
            return match.group(), title.start, title.end
        match = re.search(pattern, opening)
        if match:
            return (match.group(), *self.place(match.start(), match.end()))
        return value, *((title.start, title.end) if title else self.place(0, max(1, len(opening))))

    def _session(self, head: str, opening: str, title: Raw | None) -> Raw | None:
        for text, is_title in ((head, True), (opening, False)):
            for match in SESSION.finditer(text):
                printed = match.group()
                if not SESSION_WHOLE.search(printed) and not re.search(rf"{_NUM}次$", printed):
                    continue
                value = _without_place(printed)
                start, end = (title.start, title.end) if is_title and title else self.place(match.start(), match.end())
                return Raw("session", value, printed, start, end, "header.session")
        return None

    def _number(self, head: str, opening: str, title: Raw | None) -> Iterator[Raw]:
        for meta in self._metas("proposal_number"):
            if match := re.search(r"\d{1,12}", meta.value):
                yield Raw("proposal_number", match.group(), meta.value, meta.start, meta.end, "header.metadata")
                return
        for text, is_title in ((head, True), (opening, False)):
            match = PROPOSAL_NUMBER.search(SESSION.sub(lambda m: "　" * len(m.group()), text))
            if match:
                digits = match["number"] or match["number2"]
                start, end = (title.start, title.end) if is_title and title else self.place(match.start(), match.end())
                for number in re.split(r"[、，]", digits):
                    yield Raw("proposal_number", re.sub(r"^[A-Z]+", "", number), match.group(), start, end, "header.proposal_number")
                    return
        return

    def _proposal_title(self, title: Raw | None) -> Iterator[Raw]:
        for meta in self._metas("proposal_title"):
            yield Raw("proposal_title", meta.value.strip("《》“”"), meta.value, meta.start, meta.end, "header.metadata")
            return
        for match in PROPOSAL_TITLE.finditer(self.opening):
            value = match["d"] or match["a"] or match["b"] or match["c"]
            after = self.opening[match.end() : match.end() + 20]
            before = self.opening[: match.start()]
            if match["a"] and re.search(r"根据|按照|依据|贯彻", before[-6:]):
                continue
            if _TITLE_OF_PROPOSAL.search(after) or re.search(r"提出|提交|反映|关于|所提|您|你", before):
                group = match.lastgroup
                assert group is not None
                yield Raw(
                    "proposal_title", value, match.group(), *self.place(match.start(group), match.end(group)), "header.proposal_title"
                )
                return
        bracketed = re.search(r"[（(](关于.{4,60}?(?:提案|建议))[）)]", title.value) if title else None
        if bracketed and title:
            yield Raw("proposal_title", bracketed[1], bracketed[1], title.start, title.end, "header.proposal_title")


def document_number(match: re.Match[str]) -> str:
    """A document number in the form of GB/T 9704-2012, 7.2.5: 机关代字〔year〕number号."""
    prefix = re.sub(r"[〔\[【（(﹝〈{]+$", "", match["prefix"])
    return f"{prefix}〔{match['year']}〕{match['di'] or ''}{match['number']}号"


def _covers(longer: str, shorter: str) -> bool:
    """Whether one title is the other with characters lost (or the same): the shorter is a subsequence of the longer."""
    if len(longer) < len(shorter) or len(longer) > len(shorter) + 40:
        return False
    rest = iter(longer)
    return all(char in rest for char in shorter)


def _iso(text: str) -> str:
    date = dates.parse(re.sub(r"\s(?=\d{1,2}[月日])|(?<=[年月])\s", "", text))
    return date.value if date else ""


def _body(head: str, opening: str, addressee: str) -> str | None:
    for text in (head, opening, addressee):
        if re.search(r"政协|提案", text):
            return "政协"
        if re.search(r"人大|人民代表大会|代表建议|议案", text):
            return "人大"
    if "委员" in addressee:
        return "政协"
    return "人大" if "代表" in addressee else None


def _without_place(session: str) -> str:
    return (
        re.sub(r"^(第?[一二三四五六七八九十百\d]+届)[\u4e00-\u9fff]{2,8}?(?=政协|委员会)", r"\1", session)
        if re.search(r"届[\u4e00-\u9fff]{2,8}(?:市|县|区|省)(?:政协|委员会)", session)
        else session
    )


def _names(joined: str, spaced: str) -> list[str]:
    """The addressees in one line: persons without their role, parties and committees as printed."""
    joined = re.sub(r"^尊敬的", "", joined)
    joined = re.sub(r"等?(?:附议|联名)(?:人|代表|委员).*$|并附议人$", "", joined)
    found: list[str] = []
    for piece in re.split(r"[、，,；]|(?<=委员)(?=[\u4e00-\u9fff]{2,4}委员$)|(?<=代表)(?=[\u4e00-\u9fff]{2,4}代表$)", joined):
        name = re.sub(r"等\d*[位名]?[\u4e00-\u9fff]{0,4}?(?:政协委员|人大代表|委员|代表|同志)?$", "", piece.strip())
        name = re.sub(r"(?<=[\u4e00-\u9fff])(?:等)?\d*[位名]?(?:政协委员|人大代表|委员|代表|同志|先生|女士)(?:们)?$", "", name)
        name = re.sub(r"^尊敬的|等$|^以?及", "", name)
        if found and len(name) > 3:
            name = re.sub(r"^和", "", name)  # 和 is also a family name
        if len(name) >= 2 and "和" in name and len(name) <= 7 and re.fullmatch(r"[\u4e00-\u9fff]{2,3}和[\u4e00-\u9fff]{2,3}", name):
            found.extend(name.split("和"))
        elif len(name) >= 2:
            found.append(name)
    return found
