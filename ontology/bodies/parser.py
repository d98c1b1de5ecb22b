"""A printed name → what it is made of.

From the left: places, then the body by the tables' forms or the grammar of functions, then its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from ontology.bodies.chain import Chain, chains
from ontology.bodies.forms import Form, forms
from ontology.bodies.functions import grammar
from ontology.bodies.name import BodyName
from ontology.bodies.tables import kinds, rules

_COUNCIL = ("国务院", "中央", "全国", "国家", "中国", "中华")


class Parser:
    """Takes names apart."""

    def __init__(self) -> None:
        data = rules()
        self.chains, self.forms, self.functions = chains(), forms(), grammar()
        self.text_rules, self.part_rules, self.name_rules = (_compiled(data[name]) for name in ("text", "part", "name"))
        self.offices: dict[str, tuple[str, str]] = {short: (committee, office) for short, (committee, office) in data["offices"].items()}
        self.letters: dict[str, str] = data["place"]["letter"]
        self.part = re.compile(data["parts"]["ends"])
        self.split = re.compile(f".+?{data['parts']['split']}")
        self.number = re.compile(data["number"]["printed"])
        self.core_end = re.compile(f"(?P<core>.+?{data['core']['ends']})(?P<part>.+)")

    def parse(self, name: str) -> BodyName:
        """The name taken apart; a name no table knows keeps its words as ``remainder``."""
        text = plain(name)
        for pattern, full in self.text_rules:
            text = pattern.sub(full, text)
        found = next(self._readings(text), None) or self._proper(text, self.chains.read(text))
        return replace(found, number=tuple(self.number.findall(found.remainder or found.core)))

    def _readings(self, text: str) -> Iterator[BodyName]:
        complete = self.forms.national.get(text)
        if complete is not None:
            yield replace(self._fixed(text, Chain((), 0), len(text), complete) or BodyName(text), national=True)
        chain = self.chains.read(text)
        for at in dict.fromkeys((chain.end, 0)):
            yield from self._around(text, at)  # 江澜省国家税务总局江澜省税务局: what is printed before is said again inside
        if not chain.units:
            yield from self._national(text)
        yield from self._placed(text, chain)
        if not chain.units:
            if (generic := self.chains.generic(text)) is not None:
                yield from self._placed(text, generic)
                yield self._proper(text, generic)
            if (stem := self.chains.stem(text)) is not None:
                yield from self._placed(text, stem)
            province = self.letters.get(text[:1])
            if province is not None and (body := self._department(text, Chain((province,), 1))) and body.head == "厅":
                yield body
            yield from self._placed(text, Chain((), 0))  # the place is told elsewhere

    def _around(self, text: str, start: int) -> Iterator[BodyName]:
        """The place stands inside: 中共官渡区委组织部, 团区委, 国家税务总局昆明市税务局."""
        for prefix in self.forms.prefixes.get(text[start : start + 1], ()):
            if not text.startswith(prefix, start):
                continue
            begin = start + len(prefix)
            chain = self.chains.read(text, begin)
            choices = [chain] if chain.units else [c for c in (self.chains.generic(text, begin), self.chains.stem(text, begin)) if c]
            for suffix, form in self.forms.around[prefix]:
                for choice in choices:
                    if not text.startswith(suffix, choice.end):
                        continue
                    end = choice.end + len(suffix)
                    end += self.forms.spread(text, end) if len(suffix) > 2 else 0
                    if body := self._fixed(text, choice, end, form):
                        yield body
                official = kinds()[form.kind].scheme in ("company", "department")
                if not choices and suffix and official and (at := text.find(suffix, begin + 2)) > 0 and at - begin < 9:
                    unlisted = Chain((text[begin:at],), at)
                    if body := self._fixed(text, unlisted, at + len(suffix), form):
                        yield body

    def _national(self, text: str) -> Iterator[BodyName]:
        """Complete without a place: the national names of the table, 国家… and ministries by the grammar of functions."""
        found = self.forms.nationwide(text)
        if found and (body := self._fixed(text, Chain((), 0), found[0], found[1])):
            yield replace(body, national=True)
        for prefix in ("国家", "国务院", ""):
            if (
                text.startswith(prefix)
                and (body := self._department(text, Chain((), len(prefix))))
                and (prefix or body.head in ("部", "署"))
            ):
                yield replace(body, national=True, core=prefix + body.core.removeprefix("{}"))

    def _placed(self, text: str, chain: Chain) -> Iterator[BodyName]:
        rest = text[chain.end :]
        rest = rest.replace("“", "").replace("”", "")
        for short, (committee, office) in self.offices.items():
            if rest.startswith(short) and rest[len(short) :] in ("", "公室") and (form := self.forms.after.get(committee)):
                yield BodyName(text, chain.units, chain.generic, core=form.full, kinds=(form.kind,), subs=(office,))
        rest = text[chain.end :]
        department = self._department(text, chain)
        fixed = self.forms.at(rest)
        if fixed is not None:
            body = self._fixed(text, chain, chain.end + fixed[0], fixed[1])
            if body is not None and (department is None or fixed[0] >= self._length(department)):
                if fixed[1].kind == "government" and body.subs:
                    under = self._department(text, Chain(chain.units, chain.end + fixed[0], chain.generic))
                    if under is not None and not under.subs and under.head in ("委员会", "办公室"):
                        yield under  # 人民政府外事办公室 is named with and without 人民政府
                yield body
        if department is not None:
            yield department

    def _length(self, department: BodyName) -> int:
        return len(department.text) - sum(map(len, department.subs)) - sum(map(len, department.chain))

    def _department(self, text: str, chain: Chain) -> BodyName | None:
        """Functions and a head, the widest that leaves a sound part: 教育体育局, 农业农村局农机监理站, 公安局官渡分局."""
        rest = text[chain.end :]
        for end in range(len(rest), 1, -1):
            found = self.forms.department(rest[:end])
            if found is None or not self._is_part(rest[end:]):
                continue
            words, printed = found[0], found[1]
            functions = self.functions.read(words)
            if functions is None:
                continue
            head = self.forms.heads[printed]
            core = rest[:end] if rest[:end] in self.forms.exact else functions.full + head
            body = BodyName(
                text, chain.units, chain.generic, False, "{}" + core, self.functions.kinds(functions.atoms), functions.atoms, head
            )
            return self._with_parts(body, rest[end:])
        return self._district_branch(text, chain)

    def _district_branch(self, text: str, chain: Chain) -> BodyName | None:
        """昆明市官渡公安分局: the district, a listed one, stands between the city and the function."""
        rest = text[chain.end :]
        if not rest.endswith("分局") or chain.generic:
            return None
        for length in (2, 3, 4):
            if not self.chains.names_district(rest[:length]):
                continue
            found = self.forms.department(rest[length:])
            functions = self.functions.read(found[0]) if found and found[1] == "分局" else None
            if functions is not None:
                kinds_ = self.functions.kinds(functions.atoms)
                return BodyName(
                    text,
                    chain.units,
                    False,
                    False,
                    f"{{}}{functions.full}局",
                    kinds_,
                    functions.atoms,
                    "局",
                    rest[:length],
                    (f"{rest[:length]}分局",),
                )
        return None

    def _fixed(self, text: str, chain: Chain, end: int, form: Form) -> BodyName | None:
        rest = text[end:]
        if not self._is_part(rest):
            return None
        kind = kinds()[form.kind]
        atoms = tuple(sorted(kind.functions))
        found = self.forms.department(form.full.removeprefix("{}")) if atoms else None
        head = self.forms.heads[found[1]] if found else ""
        return self._with_parts(BodyName(text, chain.units, chain.generic, False, form.full, (form.kind,), atoms, head), rest)

    def _with_parts(self, body: BodyName, rest: str) -> BodyName:
        branch = re.fullmatch(r"(?P<stem>[\u4e00-\u9fff]{1,6}?)(?:区|县|市)?分局", rest)
        if branch and branch["stem"] not in ("公安",) and body.head == "局":
            return replace(body, branch=rest.removesuffix("分局"), subs=(rest,))
        return replace(body, subs=self._parts(rest))

    def _parts(self, rest: str) -> tuple[str, ...]:
        parts: list[str] = []
        while rest:
            match = self.split.match(rest)
            end = match.end() if match and match.end() < len(rest) else len(rest)
            part = rest[:end]
            for pattern, full in self.part_rules:
                part = pattern.sub(full, part)
            parts.append(part)
            rest = rest[end:]
        return tuple(parts)

    def _is_part(self, rest: str) -> bool:
        return not rest or (len(rest) < 24 and self.part.search(rest) is not None and not rest.startswith(("第", "附属")))

    def _proper(self, text: str, chain: Chain) -> BodyName:
        """A name of its own: what follows the place as it stands, with the office or the branch behind it set apart."""
        rest = text[chain.end :]
        for pattern, full in self.name_rules:
            rest = pattern.sub(full, rest)
        match = self.core_end.fullmatch(rest)
        core, part = (match["core"], match["part"]) if match and self.part.search(match["part"]) else (rest, "")
        national = not chain.units and text.startswith(_COUNCIL) and not text.endswith("公司")
        return BodyName(
            text, chain.units, chain.generic, national, "{}" + core if chain.units else core, subs=self._parts(part), remainder=core
        )


def plain(name: str) -> str:
    """NFKC without blanks, brackets and quotation marks as Chinese writes them."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return text.replace("(", "（").replace(")", "）").replace("〝", "“").replace("〞", "”")


def _compiled(entries: list[dict[str, Any]]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(entry["printed"]), entry["full"]) for entry in entries]


@cache
def _parser() -> Parser:
    return Parser()


@lru_cache(maxsize=65536)
def parse(name: str) -> BodyName:
    """Take a body's name apart. Pure; the same name gives the same parts."""
    return _parser().parse(name)
