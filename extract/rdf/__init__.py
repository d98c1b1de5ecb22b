"""A letter's facts as RDF: one named graph, the same bytes every time (docs/model.md says what stands where).

The quads are made of pyoxigraph's terms and serialised by it: rdflib's ``Literal`` and ``Graph.add`` alone cost more than the whole
extraction of a letter should. ``letter_graph`` gives the same graph to those who model, validate or print with rdflib.
"""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode
from rdflib import Graph, URIRef

from extract.facts import Evidence, Letter
from extract.proposers import without_proposers
from extract.rdf.header import field_subject, write_header
from extract.rdf.iris import Iris, under
from extract.rdf.nquads import sorted_nquads
from extract.rdf.statements import describe, kind_of
from extract.rdf.terms import DCT, GW, OA, PROV_, TRUE, TYPE, VALUE, integer, text, to_rdflib
from extract.rdf.things import Things
from extract.reading.record import Origin
from extract.resolution.records import Entities
from ontology.namespaces import ID_BASE, bind_prefixes

_PDF_FRAGMENTS = NamedNode("http://tools.ietf.org/rfc/rfc3778")
"""The specification of ``page=3``, as the Web Annotation data model (section 4.2.1) names it; RFC 8118 replaces it."""


def letter_nquads(letter: Letter, *, version: str, base: str = ID_BASE, keep_proposers: bool = True) -> bytes:
    """The letter's graph ``id:graph/KEY`` as N-Quads (RDF 1.1): sorted lines, each once, in UTF-8.

    ``version``: names the run (version of the extractor and its rules); ``base``: IRI the data's IRIs start with, ``SettingError`` when
    it is none; ``keep_proposers=False`` leaves out the people the letter is addressed to.
    """
    return written_letter(letter, version=version, base=base, keep_proposers=keep_proposers).nquads


class Written(NamedTuple):
    """A letter's graph as ``letter_nquads`` gives it, and the bodies and documents it names."""

    nquads: bytes
    entities: Entities


def written_letter(letter: Letter, *, version: str, base: str = ID_BASE, keep_proposers: bool = True) -> Written:
    """The graph and its entities. Arguments as for ``letter_nquads``."""
    things = _things(letter, version, base, keep_proposers)
    return Written(sorted_nquads(things.quads), things.entities())


def letter_graph(letter: Letter, *, version: str, base: str = ID_BASE, keep_proposers: bool = True) -> Graph:
    """The same graph for rdflib, prefixes bound; its identifier is ``id:graph/KEY``. Arguments as for ``letter_nquads``."""
    graph = bind_prefixes(Graph(identifier=URIRef(Iris(letter.key, base).graph.value)), base)
    for quad in _things(letter, version, base, keep_proposers).quads:
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def _things(letter: Letter, version: str, base: str, keep_proposers: bool) -> Things:
    if not keep_proposers:
        letter = without_proposers(letter)
    iris = Iris(letter.key, base)
    things = Things(letter, iris)
    run = iris.run(version)
    write_header(things, letter, run)
    for field in letter.fields:
        _, annotation = iris.fact(f"field-{field.name}", field.evidence.start, field.evidence.end)
        _annotate(things, annotation, field_subject(things, field), field.evidence, run)
        things.add(annotation, GW.annotatedField, text(field.name))
    for fact in letter.facts:
        kind, fact_class = kind_of(fact)
        node, annotation = iris.fact(kind, fact.evidence.start, fact.evidence.end)
        things.add(node, TYPE, fact_class)
        things.add(node, GW.statedIn, iris.letter)
        if fact.restated:
            things.add(node, GW.restated, TRUE)
        things.add(node, GW.evidence, annotation)
        _annotate(things, annotation, node, fact.evidence, run)
        describe(things, node, fact)
    things.cite()
    return things


def _annotate(things: Things, annotation: NamedNode, body: NamedNode, evidence: Evidence, run: NamedNode) -> None:
    """Web Annotation: the words of the letter (target) that say so (body). Offsets are code points, ends exclusive."""
    add = things.add
    target, position, quote = under(annotation, "target"), under(annotation, "position"), under(annotation, "quote")
    add(annotation, TYPE, OA.Annotation)
    add(annotation, OA.hasBody, body)
    add(annotation, OA.hasTarget, target)
    add(annotation, GW.rule, text(evidence.rule))
    add(annotation, PROV_.wasGeneratedBy, run)
    add(target, TYPE, OA.SpecificResource)
    add(target, OA.hasSource, things.iris.letter)
    add(target, OA.hasSelector, position, quote)
    add(position, TYPE, OA.TextPositionSelector)
    add(position, OA.start, integer(evidence.start))
    add(position, OA.end, integer(evidence.end))
    add(quote, TYPE, OA.TextQuoteSelector)
    add(quote, OA.exact, text(evidence.quote))
    if things.letter.recognised:
        add(annotation, GW.recognised, TRUE)
    if (origin := things.letter.origin(evidence.focus_start)) is not None:
        _locate(things, annotation, target, origin)
    if (evidence.focus_start, evidence.focus_end) != (evidence.start, evidence.end):
        focus = under(annotation, "focus")
        add(position, OA.refinedBy, focus)
        add(focus, TYPE, OA.TextPositionSelector)
        add(focus, OA.start, integer(evidence.focus_start - evidence.start))
        add(focus, OA.end, integer(evidence.focus_end - evidence.start))


def _locate(things: Things, annotation: NamedNode, target: NamedNode, origin: Origin) -> None:
    """Where in the file the words stand: the page (Web Annotation's fragment selector, RFC 8118) or the element (its CSS selector)."""
    if origin.page is not None:
        page = under(annotation, "page")
        things.add(annotation, GW.page, integer(origin.page))
        things.add(target, OA.hasSelector, page)
        things.add(page, TYPE, OA.FragmentSelector)
        things.add(page, DCT.conformsTo, _PDF_FRAGMENTS)
        things.add(page, VALUE, text(f"page={origin.page}"))
    if origin.selector is not None:
        element = under(annotation, "element")
        things.add(target, OA.hasSelector, element)
        things.add(element, TYPE, OA.CssSelector)
        things.add(element, VALUE, text(origin.selector))
