"""The fields an evaluation compares: what each looks like in a gold file and in a letter's facts.

A field is data: a name, how its items are read from either side, and which parts match by containment. The rules of matching are those of
the gold files: strings after NFKC without white space, quotes and punctuation; an organisation by its name or any mention; commitments,
facilities and programmes when one form contains the other; statistics by value and unit; amounts by value in yuan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extract.evaluation.gold import Gold, Row
from extract.evaluation.items import Item, Part, contains, exact, number, part, titles, unique
from extract.facts import (
    Amount,
    Commitment,
    Cosigning,
    Definition,
    DocumentMention,
    DocumentRef,
    F,
    Facility,
    Issuing,
    Letter,
    OrganizationMention,
    Programme,
    Referral,
    Repair,
    Staff,
    Statistic,
    System,
)

HEADER_NAMES = (
    "title",
    "doc_number",
    "index_number",
    "issuer",
    "issue_date",
    "publication_date",
    "result_class",
    "disclosure",
    "body",
    "session",
    "proposal_number",
    "proposal_title",
)
YUAN_PER_UNIT = {
    "万亿元": 10**12,
    "百亿元": 10**10,
    "亿元": 10**8,
    "千万元": 10**7,
    "百万元": 10**6,
    "万元": 10**4,
    "千元": 1000,
    "亿": 10**8,
    "万": 10**4,
}


@dataclass(frozen=True)
class Field:
    """``gold`` answers None where the gold file leaves the field out (then it is not scored). ``loose``: parts matched by containment."""

    name: str
    gold: Callable[[Gold], list[Item] | None]
    found: Callable[[Letter], list[Item]]
    loose: frozenset[int] = field(default=frozenset())

    def same(self, one: Item, other: Item) -> bool:
        pairs = enumerate(zip(one.parts, other.parts, strict=True))
        return all(a & b or (i in self.loose and contains(a, b)) for i, (a, b) in pairs)


def own(letter: Letter, kind: type[F]) -> list[F]:
    """The facts of one kind in the agency's own words."""
    return [fact for fact in letter.of(kind) if not fact.restated]


# --- header -----------------------------------------------------------------------------------------------------------------------


def header_field(name: str, key: str, label: str, *, by_print: bool = False) -> Field:
    def gold(entry: Gold) -> list[Item] | None:
        values = entry.header(key)
        known = body if name == "issuer" else lambda _, v: part(v)  # a body matches by its name or any mention
        return None if values is None else [Item((known(entry, v),), v) for v in values]

    def found(letter: Letter) -> list[Item]:
        fields = [f for f in letter.fields if f.name == name]
        return unique(Item((part(f.value, f.printed if by_print else None),), f.value, f.evidence.quote) for f in fields)

    return Field(label, gold, found)


# --- gold side --------------------------------------------------------------------------------------------------------------------


def rows(key: str, make: Callable[[Gold, Row], Iterable[Item]]) -> Callable[[Gold], list[Item] | None]:
    """The items of a list field, None when the gold file has no such key."""

    def gold(entry: Gold) -> list[Item] | None:
        found = entry.rows(key)
        return None if found is None else unique(item for row in found for item in make(entry, row))

    return gold


def body(entry: Gold, name: str) -> Part:
    """A body's name with every name and mention the gold gives it."""
    forms = part(name)
    return forms.union(*(known for known in (part(*names) for names in entry.organizations()) if known & forms))


def gold_organization(entry: Gold, row: Row) -> list[Item]:
    return [Item((body(entry, row.need("name")),), row.need("name"), optional=row.flag("optional"))]


def gold_titles(entry: Gold, row: Row) -> list[Item]:
    title = row.text("title")
    return [Item((titles(title),), title)] if title else []


def gold_numbers(entry: Gold, row: Row) -> list[Item]:
    value = row.text("doc_number")
    return [Item((part(value),), value)] if value else []


def gold_counted(name: str, count: str) -> Callable[[Gold, Row], list[Item]]:
    def make(entry: Gold, row: Row) -> list[Item]:
        value, title = row.number(count), row.need(name)
        return [Item((titles(title), frozenset({number(value)})), f"{title} · {number(value)}")] if value is not None else []

    return make


def gold_named(key: str) -> Callable[[Gold, Row], list[Item]]:
    return lambda entry, row: [Item((part(row.need(key)),), row.need(key))]


def gold_cosigned(entry: Gold, row: Row) -> list[Item]:
    title = row.need("title")
    return [Item((titles(title), body(entry, a)), f"{title} · {a}") for a in row.texts("agencies")]


def gold_issued(entry: Gold, row: Row) -> list[Item]:
    return [Item((body(entry, row.need("agency")), titles(row.need("title"))), f"{row.need('agency')} · {row.need('title')}")]


def gold_statistic(entry: Gold, row: Row) -> list[Item]:
    value, unit = number(row.need_number("value")), row.text("unit") or ""
    return [Item((frozenset({value}), exact(unit)), f"{row.text('what')} {value}{unit}")]


def gold_amount(entry: Gold, row: Row) -> list[Item]:
    unit = row.text("unit") or "元"
    factor = next((f for printed, f in YUAN_PER_UNIT.items() if unit.startswith(printed)), 1)
    value = number(row.need_number("value") * factor)
    return [Item((frozenset({value}),), f"{row.text('what')} {value}元")]


def gold_conditions(entry: Gold, row: Row) -> list[Item]:
    return [Item((part(text),), text) for key in row.keys("conditions") for text in row.texts(key)]


def gold_repair(entry: Gold, row: Row) -> list[Item]:
    return [Item((part(row.need("printed")), part(row.need("meant"))), f"{row.need('printed')} → {row.need('meant')}")]


def gold_commitments(entry: Gold) -> list[Item] | None:
    texts = entry.texts("commitments")
    return None if texts is None else [Item((part(text),), text) for text in texts]


# --- found side -------------------------------------------------------------------------------------------------------------------


def named(facts: Iterable[F], name: Callable[[F], str | None]) -> list[Item]:
    """One item per name."""
    return unique(Item((part(shown),), shown, fact.evidence.quote) for fact in facts if (shown := name(fact)))


def found_organizations(letter: Letter) -> list[Item]:
    groups: dict[str, list[OrganizationMention]] = {}
    for fact in letter.of(OrganizationMention):
        groups.setdefault(fact.name, []).append(fact)
    return [Item((part(name, *(m.mention for m in group)),), name, group[0].evidence.quote) for name, group in groups.items()]


def found_documents(letter: Letter) -> list[Item]:
    groups: dict[str, list[DocumentMention]] = {}
    for fact in letter.of(DocumentMention):
        if fact.title:
            groups.setdefault(min(titles(fact.title), default=fact.title), []).append(fact)
    return [Item((titles(*(m.title for m in g), *(m.mention for m in g)),), g[0].title or "", g[0].evidence.quote) for g in groups.values()]


def ref_titles(documents: tuple[DocumentRef, ...]) -> list[str]:
    return [title for ref in documents if (title := ref.title or ref.doc_number)]


def found_cosigned(letter: Letter) -> list[Item]:
    return unique(
        Item((titles(title), part(p.name, p.mention)), f"{title} · {p.name}", fact.evidence.quote)
        for fact in own(letter, Cosigning)
        for title in ref_titles(fact.documents)
        for p in fact.participants
    )


def found_cosigned_counts(letter: Letter) -> list[Item]:
    return unique(
        Item((titles(title), frozenset({str(fact.stated_count)})), f"{title} · {fact.stated_count}", fact.evidence.quote)
        for fact in own(letter, Cosigning)
        if fact.stated_count is not None
        for title in ref_titles(fact.documents)
    )


def found_issued(letter: Letter) -> list[Item]:
    return unique(
        Item((part(fact.agency, fact.mention), titles(title)), f"{fact.agency} · {title}", fact.evidence.quote)
        for fact in own(letter, Issuing)
        for title in ref_titles((fact.document,))
    )


def found_facility_counts(letter: Letter) -> list[Item]:
    facts = [f for f in own(letter, Facility) if f.count is not None]
    return unique(Item((titles(f.name), frozenset({str(f.count)})), f"{f.name} · {f.count}", f.evidence.quote) for f in facts)


def found_staff(letter: Letter) -> list[Item]:
    facts = own(letter, Staff)
    return unique(Item((titles(f.role), frozenset({number(f.count)})), f"{f.role} · {number(f.count)}", f.evidence.quote) for f in facts)


def found_statistics(letter: Letter) -> list[Item]:
    return unique(
        Item((frozenset({number(f.value)}), exact(f.unit)), f"{f.what} {number(f.value)}{f.unit}", f.evidence.quote)
        for f in own(letter, Statistic)
    )


def found_amounts(letter: Letter) -> list[Item]:
    facts = own(letter, Amount)
    return unique(Item((frozenset({number(f.value)}),), f"{f.what} {number(f.value)}元", f.evidence.quote) for f in facts)


def found_conditions(letter: Letter) -> list[Item]:
    return unique(Item((part(c.text),), c.text, fact.evidence.quote) for fact in own(letter, Definition) for c in fact.conditions)


def found_parts(letter: Letter) -> list[Item]:
    return unique(Item((part(text),), text, fact.evidence.quote) for fact in own(letter, System) for text in fact.parts)


def found_receivers(letter: Letter) -> list[Item]:
    return unique(Item((part(name),), name, fact.evidence.quote) for fact in own(letter, Referral) for name in fact.receivers)


def found_repairs(letter: Letter) -> list[Item]:
    facts = letter.of(Repair)
    return unique(Item((part(f.printed), part(f.meant)), f"{f.printed} → {f.meant}", f.evidence.quote) for f in facts)


LOOSE = frozenset({0})

HEADER: tuple[Field, ...] = tuple(header_field(name, name, f"letter.{name}", by_print=name == "issuer") for name in HEADER_NAMES)

FIELDS: tuple[Field, ...] = (
    *HEADER,
    header_field("addressee", "addressees", "addressees", by_print=True),
    header_field("copied_to", "copied_to", "copied_to", by_print=True),
    Field("organizations", rows("organizations", gold_organization), found_organizations),
    Field("documents", rows("documents", gold_titles), found_documents),
    Field(
        "document_numbers",
        rows("documents", gold_numbers),
        lambda letter: named(letter.of(DocumentMention), lambda f: f.doc_number),
    ),
    Field("cosigned", rows("joint", gold_cosigned), found_cosigned),
    Field("cosigned_counts", rows("joint", gold_counted("title", "stated_count")), found_cosigned_counts),
    Field("issued", rows("issued", gold_issued), found_issued),
    Field("facilities", rows("facilities", gold_named("name")), lambda letter: named(own(letter, Facility), lambda f: f.name), LOOSE),
    Field("facility_counts", rows("facilities", gold_counted("name", "count")), found_facility_counts, LOOSE),
    Field("staff", rows("staff", gold_counted("role", "count")), found_staff),
    Field("statistics", rows("statistics", gold_statistic), found_statistics),
    Field("amounts", rows("amounts", gold_amount), found_amounts),
    Field("programmes", rows("programmes", gold_named("name")), lambda letter: named(own(letter, Programme), lambda f: f.name), LOOSE),
    Field("systems", rows("systems", gold_named("name")), lambda letter: named(own(letter, System), lambda f: f.name)),
    Field("system_parts", rows("systems", lambda e, r: [Item((part(p),), p) for p in r.texts("parts")]), found_parts),
    Field("definitions", rows("definitions", gold_named("group")), lambda letter: named(own(letter, Definition), lambda f: f.group)),
    Field("definition_conditions", rows("definitions", gold_conditions), found_conditions),
    Field("referrals", rows("referrals", lambda e, r: [Item((body(e, b),), b) for b in r.texts("to")]), found_receivers),
    Field("commitments", gold_commitments, lambda letter: named(own(letter, Commitment), lambda f: f.text), LOOSE),
    Field("repairs", rows("repairs", gold_repair), found_repairs, frozenset({0, 1})),
)
