"""Systems and networks with their parts, mechanisms, definitions of target groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.draft import Draft, Sentence
from extract.facts import Commitment, Condition, Definition, DocumentRef, Mechanism, System
from extract.lexicon import QUOTE, Near, alternation, pattern, places_of, rules
from extract.skeleton import DOC

_CN = "一二三四五六七八九十"
_NAME_REACH = 120  # characters from a verb of building to the end of what it builds


@dataclass(frozen=True)
class _SystemRules:
    """Section ``system`` of ``rules/relations.toml``, compiled."""

    name: Near
    quoted: re.Pattern[str]
    specific: re.Pattern[str]
    parts: re.Pattern[str]
    covered: re.Pattern[str]
    lead: re.Pattern[str]
    not_name: re.Pattern[str]
    platform: re.Pattern[str]
    joins: re.Pattern[str]


@cache
def _system() -> _SystemRules:
    data = rules("relations")["system"]
    heads = alternation(data["heads"].split("|"))
    verbs = alternation(data["verbs"].split("|"))
    compiled = {name: pattern(data[name], heads=heads, verbs=verbs) for name in _SystemRules.__dataclass_fields__}
    return _SystemRules(Near(compiled.pop("name"), re.compile(heads), _NAME_REACH), **compiled)


def add_systems(draft: Draft) -> None:
    """Systems that the body says were built, with the parts it lists."""
    data = _system()
    text = draft.view.text
    seen: dict[str, int] = {}
    with_quotes = set(draft.sentences_with(QUOTE))
    for sentence in sorted(with_quotes.union(draft.sentences_with(data.name.sign))):
        quoted = data.quoted.finditer(text, sentence.start, sentence.end) if sentence in with_quotes else ()
        for match in (*data.name.finditer(text, sentence.start, sentence.end), *quoted):
            start, end = match.span("name")
            name, start = _name(draft, text, start, end)
            parts = _parts(draft, text, sentence, start, end, name)
            if (
                len(name) < 4
                or (len(parts) < 2 and not data.specific.search(name))
                or re.search(r"[，。、]|^(?:各|相关|有关)|工作体系$", name)
            ):
                continue
            same = next((n for n in seen if _alike(n, name)), None)
            if same is not None:
                continue
            if re.match(r"下一?步|今后", text[sentence.start : sentence.end]) and not re.search(r"将|要|会", text[sentence.start : start]):
                continue
            evidence = draft.evidence(*_sentence_span(text, sentence), "system", (start, end))
            if evidence is not None:
                seen[name] = len(draft.facts)
                draft.facts.append(System(evidence=evidence, restated=draft.is_restated(start), name=name, parts=parts))


def add_platforms(draft: Draft) -> None:
    """Platforms and mechanisms with a name in quotes, with what they join."""
    data = _system()
    text = draft.view.text
    seen = {fact.name for fact in draft.facts if isinstance(fact, System)}
    for sentence in draft.sentences_with(QUOTE):
        for match in data.platform.finditer(text, sentence.start, sentence.end):
            name = match["name"]
            joined = data.joins.search(text, match.end(), min(sentence.end, match.end() + 120))
            evidence = draft.evidence(*_sentence_span(text, sentence), "system.platform", match.span("name"))
            if name in seen or evidence is None:
                continue
            seen.add(name)
            parts = _split(joined["parts"]) if joined else tuple(p for p in re.split("[—＋+－]+", name.split("”")[0].strip("“")) if p)
            restated = draft.is_restated(match.start())
            draft.facts.append(System(evidence=evidence, restated=restated, name=name, parts=parts if len(parts) > 1 else ()))


def _sentence_span(text: str, sentence: Sentence) -> tuple[int, int]:
    end = sentence.end
    while end > sentence.start + 1 and text[end - 1] in "。；！？":
        end -= 1
    return sentence.start, end


def _alike(one: str, other: str) -> bool:
    """The same system in other words: one name's characters all stand in the other, in any order (三级保护体系, 三级联动保护体系)."""
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) <= 4 and set(short) <= set(long)


def _name(draft: Draft, text: str, start: int, end: int) -> tuple[str, int]:
    """The system's name: after its place and adjectives of praise; a character lost or astray in a term of the letter is repaired."""
    lead = _system().lead.match(text, start, end)
    if lead:
        start = lead.end()
    name = text[start:end]
    name = re.sub(r"^.*[^“]的(?=[^的]{4,})", "", name) if re.search(r"特色的|相结合的|一体的", name) else name
    start = end - len(name)
    name = re.sub(r"新格局$", "", name) if re.search(rf"[{_CN}六]大保护新格局$", name) else name
    return _mended(text, name, text[max(0, start - 2) : start]), start


def _mended(text: str, name: str, before: str) -> str:
    """A term that the letter uses often, printed once with a character lost (困境儿 for 困境儿童) or one astray before it."""
    for match in re.finditer(r"(?=([\u4e00-\u9fff]{3}))", name):
        stem = match[1]
        nexts: dict[str, int] = {}
        for at in places_of(stem, text):
            char = text[at + 3 : at + 4]
            nexts[char] = nexts.get(char, 0) + 1
        if not nexts:
            continue
        char, count = max(nexts.items(), key=lambda kv: (kv[1], kv[0]))
        end = match.start() + 3
        own = name[end : end + 1]
        if (
            own
            and own != char
            and count >= 5
            and nexts.get(own, 0) == 1
            and count >= 0.8 * sum(nexts.values())
            and re.match(r"[\u4e00-\u9fff]", char)
        ):
            name = name[:end] + char + name[end:]
            term = stem + char
            at_term = name.index(term)
            if at_term == 1 and name[0] not in "各新本老大小原全多非涉":
                name = name[1:]
            return name
    return name


def _parts(draft: Draft, text: str, sentence: Sentence, start: int, end: int, name: str) -> tuple[str, ...]:
    """The parts listed before or after the name; a name from a heading takes the parts that its section lists."""
    windows = [(sentence.start, sentence.end)]
    if (
        text[max(0, sentence.start - 1) : sentence.start] in ("\n", "")
        and sentence.end - sentence.start < 40
        and text[sentence.end : sentence.end + 1] == "\n"
    ):
        following = text.find("\n", sentence.end + 1)
        after = text.find("\n", following + 1) if following > 0 else -1
        windows.append((sentence.end, after if after > 0 else len(text)))
        levels = re.findall(rf"[{_CN}]级[\u4e00-\u9fff]{{0,6}}", name)
        for match in re.finditer(
            r"由(?P<parts>[^。；]{6,140}?)(?:组成|构成)的?(?P<what>[^。，；]{2,24})", text[windows[1][0] : windows[1][1]]
        ):
            if levels and levels[0][:2] in match["what"]:
                return _split(match["parts"])
    for match in _system().parts.finditer(text, sentence.start, sentence.end):
        if "位一体" in match.group() and not _system().specific.search(name):
            continue
        if match.start() < start <= match.end() + 20 or end <= match.start() <= end + 6:
            parts = _split(match["parts"])
            if len(parts) > 1:
                return parts
    if quoted := re.search(
        r"“(?P<parts>[^”、—＋+－-]{1,12}(?:[、—＋+－-]{1,2}[^”、—＋+－-]{1,12})+)”$", text[max(sentence.start, start - 60) : start]
    ):
        return _split(quoted["parts"])
    covering = re.search(
        r"(?:涵盖|包括|覆盖|含)了?(?P<parts>[^，。；]{2,60}、[^，。；]{2,24})的$", text[max(sentence.start, start - 90) : start]
    )
    return _split(covering["parts"]) if covering else ()


def _split(listed: str) -> tuple[str, ...]:
    parts: list[str] = []
    for piece in re.split(r"[、，]|[—＋+－-]+|(?<=[”])和|(?<=\S)和(?=\d)", listed):
        quoted = re.search(r"“([^”]+)”", piece)
        own = quoted[1] if quoted else re.sub(r"^(?:由|以)|等$|^\d+(?:个|所|处|家)(?:[省市区县镇村街道乡社区]{1,4}级)?", "", piece)
        own = own.strip("的和及 ")
        if own:
            parts.append(own)
    return tuple(parts)


@cache
def _mechanism() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The pattern of a mechanism's name, the names that are always the same, and what each sentence with one holds."""
    data = rules("relations")["mechanism"]
    verbs = alternation(data["verbs"].split("|"))
    heads = alternation([h for h in data["heads"].split("|") if len(h) == 2])
    fixed = alternation(data["fixed"])
    named = rf"{verbs}了?《?(?P<name>[\u4e00-\u9fff“”]{{3,28}}?{heads})》?(?![\u4e00-\u9fff]*?{heads})"
    return re.compile(named), re.compile(fixed), re.compile(f"{heads}|{fixed}")


_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")


def add_mechanisms(draft: Draft) -> None:
    """Mechanisms and rules of procedure that the body says it has: not what a heading or a promise speaks of (after add_commitments)."""
    pattern, fixed, sign = _mechanism()
    text = draft.view.text
    promised = [(fact.evidence.start, fact.evidence.end) for fact in draft.facts if isinstance(fact, Commitment)]
    seen: set[str] = set()
    for sentence in draft.sentences_with(sign):
        heading = _HEADING.match(text, sentence.start, sentence.end)
        if heading and text[sentence.end - 1] not in "。；！？":
            continue
        found = [(m.start("name"), m.end("name")) for m in pattern.finditer(text, sentence.start, sentence.end)]
        for word in fixed.finditer(text, sentence.start, sentence.end):
            if not any(s <= word.start() < e for s, e in found):
                found.append(word.span())
        for start, end in sorted(found):
            name = re.sub(r"^(?:了|全[省市区县]|我[省市区县]|相关|有关|各项|相应|长效|工作|的|一系列|科学|和)+", "", text[start:end])
            place = draft.view.places[start]
            if len(name) < 4 or name in seen or re.search(r"的.*的|，|并", name) or any(s <= place < e for s, e in promised):
                continue
            seen.add(name)
            evidence = draft.evidence(*draft.clause(start, end), "mechanism", (end - len(name), end))
            if evidence is not None:
                draft.facts.append(Mechanism(evidence=evidence, restated=draft.is_restated(start), name=name))


@dataclass(frozen=True)
class _DefinitionRules:
    """Section ``definition`` of ``rules/relations.toml``, compiled."""

    pattern: Near
    scopes: re.Pattern[str]
    tail: re.Pattern[str]


@cache
def _definition() -> _DefinitionRules:
    data = rules("relations")["definition"]
    tail = rf"的(?P<rest>[\u4e00-\u9fff]{{0,8}}?)(?:{data['general']})$"
    defining = pattern(data["pattern"], words=data["words"])
    return _DefinitionRules(Near(defining, re.compile(data["words"]), 110), re.compile(data["scopes"]), re.compile(tail))


def add_definitions(draft: Draft) -> None:
    """X是指…的Y: the group, the conditions with who must meet them, the documents the sentence rests on."""
    data = _definition()
    scopes = data.scopes
    text = draft.view.text
    for stretch_start, stretch_end in draft.stretches("body"):
        for match in data.pattern.finditer(text, stretch_start, stretch_end):
            group = re.split(r"[，、的]|规定|所称|称", match["group"].strip("“”"))[-1]
            begin = draft.sentence_at(match.start("group")).start
            body_end = _definition_end(text, match.start("body"), match.end("body"), scopes)
            body = text[match.start("body") : body_end]
            conditions = _conditions(body, scopes)
            if not conditions or len(group) < 2 or draft.is_restated(match.start("group")):
                continue
            documents = tuple(draft.document_ref(m) for m in draft.mentions_in(begin, match.start("group")) if m.sign == DOC)
            evidence = draft.evidence(begin, body_end, "definition", (match.start("group"), body_end))
            if evidence is not None:
                draft.facts.append(
                    Definition(
                        evidence=evidence,
                        group=group,
                        conditions=conditions,
                        documents=tuple(dict.fromkeys(DocumentRef(d.title, d.doc_number) for d in documents)),
                    )
                )


def _definition_end(text: str, start: int, end: int, scopes: re.Pattern[str]) -> int:
    """A definition runs over following sentences that begin with 或."""
    stop = text.find("。", start, end)
    if stop < 0:
        return end
    while re.match(r"。或", text[stop : stop + 2]):
        following = text.find("。", stop + 1, end)
        if following < 0:
            return end
        stop = following
    return stop


def _conditions(body: str, scopes: re.Pattern[str]) -> tuple[Condition, ...]:
    """The members of each list (A、B、C情形之一), with the scope that stands before the list."""
    found: dict[tuple[str, str | None], None] = {}
    scope: str | None = None
    clauses = [c for c in re.split(r"[，。；]", body) if c]
    for number, clause in enumerate(clauses):
        named = scopes.match(clause.lstrip("或"))
        if named:
            scope = named.group()
        core = re.sub(
            rf"^(?:或|且|并|以及|并且|同时)*(?:{scopes.pattern})?(?:均|都)?(?:应当?|须|需)?(?:符合|存在|属于|满足|因)?", "", clause
        )
        core = re.sub(r"(?:等)?(?:情形|条件|情况)?之一(?:的[\u4e00-\u9fff]{0,12})?$", "", core)
        core = re.sub(r"(?:且|并)(?:未|不|没有)[\u4e00-\u9fff]{2,16}$", "", core)
        if number == len(clauses) - 1 or re.search(r"情形之一|的$", clause):
            # The last words name the group itself (…的老年人).
            tail = _definition().tail.search(core)
            core = core[: tail.start()] + (f"、{tail['rest']}" if tail["rest"] else "") if tail else core
        core = re.sub(r"等?(?:情形|条件)$|的$", "", core)
        for piece in re.split(r"、|(?<=[\u4e00-\u9fff]{2})或者?(?=[\u4e00-\u9fff]{2,})", core):
            if 2 <= len(piece) <= 30:
                found.setdefault((piece, scope))
    plain = {piece for piece, _ in found}
    return tuple(dict.fromkeys(Condition(part, scope) for piece, scope in found for part in _divide(piece, plain)))


def _divide(piece: str, known: set[str]) -> tuple[str, ...]:
    """Two members whose dividing mark was lost (服刑在押强制隔离戒毒), when both stand alone elsewhere in the definition."""
    for cut in range(2, len(piece) - 1):
        if piece[:cut] in known and piece[cut:] in known:
            return piece[:cut], piece[cut:]
    return (piece,)
