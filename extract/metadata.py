"""The metadata table of a government page: labels and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.lexicon import pattern, rules
from extract.view import Line

# A label that no list knows ends the value before it.
_UNKNOWN_LABEL = re.compile(r"(?<=\S)[\s　]+[\u4e00-\u9fff]{2,6}[：:]")
_LABELLED = re.compile(r"[：:|\]】]")
_CLASS = re.compile(r"[A-D][1-9]?类?")


@dataclass(frozen=True, slots=True)
class Meta:
    """A label and its value from a metadata table. ``start``/``end``: source offsets of the value."""

    field: str
    value: str
    start: int
    end: int


def _spaced(labels: Sequence[str]) -> str:
    """The labels as alternatives, each character of one perhaps set apart (索 引 号)."""
    return "|".join(r"[\s　]*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))


class Patterns:
    """The patterns of ``rules/anatomy.toml``, compiled."""

    def __init__(self) -> None:
        data = rules("anatomy")
        self.labels = {label: name for name, labels in data["labels"].items() for label in labels}
        words = _spaced(list(self.labels))
        self.label = pattern(data["label"], words=words)
        self.bare = re.compile(rf"(?P<label>{words})[\s　]*[：:]?")
        self.loose = {
            name: re.compile(rf"(?:^|(?<=[\s|]))(?:{_spaced(data['labels'][name])})\s*(?P<value>{value})(?=[\s|]|$)")
            for name, value in data["loose"].items()
        }
        self.loose_number = re.compile(data["loose"]["doc_number"])
        self.alone = {name: re.compile(value) for name, value in data["bare"].items()}
        self.lines = {name: re.compile(pattern) for name, pattern in data["lines"].items()}

    def is_letters_own(self, tight: str) -> bool:
        """Whether a line is a title or a class mark: no label before it has it for its value."""
        return any(self.lines[name].search(tight) for name in ("title", "result_class"))


@cache
def patterns() -> Patterns:
    """The patterns, compiled once."""
    return Patterns()


def metadata(lines: Sequence[Line], pats: Patterns) -> tuple[list[Meta], set[int]]:
    """The labelled values in some lines, and the indexes of the lines that hold them."""
    metas: list[Meta] = []
    used: set[int] = set()
    waiting: str | None = None
    for index, line in enumerate(lines):
        found = list(pats.label.finditer(line.text)) if len(line.tight) < 300 and _LABELLED.search(line.text) else []
        if found and found[0].start() > 8 and pats.lines["title"].search(line.tight):
            continue  # …答复的函（编号：…）
        if not found:
            told = list(_told(line, pats))
            if told:
                metas.extend(told)
                used.add(index)
                waiting = None
                continue
            if waiting is not None and not pats.bare.fullmatch(line.text) and (waiting or not pats.is_letters_own(line.tight)):
                if waiting:
                    metas.append(Meta(waiting, line.text, line.start, line.end))
                used.add(index)
            waiting = None
            bare = pats.bare.fullmatch(line.text)
            if bare and len(line.tight) >= 2 and line.text.rstrip().endswith(("：", ":", "号", "构", "期")):
                waiting = pats.labels[re.sub(r"\s", "", bare["label"])]
                used.add(index)
            continue
        waiting = None
        used.add(index)
        if _CLASS.fullmatch(before := line.text[: found[0].start()].strip()):
            metas.append(Meta("result_class", before, *line.span(0, len(before))))  # A2　是否公开：是
        for match, following in zip(found, [*found[1:], None], strict=True):
            name = pats.labels[re.sub(r"[\s　]", "", match["label"])]
            start = match.end()
            end = following.start() if following else len(line.text)
            value = line.text[start:end]
            if unknown := _UNKNOWN_LABEL.search(value):
                value = value[: unknown.start()]
            stripped = value.strip(" \t　|[]【】〔")
            if match["open"] in "（(" and match["open"]:
                stripped = stripped.rstrip("）)")
            if not stripped:
                if following is None and "|" not in line.text:
                    waiting = name
                continue
            offset = start + value.index(stripped[0])
            if not name and _CLASS.fullmatch(stripped):
                name = "result_class"  # 分类：A
            elif not name and pats.loose_number.fullmatch(stripped):
                name = "doc_number"  # 【字号】X函〔2022〕1号
            if name:
                metas.append(Meta(name, stripped, *line.span(offset, offset + len(stripped))))
    return metas, used


def _told(line: Line, pats: Patterns) -> Iterator[Meta]:
    """What a line of the head tells without a colon: by a label and the shape of its value, or by its shape alone."""
    for name, shape in pats.alone.items():
        if shape.fullmatch(line.tight):
            yield Meta(name, line.text, line.start, line.end)
            return
    for name, label in pats.loose.items():
        for match in label.finditer(line.text):
            yield Meta(name, match["value"], *line.span(*match.span("value")))
