"""Private data: stretches of a source text that must never reach the graph, an export or a log."""

from __future__ import annotations

import re

_PHONE = r"(?<![\d.])(?:(?:\(?0\d{2,3}\)?|（0\d{2,3}）)[ \-—–－―]*\d{7,8}(?:[\-—转]\d{1,5})?|1[3-9]\d(?:[ \-]?\d{4}){2})(?!\d)"
_PATTERNS = [
    re.compile(_PHONE),
    re.compile(r"(?:电[ 　]*话|传[ 　]*真|手[ 　]*机|联系方式|热线|座机|咨询)[^\n\d]{0,10}(\d[\d \t\-—–、，/]{5,40}\d)"),
    re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)"),
    re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"),
    re.compile(r"(?:银行账号|账号|帐号|卡号)[：:\s]*(\d[\d ]{10,25}\d)"),
]
# Names after the words for contact persons and web editors; 签发人 is an official role and stays.
_ROLE = (
    r"(?:联\s*系\s*人|联络人|经\s*办\s*人|承\s*办\s*人|具体承办人|责任编辑|编\s*辑|审\s*核|初\s*审|复\s*审|终\s*审|校\s*对|录\s*入|责\s*编|撰\s*稿|审\s*稿|"
    r"联系人姓名|联系人员|值班编辑|信息员|发布人|上传者|填报人|责任人|作\s*者|拟\s*稿|核\s*稿|一审|二审|三审|主办人|协办人)"
)
_NAME = re.compile(
    rf"{_ROLE}(?:员|者|人)?(?:及(?:联系)?(?:电话|方式)|和(?:联系)?电话|、电话|/电话|电话)?[：:\s　]{{1,4}}[（(]?(?P<names>[\u4e00-\u9fff·]{{1,4}}(?:[\s　]{{1,3}}[\u4e00-\u9fff]{{1,2}})??(?:[、，,/][\u4e00-\u9fff·]{{2,4}})*)(?=[\s　）)；;，,。、|\d（(电联手办座—\-]|$)",
    re.MULTILINE,
)
# 吴 桐010-…: a name right before a phone number.
_BEFORE_PHONE = re.compile(rf"(?P<names>[\u4e00-\u9fff](?:[\s　]?[\u4e00-\u9fff]){{1,3}})[\s　，,：:]*(?:电话[：:]?)?(?={_PHONE})")
_LABEL_WORDS = re.compile(r"电话|传真|热线|号码|方式|手机|办公|联系|地址|邮编|座机|值班|咨询|单位|科|处|股|室|局|委")


def private_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The private stretches of a source text (code point offsets), merged and sorted."""
    spans: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            spans.append(match.span(1) if pattern.groups else match.span())
    for match in _NAME.finditer(text):
        names = match["names"]
        if not _LABEL_WORDS.search(re.sub(r"[\s　]", "", names)):
            spans.append(match.span("names"))
    for match in _BEFORE_PHONE.finditer(text):
        if not _LABEL_WORDS.search(re.sub(r"[\s　]", "", match["names"])):
            spans.append(match.span("names"))
    names = {text[s:e] for s, e in spans if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text[s:e])}
    for name in sorted(names):
        # A contact's name is private wherever the letter's notes print it again.
        spans.extend(m.span() for m in re.finditer(rf"{re.escape(name)}(?=[\s　（(，,]*(?:电话|\d{{7}}|1[3-9]\d{{9}}))", text))
    return _merge(spans)


def _merge(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def clear_of(start: int, end: int, focus: tuple[int, int], private: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The stretch cut around private data so that its focus stays in; None when the focus itself is private."""
    for s, e in private:
        if e <= start or s >= end:
            continue
        if s < focus[1] and focus[0] < e:
            return None
        if e <= focus[0]:
            start = max(start, e)
        else:
            end = min(end, s)
    return start, end
