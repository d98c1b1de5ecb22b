"""Programmes, projects, campaigns and purchased services: their names, who commissions, who carries out, where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.draft import Draft, Sentence
from extract.facts import Programme
from extract.lexicon import alternation, rules
from extract.skeleton import DOC


@dataclass(frozen=True)
class _Rules:
    quoted: re.Pattern[str]
    plain: re.Pattern[str]
    common: re.Pattern[str]
    commission: re.Pattern[str]
    verbs: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = rules("programmes")
    heads = alternation(data["heads"].split("|"))
    strong = alternation(["专项整治行动", "专项行动", "提升行动", "培训班", "研修班", "项目", "工程", "招聘会", "关爱服务"])
    return _Rules(
        re.compile(
            rf"(?P<name>(?:(?:19|20)\d{{2}}年度?)?[\u4e00-\u9fff]{{0,12}}?“(?:[^”\n]{{2,24}})”(?P<post>[\u4e00-\u9fff·“”]{{0,16}}?{heads})(?!体系|机制|站|中心|点|台|平台|网络|队|能力|质量|水平|圈|区|管理|模式|员|[\u4e00-\u9fff]?[员家人师长]))|“(?P<inner>(?:[^”\n]{{2,30}}?){heads})”"
        ),
        re.compile(
            rf"(?P<verb>{data['verbs']})了?(?:的)?(?P<name>(?:(?:19|20)\d{{2}}年度?)?[\u4e00-\u9fffA-Za-z0-9—\-·“]{{2,30}}?{strong})(?![\u4e00-\u9fff]{{0,1}}(?:建设|资金|库|单位|法人|管理|申报|区|部|组|名单|清单|进度|总|造价|师|量|实施|储备|地|书|经理|化|款|前期|验收|机制|体系|站|中心|点|台|平台|\\d))"
        ),
        re.compile(
            rf"^(?:{data['common']}|[、和及的等])*(?:项目|工程|行动|活动|计划|服务|培训班?|整治|专项|试点|专项行动|提升行动|改造工程|招聘会|培训计划|专项整治行动|关爱服务|论坛|展|节|大赛|比赛)?$"
        ),
        re.compile(rf"(?:{data['commission']})"),
        re.compile(rf"(?:{data['verbs']})"),
    )


_FOUNDED = re.compile(r"(?:形成|构建|建立|建成|完善|打造)")
_STRIP = re.compile(
    r"^(?:了|的|一批|多个|全[省市区县]|我[省市区县局]|该|系列|的一系列|\d+个|好|来|以来|了一批|各类|一个|一次|首[届批个]|第[一二三四五六]+[届期]|过|年|月|将|把|以)+"
)


def add_programmes(draft: Draft) -> None:
    """Programmes that the body names."""
    data = _rules()
    seen: set[str] = set()
    for sentence in draft.sentences:
        text = draft.view.text
        spans: list[tuple[int, int]] = []
        for match in data.quoted.finditer(text, sentence.start, sentence.end):
            if match["inner"]:
                spans.append(match.span("inner"))
            else:
                spans.append(_trim(text, match.start("name"), match.end("name"), data, draft))
        for match in data.plain.finditer(text, sentence.start, sentence.end):
            start, end = match.span("name")
            start += _leading(text[start:end])
            if not any(s < end and start < e for s, e in spans):
                spans.append((start, end))
        for start, end in sorted(spans):
            _add(draft, sentence, start, end, data, seen)


def _leading(name: str) -> int:
    match = _STRIP.match(name)
    return match.end() if match else 0


def _trim(text: str, start: int, end: int, data: _Rules, draft: Draft) -> tuple[int, int]:
    """What stands before the quoted part belongs to the name only from the last verb, body or place on."""
    quote = text.index("“", start, end)
    lead = text[start:quote]
    cut = 0
    for verb in data.verbs.finditer(lead):
        cut = verb.end()
    cut += _leading(lead[cut:])
    mentions = draft.mentions_in(start, quote)
    if mentions:
        cut = max(cut, mentions[-1].end - start)
    if len(lead) - cut > 6 or re.search(r"[的了为由将]", lead[cut:]):
        cut = len(lead)
    return start + cut, end


def _add(draft: Draft, sentence: Sentence, start: int, end: int, data: _Rules, seen: set[str]) -> None:
    text = draft.view.text
    if re.match(r"\d", text[end : end + 1]) and not text[start:end].startswith("“") or _FOUNDED.match(text[start:end]):
        return
    if any(d.start <= start < d.end for d in draft.documents) or any(
        o.start < end and start < o.start < end and o.end <= end and o.start > start
        for o in draft.organizations
        if o.kind != "school" and o.place is None
    ):
        return
    raw = text[start:end]
    name = raw.strip()
    if name.startswith("“") and "”" not in name:
        name = name[1:]
    plain = re.sub(r"[“”]", "", name)
    if (
        len(plain) < 5
        or len(plain) > 36
        or plain in seen
        or data.common.match(plain)
        or re.search(
            r"[，。；]|等(?!级)|该|上述|有关|相关|各项|\d+个|多个|若干|一系列|的.*的|并|及其|以及|通过|如何|工作(?:项目|工程)$|您|代表|委员|建议|提案|十[一二三四五]五",
            plain,
        )
    ):
        return
    if "”" in name and (re.search(r"中心|站|平台|机制|体系", name.split("”")[-1]) or data.verbs.search(name.split("”")[-1][:-2])):
        return
    seen.add(plain)
    evidence = draft.evidence(*draft.clause(start, end), "programme.quoted" if "“" in raw else "programme.verb", (start, end))
    if evidence is None:
        return
    commissioner, implementer, partners = _parties(draft, sentence, start, end, data)
    draft.facts.append(
        Programme(
            evidence=evidence,
            restated=draft.is_restated(start),
            name=name,
            commissioner=commissioner,
            implementer=implementer,
            places=_places(draft, sentence, start),
            partners=partners,
        )
    )


def _parties(draft: Draft, sentence: Sentence, start: int, end: int, data: _Rules) -> tuple[str | None, str | None, tuple[str, ...]]:
    """委托X开展P: the subject (or 我局) commissions, X carries out; X承接P; 联合X开展P: partners; the carrier may stand a clause before."""
    text = draft.view.text
    before = [m for m in draft.mentions_in(sentence.start, start) if m.sign != DOC]
    commissioner = implementer = None
    partners: list[str] = []
    for position, mention in enumerate(before):
        named = draft.name_of(mention)
        if named is None:
            continue
        lead = text[max(sentence.start, mention.start - 6) : mention.start]
        after = text[mention.end : mention.end + 6]
        if data.commission.search(lead):
            implementer = named[0]
            giver = before[position - 1] if position else None
            given = draft.name_of(giver) if giver is not None else None
            commissioner = given[0] if given else (draft.names.issuer if draft.names else None)
        elif re.search(r"联合$|会同$|与$", lead) or (
            partners and re.fullmatch(r"[、和与及]", text[before[position - 1].end : mention.start])
        ):
            partners.append(named[0])
        elif re.match(r"承接|承办|实施|运营|负责", after):
            implementer = named[0]
    if re.search(r"由[^，。]{0,20}(?:承接|承办|实施|运营|负责)", text[end : end + 34]) and (late := draft.name_at(end, end + 34)):
        implementer = late
    if (
        commissioner is None
        and re.search(r"委托(?:社会组织|第三方|专业机构|第三方[^，。]{0,8}机构)", text[sentence.start : start])
        and draft.names
    ):
        commissioner = draft.names.issuer
    return commissioner, implementer, tuple(dict.fromkeys(partners))


def _places(draft: Draft, sentence: Sentence, start: int) -> tuple[str, ...]:
    """在金碧、福海街道实施…: the streets or towns named right before the verb."""
    text = draft.view.text
    clause_start, _ = draft.clause(start, start + 1)
    match = re.search(
        r"(?:在|^)(?P<list>[\u4e00-\u9fff、]{2,40}?(?:街道|镇|乡|社区|村))(?:等地|等)?(?:成功|试点|先后|分别|率先)?(?:实施|开展|推行|启动|举办)了?$",
        text[clause_start:start],
    )
    if not match:
        return ()
    pieces = [p for p in re.split(r"[、和及]", match["list"].split("在")[-1]) if p]
    suffix = next((s for s in ("街道", "社区", "镇", "乡", "村") if pieces[-1].endswith(s)), "")
    return tuple(p if p.endswith(suffix) else p + suffix for p in pieces)
