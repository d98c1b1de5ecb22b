"""The lines of a text's own title: a reply's, a notice's, over several lines, with the names of its bodies above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.metadata import Patterns
from extract.view import Line

# A document number in a head (GB/T 9704-2012, 7.2.5), whole or with a bracket or 号 lost.
DOC_NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z（）\-]{0,20}?)(?P<open>[〔\[【（﹝〈{]?)(?P<year>(?:19|20)\d{2})(?P<close>[〕\]】）﹞〉}]?)(?:年)?(?P<di>第)?(?P<number>\d{1,5}(?:-\d{1,2}(?=号))?)(?P<hao>号)?"
)


def joined_lines(lines: Sequence[Line], indexes: Sequence[int]) -> str:
    """Some lines as one, white space left out."""
    return "".join(lines[i].tight for i in indexes)


def looks_like_title(tight: str, pats: Patterns) -> bool:
    """Whether a line reads like a reply's title and like no sentence."""
    return bool(pats.lines["title"].search(tight)) and not re.search(r"[。，；]|收悉", tight)


def is_head_line(tight: str, pats: Patterns) -> bool:
    """A line that holds a document number, a result class or a disclosure, alone or together (岐民函〔2024〕6号 A类 同意公开)."""
    rest = DOC_NUMBER.sub("", tight, count=1)
    return not rest or any(
        pats.lines[name].match(rest) for name in ("result_class", "disclosure", "class_and_disclosure", "class_then_disclosure")
    )


def title_end(lines: Sequence[Line], pats: Patterns) -> int:
    """For texts without an opening: the line after the title near the top, else after the metadata table, else 0."""
    table = 0
    for index, line in enumerate(lines[:40]):
        if len(line.tight) > 80 and "。" in line.tight:
            break  # the text has begun
        if pats.label.match(line.text):
            table = index + 1
        elif pats.lines["other_title"].match(line.tight):
            return index + 1
        elif title := _broken_title(lines, index, pats):
            return title
    if table:
        return table
    return next((i + 1 for i, line in enumerate(lines[:8]) if pats.lines["bare_title"].match(line.tight)), 0)


def _broken_title(lines: Sequence[Line], index: int, pats: Patterns) -> int | None:
    """The line after a reply's title that begins here and may run over further lines, None when none begins."""
    found = None
    for end in range(index + 1, min(index + 4, len(lines)) + 1):
        joined = joined_lines(lines, range(index, end))
        if len(joined) > 140 or re.search(r"[。；]|收悉", joined):
            break
        if pats.lines["title"].search(joined) and pats.lines["title_start"].match(joined):
            found = end
    return found


_SESSION_FIRST = re.compile("第?[一二三四五六七八九十]{1,3}届")
_ABOUT = re.compile("关于|对|政协|人大")
# A line that is a body's name, above a title or as a letterhead.
_BODY_ALONE = re.compile(
    r"[\u4e00-\u9fff（）]{3,24}(?:局|委|厅|部|院|政府|委员会|办公室|联合会|大队|支队|总队|中心|法院|检察院|公司|集团|联合社|工会|学校|大学)"
)


def title_lines(lines: Sequence[Line], end: int, pats: Patterns, used: set[int]) -> list[int]:
    """The lines of the title nearest above the addressee (a title may run over up to four lines)."""
    for last in range(end - 1, -1, -1):
        if (last in used and not looks_like_title(lines[last].tight, pats)) or is_head_line(lines[last].tight, pats):
            continue
        for first in range(last, max(-1, last - 4), -1):
            if first in used or is_head_line(lines[first].tight, pats):
                break
            joined = joined_lines(lines, range(first, last + 1))
            if len(joined) > 300 or re.search(r"[。；]|收悉", joined):
                break
            named = pats.lines["title"].search(joined) and pats.lines["title_start"].match(joined) and len(joined) <= 140
            if named or pats.lines["other_title"].match(joined):
                # X对政协Y县 / 十届三次会议第58号提案的答复: it began on the line before.
                above = first - 1
                if above >= 0 and above not in used and _SESSION_FIRST.match(joined):
                    longer = lines[above].tight + joined
                    if pats.lines["title_start"].match(longer) and len(longer) <= 140 and _ABOUT.search(lines[above].tight):
                        return list(range(above, last + 1))
                # One more line above may hold the body's name alone.
                if (
                    above >= 0
                    and above not in used
                    and not lines[above].tight.endswith(("：", "号", "文件"))
                    and (_BODY_ALONE.fullmatch(lines[above].tight) or all(map(_BODY_ALONE.fullmatch, lines[above].text.split())))
                    and joined.startswith(("关于", "对"))
                    and lines[above].start + 200 > lines[first].start
                    and _is_centred(lines[above], lines[first])
                ):
                    while above > 0 and above - 1 not in used and _BODY_ALONE.fullmatch(lines[above - 1].tight):
                        if not _is_centred(lines[above - 1], lines[above]):
                            break
                        above -= 1
                    return list(range(above, last + 1))
                return list(range(first, last + 1))
    return []


def headline(lines: Sequence[Line], end: int, pats: Patterns, used: set[int]) -> list[int]:
    """The title of a text that is no letter and has no 关于: a plan's own name, or the line above a page's table or first paragraph."""
    own = [i for i in range(min(end, 12)) if i not in used and pats.lines["bare_title"].match(lines[i].tight)]
    if own:
        return own[-1:]
    last = next((i for i in range(min([*used, end]) - 1, -1, -1) if i not in used), None)
    if last is None or pats.lines["navigation"].search(lines[last].tight) or not _HEADLINE.fullmatch(lines[last].tight):
        return []
    return [last]


# A headline: no sentence, no label.
_HEADLINE = re.compile(r"[^。；：]{8,60}")


def _is_centred(above: Line, first: Line) -> bool:
    """The name right above belongs to the title when nothing but a line break divides them."""
    return 0 < first.start - above.end <= 1
