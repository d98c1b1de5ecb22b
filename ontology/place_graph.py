"""Places as RDF: the valid divisions of county level and up, zones, and former divisions, for the reference graph.

id:place/110118 a schema:AdministrativeArea ; rdfs:label "密云区"@zh ; skos:notation "110118"^^gw:GBT2260 ;
    gw:placeLevel gwk:place-level/county ; schema:containedInPlace id:place/110000 ; gw:firstListed "2015"^^xsd:gYear ;
    gw:formerName "密云县"@zh ; gw:formerCode "110228"^^gw:GBT2260 .
id:place/110228/密云县 a gw:FormerPlace ; rdfs:label "密云县"@zh ; skos:notation "110228"^^gw:GBT2260 ;
    gw:lastListed "2014"^^xsd:gYear ; dct:isReplacedBy id:place/110118 .
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD

from ontology.former_places import FormerPlace, former_places
from ontology.namespaces import GW, ID_BASE, SCHEMA, concept, id_namespace, iri_segment
from ontology.place_links import place_links
from ontology.places import gazetteer

FROM: Final = "2000"
"""The first list of codes whose changes the graph tells."""

_TYPE: Final = NamedNode(str(RDF.type))
_LABEL: Final = NamedNode(str(RDFS.label))
_NOTATION: Final = NamedNode(str(SKOS.notation))
_WITHIN: Final = NamedNode(str(SCHEMA.containedInPlace))
_AREA: Final = NamedNode(str(SCHEMA.AdministrativeArea))
_REPLACED: Final = NamedNode(str(DCTERMS.isReplacedBy))
_FORMER: Final = NamedNode(str(GW.FormerPlace))
_LEVEL: Final = NamedNode(str(GW.placeLevel))
_FIRST: Final = NamedNode(str(GW.firstListed))
_LAST: Final = NamedNode(str(GW.lastListed))
_FORMER_NAME: Final = NamedNode(str(GW.formerName))
_FORMER_CODE: Final = NamedNode(str(GW.formerCode))
_GBT2260: Final = NamedNode(str(GW.GBT2260))
_STATISTICAL: Final = NamedNode(str(GW.StatisticalCode))
_ISO31662: Final = NamedNode(str(GW.ISO31662))
_LEVELS: Final = {level: NamedNode(str(concept("place-level", level))) for level in ("province", "city", "county", "town", "zone")}
_DATES: Final = {4: NamedNode(str(XSD.gYear)), 7: NamedNode(str(XSD.gYearMonth)), 10: NamedNode(str(XSD.date))}


def place_iri(code: str, base: str = ID_BASE) -> str:
    """The IRI of a valid division, zone or town: ``id:place/CODE``."""
    return f"{id_namespace(base)}place/{code}"


def former_iri(place: FormerPlace, base: str = ID_BASE) -> str:
    """The IRI of a former division: codes are used again, so the name is part of it."""
    return f"{id_namespace(base)}former-place/{place.code}/{iri_segment(place.name)}"


def place_quads(graph: NamedNode, base: str = ID_BASE) -> Iterator[Quad]:
    """The places, in ``graph``. ``base``: IRI the data's IRIs start with.

    Of the past it tells what letters on the web can speak of: changes since ``FROM``. The files hold all since 1980.
    A former division that only changed its code is told by the code alone (``gw:formerCode``); one whose name is no longer that of the
    division of today has a node too. One that was listed more than once under the same code and name is one node.
    """
    nodes = {code: NamedNode(place_iri(code, base)) for code in gazetteer().by_code}
    for place in gazetteer().by_code.values():
        node = nodes[place.code]
        yield Quad(node, _TYPE, _AREA, graph)
        yield Quad(node, _LABEL, Literal(place.name, language="zh"), graph)
        yield Quad(node, _NOTATION, Literal(place.code, datatype=_STATISTICAL if place.level == "zone" else _GBT2260), graph)
        yield Quad(node, _LEVEL, _LEVELS[place.level], graph)
        if place.parent:
            yield Quad(node, _WITHIN, nodes[place.parent], graph)
        if place.since >= FROM:
            yield Quad(node, _FIRST, _date(place.since), graph)
    for link in place_links():
        if link.scheme == "iso3166-2":
            yield Quad(nodes[link.code], _NOTATION, Literal(link.identifier, datatype=_ISO31662), graph)
    told: set[str] = set()
    for former in former_places():
        if former.until < FROM:
            continue
        now = gazetteer().by_code.get(former.present)
        if now and former.code != now.code:
            yield Quad(nodes[now.code], _FORMER_CODE, Literal(former.code, datatype=_GBT2260), graph)
        if now and former.name == now.name:
            continue
        if now:
            yield Quad(nodes[now.code], _FORMER_NAME, Literal(former.name, language="zh"), graph)
        iri = former_iri(former, base)
        if iri not in told:  # the latest comes first
            told.add(iri)
            node = NamedNode(iri)
            yield Quad(node, _TYPE, _FORMER, graph)
            yield Quad(node, _LABEL, Literal(former.name, language="zh"), graph)
            yield Quad(node, _NOTATION, Literal(former.code, datatype=_GBT2260), graph)
            yield Quad(node, _LAST, _date(former.until), graph)
            if now:
                yield Quad(node, _REPLACED, nodes[now.code], graph)


def _date(text: str) -> Literal:
    return Literal(text, datatype=_DATES[len(text)])
