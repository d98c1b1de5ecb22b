"""A folder as an office keeps it: a thousand letters in every format and encoding, and among them what breaks readers."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx_writer
import ofd_writer
import pdf_writer
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

TOWNS = ["云岭", "白榆", "桐溪", "禾丰", "青禾", "锦岚", "望川", "石桥", "柳河", "枫林"]
BUREAUS = ["民政", "教育", "交通运输", "水务", "农业农村", "商务", "卫生健康", "应急管理"]
MATTERS = ["农村公路", "学校食堂", "养老服务", "河道治理", "集贸市场", "乡村医生", "森林防火", "夜间照明", "垃圾分类", "古树保护"]


def letter(number: int) -> str:
    """A short reply letter of its own number, title and figures."""
    town, bureau = TOWNS[number % 10], BUREAUS[number % 8]
    matter = MATTERS[(number // 10) % 10]
    return (
        f"{town}县{bureau}局关于县政协十届二次会议第{number:04}号提案的答复\n\n"
        f"{town[0]}{bureau[0]}函〔2023〕{number}号\n\n"
        f"李明远委员：\n\n"
        f"您提出的《关于做好{town}县第{number}片区{matter}工作的提案》收悉，现答复如下：\n\n"
        f"一、工作情况\n\n"
        f"我局联合县财政局、县自然资源局印发了《{town}县{matter}工作办法》（{town[0]}{bureau[0]}发〔2022〕{number}号）。"
        f"全县现有{matter}工作站{number % 40 + 2}个，配备工作人员{number % 90 + 10}名，投入资金{number % 700 + 100}万元。\n\n"
        f"二、下一步工作\n\n"
        f"下一步，我局将加强巡查，完善{matter}工作机制。\n\n"
        f"感谢您的关心和支持。\n\n"
        f"（联系人：孟向东，电话：0999-5550146）\n\n"
        f"                    {town}县{bureau}局\n\n                    2023年6月{number % 28 + 1}日\n"
    )


def page(text: str, charset: str) -> bytes:
    """The letter on a web page."""
    title, *rest = [line.strip() for line in text.splitlines() if line.strip()]
    paragraphs = "".join(f"<p>{line}</p>" for line in rest)
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title></head><body>'
        f'<div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div><h1>{title}</h1>'
        f'<div class="TRS_Editor">{paragraphs}</div><div class="footer">主办单位：云川市人民政府 网站标识码：9900000001</div></body></html>'
    ).encode(charset)


def pdf(text: str) -> bytes:
    return pdf_writer.write(text)


def ofd(text: str) -> bytes:
    return ofd_writer.ofd_file(ofd_writer.OfdDocument(ofd_writer.letter_pages(text)))


def locked_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "locked")
    canvas.save()
    return out.getvalue()


def bomb(name: str) -> bytes:
    """A zip whose one part unpacks to 100 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b" " * 100_000_000)
    return out.getvalue()


GOOD: list[tuple[int, str, Callable[[str], bytes]]] = [
    (330, ".txt", str.encode),
    (100, ".gbk.txt", lambda text: text.encode("gb18030")),
    (50, ".wide.txt", lambda text: text.encode("utf-16")),
    (30, "（2023.6.20）", str.encode),
    (170, ".html", lambda text: page(text, "utf-8")),
    (50, ".htm", lambda text: page(text, "gb18030")),
    (20, ".docx", lambda text: page(text, "utf-8")),  # a page saved under a wrong name
    (120, ".docx", docx_writer.letter_docx),
    (40, ".pdf", pdf),
    (40, ".ofd", ofd),
]
"""How many, the ending of the name, and how the file is made: 950 in all."""


def fill(folder: Path) -> tuple[set[str], set[str]]:
    """Make the folder. The names of the letters' files, and of those that are to be rejected."""
    good: set[str] = set()
    number = 0
    for count, suffix, make in GOOD:
        for _ in range(count):
            number += 1
            name = f"{number:04}-信件{suffix}"
            here = folder / f"批次{number % 7}"
            here.mkdir(exist_ok=True)
            (here / name).write_bytes(make(letter(number)))
            good.add(name)
    bad = broken(folder)
    assert (len(good), len(bad)) == (950, 50)
    return good, bad


def broken(folder: Path) -> set[str]:
    """Fifty files that no reader can take; the set of their names."""
    noise = random.Random(7)
    text = letter(9000)
    made: dict[str, bytes] = {f"{n}-空.pdf": b"" for n in range(4)}
    made |= {f"{n}-噪声.txt": bytes([255, *noise.randbytes(3000)]) for n in range(4)}
    made |= {f"{n}-噪声.pdf": b"%PDF-1.5\n" + noise.randbytes(3000) for n in range(4)}
    for kind, whole in (("pdf", pdf(text)), ("docx", docx_writer.letter_docx(text)), ("ofd", ofd(text))):
        made |= {f"{n}-截断.{kind}": whole[: len(whole) * (n + 2) // 8] for n in range(4)}
    made |= {f"{n}-加密.pdf": locked_pdf() for n in range(3)}
    made |= {f"{n}-炸弹.docx": bomb("word/document.xml") for n in range(3)}
    made |= {f"{n}-炸弹.ofd": bomb("OFD.xml") for n in range(3)}
    made |= {f"{n}-图片.docx": b"\x89PNG\r\n\x1a\n" + noise.randbytes(900) for n in range(3)}
    made |= {f"{n}-嵌套.html": b"<div>" * 200_000 + "无".encode() for n in range(3)}
    made |= {f"{n}-英文.txt": b"This is a note on something else.\n" * 9 for n in range(4)}
    made |= {f"{n}-便条.txt": "今天天气很好，我们去公园散步，晚上一起吃饭。\n".encode() * 9 for n in range(4)}
    made |= {"0-空白.txt": b" " * 200_000_000, "1-空白.txt": " \n\u3000".encode() * 99}
    made |= {f"{n}-损坏.zip": b"PK\x03\x04" + noise.randbytes(2000) for n in range(1)}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return set(made)
