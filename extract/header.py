"""Header data of a letter: what its head, metadata table, signature and notes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from extract import dates
from extract.addressees import addressees, names
from extract.anatomy import ADDRESSEE, BANNER, BODY, COPIES, DATE, META, NOTE, TITLE, Anatomy
from extract.metadata import Meta, patterns
from extract.proposal import SESSION, ProposalReader
from extract.raw import Raw, in_line, of_line
from extract.titles import DOC_NUMBER

# [同意公开]关于…的答复, [福建]…
_MARK = re.compile(r"[\[【〔（{]([^\[\]【】〔〕（）{}]{1,8})[\]】〕）}](?=[\u4e00-\u9fff])")
# …的答复（X函〔2022〕8号）
_NUMBERED = re.compile(
    r"[（(](?:编号[：:])?([\u4e00-\u9fff][\u4e00-\u9fffA-Z]{0,16}[〔\[【（(](?:19|20)\d{2}[〕\]】）)](?:第)?\d{1,5}号?)[）)]$"
)
_BODY_FIRST = re.compile("[\u4e00-\u9fff（）]{3,24}(?:局|委|厅|部|院|政府|委员会|办公室|联合会|总社|中心|公司|会)")
_MARKED = re.compile("^[A-D][1-9]?类?(?=[\u4e00-\u9fff])")
_NUMBER_LABEL = re.compile("^(?:发文字号|文号|字号)")


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
        if self.anatomy.is_reply:
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
            mark = _MARK.match(own)
            own = own[mark.end() :] if mark else own
            whole = own = _NUMBERED.sub("", re.sub(r"[（(〔【\[][A-D][1-9]?类?[）)〕】\]]$", "", own))
            for line in self.anatomy.lines[: self.anatomy.lines.index(lines[0])]:
                # A page's own title, or the same title with the body's name before it.
                if len(line.tight) > len(whole) and "：" not in line.tight:
                    complete = line in self.anatomy.of(META) and _covers(line.tight, whole)
                    if complete or (line.tight.endswith(whole) and _BODY_FIRST.fullmatch(line.tight.removesuffix(whole))):
                        return of_line("title", line, "header.title")
            return Raw("title", whole, whole, lines[0].start, lines[-1].end, "header.title")
        if lines and not self.anatomy.is_reply and len(own) >= 8:
            return Raw("title", own, own, lines[0].start, lines[-1].end, "header.headline")
        return None

    # -- numbers -----------------------------------------------------------------------------------------------------------------

    def _doc_number(self) -> list[Raw]:
        for line in (*self.anatomy.of(BANNER), *self.anatomy.of(TITLE), *self.anatomy.of(META)):
            match = DOC_NUMBER.match(_NUMBER_LABEL.sub("", _MARKED.sub("", line.tight)))
            if match and (match["hao"] or match["open"]) and not SESSION.search(match["prefix"]):
                number = document_number(match)
                mark = line.text.find("号")
                end = line.span(mark, mark + 1)[1] if mark >= 0 else line.end
                return [Raw("doc_number", number, match.group(), line.start, end, "header.document_number")]
        titles = self.anatomy.of(TITLE)
        if titles and (numbered := _NUMBERED.search("".join(line.tight for line in titles))) and (inner := DOC_NUMBER.match(numbered[1])):
            return [Raw("doc_number", document_number(inner), numbered[1], titles[-1].start, titles[-1].end, "header.document_number")]
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
            whole = date is not None and date.printed == tight
            value = (None if whole else dates.repair(tight)) or (date.value if date else None)
            if value:
                printed = date.printed if date else tight
                offset = max(0, line.text.find(printed[:4]))
                found.append(Raw("issue_date", value, printed, line.span(offset, offset + 1)[0], line.end, "header.signature_date"))
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
                    found.append(Raw("publication_date", date.value, date.printed, *line.span(0, match.end()), "header.metadata"))
                    break
        return found

    # -- class, disclosure ---------------------------------------------------------------------------------------------------

    def _marks(self) -> Iterator[Raw]:
        result = disclosure = None
        for line in (*self.anatomy.of(BANNER), *self.anatomy.of(NOTE), *self.anatomy.of(TITLE)):
            rest = DOC_NUMBER.sub("", line.tight, count=1)
            if line in self.anatomy.of(TITLE):
                rest = (re.search(r"[（(〔【\[][A-D][1-9]?类?[）)〕】\]](?=(?:的(?:答复|复)?函)?$)", rest) or [""])[0]
            both = self.pats.lines["class_and_disclosure"].match(rest)
            if both:
                result = result or of_line("result_class", line, "header.mark", both[1])
                disclosure = disclosure or of_line("disclosure", line, "header.mark", both[2])
                continue
            if (
                result is None
                and (
                    match := re.search(
                        r"(?<![A-Za-z])([A-D][1-9]?)(?:类|[〕\]）)】]|$|(?=(?:同意|主动|依申请|不予|不)?公开))|(?<=[〔（【\[])([A-D])(?=[〕）】\]])",
                        rest,
                    )
                )
                and len(rest) < 16
            ):
                result = of_line("result_class", line, "header.mark", match[1] or match[2])
            if (
                disclosure is None
                and (
                    match := self.pats.lines["disclosure"].match(rest)
                    or re.search(r"(?:[A-D类）〕\s]|[A-D][1-9]|^)((?:主动|依申请|不予|同意|可以|不)公开)[）)〕】]?$", rest)
                )
                and len(rest) < 16
            ):
                disclosure = of_line("disclosure", line, "header.mark", re.sub(r"^此(?:回复|答复|复)?件|[（）]", "", match[1]))
        own = "".join(line.tight for line in self.anatomy.of(TITLE))
        if disclosure is None and (opening := _MARK.match(own)) and "公开" in opening[1]:
            disclosure = of_line("disclosure", self.anatomy.of(TITLE)[0], "header.mark", opening[1])
        for line in self.anatomy.of(NOTE):
            if disclosure is None and (said := re.search(r"此件((?:主动|依申请|不予)?公开|公开发布)", line.tight)):
                disclosure = of_line("disclosure", line, "header.mark", said[1])
        for meta in self._metas("result_class"):
            if disclosure is None and (said := re.search(r"此件((?:主动|依申请|不予)公开|公开发布)", meta.value)):
                disclosure = Raw("disclosure", said[1], meta.value, meta.start, meta.end, "header.metadata")
            meta = replace(meta, value=re.split(r"\s{2,}", meta.value)[0])
            match = re.search(r"(?<![A-Za-z])([A-D][1-9]?)(?![A-Za-z\d])", meta.value)
            if result is None and match and len(meta.value) < 20:
                result = Raw("result_class", match[1], meta.value, meta.start, meta.end, "header.metadata")
            elif result is None and self.pats.lines["result_words"].fullmatch(words := meta.value.strip()):
                result = Raw("result_class", words, meta.value, meta.start, meta.end, "header.metadata")
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
            for name in names(proposers["names"]) if proposers else ():
                at = self.opening.index(name)
                yield Raw("addressee", name, name, *self.place(at, at + len(name)), "header.opening")
            return
        yield from addressees(lines)

    def _proposal(self, title: Raw | None) -> Iterator[Raw]:
        above = "".join(line.tight for line in self.anatomy.of(TITLE))
        addressee = "".join(line.tight for line in self.anatomy.of(ADDRESSEE))
        head = [line for line, role in zip(self.anatomy.lines, self.anatomy.roles, strict=True) if role != BODY][:30]
        return ProposalReader(self.anatomy.metas, head, self.opening, self.place).read(title, above, addressee)

    def _copies(self) -> Iterator[Raw]:
        lines = self.anatomy.of(COPIES)
        if not lines:
            return
        text = "".join(line.tight for line in lines)
        text = re.split(r"[。]", re.sub(r"^(?:抄[送报]|[抄报送])[：:]?|抄[送报]单位[：:]?", "", text))[0]
        text = re.sub(r"(?<=[\u4e00-\u9fff])抄[送报][：:]", "，", text)
        for name in re.split(r"[，、；,;]", text):
            name = re.sub(r"[（(]\d+份?[）)]$|^抄[送报][：:]?", "", name.strip())
            if not 2 <= len(name) <= 40:
                continue
            line = next((line for line in lines if name[:2] in line.tight), lines[0])
            yield in_line("copied_to", name, line, "header.copies")


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
    date = dates.parse(re.sub(r"\s(?=\d{1,2}[月日])|(?<=[年月])\s|(?<=\d)\s?-\s?(?=\d)", lambda gap: gap.group().strip(), text))
    return date.value if date else ""
