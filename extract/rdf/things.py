"""The things a letter's facts speak of: bodies, documents, facilities, places … each described once."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from extract.facts import Cosigning, Date, Definition, DocumentMention, DocumentRef, Grounding, Issuing, Letter, OrganizationMention
from extract.place_identifiers import is_town
from extract.rdf.concepts import concept, find_concept
from extract.rdf.iris import Iris, under
from extract.rdf.scopes import Scopes
from extract.rdf.terms import CPSV, DCT, ELI, FOAF, GW, ORG, RDFS_, SCHEMA, SKOS_, TYPE, Term, text, zh
from extract.resolution.records import BodyRecord, DocumentRecord, Entities, together
from ontology.documents import document_name
from ontology.places import gazetteer

_TOWN_CODE = 9  # digits
_STATE_PREFIX = "中华人民共和国"


@dataclass(slots=True)
class _Citation:
    """What the letter calls one document: its fullest title, its number, its kind."""

    node: NamedNode
    name: str
    title: str | None = None
    number: str | None = None
    kind: str | None = None


class Things:
    """Collects a letter's quads. Every method gives the IRI of what it names and describes it in the letter's graph.

    ``quads`` may hold one quad several times; whoever serialises makes them unique.
    """

    def __init__(self, letter: Letter, iris: Iris) -> None:
        self.iris = iris
        self.quads: list[Quad] = []
        self._described: set[str] = set()
        self.letter = letter
        self._issuers = list(dict.fromkeys(letter.values("issuer")))
        self._year = (letter.value("issue_date") or "")[:4]
        self.scopes = Scopes(letter)
        self._places = {mention.place for mention in letter.of(OrganizationMention) if mention.place}
        self._bodies: dict[str, NamedNode] = {}
        self._named_places: set[tuple[str, str]] = set()
        self._citations: dict[str, _Citation] = {}
        self._numbers: dict[str, set[str]] = {}
        self._collect_documents(letter)

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        """State ``subject predicate object`` for each object."""
        graph = self.iris.graph
        self.quads.extend([Quad(subject, predicate, value, graph) for value in objects])

    def concept(self, scheme: str, name: str) -> NamedNode:
        """A concept of a SKOS scheme, with its Chinese label, so that the letter's graph can be read alone."""
        found = concept(scheme, name)
        if self._new(found.node):
            self.add(found.node, TYPE, SKOS_.Concept)
            self.add(found.node, SKOS_.prefLabel, zh(found.label))
        return found.node

    def body(self, name: str) -> NamedNode:
        node = self._thing(self.iris.thing("body", name, self.scopes.body(name)), name, GW.Body, ORG.FormalOrganization)
        self._bodies[name] = node
        return node

    def place(self, name: str) -> NamedNode:
        scope, last = self.scopes.place(name)
        self._named_places.add((self.scopes.identifier(name), name))
        node = self._thing(self.iris.thing("place", last, scope), name, SCHEMA.AdministrativeArea)
        if is_town(name) and len(last) == _TOWN_CODE and last.isdigit():
            self.add(node, SCHEMA.containedInPlace, self.iris.thing("place", last[:6]))
        return node

    def person(self, name: str) -> NamedNode:
        return self._thing(self.iris.thing("addressee", name), name, FOAF.Agent)

    def post(self, role: str) -> NamedNode:
        return self._thing(self.iris.thing("post", role), role, ORG.Post)

    def facility(self, name: str) -> NamedNode:
        return self._thing(self._placed("facility", name), name, GW.Facility, ORG.Organization)

    def programme(self, name: str) -> NamedNode:
        return self._thing(self._placed("programme", name), name, GW.Programme, CPSV.PublicService)

    def system(self, name: str) -> NamedNode:
        return self._thing(self._placed("system", name), name, GW.ProtectionSystem)

    def mechanism(self, name: str) -> NamedNode:
        return self._thing(self._placed("mechanism", name), name, GW.Mechanism)

    def group(self, name: str) -> NamedNode:
        node = self._thing(self.iris.thing("group", name), name, GW.TargetGroup, SKOS_.Concept)
        self.add(node, SKOS_.prefLabel, zh(name))
        if known := find_concept("target-group", name):
            self.add(node, SKOS_.exactMatch, known.node)
        return node

    def measures(self, kind: str, date: Date | None, what: str, *also: str | None) -> list[NamedNode]:
        """What a number is a value of: the same thing at the same time, as the same issuer says it; one node per issuer.

        The time is the date said, else the year of the letter; without either there is none.
        """
        when = date.value if date else self._year
        issuers = [":".join(filter(None, (self.scopes.body(issuer), issuer))) for issuer in self._issuers] if when else []
        names = [":".join((kind, issuer, when, what, *(part or "" for part in also))) for issuer in issuers]
        return [self._thing(self.iris.thing("measure", name), what, GW.Measure) for name in names]

    def document(self, reference: DocumentRef) -> tuple[NamedNode, NamedNode] | None:
        """The document and this letter's citation of it, None for a reference with neither title nor number."""
        name = self._document_name(reference.title, reference.doc_number)
        return (self._citations[name].node, self.iris.local_thing("citation", name)) if name else None

    def cite(self) -> None:
        """Describe the documents, and what this letter calls each (``gw:Citation``)."""
        for citation in self._citations.values():
            node = citation.node
            local = self.iris.local_thing("citation", citation.name)
            self.add(node, TYPE, GW.NormativeDocument, ELI.LegalResource)
            self.add(local, TYPE, GW.Citation)
            self.add(local, GW.citedIn, self.iris.letter)
            self.add(local, GW.citedDocument, node)
            self.add(local, RDFS_.label, zh(citation.title or citation.number or citation.name))
            if citation.title:
                self.add(node, DCT.title, zh(citation.title))
                self.add(local, GW.citedTitle, zh(citation.title))
            if citation.number:
                self.add(node, ELI.number, text(citation.number))
                self.add(local, GW.citedNumber, text(citation.number))
            if citation.kind:
                kind = self.concept("document-kind", citation.kind)
                self.add(node, GW.documentKind, kind)
                self.add(local, GW.citedKind, kind)

    def entities(self) -> Entities:
        """The bodies and documents that were named, for resolution across letters."""
        mentions: dict[str, list[OrganizationMention]] = {}
        for mention in self.letter.of(OrganizationMention):
            mentions.setdefault(mention.name, []).append(mention)
        bodies: list[BodyRecord] = []
        for name, node in sorted(self._bodies.items()):
            found = mentions.get(name, [])
            place = next((mention.place for mention in found if mention.place), None)
            kind = next((mention.kind for mention in found), None)
            forms = tuple(sorted({mention.mention for mention in found}))
            bodies.append(BodyRecord(self.iris.id_of(node), name, self.scopes.identifier(place) if place else None, kind, forms))
        carried: dict[str, set[str]] = {}
        for fact in self.letter.of(Grounding):
            document, basis = self.document(fact.document), self.document(fact.basis)
            if document and basis and fact.relation == "implements" and not fact.restated:
                carried.setdefault(self.iris.id_of(document[0]), set()).add(self.iris.id_of(basis[0]))
        documents = [
            DocumentRecord(
                identifier := self.iris.id_of(c.node),
                (c.title,) if c.title else (),
                (c.number,) if c.number else (),
                tuple(sorted(carried.get(identifier, ()))),
            )
            for _, c in sorted(self._citations.items())
        ]
        return together([Entities(tuple(bodies), tuple(documents), tuple(sorted(self._named_places)))])

    def part_of(self, node: NamedNode, name: str, kind: NamedNode) -> NamedNode:
        """A typed node under ``node``."""
        part = under(node, name)
        self.add(part, TYPE, kind)
        return part

    def _thing(self, node: NamedNode, name: str, *kinds: NamedNode) -> NamedNode:
        if self._new(node):
            self.add(node, TYPE, *kinds)
            self.add(node, RDFS_.label, zh(name))
        return node

    def _new(self, node: NamedNode) -> bool:
        if node.value in self._described:
            return False
        self._described.add(node.value)
        return True

    def _placed(self, kind: str, name: str) -> NamedNode:
        """Shared by all letters when the name starts with the place it is in, else the letter's own: every letter has a 儿童之家."""
        place = max((place for place in self._places if name.startswith(place) and name != place), key=len, default=None)
        if place is not None:
            return self.iris.thing(kind, name, self.scopes.of_place(place))
        places = gazetteer()
        placed = any(places.resolve(name[:length]) for length in range(2, min(places.longest, len(name) - 1) + 1))
        return self.iris.thing(kind, name) if placed else self.iris.local_thing(kind, name)

    def _collect_documents(self, letter: Letter) -> None:
        named: list[tuple[str | None, str | None, str | None]] = []
        for fact in letter.facts:
            match fact:
                case DocumentMention():
                    named.append((fact.title, fact.doc_number, fact.kind))
                case Issuing():
                    named.append((fact.document.title, fact.document.doc_number, None))
                case Grounding():
                    named.extend((document.title, document.doc_number, None) for document in (fact.document, fact.basis))
                case Cosigning() | Definition():
                    named.extend((document.title, document.doc_number, None) for document in fact.documents)
        for title, number, _ in named:
            if title and number:
                self._numbers.setdefault(_short(title), set()).add(number)
        for title, number, kind in named:
            if not (name := self._document_name(title, number)):
                continue
            citation = self._citations.get(name)
            if not citation:
                citation = self._citations[name] = _Citation(self.iris.thing("document", name), name)
            if title and len(title) > len(citation.title or ""):
                citation.title = title
            citation.number = citation.number or number
            citation.kind = citation.kind or kind

    def _document_name(self, title: str | None, number: str | None) -> str | None:
        """The document's number, also where the letter gives it elsewhere for the same title; else its title without the state's name."""
        if title and not number:
            numbers = self._numbers.get(_short(title), set())
            number = next(iter(numbers)) if len(numbers) == 1 else None
        return document_name(title, number)


def _short(title: str) -> str:
    return title.removeprefix(_STATE_PREFIX) or title
