"""Posts with their head counts: 配备10名儿童督导员, 人民调解员1063人, 保洁员由56人增加到82人."""

from __future__ import annotations

import re

from extract.draft import Draft
from extract.facts import Staff
from extract.phrases import ABOUT, DATE_WORDS, LINK, words_before
from extract.quantities import Quantity, quantity_rules

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PEOPLE = ("名", "人", "位", "个", "余名", "岗")


def add_staff(draft: Draft, quantity: Quantity, previous: int, following: int) -> bool:
    """A post with its head count: 配备10名儿童督导员, 人民调解员1063人, 保洁员由56人增加到82人."""
    data = quantity_rules()
    if quantity.unit not in _PEOPLE or quantity.value != int(quantity.value):
        return False
    text = draft.view.text
    before = words_before(draft, quantity, previous)
    clause_start, clause_end = draft.clause(quantity.start, quantity.end)
    lead = text[clause_start : quantity.start]
    after = text[quantity.end : min(clause_end + 16, len(text))]
    role = _role_after(after, data.role) if quantity.unit in ("名", "位") or (quantity.unit == "人" and _HAN.match(after)) else None
    role_is_before = False
    if serving := _SERVING.match(after):
        role = serving["role"]
    told = _THAN.sub("", DATE_WORDS.sub("", before)).rstrip("的")
    moved = role is None and (data.moved.fullmatch(told) or data.staff_arrived.fullmatch(told)) is not None
    if moved:
        role = _last_role(draft, quantity)
    elif role is None and quantity.unit != "个":
        role = _role_before(before)
        role_is_before = role is not None
    if role is None and data.staff_in_all.fullmatch(before):
        # 选聘了专职委员，全区共102名: the post stands at the end of the clause before.
        begin = max(draft.sentence_at(quantity.start).start, clause_start - _CLAUSE_BEFORE)
        clause_before = re.split("[，。；：]", text[begin:clause_start].rstrip("，、"))[-1]
        if data.staff_strong.search(clause_before):
            role, role_is_before, lead = _role_before(clause_before), True, clause_before
    if role is None or data.not_role.search(role):
        return False
    if (role_is_before and data.staff_each.search(before)) or (not role_is_before and not moved and data.staff_per.search(before)):
        return True  # 守墓员每处1人: a quota, counted nowhere
    if _AT_LEAST.search(lead) and re.search(r"至少|不少于|不低于", lead + text[quantity.start - 3 : quantity.start]):
        return False
    own = lead if previous <= clause_start else text[previous : quantity.start]  # since the number before, if the clause has one
    if not moved and not _is_staffed(role, role_is_before, lead, own, after, serving is not None):
        return False
    evidence = draft.evidence(
        *draft.clause(quantity.start, quantity.end + (0 if role_is_before or moved else len(role))), "staff", (quantity.start, quantity.end)
    )
    if evidence is not None:
        org = draft.name_at(draft.sentence_at(quantity.start).start, quantity.start)
        draft.facts.append(
            Staff(
                evidence=evidence,
                restated=draft.is_restated(quantity.start),
                role=role,
                count=quantity.value,
                org=org,
                approximate=quantity.approximate,
            )
        )
    return True


_SERVING = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:担任|出任|兼任|任)(?P<role>[\u4e00-\u9fff“”]{3,14}?)(?=[，。；、]|$)")
_THAN = re.compile("^[，、]?(?:较|比)(?:去年|上年|年初|上年同期)?[底末]?")
_CLAUSE_BEFORE = 40  # characters of a clause that tells the post of the next one's number
_NUMBERED = re.compile(r"^\d+[名位个]")
_AT_LEAST = re.compile(r"每(?![年批季])[^，。；]{0,14}$")


def _last_role(draft: Draft, quantity: Quantity) -> str | None:
    """The post that a second figure of the same sentence is of (由56人增加到82人)."""
    last_fact = draft.facts[-1] if draft.facts else None
    start = draft.view.places[draft.sentence_at(quantity.start).start]
    return last_fact.role if isinstance(last_fact, Staff) and last_fact.evidence.focus_start >= start else None


def _role_before(before: str) -> str | None:
    """The post in the words before a number: what stands behind the last verb of staffing, when it ends as a post does."""
    data = quantity_rules()
    words = ABOUT.sub("", DATE_WORDS.sub("", before)).strip(LINK + " ")
    noun = data.tail.sub("", words).strip(LINK + " ").removesuffix("队伍")
    if not data.role.search(noun.rstrip("”")):
        return None
    cuts = [match.end() for match in data.staff_cut.finditer(noun) if len(noun) - match.end() >= 2 and noun[match.end() :] != "人员"]
    noun = noun[cuts[-1] :].lstrip("了") if cuts else data.lead.sub("", noun)
    noun = _NUMBERED.sub("", noun).strip("”").split("的")[-1]
    noun = noun.split("”")[-1] if "“" not in noun else noun if "”" in noun else noun.strip("“")
    return noun if 2 <= len(noun) <= 20 and data.role.search(noun) else None


def _is_staffed(role: str, is_before: bool, lead: str, own: str, after: str, serving: bool) -> bool:
    """Whether the words around a post tell that so many fill it, not that something was done to them.

    ``lead``: the clause before the number; ``own``: what of it stands behind the number before.
    """
    data = quantity_rules()
    named = is_before and (data.post.search(role) is not None)
    if role.endswith("人员") and not data.staff_strong.search(lead) and not data.staff_people.search(role):
        return False  # 被困人员, 参训人员: people, not posts
    if not (data.staff_verb.search(lead) or serving or named):
        return False
    unmoved = r"配备|聘|选派|现有|落实|设" + (r"|组织|发动|动员" if role.endswith(("志愿者", "妈妈")) else "")
    if data.staff_not_before.search(own) and not re.search(unmoved, lead):
        return False
    rest = after[len(role) :] if not is_before else after
    if not serving and data.staff_not_after.match(rest):
        return False
    return not (data.not_posts.search(role) and not data.post.search(role))


def _role_after(after: str, role: re.Pattern[str]) -> str | None:
    """The longest stretch right after the unit that ends in a role word."""
    match = re.match(r"(?![（）])[\u4e00-\u9fff“”（）·A-Za-z]{2,18}", after)
    if not match:
        return None
    stretch = quantity_rules().staff_ends.split(match.group())[0]
    for end in range(len(stretch), 1, -1):
        if role.search(stretch[:end]):
            return stretch[:end]
    return None
