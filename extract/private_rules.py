"""``rules/private.toml``, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.lexicon import Near, pattern, rules

Pattern = re.Pattern[str]

# The patterns that find names, in this order.
_NAMED = ("approved_name", "lost_label", "bare_name", "role_behind", "named_beside")
# Those that begin with a label: it is looked for once.
_LABELLED = ("name", "next_name", "unit_name")


@dataclass(frozen=True)
class NumberRules:
    """Numbers: whole ones, those of a line that tells of a contact, those that line ends break."""

    patterns: list[Pattern]
    phone: Pattern
    contact_word: Pattern
    local: Pattern
    sign: Pattern
    piece: Pattern
    broken: Pattern
    before: Pattern
    behind: Pattern
    family: Pattern
    labelled: list[tuple[Pattern, Pattern]]  # what stands before the number, how it reads


@dataclass(frozen=True)
class MailRules:
    """Mail addresses."""

    at: Pattern
    left: Pattern
    right: Pattern
    host: Pattern
    complete: Pattern
    label: Pattern
    other: Pattern


@dataclass(frozen=True)
class NameRules:
    """Names of persons: what they look like, what stands before them and what they never are."""

    patterns: list[Pattern | Near]
    label: Pattern
    labelled: list[Pattern]
    family: Pattern
    pointed: Pattern
    leads: list[Pattern]
    reach: int
    word: Pattern
    latin: Pattern
    account: Pattern
    title: Pattern
    file_end: Pattern
    broken: Pattern
    no_rest: Pattern
    before_phone: Pattern
    after_phone: Pattern
    labels: Pattern
    ends: frozenset[str]
    words: Pattern
    bodies: Pattern
    contact_labels: Pattern
    doubles: frozenset[str]


@dataclass(frozen=True)
class TableRules:
    """Tables of contacts."""

    start: Pattern  # where a cell that may be a head's begins
    head: Pattern
    names: Pattern
    numbers: Pattern
    gap: Pattern
    row: Pattern
    table: Pattern
    reach: int
    rows: int


@dataclass(frozen=True)
class PrivateRules:
    """All of them."""

    numbers: NumberRules
    mail: MailRules
    names: NameRules
    tables: TableRules


@cache
def private_rules() -> PrivateRules:
    """The rules; compiled once."""
    data = rules("private")
    doubles = data["double_surnames"].split()
    surname = "[" + "".join(sorted(set("".join(data["surnames"].split())))) + "]"
    parts = {"family": f"(?:(?:{'|'.join(doubles)})[\u4e00-\u9fff]{{1,2}}|{surname}[\u4e00-\u9fff]{{1,2}})"}
    # In this order: a part may hold the later ones.
    order = ("label", "end", "and_phone", "roles", "more_roles", "contacts", "colon", "person", "unit", "title")
    parts = {name: data[name].replace("\n", "") for name in order[:3]} | parts | {name: data[name].replace("\n", "") for name in order[3:]}
    figures = {name: data[name] for name in ("local", "counted", "unit_behind")}

    def made(name: str, flags: int = 0) -> Pattern:
        return pattern(data[name], flags, **parts, **figures)

    piece, mail, host = data["broken_piece"], data["mail_word"], data["host_word"]
    numbers = NumberRules(
        [pattern(each, **figures) for each in data["patterns"]],
        made("phone"),
        made("contact_word"),
        made("local"),
        made("broken_sign"),
        re.compile(f"(?P<piece>{piece}{{1,32}})(?:\\s{{1,8}}(?={piece}))?"),
        made("broken"),
        made("broken_before"),
        made("broken_behind"),
        re.compile(parts["family"] + "$"),
        [(re.compile(each["label"]), re.compile(each["number"])) for each in data["labelled"]],
    )
    mails = MailRules(
        made("at"),
        re.compile(f"\\s{{0,8}}{mail}{{1,64}}(?:\\s{{1,8}}{mail}{{1,64}}){{0,4}}"),
        re.compile(f"\\s{{0,8}}{host}{{1,64}}(?:\\s{{1,8}}{host}{{1,64}}){{0,4}}"),
        made("host"),
        made("host_ends"),
        made("mail_label"),
        made("other_word"),
    )
    names = NameRules(
        [*(made(name, re.MULTILINE) for name in _NAMED), Near(made("file_name"), made("file_sign"), data["file_reach"])],
        made("label"),
        [made(name, re.MULTILINE) for name in _LABELLED],
        re.compile(parts["family"]),
        re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}|[\u4e00-\u9fff]{1,2}[*＊×]{1,3}"),
        [made("lead_colon"), made("lead_mark"), made("lead_image")],
        data["list_reach"],
        made("list_word"),
        made("latin_name"),
        made("account_name"),
        re.compile(f"(?:{data['title']})$"),
        made("file_end"),
        made("broken_name"),
        made("no_rest"),
        made("before_phone"),
        made("after_phone"),
        re.compile(f"{data['labels']}|[{data['unit_ends']}]"),
        frozenset(data["unit_ends"]),
        re.compile(f"{data['labels']}|^(?:{data['words']})"),
        made("body_ends"),
        made("contact_labels"),
        frozenset(doubles),
    )
    cell = f"(?:{data['table_names']}|{data['table_numbers']})"
    tables = TableRules(
        made("table_start", re.DOTALL),
        re.compile(rf"{cell}(?=[ ]*(?:[|\t\n\r]| |$))"),
        made("table_names"),
        made("table_numbers"),
        made("table_gap"),
        made("row", re.MULTILINE),
        made("table"),
        data["table_reach"],
        data["table_rows"],
    )
    return PrivateRules(numbers, mails, names, tables)
