"""Regenerates ``laws.csv`` and ``ministry_rules.csv`` from two public repositories that keep the National Law Database as files.

Usage, in clones of https://github.com/DLCNCC/laws (commit 6e9c7cc51706fd0283fbada2707345c7f4e85e07, 2025-12-23, was used) and of
https://github.com/DiamonWoo/Laosheng.top (commit 960d764c2764edb3314e225cd500a5144b8d56c4, 2026-08-22; its list of laws in force is
newer): ``python -m ontology.make_laws PATH/laws PATH/Laosheng.top``. Only facts are taken: title, dates, issuing body, order number,
state and identifier in the database (flk.npc.gov.cn), never the text.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ontology.central_bodies import find_body
from ontology.document_numbers import STATE, normal_number

FIRST, SECOND = "github.com/DLCNCC/laws@6e9c7cc", "github.com/DiamonWoo/Laosheng.top@960d764"
KINDS = {
    "宪法": "law",
    "法律": "law",
    "监察法规": "administrative-regulation",
    "行政法规": "administrative-regulation",
    "司法解释": "judicial-interpretation",
}
# States of the database's texts. Decisions that amend or repeal, and decisions on single matters, are left out but for 有效 ones.
STATES = {"有效": "in-force", "已修改": "in-force", "尚未生效": "not-yet-in-force", "已废止": "repealed"}
LIST = "falv/jianmu.md"
LAW_COLUMNS = ("id", "title", "short_titles", "number", "date", "bodies", "kind", "since", "status", "versions", "source")
RULE_COLUMNS = ("id", "title", "number", "date", "bodies", "kind", "source")
_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.S)
_ORDER = re.compile(r"(?:国务院、中华人民共和国中央军事委员会|国务院)令?[（(]?第?(\d{1,4})号(?=令?[)）]?(?:公布|发布))")
_INTERPRETATION = re.compile(r"((?:法释|高检发释字|高检发研字)[〔\[（(](?:19|20)\d\d[〕\]）)]\d{1,3}号)")
_RULE = re.compile(
    r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日([\u4e00-\u9fff、]{2,80}?)令?[（(]?((?:19|20)\d\d年)?第\d+号令?[）)]?(?:公布|发布|颁布)"
)
_LAST_AMENDED = re.compile(r"根据((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_LISTED = re.compile(r"\]\(flk\.npc/([^_()/]+(?:（[^（）]*）)?)_(\d{4})(\d\d)(\d\d)\.txt\)")
_CONSTITUTION = re.compile(r"(中华人民共和国宪法)（(?:19|20)\d\d年(?:修正文本)?）$")


@dataclass(frozen=True)
class Version:
    """One text of a law: ISO dates ('' when not said), state and identifier as in the database, the order's number."""

    title: str
    kind: str
    body: str
    date: str
    since: str
    state: str
    identifier: str
    number: str
    source: str


def versions(repository: Path) -> Iterator[Version]:
    """The texts of national laws, regulations and judicial interpretations in the first repository."""
    for folder, kind in KINDS.items():
        for path, text in _files(repository, f"content/{folder}"):
            fields, body = _front_matter(text)
            state = fields.get("status", "")
            if (
                state not in STATES
                or "修正案" in fields["title"]
                or fields.get("group") == "法律解释"
                or not fields.get("publication_date")
            ):
                continue
            title = _CONSTITUTION.sub(r"\1", fields["title"])
            number = _number(kind, body)
            since = fields.get("effective_date", "")
            yield Version(
                title, kind, fields.get("author", ""), fields["publication_date"], since, state, Path(path).stem, number, f"{FIRST} {path}"
            )


def newer_versions(repository: Path, known: dict[str, str]) -> Iterator[Version]:
    """Laws in the second repository's list whose text is newer than the ``known`` ones (title → date). Its list names no bodies: ''."""
    for name, year, month, day in sorted(set(_LISTED.findall(_text(repository, LIST)))):
        title, date = _CONSTITUTION.sub(r"\1", name), f"{year}-{month}-{day}"
        if known.get(title, "") < date and title.endswith(("法", "法典")):
            yield Version(title, "law", "", date, "", "有效", "", "", f"{SECOND} {LIST}")


def law_rows(found: list[Version]) -> list[dict[str, str]]:
    """One row for each law, regulation and numbered interpretation (a new one may take over an old one's title): what the latest text
    says, and the dates of all."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for version in found:
        if version.kind == "judicial-interpretation" and version.number:
            numbers[version.title].add(version.number)
    by_title: dict[str, list[Version]] = defaultdict(list)
    for version in found:
        borne = {version.number} & numbers[version.title] or numbers[version.title]
        if len(borne) <= 1:  # an amended text without its number, of one of several interpretations, is left out
            by_title[min(borne, default=version.title)].append(version)
    rows = []
    for texts in by_title.values():
        texts.sort(key=lambda v: (v.date, v.identifier))
        last = texts[-1]
        title = last.title
        body = next((v.body for v in reversed(texts) if v.body), "")
        short = title.removeprefix(STATE)
        rows.append(
            {
                "id": short if last.kind != "judicial-interpretation" or not last.number else last.number,
                "title": title,
                "short_titles": short if short != title else "",
                "number": next((v.number for v in reversed(texts) if v.number), ""),
                "date": last.date,
                "bodies": "|".join(part for part in re.split("[、 ]", body) if part),
                "kind": last.kind,
                "since": last.since,
                "status": STATES[last.state],
                "versions": "|".join(f"{v.date}={v.identifier}" if v.identifier else v.date for v in texts),
                "source": last.source,
            }
        )
    unique = {row["id"]: row for row in sorted(rows, key=lambda row: row["date"])}
    return sorted(unique.values(), key=lambda row: (row["kind"], row["id"]))


def rule_rows(repository: Path, taken: set[str]) -> list[dict[str, str]]:
    """Rules of ministries whose head names the day, the body and the order; ``taken``: titles that are laws."""
    rows: dict[str, dict[str, str]] = {}
    for path, text in _files(repository, "content/行政执法"):
        fields, body = _front_matter(text)
        title = re.sub(r"\((?:19|20)\d\d-\d\d-\d\d\)$", "", fields.get("title", ""))
        head = re.sub(r"\s+", "", body[:1500]).split("第一条")[0]
        match = _RULE.search(head)
        bodies = _bodies(match[4]) if match else None
        if not match or not bodies or title in taken or "国务院" in bodies:
            continue
        date = max([match.groups()[:3], *(m.groups() for m in _LAST_AMENDED.finditer(head))], key=lambda d: tuple(map(int, d)))
        year = f"{match[5]}" if match[5] else ""
        serial = re.search(r"第\d+号", match.group())
        number = f"{match[4]}令{year}{serial.group()}" if year and serial else ""
        rows[title] = {
            "id": title.removeprefix(STATE),
            "title": title,
            "number": normal_number(number) if number else "",
            "date": f"{date[0]}-{int(date[1]):02}-{int(date[2]):02}",
            "bodies": "|".join(bodies),
            "kind": "rules",
            "source": f"{FIRST} {path}",
        }
    return sorted(rows.values(), key=lambda row: row["id"])


def _bodies(printed: str) -> list[str] | None:
    names = [find_body(part.removeprefix(STATE)) for part in printed.removeprefix(STATE).split("、")]
    return [name for name in names if name] if all(names) else None


def _number(kind: str, body: str) -> str:
    head = re.sub(r"[\s*>]+", "", body[:1500])
    if kind == "judicial-interpretation":
        found = _INTERPRETATION.search(head)
        return normal_number(found[1]) if found else ""
    orders = _ORDER.findall(head.split("第一条")[0])
    return f"国务院令第{orders[-1]}号" if orders and kind == "administrative-regulation" else ""


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text)
    if not match:
        return {}, text
    fields: dict[str, str] = {}
    key = ""
    for line in match[1].split("\n"):
        if field := re.match(r"([A-Za-z_]+):\s*(.*)$", line):
            key = field[1]
            fields[key] = field[2].strip()
        elif key and line.startswith("  ") and not line.strip().startswith("- "):
            fields[key] += line.strip()
    return {name: value.removeprefix(">-").strip("'\"") for name, value in fields.items()}, match[2]


def _names(repository: Path, folder: str) -> list[str]:
    listed = subprocess.run(
        ["git", "-C", repository, "ls-tree", "-r", "-z", "--name-only", "HEAD", folder], capture_output=True, check=True
    )
    return sorted(filter(None, listed.stdout.decode("utf-8").split("\0")))


def _files(repository: Path, folder: str) -> Iterator[tuple[str, str]]:
    for path in _names(repository, folder):
        if path.endswith(".md") and not path.endswith("_index.md"):
            yield path, _text(repository, path)


def _text(repository: Path, path: str) -> str:
    shown = subprocess.run(["git", "-C", repository, "show", f"HEAD:{path}"], capture_output=True, check=True)
    return shown.stdout.decode("utf-8", "replace")


def _write(name: str, columns: tuple[str, ...], rows: list[dict[str, str]], heading: str) -> None:
    with (Path(__file__).parent / name).open("w", encoding="utf-8", newline="") as file:
        file.write(heading)
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    first, second = Path(sys.argv[1]), Path(sys.argv[2])
    found = list(versions(first))
    known: dict[str, str] = {}
    for version in found:
        known[version.title] = max(known.get(version.title, ""), version.date)
    laws = law_rows([*found, *newer_versions(second, known)])
    _write(
        "laws.csv",
        LAW_COLUMNS,
        laws,
        f"# Made by make_laws.py from {FIRST} and {SECOND}; texts of flk.npc.gov.cn, facts only. versions: date=identifier there.\n",
    )
    rules = rule_rows(first, {row["title"] for row in laws})
    _write(
        "ministry_rules.csv",
        RULE_COLUMNS,
        rules,
        f"# Made by make_laws.py from {FIRST}; facts from the heads of the rules. date: of the latest text.\n",
    )


if __name__ == "__main__":
    main()
