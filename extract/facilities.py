"""Centres, stations, homes: counted ones (8个街道级“未成年人保护工作站”, 敬老院4所) and named ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract import dates
from extract.draft import Draft
from extract.facts import Date, Facility, Feature
from extract.lexicon import alternation, rules, words
from extract.quantities import Quantity


@dataclass(frozen=True)
class _Rules:
    head: re.Pattern[str]
    named: re.Pattern[str]
    counters: frozenset[str]
    founding: re.Pattern[str]
    levels: dict[str, str]
    level: re.Pattern[str]
    heads: str
    work: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = rules("facilities")
    heads = alternation(words(data["heads"]))
    levels = sorted(data["levels"], key=len, reverse=True)
    return _Rules(
        re.compile(f"{heads}”?(?:（[^）]{{1,8}}）)?$"),
        re.compile(f"(?:{data['named_heads']})$"),
        frozenset(data["counters"].split("|")),
        re.compile(f"(?:{data['founding']})"),
        data["levels"],
        re.compile(f"^(?:{'|'.join(levels)})级?"),
        heads,
        re.compile(f"(?:{data['work']})"),
    )


_LEVEL_PREFIX = re.compile(r"^(?P<level>镇（街道）|国家|自治区|省|州|市|区|县|镇街|乡镇（街道）|村（社区）|街道|乡镇|镇|乡|社区|村)级")
_LEAD = re.compile(
    r"^(?:(?:截至|截止)[^，]{0,12}|目前|现有|现|已经|已|共有|共|累计|先后|分别|其中|全[省市区县州镇乡]|我[省市区县局镇]|辖区内?|建立健全|建立了?|建成了?|建设了?|成立了?|设立了?|设置了?|打造了?|开设了?|新建了?|改建了?|扩建了?|续建了?|新改建|建有|设有|拥有|有|运营|培育|创建了?|认定|布设|布局|配建|完成|启用|投用|开办|组建了?|实施|形成|推进|由|在[^，。]{1,20}?(?=设立|建立|建成|打造|建设)|并|和|及|以及|还|为|等|达到|达|规划|计划|拟|依托|利用|对|增设|搭建|命名|授牌|挂牌成立|挂牌|整合|年|月|的|新增|新设|落成|建(?!筑)|县里|市里)+"
)


def _clean(name: str) -> tuple[str, str | None]:
    """A facility's own name and the level that stood before it (街道级)."""
    name = _LEAD.sub("", name.strip("，。；、：和及 "))
    level = None
    match = _LEVEL_PREFIX.match(name)
    if match and len(name) - match.end() >= 2:
        level = _rules().levels[match["level"]]
        name = name[match.end() :]
    return name.strip("“”的 "), level


def add_counted(draft: Draft, quantity: Quantity, previous: int, following: int, date: Date | None) -> bool:
    """A facility with its count, before or after the number. True when the number was one."""
    data = _rules()
    if quantity.unit not in data.counters or quantity.value != int(quantity.value) or quantity.value > 100000:
        return False
    text = draft.view.text
    found = (
        _after(text, quantity, following, data) or _before(text, quantity, previous, data) or _same_again(draft, quantity, previous, data)
    )
    if found is None:
        return False
    raw, start, end = found
    name, level = _clean(raw)
    if data.work.search(
        text[max(previous, min(start, quantity.start) - 8) : min(start, quantity.start)] + raw[: max(0, len(raw) - len(name))]
    ) or data.work.match(name):
        return False
    if len(name) < 2 or not data.head.search(name) or len(name) > 30:
        return False
    evidence = draft.evidence(
        *draft.clause(min(start, quantity.start), max(end, quantity.end)), "facility.counted", (quantity.start, quantity.end)
    )
    if evidence is not None:
        draft.facts.append(
            Facility(evidence=evidence, restated=draft.is_restated(quantity.start), name=name, level=level, count=int(quantity.value))
        )
        draft.taken.add((start, end))
    return True


def _after(text: str, quantity: Quantity, following: int, data: _Rules) -> tuple[str, int, int] | None:
    match = re.match(
        rf"(?:(?:国家|自治区|省|州|市|区|县|街道|乡镇|镇|乡|社区|村)级)?(?:“[^”]{{2,24}}”)?[\u4e00-\u9fff（）、A-Za-z]{{0,18}}?{data.heads}”?(?:（[站点、]{{1,4}}）)?(?![\u4e00-\u9fff])|(?:(?:国家|自治区|省|州|市|区|县|街道|乡镇|镇|乡|社区|村)级)?“[^”]{{2,24}}”(?:[\u4e00-\u9fff]{{0,6}}?{data.heads})?",
        text[quantity.end : min(following, quantity.end + 50)],
    )
    if match is None:
        match = re.match(
            rf"[\u4e00-\u9fff]{{0,14}}?{data.heads}(?=[的和及与在并，。；、组建成为投])",
            text[quantity.end : min(following, quantity.end + 40)],
        )
    if match is None or re.search(r"[，。；]|的(?!士)|和|与", match.group()) or "、" in re.sub(r"（[^）]*）", "", match.group()):
        return None
    if match.group().startswith("“") and not data.head.search(match.group().strip("“”")):
        return None
    return match.group(), quantity.end, quantity.end + match.end()


def _before(text: str, quantity: Quantity, previous: int, data: _Rules) -> tuple[str, int, int] | None:
    stop = quantity.start
    while stop > previous and text[stop - 1] in "共约近达有各等计":
        stop -= 1
    start = stop
    depth = 0
    while start > previous and stop - start < 36:
        char = text[start - 1]
        if char in "）":
            depth += 1
        elif char == "（":
            if depth == 0:
                break
            depth -= 1
        elif char in "，。；：、\n！？" and depth == 0:
            break
        start -= 1
    raw = text[start:stop]
    cleaned = _LEAD.sub("", raw)
    if not data.head.search(cleaned):
        return None
    return cleaned, stop - len(cleaned), stop


_SHARE = re.compile(
    r"(?:^|[，、（；])(?:其中)?(?P<level>(?:[省市区县州镇乡村]|街道|社区|乡镇|镇（街道）|村（社区）|乡镇（街道）|镇街|村居)级|公办|民办|室内|室外|城区|农村|国有)$"
)


def _same_again(draft: Draft, quantity: Quantity, previous: int, data: _Rules) -> tuple[str, int, int] | None:
    """403个，其中市级1个、村（社区）级383个: the shares of a facility counted just before."""
    last = next((f for f in reversed(draft.facts) if isinstance(f, Facility) and f.count is not None), None)
    text = draft.view.text
    share = _SHARE.search(text[max(0, quantity.start - 12) : quantity.start])
    if last is None or share is None:
        return None
    sentence = draft.sentence_at(quantity.start)
    if last.evidence.focus_start < draft.view.places[sentence.start]:
        return None
    return f"{share['level']}{last.name}", quantity.start - len(share["level"]), quantity.start


_NOT_FACILITY = re.compile(r"(?:以|为|围绕|突出|聚焦|坚持|作为|发挥|全)[^，。]{0,20}$")


def add_named(draft: Draft) -> None:
    """Facilities named singly: founded, or carrying a place's or a quoted name."""
    data = _rules()
    text = draft.view.text
    seen: dict[str, Facility] = {f.name: f for f in draft.facts if isinstance(f, Facility)}
    quoted = re.compile(rf"(?P<pre>[\u4e00-\u9fff]{{0,14}})(?P<q>“[^”\n]{{2,16}}”)(?P<post>[\u4e00-\u9fff]{{0,12}}?{data.heads})?")
    for sentence in draft.sentences:
        stretch = text[sentence.start : sentence.end]
        for match in re.finditer(
            rf"(?P<name>(?:[\u4e00-\u9fff“”·A-Za-z0-9]){{2,26}}?(?:{data.named.pattern[3:-2]}))(?![\u4e00-\u9fff]{{0,2}}(?:主任|式|城|镇|区域|思想|任务|工作|小学|学校|街|路|社区|村|化|点|人|户|校))",
            stretch,
        ):
            _add_one(draft, sentence.start + match.start("name"), sentence.start + match.end("name"), seen, data)
        for match in quoted.finditer(stretch):
            name = match["q"].strip("“”")
            if data.named.search(name) and not match["post"]:
                _add_one(draft, sentence.start + match.start("q"), sentence.start + match.end("q"), seen, data, quoted=True)
    for org in draft.organizations:
        body = text[org.start : org.end]
        if (
            org.kind in ("public-institution", "hospital")
            and re.search(r"(?:福利院|敬老院|养老院|救助保护中心|幸福院|光荣院|纪念馆|托养中心)$", body)
            and org.place is not None
            and not org.place.generic
        ):
            _add_one(draft, org.start, org.end, seen, data, whole=True)


def _add_one(
    draft: Draft, start: int, end: int, seen: dict[str, Facility], data: _Rules, quoted: bool = False, whole: bool = False
) -> None:
    text = draft.view.text
    assert draft.toponyms is not None
    if any(s < end and start < e for s, e in draft.taken) or any(d.start <= start < d.end for d in draft.documents):
        return
    raw = text[start:end]
    sentence = draft.sentence_at(start)
    clause_start, clause_end = draft.clause(start, end)
    founding_before = None
    for founding_before in data.founding.finditer(text[clause_start:start] + raw):
        pass
    if not whole and not quoted:
        # Cut what stands before the name: the verb of founding, or everything before the place.
        place_at = next(
            (
                p
                for p in range(start, end - 2)
                if (span := draft.toponyms.right(text, p)) is not None and not span.generic and span.end < end
            ),
            None,
        )
        if place_at is not None:
            start = place_at
            if not data.founding.search(text[clause_start:start]) and not re.match(
                r"[”]?(?:已|于|正式|在)?[^，。；]{0,14}(?:挂牌|成立|启用|投入使用|投用|揭牌|建成|开业|运营)", text[end : end + 26]
            ):
                return
        elif founding_before is not None and founding_before.end() > start - clause_start:
            start = clause_start + founding_before.end()
            start += len(re.match(r"了?(?:一个|一所|一批|首个|全[省市国]首个)?", text[start:end]).group())  # type: ignore[union-attr]
        elif founding_before is not None and start - clause_start - founding_before.end() <= 3:
            pass
        elif _listed_after_founding(text, sentence.start, start, data):
            pass
        else:
            return
        if any(o.start <= start < o.end and o.kind not in ("public-institution", "hospital", "school") for o in draft.organizations):
            return
    name = text[start:end].strip("“”的")
    if founding_before is None and not whole and not quoted and draft.toponyms.right(text, start) is None:
        return
    if (
        not 4 <= len(name) <= 30
        or re.search(r"[，。；、]|各|等|该|本|相关|有关|所有|为中心|中的|一批|多个|以.*为|不|如|并|是", name)
        or name in seen
        or re.fullmatch(r"(?:[\u4e00-\u9fff]{2})?(?:服务|活动)?(?:中心|工作站|服务站|基地|平台|驿站|站)", name)
        and len(name) <= 4
        and not quoted
    ):
        return
    if re.search(r"(?:平台|系统|窗口)$", name) and not quoted:
        return
    before = text[max(clause_start, start - 24) : start]
    if _NOT_FACILITY.search(before) and not re.search(r"挂牌|成立|设立", before):
        return
    level = None
    if (span := draft.toponyms.right(text, start)) is not None:
        unit = span.names[-1]
        level = next((value for word, value in data.levels.items() if unit.endswith(word)), None)
    established, features = _details(draft, sentence.start, start, end, name)
    place = None
    if (
        at := re.search(
            r"在(?P<place>[\u4e00-\u9fff]{2,20}?(?:街道|镇|乡|社区|村|区|县|市|路))?(?P<inner>[\u4e00-\u9fff]{0,10}?(?:社区|村))?[^，。]{0,6}?(?:建立|设立|成立|打造|建设|建成|开设)",
            text[clause_start:start],
        )
    ) and at["place"]:
        place = at["place"] + (at["inner"] or "")
    evidence = draft.evidence(*draft.clause(start, end), "facility.named", (start, end))
    if evidence is None:
        return
    fact = Facility(
        evidence=evidence,
        restated=draft.is_restated(start),
        name=name,
        level=level,
        established=established,
        place=place,
        features=features,
    )
    seen[name] = fact
    draft.facts.append(fact)
    draft.taken.add((start, end))


def _listed_after_founding(text: str, begin: int, start: int, data: _Rules) -> bool:
    """设立A、B、C: a member of a list that a verb of founding governs."""
    match = re.search(rf"{data.founding.pattern}了?[^，。；：]{{2,60}}、$", text[begin:start])
    return match is not None


def _details(draft: Draft, sentence_start: int, start: int, end: int, name: str) -> tuple[Date | None, tuple[Feature, ...]]:
    """When it was founded, and what the following sentences say of it: area, rooms, opening, who runs it."""
    text = draft.view.text
    paragraph = text.find("\n", end)
    paragraph = paragraph if paragraph >= 0 else len(text)
    own = text[sentence_start:end]
    established = None
    for match in dates.FULL.finditer(own):
        if match["month"] or re.search(r"成立|建成|设立|挂牌|投", own):
            established = dates.from_match(match) or established
    after = re.match(
        rf"[”]?(?:已)?(?:于)?(?P<date>{dates.FULL.pattern})?(?:正式|已)?(?:挂牌|成立|启用|投入使用|投用|揭牌|建成|开业|运营)",
        text[end : end + 40],
    )
    if after and after["date"]:
        established = dates.parse(after["date"])
    elif established is not None and not re.search(r"成立|建成|设立|挂牌|打造|建立|启用|投用|揭牌|建设|开业", own):
        established = None
    features: list[Feature] = []
    first = text.rfind("\n", 0, start) + 1
    topic = not any(
        isinstance(f, Facility) and f.count is None and draft.view.places[first] <= f.evidence.focus_start < draft.view.places[start]
        for f in draft.facts
    )
    # 该中心 and what the next sentences say is about the first facility of the paragraph.
    reach = text[end : min(paragraph, end + 330)] if topic else ""
    if area := re.match(
        r"[^。]{0,24}[。，；]?[^。]{0,12}?(?:总?(?:建筑)?面积|占地)(?:为|约|达)?(?P<n>[\d,.]+)(?P<u>㎡|平方米|平米)", reach
    ):
        features.append(Feature("floor_area", area["n"].replace(",", "")))
    if rooms := re.match(r"[^。]{0,24}。?[^。]{0,40}?(?:设有|内设|配有|设置了?)(?P<list>[\u4e00-\u9fff、]{6,120}?)(?:等|。)", reach):
        features.extend(Feature("room", room) for room in rooms["list"].split("、") if 2 <= len(room) <= 10)
    if opening := re.search(
        rf"(?:该中心|中心|该站|项目)?(?:预计|计划|将于)于?(?P<d>{dates.FULL.pattern})(?:前|底)?(?:正式)?(?:投入使用|建成|启用|投用|开放|运营)",
        reach,
    ):
        date = dates.parse(opening["d"])
        if date:
            features.append(Feature("opening", date.value))
    if operator := re.search(
        r"(?:依托|由)(?P<who>[^，。；“]{2,24}?)(?:共同|联合)?(?:打造|建立|设立|运营|建设|成立)的?[“]?$",
        text[max(sentence_start, start - 40) : start + (1 if text[start] == "“" else 0)],
    ):
        who_start = max(sentence_start, start - 40) + operator.start("who")
        for mention in draft.mentions_in(who_start, who_start + len(operator["who"])):
            if mention.sign != "\ue001" and (named := draft.name_of(mention)):
                features.append(Feature("operator", named[0]))
    return established, tuple(features)
