"""A small graph in the form that builds write: places with codes, bodies with places, documents with numbers."""

from __future__ import annotations

import pyoxigraph as ox

from ontology.namespaces import ID_BASE, PREFIXES

_PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + f"@prefix id: <{ID_BASE}> .\n"
BEIJING, CHANGCHUN, PANLONG = "110105", "220104", "530103"
"""朝阳区 is in Beijing and in Changchun, 盘龙区 in Kunming alone."""

TURTLE = (
    _PREFIXES
    + """
<https://gongwen.example/id/place/110105> a schema:AdministrativeArea ; rdfs:label "朝阳区"@zh ; skos:notation "110105"^^gw:GBT2260 ;
    schema:containedInPlace <https://gongwen.example/id/place/110000> .
<https://gongwen.example/id/place/110000> a schema:AdministrativeArea ; rdfs:label "北京市"@zh ; skos:notation "110000"^^gw:GBT2260 .
<https://gongwen.example/id/place/530103> a schema:AdministrativeArea ; rdfs:label "盘龙区"@zh .
<https://gongwen.example/id/place/禾丰区> a schema:AdministrativeArea ; rdfs:label "禾丰区"@zh .

<https://gongwen.example/id/body/110105/朝阳区人民法院> a gw:Body ; rdfs:label "朝阳区人民法院"@zh ;
    gw:place <https://gongwen.example/id/place/110105> .
<https://gongwen.example/id/body/盘龙区人民法院> a gw:Body ; rdfs:label "盘龙区人民法院"@zh ;
    gw:place <https://gongwen.example/id/place/530103> .
<https://gongwen.example/id/body/昆明市盘龙区法院> a gw:Body ; rdfs:label "昆明市盘龙区法院"@zh ;
    gw:place <https://gongwen.example/id/place/530103> ;
    gw:canonical <https://gongwen.example/id/body/盘龙区人民法院> .
<https://gongwen.example/id/body/盘龙区人民法院> gw:canonical <https://gongwen.example/id/body/盘龙区人民法院> ;
    skos:prefLabel "盘龙区人民法院"@zh ; skos:altLabel "区法院"@zh , "盘龙区法院"@zh .
<https://gongwen.example/id/body/禾丰区民政局> a gw:Body ; rdfs:label "禾丰区民政局"@zh ;
    gw:place <https://gongwen.example/id/place/禾丰区> .
<https://gongwen.example/id/body/教育部> a gw:Body ; rdfs:label "教育部"@zh .
<https://gongwen.example/id/body/0123456789abcdef/民政局> a gw:Body ; rdfs:label "民政局"@zh .
<https://gongwen.example/id/fact/1> gw:refersTo <https://gongwen.example/id/body/禾丰区民政局> ; gw:printedForm "区民政局" .

<https://gongwen.example/id/document/教发〔2021〕3号> a gw:NormativeDocument ;
    dct:title "关于走访的通知"@zh ; eli:number "教发〔2021〕3号" .
<https://gongwen.example/id/document/家庭教育促进法> a gw:NormativeDocument ; dct:title "中华人民共和国家庭教育促进法"@zh .
<https://gongwen.example/id/citation/1> gw:citedDocument <https://gongwen.example/id/document/教发〔2021〕3号> ;
    gw:citedTitle "走访通知"@zh .
"""
)


def store() -> ox.Store:
    """The graph as a store, all in the default graph."""
    filled = ox.Store()
    filled.load(TURTLE.encode(), ox.RdfFormat.TURTLE)
    return filled
