"""The letter itself and the proposal it answers, from its header fields ("The letter" of docs/model.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pyoxigraph import Literal, NamedNode

from extract.facts import HeaderField, Letter, OrganizationMention
from extract.rdf.terms import DCT, GW, PROV_, TYPE, date, text, zh
from extract.rdf.things import Things

_CLASSES: Final = {
    "reply-letter": GW.ReplyLetter,
    "notice": GW.Notice,
    "approval": GW.Approval,
    "opinion": GW.Opinion,
    "plan": GW.Plan,
    "announcement": GW.Announcement,
    "news": GW.NewsItem,
}
_PROPOSAL_CLASSES: Final = {"政协": GW.CppccProposal, "人大": GW.DeputySuggestion}

_LETTER_VALUES: Final[dict[str, tuple[NamedNode, Callable[[str], Literal]]]] = {
    "title": (DCT.title, zh),
    "doc_number": (GW.documentNumber, text),
    "index_number": (GW.indexNumber, text),
    "issue_date": (DCT.issued, date),
    "publication_date": (GW.publicationDate, date),
    "result_class": (GW.resultClass, text),
    "disclosure": (GW.disclosure, text),
}
_PROPOSAL_VALUES: Final[dict[str, tuple[NamedNode, Callable[[str], Literal]]]] = {
    "body": (GW.addressedBody, text),
    "session": (GW.session, text),
    "proposal_number": (GW.proposalNumber, text),
    "proposal_title": (DCT.title, zh),
}


def write_header(things: Things, letter: Letter, run: NamedNode) -> None:
    """The letter's node and its proposal's. A field that may stand once is written once: the first value wins."""
    node, proposal = things.iris.letter, things.iris.proposal
    things.add(node, GW.sourceFile, text(letter.source))
    things.add(node, PROV_.wasGeneratedBy, run)
    things.add(run, TYPE, GW.Run)
    _write_kind(things, node, letter.value("kind"))
    _write_values(things, node, letter, _LETTER_VALUES)
    _write_agents(things, node, letter)
    if any(letter.value(name) for name in _PROPOSAL_VALUES):
        things.add(node, GW.answers, proposal)
        things.add(proposal, TYPE, _PROPOSAL_CLASSES.get(letter.value("body") or "", GW.Proposal))
        _write_values(things, proposal, letter, _PROPOSAL_VALUES)


def field_subject(things: Things, field: HeaderField) -> NamedNode:
    """What a header field is said of: the proposal or the letter."""
    return things.iris.proposal if field.name in _PROPOSAL_VALUES else things.iris.letter


def _write_kind(things: Things, node: NamedNode, kind: str | None) -> None:
    if not kind:
        things.add(node, TYPE, GW.OfficialText)
        return
    found = things.concept("text-kind", kind)
    things.add(node, GW.textKind, found)
    things.add(node, TYPE, _CLASSES.get(found.value.rpartition("/")[2], GW.OfficialText))


def _write_values(
    things: Things, node: NamedNode, letter: Letter, properties: dict[str, tuple[NamedNode, Callable[[str], Literal]]]
) -> None:
    for name, (predicate, literal) in properties.items():
        if value := letter.value(name):
            things.add(node, predicate, literal(value))


def _write_agents(things: Things, node: NamedNode, letter: Letter) -> None:
    bodies = {form: mention.name for mention in letter.of(OrganizationMention) for form in (mention.mention, mention.name)}
    issuers = letter.values("issuer")
    things.add(node, DCT.creator, *map(things.body, issuers))
    if issuers:  # RDF keeps no order; a reader of the list wants the printed one
        things.add(node, GW.issuerNames, text("、".join(dict.fromkeys(issuers))))
    things.add(node, GW.addressee, *map(things.person, letter.values("addressee")))
    for name in letter.values("copied_to"):
        things.add(node, GW.copiedToName, text(name))
        if name in bodies:
            things.add(node, GW.copiedTo, things.body(bodies[name]))
