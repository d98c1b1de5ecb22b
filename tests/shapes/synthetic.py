"""Letters made up for size: the graph of one letter as docs/model.md draws it, sound in every respect."""

from __future__ import annotations

from decimal import Decimal

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, XSD

from ontology.namespaces import CV, GW, OA, ORG, SCHEMA, concept, id_namespace

ID = id_namespace()
RUN = ID["run/1"]


def letter_graph(number: int, facts: int = 75) -> Graph:
    """The graph of letter ``number`` with ``facts`` statements of five kinds; 75 make about 2,000 triples."""
    graph = Graph()
    key = f"{number:016x}"
    letter = ID[f"letter/{key}"]
    for predicate, value in (
        (RDF.type, GW.ReplyLetter),
        (GW.sourceFile, Literal(f"{number}.txt")),
        (GW.textKind, concept("text-kind", "reply-letter")),
        (DCTERMS.title, Literal(f"关于第{number}号提案的答复", lang="zh")),
        (GW.documentNumber, Literal(f"河民函〔2021〕{number + 1}号")),
        (DCTERMS.creator, _body(graph, 0)),
        (DCTERMS.issued, Literal("2021-03-02", datatype=XSD.date)),
        (GW.answers, ID[f"proposal/{key}"]),
        (GW.resultClass, Literal("A")),
        (PROV.wasGeneratedBy, RUN),
    ):
        graph.add((letter, predicate, value))
    graph.add((ID[f"proposal/{key}"], RDF.type, GW.CppccProposal))
    graph.add((ID[f"proposal/{key}"], GW.proposalNumber, Literal(str(number))))
    graph.add((ID[f"proposal/{key}"], DCTERMS.title, Literal(f"第{number}号提案", lang="zh")))
    for i in range(facts):
        _fact(graph, letter, key, i)
    return graph


def _fact(graph: Graph, letter: URIRef, key: str, i: int) -> None:
    fact = ID[f"fact/{key}/{i}"]
    start, quote = 100 * i, f"我区现有公交站{i}个，公交线路{i}条。"
    graph.add((fact, GW.statedIn, letter))
    if i % 3 == 0:
        graph.add((fact, RDF.type, GW.Statistic))
        graph.add((fact, GW.what, Literal("公交站", lang="zh")))
        graph.add((fact, GW.value, Literal(Decimal(i))))
        graph.add((fact, GW.unit, Literal("个")))
    elif i % 3 == 1:
        graph.add((fact, RDF.type, GW.OrganizationMention))
        graph.add((fact, GW.refersTo, _body(graph, i % 20)))
        graph.add((fact, GW.printedForm, Literal(f"区{i}局")))
    else:
        graph.add((fact, RDF.type, GW.Cosigning))
        graph.add((fact, GW.document, _document(graph, i)))
        graph.add((fact, GW.namedCount, Literal(2)))
        graph.add((fact, GW.statedCount, Literal(2)))
        for n in range(2):
            part = ID[f"fact/{key}/{i}/part-{n}"]
            graph.add((fact, GW.participation, part))
            graph.add((part, RDF.type, CV.Participation))
            graph.add((part, CV.role, concept("role", "cosigner" if n else "lead")))
            graph.add((part, GW.participant, _body(graph, i % 18 + n)))
            graph.add((part, GW.printedForm, Literal(f"区{n}局")))
    annotation = ID[f"annotation/{key}/{i}"]
    target, position, exact = annotation + "/target", annotation + "/position", annotation + "/quote"
    graph.add((fact, GW.evidence, annotation))
    graph.add((annotation, RDF.type, OA.Annotation))
    graph.add((annotation, OA.hasBody, fact))
    graph.add((annotation, GW.rule, Literal("synthetic")))
    graph.add((annotation, PROV.wasGeneratedBy, RUN))
    graph.add((annotation, OA.hasTarget, target))
    graph.add((target, RDF.type, OA.SpecificResource))
    graph.add((target, OA.hasSource, letter))
    graph.add((target, OA.hasSelector, position))
    graph.add((target, OA.hasSelector, exact))
    graph.add((position, RDF.type, OA.TextPositionSelector))
    graph.add((position, OA.start, Literal(start)))
    graph.add((position, OA.end, Literal(start + len(quote))))
    graph.add((exact, RDF.type, OA.TextQuoteSelector))
    graph.add((exact, OA.exact, Literal(quote)))


def _body(graph: Graph, i: int) -> URIRef:
    body = ID[f"body/河口区第{i}局"]
    graph.add((body, RDF.type, GW.Body))
    graph.add((body, RDF.type, ORG.FormalOrganization))
    graph.add((body, RDFS.label, Literal(f"河口区第{i}局", lang="zh")))
    graph.add((body, GW.agencyKind, concept("agency-kind", "department")))
    graph.add((body, GW.place, ID["place/河口区"]))
    graph.add((ID["place/河口区"], RDF.type, SCHEMA.AdministrativeArea))
    graph.add((ID["place/河口区"], RDFS.label, Literal("河口区", lang="zh")))
    return body


def _document(graph: Graph, i: int) -> URIRef:
    document = ID[f"document/河口区第{i}号办法"]
    graph.add((document, RDF.type, GW.NormativeDocument))
    graph.add((document, DCTERMS.title, Literal(f"河口区第{i}号办法", lang="zh")))
    graph.add((document, GW.documentKind, concept("document-kind", "rules")))
    return document
