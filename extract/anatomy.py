"""The parts of a letter: which line is page furniture, metadata, title, addressee, body, signature, note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract import dates
from extract.metadata import Meta, Patterns, metadata, patterns
from extract.titles import DOC_NUMBER, headline, is_head_line, joined_lines, looks_like_title, title_end, title_lines
from extract.view import Line, is_page_number

# Roles, in the order in which they stand in a letter. Everything else is furniture and never reaches the grammar.
META, BANNER, TITLE, ADDRESSEE, BODY, SIGNATURE, DATE, NOTE, COPIES = (
    "meta",
    "banner",
    "title",
    "addressee",
    "body",
    "signature",
    "date",
    "note",
    "copies",
)


@dataclass(slots=True)
class Anatomy:
    """``roles[i]``: the role of ``lines[i]`` or None for furniture; ``metas``: the metadata table; ``opening``: the first body line."""

    lines: list[Line]
    roles: list[str | None]
    metas: list[Meta] = field(default_factory=list)
    opening: int | None = None
    is_reply: bool = False

    def of(self, role: str) -> list[Line]:
        """The lines of one role."""
        return [line for line, given in zip(self.lines, self.roles, strict=True) if given == role]


def dissect(lines: Sequence[Line]) -> Anatomy:
    """Gives each line its role."""
    pats = patterns()
    kept = [part for line in lines if not is_page_number(line) for part in _unglued(line)]
    anatomy = Anatomy(list(kept), [None] * len(kept))
    opening = _opening(kept, pats)
    addressee = _addressee(kept, opening, pats)
    if opening is None and addressee is not None:
        opening = addressee + 1 if addressee + 1 < len(kept) else None
    head_end = addressee if addressee is not None else opening
    if head_end is None:
        head_end = title_end(kept, pats)
    anatomy.opening = opening
    metas, used = metadata(kept[:head_end], pats)
    for index in used:
        anatomy.roles[index] = META
    titles = title_lines(kept, head_end, pats, used)
    if not titles and opening is None and addressee is None:
        titles = headline(kept, head_end, pats, used)
    for index in titles:
        anatomy.roles[index] = TITLE
    if not titles and head_end and pats.lines["half_title"].match(kept[head_end - 1].tight):
        anatomy.roles[head_end - 1] = TITLE  # 对政协X届X次会议 / X委员：
    anatomy.is_reply = bool(pats.lines["title"].search(joined_lines(kept, titles))) or (
        opening is not None and _is_reply_opening(kept, opening)
    )
    for index in range(head_end):
        line = kept[index]
        if (
            anatomy.roles[index] is None
            and not pats.lines["navigation"].search(line.tight)
            and (is_head_line(line.tight, pats) or _is_banner(line, titles, index))
        ):
            anatomy.roles[index] = BANNER
    if addressee is not None:
        for index in range(addressee, opening if opening is not None else addressee + 1):
            anatomy.roles[index] = ADDRESSEE
    start = opening if opening is not None else head_end
    _tail(anatomy, start, pats)
    anatomy.metas = [*metas, *_tail_metas(anatomy, start, pats)]
    return anatomy


# 王某委员：您提出…, …的答复函王某委员：您提出…, X函〔2018〕4号 X局对…的答复: what pages print on one line.
_ADDRESSED = re.compile(
    r"(?:^|(?<=答复函)|(?<=的答复)|(?<=的复函)|(?<=的回复)|(?<=的函))(?P<who>[\u4e00-\u9fff·、，\s]{2,60}?(?:委员|代表)(?:们)?[:：])\s*"
    r"(?=(?:您|你|贵|现|关于|首先|收到|非常|感谢|[\u4e00-\u9fff]{0,4}政协|[\u4e00-\u9fff]{0,12}会议上?您))"
)
_TO_A_PERSON = re.compile("(?:委员|代表)们?[:：]")
_NUMBERED_TITLE = re.compile(
    r"(?P<number>[\u4e00-\u9fff][\u4e00-\u9fffA-Z]{1,14}[〔\[【（](?:19|20)\d{2}[〕\]】）]\d{1,5}号)\s+(?=[\u4e00-\u9fff].{8,120}(?:答复|复函|回复)$)"
)
# X发〔2021〕237号市水务局：
_NUMBERED_ADDRESSEE = re.compile(
    r"(?P<number>[\u4e00-\u9fff][\u4e00-\u9fffA-Z]{1,14}[〔\[【（](?:19|20)\d{2}[〕\]】）]\d{1,5}号)\s*(?=[\u4e00-\u9fff、，\s]{2,60}[:：]$)"
)
_MOST_HEAD = 600  # characters of a line in which a head may be glued to the text


def _unglued(line: Line) -> list[Line]:
    """The line, or the parts of it that belong to different parts of a letter."""
    addressed = _ADDRESSED.search(line.text, 0, _MOST_HEAD) if _TO_A_PERSON.search(line.text, 0, _MOST_HEAD) else None
    found = addressed or _NUMBERED_TITLE.match(line.text) or _NUMBERED_ADDRESSEE.match(line.text)
    if found is None:
        return [line]
    cuts = sorted({0, *found.span(1), found.end(), len(line.text)})
    parts = (_part(line, start, end) for start, end in pairwise(cuts))
    return [part for part in parts if part is not None]


def _part(line: Line, start: int, end: int) -> Line | None:
    """A stretch of a line as a line of its own, None when it is blank."""
    words = line.text[start:end].strip()
    if not words:
        return None
    first = start + line.text[start:end].index(words)
    stop = first + len(words)
    return Line(*line.span(first, stop), words, "".join(words.split()), line.places and line.places[first:stop])


def _is_reply_opening(lines: Sequence[Line], opening: int) -> bool:
    text = "".join(line.tight for line in lines[opening : opening + 6])[:300]
    return bool(re.search(r"(?:提案|建议|议案)", text) and re.search(r"收悉|答复|您|你们|贵|函复|回复", text))


def _is_banner(line: Line, titles: Sequence[int], index: int) -> bool:
    """The letterhead: a body's name (spaced out), with or without 文件, near the title."""
    near = not titles or -12 <= index - titles[0] <= 4
    return near and bool(
        re.fullmatch(
            r"[\u4e00-\u9fff（）]{3,30}(?:局|委|厅|部|办|院|政府|委员会|办公室|文件|联合会|会|中心|[总支大]队|法院|检察院|公司|集团|[处所站])(?:文件|（函）|〔函〕)?",
            line.tight,
        )
    )


_OF_PROPOSAL = re.compile("[您你贵]|提案|建议|议案|收悉|来函|请示")


def _opening(lines: Sequence[Line], pats: Patterns) -> int | None:
    """The first line of the letter's own text: 您提出的…收悉."""
    for index, line in enumerate(lines):
        tight = line.tight
        if len(tight) < 8 and not tight.startswith(("您好", "你好")):
            continue
        opened = pats.lines["opening"].search(tight)
        if opened and opened.group().endswith("报告如下") and not _OF_PROPOSAL.search(tight):
            continue  # the report that a notice hands out
        if opened and not pats.label.match(line.text) and not looks_like_title(tight, pats):
            # The opening sentence may have begun on the lines before (PDF).
            while (
                index > 0
                and re.match(r"^[^：:]{4,}$", lines[index - 1].tight)
                and re.search(r"^(?:您|你|贵|关于|《|首先|经|为|根据|按照|收到)", lines[index - 1].tight)
                and not looks_like_title(lines[index - 1].tight, pats)
                and not pats.lines["addressee"].match(lines[index - 1].tight)
            ):
                index -= 1
            return index
    return None


def _addressee(lines: Sequence[Line], opening: int | None, pats: Patterns) -> int | None:
    """The first line of the addressees: right above the opening, or the first line that reads like one."""
    stop = opening if opening is not None else min(len(lines), 60)
    for index in range(stop - 1, max(-1, stop - 4), -1) if opening is not None else range(stop):
        tight = lines[index].tight
        if (
            looks_like_title(tight, pats)
            or pats.label.match(lines[index].text)
            or DOC_NUMBER.fullmatch(tight)
            or pats.lines["navigation"].search(tight)
            or pats.lines["page_end"].search(tight)
        ):
            continue
        if (pats.lines["addressee"].match(tight) and (opening is not None or tight.endswith(("：", "，")) or tight.startswith("尊敬"))) or (
            pats.lines["addressee_colon"].match(tight)
            and not re.search(r"答复|如下|日期|时间|来源|字号|编辑|索引|类别|公开|分享|结果|文号|标题|名称|机构|状态", tight)
        ):
            first = index
            # A long list of names may run over several lines.
            while first > 0 and lines[first - 1].tight[-1] in "、，" and not pats.label.match(lines[first - 1].text):
                first -= 1
            return first
    if opening is not None and opening > 0:
        tight = lines[opening - 1].tight
        if (
            re.fullmatch(r"[\u4e00-\u9fff·]{2,4}(?:、[\u4e00-\u9fff·]{2,4}){0,9}", tight)
            and not DOC_NUMBER.fullmatch(tight)
            and not pats.bare.fullmatch(tight)
        ):
            return opening - 1
    return None


def _tail(anatomy: Anatomy, start: int, pats: Patterns) -> None:
    """Body, signature, date, notes, copies; from the first line of the page's foot on, nothing."""
    lines, roles = anatomy.lines, anatomy.roles
    end = len(lines)
    furniture: set[int] = set()
    for index in range(start, len(lines)):
        if pats.lines["page_end"].search(lines[index].tight) and not re.search(r"。$", lines[index].tight) and index > start:
            if any(_is_date(line.tight) for line in lines[index + 1 : index + 6]):
                furniture.add(index)  # the page's foot stands before the signature
                continue
            end = index
            break
    sign = _signature_date(lines, start, end)
    seen_end = attached = False
    handed = pats.lines["handed_out"].search(joined_lines(lines, [i for i, role in enumerate(roles) if role == TITLE]))
    for index in range(start, end):
        if index in furniture:
            continue
        tight = lines[index].tight
        if seen_end and not anatomy.is_reply and sign is not None and index > sign:
            # The document that a notice hands out stands after its signature.
            attached = attached or bool(pats.lines["attached"].match(tight)) or bool(handed and tight == handed["title"])
        if pats.lines["copied_to"].search(tight):
            roles[index], seen_end = COPIES, True
        elif index == sign:
            roles[index], seen_end = DATE, True
        elif pats.lines["printed"].search(tight) and index > start + 2:
            roles[index], seen_end = NOTE, True
        elif pats.lines["note"].match(tight) and index > start + 1:
            roles[index] = NOTE
        elif seen_end:
            # After the date: a copy list that runs on, a note, a second signer; else the page's foot.
            previous = roles[index - 1]
            if previous == COPIES and (lines[index - 1].tight[-1] in "，、；" or lines[index].tight.endswith("。")):
                roles[index] = COPIES
            elif pats.lines["disclosure"].match(tight) or pats.lines["contact"].search(tight) or pats.lines["result_class"].match(tight):
                roles[index] = NOTE
            elif re.fullmatch(r"[\u4e00-\u9fff（）、]{3,30}(?:局|委|厅|部|院|政府|委员会|办公室|联合会|中心|会)", tight):
                roles[index] = SIGNATURE
            elif attached or (sign is not None and index > sign and len(tight) > 60):
                roles[index] = BODY
        else:
            roles[index] = BODY
    if sign is not None:
        _signers(anatomy, start, sign, pats)
    elif (last := max((i for i in range(start, end) if roles[i] is not None), default=0)) > start:
        _signers(anatomy, max(start, last - 2), last + 1, pats)  # signed without a date


def _is_date(tight: str) -> bool:
    """Whether a line is a complete date and nothing else."""
    match = dates.FULL.fullmatch(tight)
    return bool(match and match["day"])


def _signature_date(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The line that is the letter's date and nothing else (perhaps after the signer's name)."""
    found = None
    for index in range(start + 1, end):
        tight = lines[index].tight.rstrip("。")
        match = dates.FULL.search(tight) or dates.NUMERIC.search(tight)
        if (
            match
            and match.end() == len(tight)
            and match["day"]
            and re.fullmatch(r"[\u4e00-\u9fff（）、]{0,40}", tight[: match.start()])
            and not re.search(r"[于自至从在]$|^截", tight[: match.start()])
        ):
            return index
        if dates.repair(tight) or (match and match["month"] and not match["day"] and len(match.group()) == len(tight)):
            found = found or index
    return found


def _signers(anatomy: Anatomy, start: int, sign: int, pats: Patterns) -> None:
    for index in range(sign - 1, max(start, sign - 12), -1):
        tight = anatomy.lines[index].tight
        if anatomy.roles[index] == NOTE:
            continue
        if (
            len(tight) <= 60
            and not re.search(r"[。；：！？]", tight)
            and not pats.lines["closing"].match(tight)
            and pats.lines["signer"].search(tight)
            and not re.match(r"[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\d", tight)
        ):
            anatomy.roles[index] = SIGNATURE
        else:
            break


def _tail_metas(anatomy: Anatomy, start: int, pats: Patterns) -> list[Meta]:
    """Labelled values below the letter: 办理结果：C, 公开属性：主动公开."""
    below = [line for line, role in zip(anatomy.lines[start:], anatomy.roles[start:], strict=True) if role in (NOTE, None)]
    metas, _ = metadata(below, pats)
    return [meta for meta in metas if meta.field in ("result_class", "disclosure")]
