"""Private numbers and mail addresses, also where line ends and blanks break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.private_rules import MailRules, NumberRules

Span = tuple[int, int]

_LINE_REACH = 80  # characters from a contact's label to a number on its line
_LABEL_REACH = 30  # characters in which a label stands before its number
_RUN_REACH = 200  # characters of one broken number with what stands about it
_IDENTITY = 18  # digits of an identity number, which holds a date
_MOST_PIECES = 5  # of one number
_ADDRESS_REACH = 100  # characters of a mail address on either side of its sign
_SPACE = re.compile(r"\s+")
_BACK = re.compile(r"[\d（()）+\-—–.Xx]{1,32}")


def numbers_in(text: str, rules: NumberRules) -> tuple[list[Span], list[Span]]:
    """Where private numbers stand: those of any kind, and those by which a person is called (a name may stand beside them)."""
    others = [match.span(1) if p.groups else match.span() for p in rules.patterns for match in p.finditer(text)]
    numbers = [match.span() for match in rules.phone.finditer(text)]
    numbers += _local_numbers(text, rules)
    numbers += _broken_numbers(text, rules)
    return others, numbers


def _local_numbers(text: str, rules: NumberRules) -> Iterator[Span]:
    """Numbers of seven or eight digits on a line that tells of a contact."""
    done = 0
    for word in rules.contact_word.finditer(text):
        start = max(done, word.end())
        stop = text.find("\n", start, start + _LINE_REACH)
        done = max(start, stop if stop >= 0 else start + _LINE_REACH)
        yield from (match.span() for match in rules.local.finditer(text, start, min(done, len(text))))


def _broken_numbers(text: str, rules: NumberRules) -> Iterator[Span]:
    """Numbers in several pieces."""
    done = 0
    for sign in rules.sign.finditer(text):
        if sign.start() < done:
            continue
        back = _BACK.match(text[max(done, sign.start() - 32) : sign.start()][::-1])
        start = sign.start() - (back.end() if back else 0)
        pieces: list[Span] = []
        at = start
        while len(pieces) < 2 * _MOST_PIECES and at < start + _RUN_REACH and (piece := rules.piece.match(text, at)):
            pieces.append(piece.span("piece"))
            at = piece.end()
        done = max(pieces[-1][0] if pieces else 0, sign.end())
        yield from _read(text, pieces, rules)


def _read(text: str, pieces: list[Span], rules: NumberRules) -> Iterator[Span]:
    """The numbers that neighbouring pieces make together."""
    first = 0
    while first < len(pieces):
        taken = 1
        if not _whole(text, pieces[first], rules):
            for last in range(min(first + _MOST_PIECES, len(pieces)), first + 1, -1):
                if _joined(text, pieces, first, last, rules):
                    yield pieces[first][0], pieces[last - 1][1]
                    taken = last - first
                    break
        first += taken


def _whole(text: str, piece: Span, rules: NumberRules) -> bool:
    printed = text[piece[0] : piece[1]]
    return bool(rules.broken.fullmatch(printed)) or (rules.local.fullmatch(printed) is not None and _label(text, piece[0], printed, rules))


def _label(text: str, start: int, printed: str, rules: NumberRules) -> bool:
    """Whether a number is what the words before it tell."""
    before = text[max(0, start - _LABEL_REACH) : start]
    return any(number.fullmatch(printed) and label.search(before) for label, number in rules.labelled)


def _joined(text: str, pieces: list[Span], first: int, last: int, rules: NumberRules) -> bool:
    start, end = pieces[first][0], pieces[last - 1][1]
    printed = "".join(text[a:b] for a, b in pieces[first:last])
    if len(printed) > 32 or rules.behind.match(text, end) or not all(any(map(str.isalnum, text[a:b])) for a, b in pieces[first:last]):
        return False
    if _label(text, start, printed, rules):
        return True
    if not rules.broken.fullmatch(printed) or (start and rules.before.match(text, start - 1)):
        return False
    # A row of figures is no number; hyphens and brackets are not printed in figures. A short one on its own line is a page's.
    others = [other for other in pieces[:first] + pieces[last:] if not _page_number(text, other)]
    alone = all(_whole(text, other, rules) for other in others) and not _in_row(text, start, end, rules)
    return not printed.isdigit() or alone or len(printed) == _IDENTITY


def _in_row(text: str, start: int, end: int, rules: NumberRules) -> bool:
    """Whether a blank between digits divides the figures of a table's row: words or figures stand in columns about them."""
    if "\n" in text[start:end]:
        return False
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _LINE_REACH) : start]
    if before.strip():
        return before[-1].isspace() and rules.family.search(before.rstrip()) is None
    above = text[max(0, line - _LINE_REACH) : line].rstrip().rpartition("\n")[2]
    below = text[end : end + _LINE_REACH].lstrip().partition("\n")[0]
    return len(above.split()) > 1 or re.match(r"\d+\s+\d", below) is not None


def _page_number(text: str, piece: Span) -> bool:
    printed = text[piece[0] : piece[1]].strip("-—– ")
    return len(printed) <= 3 and "\n" in text[max(0, piece[0] - 10) : piece[0]] and (not printed or printed.isdigit())


def mails(text: str, rules: MailRules) -> Iterator[Span]:
    """Mail addresses. A piece beyond a line end or blank belongs to one while the address has no end, or a label stands before it."""
    for sign in rules.at.finditer(text):
        start = _mail_start(text, sign.start(), rules)
        end = _mail_end(text, sign.end(), rules) if start is not None else None
        if start is not None and end is not None:
            yield start, end


def _mail_start(text: str, at: int, rules: MailRules) -> int | None:
    low = max(0, at - _ADDRESS_REACH)
    run = rules.left.match(text[low:at][::-1])
    if run is None:
        return None
    begin = at - run.end()
    pieces = [(begin + a, begin + b) for a, b in _pieces(text[begin:at])]
    start = pieces[-1][0]
    for first, last in pieces[:-1]:
        if rules.label.search(text[max(0, first - _LABEL_REACH) : first]):
            return first
        if len(pieces) == 2 and not rules.other.match(text[first:last]) and not text[first:last].isdigit():
            return first
    return start


def _mail_end(text: str, at: int, rules: MailRules) -> int | None:
    run = rules.right.match(text, at, min(len(text), at + _ADDRESS_REACH))
    if run is None:
        return None
    host, end = "", at
    for first, last in _pieces(run.group()):
        piece = run.group()[first:last]
        if host and rules.other.match(piece):
            break
        if host and rules.complete.search(host) and not piece.startswith("."):
            break
        host, end = host + piece.replace("．", "."), at + last
        # A piece with a capital or a figure begins something else once the host reads as one.
        if rules.host.fullmatch(host) and re.match(r"\s*[^a-z.\s]", text[end : end + 10]):
            break
    found = rules.host.match(host.rstrip(".-"))
    if found is None:
        return None
    return end - (len(host) - len(host.rstrip(".-")))


def _pieces(run: str) -> list[Span]:
    return [match.span() for match in re.finditer(r"\S+", run)]
