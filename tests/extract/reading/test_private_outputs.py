"""Private data reaches no output of any sample letter in any format."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx_writer
import mixed_folder
import pytest
from rich.console import Console

from extract.archive.manifest import sha256
from extract.archive.work import LetterWork, Printed, Task
from extract.facts import Letter
from extract.mask import masked
from extract.private_links import private_link
from extract.reader import Reader
from extract.reading import read_bytes
from extract.views.page import letter_html
from extract.views.plain import letter_json
from extract.views.table import print_letter

LETTERS = Path(__file__).parents[2] / "letters"
FORMATS: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "gbk": lambda text: text.encode("gb18030"),
    "html": lambda text: mixed_folder.page(text, "utf-8"),
    "docx": docx_writer.letter_docx,
    "pdf": mixed_folder.pdf,
    "ofd": mixed_folder.ofd,
}


def secrets() -> dict[Path, list[str]]:
    """The sample letters with private data, and what is private in them."""
    golds = {path: json.loads(path.read_text(encoding="utf-8")).get("private") for path in sorted(LETTERS.glob("*.json"))}
    golds |= {path: json.loads(path.read_text(encoding="utf-8")).get("private") for path in sorted((LETTERS / "held-out").glob("*.json"))}
    return {path.with_suffix(".txt"): found for path, found in golds.items() if found}


@cache
def work() -> LetterWork:
    return LetterWork("https://gongwen.example/id/", "test", lambda nquads: [])


@cache
def reader() -> Reader:
    return Reader()


def outputs(letter: Letter, printed: Printed) -> dict[str, str]:
    """Everything that is printed or stored of a letter."""
    table = io.StringIO()
    print_letter(letter, Console(file=table, width=200))
    return {
        "json": json.dumps(letter_json(letter), ensure_ascii=False),
        "html": letter_html(letter),
        "table": table.getvalue(),
        "text": masked(letter.text, letter.private),
        "graph": printed.nquads.decode(),
        "stored text": printed.text,
        "items": json.dumps(printed.said, ensure_ascii=False),
        "manifest": json.dumps([printed.file, printed.facts, printed.findings], ensure_ascii=False),
    }


@pytest.mark.parametrize("form", FORMATS)
def test_no_output_holds_private_data(form: str, tmp_path: Path) -> None:
    found = secrets()
    assert len(found) > 30
    leaks, read = [], 0
    for path, strings in found.items():
        data = FORMATS[form](path.read_text(encoding="utf-8"))
        file = tmp_path / f"{path.stem}.{form}"
        file.write_bytes(data)
        printed = work()(Task(file, file.name, sha256(data)))
        if not isinstance(printed, Printed):  # a web page's text set as OFD is no letter any more
            leaks += [(path.stem, "rejected", string) for string in strings if string in str(printed)]
            continue
        read += 1
        letter = reader().read(read_bytes(data).text, file.name)
        for name, output in outputs(letter, printed).items():
            flat = "".join(output.split())
            leaks += [(path.stem, name, string) for string in strings if "".join(string.split()) in flat]
    assert leaks == [] and read >= len(found) - 1


def test_links_to_attachments_are_told_without_private_data(tmp_path: Path) -> None:
    text = (LETTERS / "16-approval.txt").read_text(encoding="utf-8")
    links = '<p><a href="1.docx">附件：名单（联系人：孟向东 0999-5550146）.docx</a></p>'
    file = tmp_path / "page.html"
    file.write_bytes(mixed_folder.page(text, "utf-8").replace(b'<div class="footer">', links.encode() + b'<div class="footer">'))
    printed = work()(Task(file, file.name, sha256(file.read_bytes())))
    assert isinstance(printed, Printed)
    assert "1.docx" in str(printed.file) and "孟向东" not in str(printed.file) and "5550146" not in str(printed.file)


@pytest.mark.parametrize(
    ("name", "address", "secrets"),
    [
        ("联系人：容若菲.pdf", "/f/联系人：容若菲.pdf", ["容若菲"]),
        ("容若菲联系人.pdf", "/f/1.pdf", ["容若菲"]),
        ("附件：名单.pdf", "/d?m=rong%40example.com&t=1381234%35678", ["rong", "example.com", "1381234"]),
        ("附件：名单.pdf", "/f/%E8%81%94%E7%B3%BB%E4%BA%BA%EF%BC%9A%E5%AE%B9%E8%8B%A5%E8%8F%B2.pdf", ["%E5%AE%B9", "容若菲"]),
        ("附件：名单.pdf", "/f/%C1%AA%CF%B5%C8%CB%A3%BA%C8%DD%C8%F4%B7%C6.pdf", ["%C8%DD"]),
        ("附件：名单.pdf", "/d?t=138%2531234%2535678", ["5678"]),
    ],
)
def test_an_address_that_hides_private_data_is_black(name: str, address: str, secrets: list[str]) -> None:
    told = private_link(f"{name} <{address}>")
    assert not [secret for secret in secrets if secret in told]


def test_a_plain_address_stays() -> None:
    link = "附件1：实施方案.pdf <../P020240618512345678901.pdf>"
    assert private_link(link) == link
