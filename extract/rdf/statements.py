"""One function per kind of fact: what it states, as quads (the table "A fact" of docs/model.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pyoxigraph import NamedNode

from extract.facts import (
    Amount,
    Commitment,
    Cosigning,
    Definition,
    DocumentMention,
    DocumentRef,
    Facility,
    Fact,
    Grounding,
    Issuing,
    Mechanism,
    OrganizationMention,
    Programme,
    Referral,
    Repair,
    Staff,
    Statistic,
    System,
)
from extract.rdf.terms import CV, ELI, FALSE, GW, RDFS_, SCHEMA, TRUE, date, decimal, integer, text, zh
from extract.rdf.things import Things


def describe(things: Things, node: NamedNode, fact: Fact) -> None:
    """Write what ``fact`` states about ``node`` (its class and the common properties are written already)."""
    _WRITERS[type(fact)](things, node, fact)


def kind_of(fact: Fact) -> tuple[str, NamedNode]:
    """The kind of a fact in its IRI, and its class."""
    return _KINDS[type(fact)]


def _cite(things: Things, node: NamedNode, predicate: NamedNode, *references: DocumentRef) -> list[NamedNode]:
    """Tie the fact to the documents, and to what this letter calls them; the documents."""
    cited = [found for reference in references if (found := things.document(reference))]
    for document, citation in cited:
        things.add(node, predicate, document)
        things.add(node, GW.citation, citation)
    return [document for document, _ in cited]


def _compare(things: Things, node: NamedNode, fact: Fact, measures: list[NamedNode]) -> None:
    """Tie a number to what it is a value of; what only repeats the proposal is not the agency's number."""
    if not fact.restated:
        things.add(node, GW.measure, *measures)


def _organization(things: Things, node: NamedNode, fact: OrganizationMention) -> None:
    body = things.body(fact.name)
    things.add(node, GW.refersTo, body)
    things.add(node, GW.printedForm, text(fact.mention))
    things.add(body, GW.agencyKind, things.concept("agency-kind", fact.kind))
    if fact.place:
        things.add(body, GW.place, things.place(fact.place))


def _document(things: Things, node: NamedNode, fact: DocumentMention) -> None:
    _cite(things, node, GW.refersTo, DocumentRef(fact.title, fact.doc_number))
    things.add(node, GW.printedForm, text(fact.mention or fact.title or fact.doc_number or fact.evidence.quote))


def _cosigning(things: Things, node: NamedNode, fact: Cosigning) -> None:
    documents = _cite(things, node, GW.document, *fact.documents)
    for number, participant in enumerate(fact.participants, 1):
        body = things.body(participant.name)
        part = things.part_of(node, f"participation-{number}", CV.Participation)
        things.add(node, GW.participation, part)
        things.add(part, CV.role, things.concept("role", participant.role))
        things.add(part, GW.participant, body)
        things.add(part, GW.printedForm, text(participant.mention))
        if not fact.restated:
            shortcut = ELI.passed_by if participant.role == "lead" else ELI.countersigned_by
            for document in documents:
                things.add(document, shortcut, body)
    named = len({participant.name for participant in fact.participants})
    things.add(node, GW.namedCount, integer(named))
    if fact.stated_count is not None:
        things.add(node, GW.statedCount, integer(fact.stated_count))
        if named < fact.stated_count:
            things.add(node, GW.complete, FALSE)


def _issuing(things: Things, node: NamedNode, fact: Issuing) -> None:
    body = things.body(fact.agency)
    things.add(node, GW.agency, body)
    things.add(node, GW.printedForm, text(fact.mention))
    for document in _cite(things, node, GW.document, fact.document):
        if not fact.restated:
            things.add(document, ELI.passed_by, body)


def _grounding(things: Things, node: NamedNode, fact: Grounding) -> None:
    relation = ELI.implements if fact.relation == "implements" else ELI.based_on
    things.add(node, GW.relation, relation)
    documents, bases = _cite(things, node, GW.document, fact.document), _cite(things, node, GW.basis, fact.basis)
    for document in documents:
        if not fact.restated:
            things.add(document, relation, *bases)


def _facility(things: Things, node: NamedNode, fact: Facility) -> None:
    facility = things.facility(fact.name)
    things.add(node, GW.facility, facility)
    if fact.level:
        level = things.concept("level", fact.level)
        things.add(facility, GW.level, level)
        things.add(node, GW.statedLevel, level)
    if fact.count is not None:
        things.add(node, GW.facilityCount, integer(fact.count))
        _compare(things, node, fact, things.measures("facility", None, fact.name, fact.place))
    if fact.established:
        things.add(node, GW.established, date(fact.established.value))
    if fact.place:
        things.add(node, GW.place, things.place(fact.place))
    if fact.parent:
        things.add(node, GW.parentName, text(fact.parent))
    for number, feature in enumerate(fact.features, 1):
        part = things.part_of(node, f"feature-{number}", GW.Feature)
        things.add(node, GW.feature, part)
        things.add(part, GW.featureKind, text(feature.kind))
        things.add(part, GW.featureValue, text(feature.value))


def _staff(things: Things, node: NamedNode, fact: Staff) -> None:
    things.add(node, GW.post, things.post(fact.role))
    things.add(node, GW.headCount, decimal(fact.count))
    if not fact.approximate:
        _compare(things, node, fact, things.measures("staff", None, fact.role, fact.org))
    if fact.org:
        things.add(node, GW.organizationName, text(fact.org))
    if fact.approximate:
        things.add(node, GW.approximate, TRUE)


def _statistic(things: Things, node: NamedNode, fact: Statistic) -> None:
    _measure(things, node, fact)
    if not fact.approximate and fact.upper is None:
        _compare(things, node, fact, things.measures("statistic", fact.date, fact.what, fact.unit))


def _amount(things: Things, node: NamedNode, fact: Amount) -> None:
    _measure(things, node, fact)
    if not fact.approximate and fact.upper is None:
        _compare(things, node, fact, things.measures("amount", fact.date, fact.what, fact.period))
    things.add(node, SCHEMA.currency, text("CNY"))
    things.add(node, GW.printedValue, text(fact.printed_value))
    if fact.period:
        things.add(node, GW.period, text(fact.period))


def _measure(things: Things, node: NamedNode, fact: Statistic | Amount) -> None:
    things.add(node, GW.what, text(fact.what))
    things.add(node, GW.value, decimal(fact.value))
    things.add(node, GW.unit, text(fact.unit))
    if fact.date:
        things.add(node, GW.date, date(fact.date.value))
        if fact.date.resolved:
            things.add(node, GW.dateResolved, TRUE)
    if fact.approximate:
        things.add(node, GW.approximate, TRUE)
    if fact.upper is not None:
        things.add(node, GW.upperValue, decimal(fact.upper))


def _programme(things: Things, node: NamedNode, fact: Programme) -> None:
    things.add(node, GW.programme, things.programme(fact.name))
    if fact.commissioner:
        things.add(node, GW.commissioner, things.body(fact.commissioner))
    if fact.implementer:
        things.add(node, GW.implementer, things.body(fact.implementer))
    for partner in fact.partners:
        things.add(node, GW.partner, things.body(partner))
    for place in fact.places:
        things.add(node, GW.place, things.place(place))


def _system(things: Things, node: NamedNode, fact: System) -> None:
    things.add(node, GW.system, things.system(fact.name))
    for number, name in enumerate(fact.parts, 1):
        part = things.part_of(node, f"part-{number}", GW.SystemPart)
        things.add(node, GW.part, part)
        things.add(part, RDFS_.label, zh(name))
        things.add(part, GW.order, integer(number))


def _mechanism(things: Things, node: NamedNode, fact: Mechanism) -> None:
    things.add(node, GW.mechanism, things.mechanism(fact.name))


def _definition(things: Things, node: NamedNode, fact: Definition) -> None:
    things.add(node, GW.targetGroup, things.group(fact.group))
    for number, condition in enumerate(fact.conditions, 1):
        part = things.part_of(node, f"condition-{number}", GW.Condition)
        things.add(node, GW.condition, part)
        things.add(part, RDFS_.label, zh(condition.text))
        things.add(part, GW.order, integer(number))
        if condition.scope:
            things.add(part, GW.scope, text(condition.scope))
    _cite(things, node, GW.basis, *fact.documents)


def _commitment(things: Things, node: NamedNode, fact: Commitment) -> None:
    things.add(node, GW.ordinal, integer(fact.ordinal))
    things.add(node, GW.commitmentText, text(fact.text))
    if fact.responsible:
        things.add(node, GW.responsible, things.body(fact.responsible))


def _referral(things: Things, node: NamedNode, fact: Referral) -> None:
    if fact.sender:
        things.add(node, GW.sender, things.body(fact.sender))
    for receiver in fact.receivers:
        things.add(node, GW.receiver, things.body(receiver))
    if fact.matter:
        things.add(node, GW.matter, text(fact.matter))


def _repair(things: Things, node: NamedNode, fact: Repair) -> None:
    things.add(node, GW.printedForm, text(fact.printed))
    things.add(node, GW.meantForm, text(fact.meant))
    things.add(node, GW.reason, text(fact.reason))


_WRITERS: Final[dict[type[Fact], Callable[[Things, NamedNode, Any], None]]] = {
    OrganizationMention: _organization,
    DocumentMention: _document,
    Cosigning: _cosigning,
    Issuing: _issuing,
    Grounding: _grounding,
    Facility: _facility,
    Staff: _staff,
    Statistic: _statistic,
    Amount: _amount,
    Programme: _programme,
    System: _system,
    Mechanism: _mechanism,
    Definition: _definition,
    Commitment: _commitment,
    Referral: _referral,
    Repair: _repair,
}

_KINDS: Final[dict[type[Fact], tuple[str, NamedNode]]] = {
    OrganizationMention: ("organization", GW.OrganizationMention),
    DocumentMention: ("document", GW.DocumentMention),
    Cosigning: ("cosigning", GW.Cosigning),
    Issuing: ("issuing", GW.Issuing),
    Grounding: ("grounding", GW.Grounding),
    Facility: ("facility", GW.FacilityStatement),
    Staff: ("staff", GW.StaffStatement),
    Statistic: ("statistic", GW.Statistic),
    Amount: ("amount", GW.Amount),
    Programme: ("programme", GW.ProgrammeStatement),
    System: ("system", GW.SystemStatement),
    Mechanism: ("mechanism", GW.MechanismStatement),
    Definition: ("definition", GW.Definition),
    Commitment: ("commitment", GW.Commitment),
    Referral: ("referral", GW.Referral),
    Repair: ("repair", GW.Repair),
}
