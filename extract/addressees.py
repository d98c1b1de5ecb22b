"""Who a letter is addressed to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.raw import Raw, in_line
from extract.view import Line

_GREETING = re.compile(r"(?:您|你)们?好[！。]?$")
# 各省、自治区、直辖市民政厅（局），省政府各委、办、厅、局: one addressee each, whatever 、 stands in it.
_ALL_OF = re.compile(r"各[省市县区州盟旗镇乡委办厅局部有单]|全[省市县区州]|直各|[省市县区州旗]直")
# 各有关单位（附后）, and how an agency's name ends.
_ATTACHED = re.compile("（(?:附后|名单附后|见附件)）$")
_AGENCY = re.compile("(?:局|厅|委|办|办公室|政府|单位|部门|院|会)(?:（局）)?$")
_ENDS = re.compile("[：:，, 。]+$")
_ROLE = r"(?:政协委员|人大代表|委员|代表|同志|先生|女士)"
# Two names whose dividing mark is the role between them: 张某委员李某委员.
_SPLIT = re.compile(r"[、，,；]|(?<=委员)(?=[\u4e00-\u9fff]{2,4}委员$)|(?<=代表)(?=[\u4e00-\u9fff]{2,4}代表$)")
_TWO = re.compile(r"[\u4e00-\u9fff]{2,3}和[\u4e00-\u9fff]{2,3}")
_BRACKETS = re.compile(r"（[^（）]*）")


def addressees(lines: list[Line]) -> Iterator[Raw]:
    """The addressees printed in the lines between title and text; persons without their role."""
    joined = _GREETING.sub("", _ENDS.sub("", "".join(line.tight for line in lines)))
    for name in names(_ENDS.sub("", joined)):
        line = next((line for line in lines if name[:2] in line.tight), lines[0])
        yield in_line("addressee", name, line, "header.addressee")


def names(joined: str) -> list[str]:
    """The addressees in one line: persons without their role, parties, committees and agencies as printed."""
    if _ALL_OF.search(joined):
        joined = _ATTACHED.sub("", joined)
        pieces = [piece for piece in _outside_brackets(joined, "，；") if len(piece) >= 2]
        finer = [piece for piece in _outside_brackets(joined, "，；、") if len(piece) >= 2]
        return finer if len(pieces) == 1 and all(map(_AGENCY.search, finer)) else pieces
    joined = re.sub(r"^尊敬的?", "", joined)
    joined = re.sub(r"等?(?:附议|联名)(?:人|代表|委员).*$|并附议人$", "", joined)
    found: list[str] = []
    for piece in _SPLIT.split(joined):
        name = re.sub(rf"[（(]?等[）)]?\d*[位名]?[\u4e00-\u9fff]{{0,4}}?{_ROLE}?$", "", piece.strip())
        name = re.sub(rf"(?:(?<=[\u4e00-\u9fff])|^)(?:等)?\d*[位名]?{_ROLE}(?:们)?$", "", name)
        name = re.sub(r"^尊敬的?|等$|^以?及", "", name)
        if found and len(name) > 3:
            name = re.sub(r"^和", "", name)  # 和 is also a family name
        if _TWO.fullmatch(name) and len(name) <= 7:
            found.extend(name.split("和"))
        elif len(name) >= 2 and name not in ("建议", "提案", "议案"):
            found.append(name)
    return found


def _outside_brackets(text: str, marks: str) -> list[str]:
    """The pieces between marks that stand outside brackets."""
    hidden = _BRACKETS.sub(lambda match: "　" * len(match.group()), text)
    pieces: list[str] = []
    start = 0
    for at, char in enumerate(hidden + marks[0]):
        if char in marks:
            pieces.append(text[start:at].strip())
            start = at + 1
    return pieces
