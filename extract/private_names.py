"""Names of contact persons, editors and those who handled a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.private_rules import NameRules

Span = tuple[int, int]

_NAME_REACH = 40  # characters from a name to the number after it
_AND = re.compile(r"(?<=[\u4e00-\u9fff]{2})[和及](?=[\u4e00-\u9fff]{2})")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBERED = re.compile(r"[ ]*\d{1,2}[.、．)）]")


def is_word(piece: str, rules: NameRules) -> bool:
    """Whether what stands where a name may stand is a label or an agency."""
    tight = "".join(piece.split())
    if rules.labels.search(tight) is None:
        return False
    return bool(rules.words.search(tight)) or rules.family.fullmatch(tight) is None or tight[-1] in rules.ends


def is_name(word: str, rules: NameRules) -> bool:
    """Whether a word is a person's name by itself: a family name with a given one, parts joined by points."""
    if rules.pointed.fullmatch(word):
        return True
    if rules.family.fullmatch(word) is None or rules.words.search(word):
        return False
    # 陈镇 is a person where a name is asked for, 农业局 never.
    return word[-1] not in rules.ends or (len(word) == 2 and word[-1] not in "市县区省局办委会部府")


def is_person(word: str, rules: NameRules) -> bool:
    """Whether a word is a name, a Latin one among them."""
    return is_name(rules.title.sub("", word), rules) or rules.latin.match(word) is not None


def role_names(text: str, rules: NameRules) -> Iterator[Span]:
    """Names that a pattern finds with the word for their role."""
    for named in rules.patterns:
        for match in named.finditer(text, 0, len(text)):
            yield match.span("names")
    for label in rules.label.finditer(text):
        for named in rules.labelled:
            if found := named.match(text, label.start()):
                yield found.span("names")


def listed_names(text: str, rules: NameRules) -> Iterator[Span]:
    """Names in the list behind a role: after departments, numbers, telephone numbers."""
    for lead in rules.leads:
        for match in lead.finditer(text):
            yield from _listed(text, match.end(), "|" in match.group() or match.group()[-1] in "：:", rules)


def _listed(text: str, start: int, accounts: bool, rules: NameRules) -> Iterator[Span]:
    stop = min(len(text), start + rules.reach)
    at, read = start, False
    while (item := rules.word.search(text, at, stop)) is not None:
        at, kind = item.end(), item.lastgroup
        if kind == "stop":
            return
        if kind == "line":
            # A line end stands before the first name, in a list, or before a numbered name.
            if read and text[item.start() - 1] not in "、，,；;" and not _NUMBERED.match(text, at):
                return
            continue
        if kind != "word":
            continue
        if item.start() and text[item.start() - 1].isdigit():
            return  # 2024年统计
        word = rules.file_end.sub("", item.group())
        colon = text[at : at + 2]
        if colon[:1] and colon[0] in "：:" and not colon[1:].isdigit():
            if rules.contact_labels.fullmatch(word):
                read = True
                continue  # 电话：
            return
        spans = list(_names(text, item.start(), word, accounts and not read, rules))
        if spans:
            yield from spans
            at = max(at, spans[-1][1])
        elif not is_word(word, rules):
            return
        read = True


def _names(text: str, start: int, word: str, accounts: bool, rules: NameRules) -> Iterator[Span]:
    """The names of one word of a list, and of the next one where a line end or a blank breaks a name."""
    rest = rules.broken.match(text, start + len(word))
    if rest and _breaks(word, rest["rest"], rules):
        yield start, rest.end("rest")
        return
    bare = rules.title.sub("", word)
    if is_name(bare, rules) or rules.latin.fullmatch(bare) or (accounts and rules.account.fullmatch(bare)):
        yield start, start + len(bare)
    else:
        pieces = list(_between(bare, _AND))
        if len(pieces) > 1 and all(is_name(bare[a:b], rules) for a, b in pieces):
            yield from ((start + a, start + b) for a, b in pieces)
            return
        # 市民政局养老科吴桐: the name begins behind the body.
        for label in rules.bodies.finditer(bare) if bare and bare[-1] not in rules.ends else ():
            if is_name(bare[label.end() :], rules):
                yield start + label.end(), start + len(bare)
                return


def _breaks(word: str, rest: str, rules: NameRules) -> bool:
    """Whether two words are one name in two pieces."""
    whole = word + rest
    if not _HAN.fullmatch(word) or not is_name(whole, rules) or rules.labels.search(rest) or rules.no_rest.fullmatch(rest):
        return False
    double = whole[:2] in rules.doubles
    return len(word) == 1 or len(rest) == 1 or (double and len(word) == 2)


def _between(text: str, mark: re.Pattern[str]) -> Iterator[Span]:
    begin = 0
    for found in mark.finditer(text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(text)


def neighbours(text: str, numbers: list[Span], rules: NameRules) -> Iterator[Span]:
    """The names right before or behind a number: 由吴桐（…）, …（吴桐）."""
    for start, end in numbers:
        if after := rules.after_phone.match(text, end):
            yield after.span("names")
        before = rules.before_phone.search(text, max(0, start - _NAME_REACH), start)
        if before is not None and (span := _before(text, before, rules)):
            yield span


def _before(text: str, before: re.Match[str], rules: NameRules) -> Span | None:
    first, stop = before.span("names")
    name = before["names"]
    if "\n" in name:
        # 吴\n桐 138…: only what reads as a name goes on over a line end.
        if is_name("".join(name.split()), rules):
            return first, stop
        first = stop - len(name[name.index("\n") :].lstrip())
        if stop - first < 2:
            return None
    # 市公安局吴桐: the name begins behind the body.
    ends = [label.end() for label in rules.labels.finditer(text, first, stop) if stop - label.end() >= 2]
    first = max(ends, default=first)
    found = "".join(text[first:stop].split())
    # The line above may be anything; a name is what looks like one.
    return (first, stop) if "\n" not in before["gap"] or is_name(found, rules) else None
