"""Numbers with their units, and what kind of statement each makes: money, a post's head count, a facility's count, a statistic, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extract.lexicon import alternation, rules, words
from extract.numbers import decimal

_CN = "一二三四五六七八九十百千两"


class Quantity(NamedTuple):
    """A number with a unit.

    ``value``: scaled (万, 亿); ``printed``: digits and scale words as printed; ``money``: the unit is a currency (``unit`` then keeps its
    万/亿: 亿元); ``tally``: a single Chinese numeral (三所) or the length of a list (等9个中心), which only counts posts and facilities;
    ``start``/``end``: view span.
    """

    start: int
    end: int
    value: Decimal
    printed: str
    unit: str
    money: bool
    approximate: bool
    upper: Decimal | None = None
    tally: bool = False


@dataclass(frozen=True)
class QuantityRules:
    """``rules/quantities.toml``, compiled."""

    approximate: re.Pattern[str]
    number: re.Pattern[str]
    chinese: re.Pattern[str]
    list_after: re.Pattern[str]
    threshold: re.Pattern[str]
    rank: re.Pattern[str]
    reached: re.Pattern[str]
    list_before: re.Pattern[str]
    money_context: re.Pattern[str]
    period_before: re.Pattern[str]
    period_after: re.Pattern[str]
    role: re.Pattern[str]
    staff_verb: re.Pattern[str]
    staff_not_after: re.Pattern[str]
    staff_not_before: re.Pattern[str]
    not_role: re.Pattern[str]
    staff_strong: re.Pattern[str]
    staff_arrived: re.Pattern[str]
    staff_ends: re.Pattern[str]
    staff_in_all: re.Pattern[str]
    staff_each: re.Pattern[str]
    staff_per: re.Pattern[str]
    staff_cut: re.Pattern[str]
    staff_people: re.Pattern[str]
    post: re.Pattern[str]
    not_posts: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    doing: re.Pattern[str]
    share: re.Pattern[str]
    moved: re.Pattern[str]
    money: frozenset[str]
    shares: frozenset[str]
    measured: frozenset[str]
    ignored: frozenset[str]
    timed: frozenset[str]
    timed_before: re.Pattern[str]


@cache
def quantity_rules() -> QuantityRules:
    """The rules, compiled once."""
    data = rules("quantities")
    ignored = frozenset(data["units"]["ignored"])
    counted = [u for u in words(data["units"]["counted"]) if u not in ignored]
    units = alternation([*counted, *ignored, *data["units"]["money"]])
    approx = data["approximate"]
    digits = r"\d(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?)"  # a digit first: a search skips to it
    scale = r"(?:千(?![瓦克米伏卡])|[十百万亿]){0,3}"
    number = (
        rf"(?P<num>{digits})(?:(?P<scale0>{scale})(?P<unit0>{units})?(?P<to>[-—－~至到]|—{{2}})(?P<num2>{digits}))?"
        rf"(?P<more>余|多|几)?(?P<scale>{scale})(?P<more2>余|多|几)?(?P<unit>{units})?(?P<after>{approx['after']})?"
    )
    spelled = alternation(words(data["units"]["spelled"]))
    # A set first: a search skips to it.
    chinese = (
        rf"(?P<num>[{_CN}零〇](?:(?<=[十百千])|(?=[{_CN}零〇万亿]{{0,10}}[十百千万亿]))[{_CN}零〇万亿]{{1,11}}?)"
        rf"(?P<more>余|多|几)?(?P<unit>{spelled})"
    )
    return QuantityRules(
        re.compile(f"(?:{approx['before']})$"),
        re.compile(number),
        re.compile(chinese),
        re.compile(f"[^，。；、：]{{0,6}}?(?:{data['list']['nouns']})"),
        re.compile(data["list"]["threshold"]),
        re.compile(data["list"]["rank"]),
        re.compile(data["list"]["reached"]),
        re.compile(data["list"]["before"]),
        re.compile(data["amounts"]["context"]),
        re.compile(f"(?:{data['amounts']['period_before']})"),
        re.compile(f"(?:{data['amounts']['period_after']})"),
        re.compile(f"(?:{data['staff']['roles']})$"),
        re.compile(data["staff"]["verbs"]),
        re.compile(data["staff"]["not_after"]),
        re.compile(data["staff"]["not_before"]),
        re.compile(f"(?:{data['staff']['not_roles']})$"),
        re.compile(data["staff"]["strong"]),
        re.compile(data["staff"]["arrived"]),
        re.compile(data["staff"]["ends"]),
        re.compile(data["staff"]["in_all"]),
        re.compile(f"(?:{data['staff']['each']})$"),
        re.compile(f"(?:{data['staff']['per']})$"),
        re.compile(data["staff"]["cut"]),
        re.compile(data["staff"]["people"]),
        re.compile(data["staff"]["post"]),
        re.compile(data["staff"]["not_posts"]),
        re.compile(f"^(?:{data['what']['lead']}|[，、；：])+"),
        re.compile(f"(?:{data['what']['tail']})+$"),
        re.compile(f"^.*(?:{data['what']['doing']})了?(?=[^\\s，。]{{2}})"),
        re.compile(data["what"]["share"]),
        re.compile(data["what"]["moved"]),
        frozenset(data["units"]["money"]),
        frozenset([*data["units"]["money"], "%", "个百分点", "百分点", "成"]),
        frozenset(data["units"]["measured"].split()),
        ignored,
        frozenset(data["units"]["timed"]),
        re.compile(data["units"]["timed_before"]),
    )


_SPELLED = re.compile(r"(?P<num>[一二三四五六七八九两])(?<![第一二三四五六七八九十百千万两\d].)(?P<unit>[所处家座名个])(?![月年大层])")
_TENTHS = re.compile(r"(?P<num>[一二三四五六七八九])成(?![立为员果效本功都长交分])")
_EACH = re.compile("每[百千万]?$")


def find_quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities in a stretch of a view, in order; dates, ordinals, ages, list lengths and bare numbers are none."""
    data = quantity_rules()
    position = start
    while True:
        match = data.number.search(text, position, end)
        if match is None:
            break
        position = match.end() if match.end() > match.start() else match.start() + 1
        quantity = _quantity(text, match, data, end)
        if quantity is not None:
            yield quantity
    for match in data.chinese.finditer(text, start, end):
        before = text[match.start() - 1 : match.start()]
        if (before and (before.isdigit() or before in "第" + _CN)) or match["num"][0] in "百千":
            continue  # 上百家, 百万件 name a size
        unit = match["unit"]
        money = unit.endswith("元")
        value, printed = decimal(match["num"]), match["num"]
        if money:
            value *= {"万元": 10**4, "亿元": 10**8}.get(unit, 1)
            if unit == "元" and printed[-1] in "万亿" and not set(printed[:-1]) & set("万亿"):
                printed, unit = printed[:-1], printed[-1] + "元"
        yield Quantity(match.start(), match.end(), value, printed, unit, money, bool(match["more"]))
    for match in _SPELLED.finditer(text, start, end):
        yield Quantity(match.start(), match.end(), decimal(match["num"]), match["num"], match["unit"], False, False, tally=True)
    for match in _TENTHS.finditer(text, start, end):
        about = data.approximate.search(text[max(start, match.start() - 6) : match.start()])
        yield Quantity(match.start(), match.end(), decimal(match["num"]), match["num"], "成", False, bool(about))


_SHARED = re.compile(r"(?:、\d+(?:\.\d+)?)*(?:、|和)(?P<next>\d+(?:\.\d+)?)")


def _shared_unit(text: str, match: re.Match[str], data: QuantityRules) -> str | None:
    """The unit that a list of figures shares: 分别提高4.1和3.6个百分点."""
    listed = _SHARED.match(text, match.end("num"))
    if listed is None or "分别" not in text[max(0, match.start() - 24) : match.start()]:
        return None
    last_one = data.number.match(text, listed.start("next"))
    return last_one["unit"] if last_one and last_one["unit"] and last_one["unit"] not in data.ignored | data.money else None


def _quantity(text: str, match: re.Match[str], data: QuantityRules, end: int) -> Quantity | None:
    unit = match["unit"] or ""
    scale = match["scale"] or ""
    if unit == "对" and scale and data.money_context.search(text, max(0, match.start() - 12), match.start()):
        unit = ""  # 补助资金282万对…进行整修
    start = match.start("num")
    money = unit in data.money
    if unit in data.ignored and not money:
        timed = unit in data.timed and data.timed_before.search(text[max(0, start - 10) : start])
        if not timed or (unit == "年" and "." not in match["num"]):
            return None
    before = text[max(0, start - 6) : start]
    about = data.approximate.search(before)
    tally = False
    if data.list_before.search(before[: about.start()] if about else before) and not before.endswith("近"):
        tally = before.endswith("等") and unit not in data.measured  # 等9个实训中心 counts; 等3200亩 measures
        if not tally and not before.endswith("等"):
            return None
    if before[-1:] in ".-/+" and len(before) > 1 and before[-2:-1].isalnum():
        return None
    if before.endswith("每") and unit in ("户", "人", "万", "亩", "名", "所", "个", "场", "次"):
        return None
    if _EACH.search(before):
        return None
    after = text[match.end() : match.end() + 12]
    if not unit and (shared := _shared_unit(text, match, data)):
        return Quantity(start, match.end("num"), decimal(match["num"]), match["num"], shared, False, bool(about))
    if not unit:
        # 1350万 beside 资金 is money whose 元 was left out.
        clause = re.split(r"[，。；]", text[max(0, start - 24) : start])[-1]
        if scale and set(scale) & set("万亿") and (data.money_context.search(clause) or data.money_context.match(after)):
            value = decimal(match["num"], scale)
            return Quantity(start, match.end(), value, match["num"], scale, True, bool(about or match["more"] or match["more2"]))
        return None
    if (
        unit in ("个", "项", "条", "大", "类", "种", "家", "道", "方面", "门")
        and data.list_after.match(after)
        and not re.match(r"[^，。；、：]{0,6}(?:行政村|村|乡镇|社区|街道)", after)
    ):
        return None
    if (unit == "条" and before.endswith("第")) or (unit == "部" and after.startswith("门")):
        return None
    if unit not in data.shares and (
        data.rank.match(text, match.end("unit"))
        or (data.threshold.match(text, match.end("unit")) and not data.reached.search(text, max(0, start - 8), start))
    ):
        return None  # 3个城市之一, 30户以上自然村
    if unit == "次" and re.match(r"会议|全会|全体|常委|修订|修正", after):
        return None
    if unit in ("个", "位") and after.startswith(("月", "年", "小时", "周", "季度", "百分点以", "点")):
        return None
    if unit == "G" or (unit == "m" and match["num"].startswith("0")):
        return None
    factor = scale
    upper = None
    first = decimal(match["num"], factor)
    if match["num2"]:
        own = match["scale0"] or factor
        first, upper = decimal(match["num"], own), decimal(match["num2"], factor)
        if upper <= first:
            upper = None
    printed = text[start : match.start("unit")]
    approximate = bool((about and about.group() != "上") or match["more"] or match["more2"] or match["after"])
    printed_unit = (scale + unit) if money else unit
    return Quantity(
        start,
        match.end("unit"),
        first,
        re.sub(r"[十百千万亿余多几]+$", "", printed) if money else printed,
        printed_unit,
        money,
        approximate,
        upper,
        tally,
    )
