"""The ontology's checks of itself: every word that is used is declared, every word that is declared is explained and used.

Other rooms are read as text here, never imported.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef

from ontology.namespaces import GW, PREFIXES, SCHEMA

ROOT: Final = Path(__file__).resolve().parent.parent
_TERM_TYPES: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
_LANGUAGES: Final = ("zh", "en")
_OURS: Final = "https://gongwen.example/"

# What a prefixed name cannot be part of: IRIs, strings, comments.
_OPAQUE: Final = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_DECLARATION: Final = re.compile(r"(?im)^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>")
_PREFIXED: Final = re.compile(r"(?<![\w:?$%-])([A-Za-z][\w-]*):([A-Za-z_][\w-]*)?")


def check_ontology(root: Path = ROOT) -> list[str]:
    """All problems, one line each, sorted; empty when sound. ``root``: the project's folder."""
    ontology = Graph().parse(root / "ontology" / "gongwen.ttl")
    schemes = Graph().parse(root / "ontology" / "schemes.ttl")
    problems = [
        *_check_header(ontology),
        *_check_terms(ontology),
        *_check_use(ontology, root),
        *_check_schemes(schemes),
        *(problem for path in _texts(root) for problem in _check_prefixes(path, root)),
    ]
    return sorted(set(problems))


def declared(ontology: Graph) -> dict[str, str]:
    """Local name of every ``gw:`` term that ``ontology`` declares, to its usage (``extracted``, ``reference``, or empty)."""
    terms = {term for kind in _TERM_TYPES for term in ontology.subjects(RDF.type, kind)}
    return {_local(term): str(ontology.value(term, GW.usage) or "") for term in sorted(terms, key=str) if str(term).startswith(str(GW))}


def terms_in_text(path: Path) -> set[str]:
    """Local names of the ``gw:`` terms in a Turtle file or a query."""
    text = _OPAQUE.sub(" ", path.read_text(encoding="utf-8"))
    return {name for prefix, name in _PREFIXED.findall(text) if prefix == "gw" and name}


def terms_in_code(path: Path) -> set[str]:
    """Local names of the terms that a Python module takes from ``GW``: ``GW.term`` and ``GW["term"]``."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        match node:
            case ast.Attribute(value=ast.Name(id="GW"), attr=name):
                names.add(name)
            case ast.Subscript(value=ast.Name(id="GW"), slice=ast.Constant(value=str(name))):
                names.add(name)
    return names


def _check_header(ontology: Graph) -> Iterator[str]:
    headers = list(ontology.subjects(RDF.type, OWL.Ontology))
    if len(headers) != 1:
        yield f"gongwen.ttl: {len(headers)} ontology headers instead of one"
        return
    for name, predicate in (("version", OWL.versionInfo), ("licence", URIRef("http://purl.org/dc/terms/license"))):
        if ontology.value(headers[0], predicate) is None:
            yield f"gongwen.ttl: the header has no {name}"
    yield from _check_languages(ontology, headers[0], URIRef("http://purl.org/dc/terms/title"), "title")


def _check_terms(ontology: Graph) -> Iterator[str]:
    for name, usage in declared(ontology).items():
        term = GW[name]
        yield from _check_languages(ontology, term, RDFS.label, "label")
        yield from _check_languages(ontology, term, RDFS.comment, "comment")
        if usage not in ("extracted", "reference"):
            yield f"gw:{name}: gw:usage is neither extracted nor reference"
        if (term, RDF.type, OWL.ObjectProperty) in ontology or (term, RDF.type, OWL.DatatypeProperty) in ontology:
            for side, predicates in (
                ("domain", (RDFS.domain, SCHEMA.domainIncludes)),
                ("range", (RDFS.range, SCHEMA.rangeIncludes)),
            ):
                if not any((term, predicate, None) in ontology for predicate in predicates):
                    yield f"gw:{name}: no {side}"


def _check_use(ontology: Graph, root: Path) -> Iterator[str]:
    known = declared(ontology)
    for path in _texts(root):
        yield from (f"{path.relative_to(root)}: gw:{name} is not declared" for name in terms_in_text(path) - set(known))
    for path in _modules(root):
        yield from (f"{path.relative_to(root)}: GW.{name} is not declared" for name in terms_in_code(path) - set(known))
    emitted = {name for path in (root / "extract" / "rdf").glob("*.py") for name in terms_in_code(path)}
    for name, usage in known.items():
        if usage == "extracted" and name not in emitted:
            yield f"gw:{name}: marked extracted, but extract/rdf/ does not write it"
        if usage == "reference" and name in emitted:
            yield f"gw:{name}: marked reference, but extract/rdf/ writes it"


def _check_schemes(schemes: Graph) -> Iterator[str]:
    for scheme in _sorted(schemes.subjects(RDF.type, SKOS.ConceptScheme)):
        yield from _check_languages(schemes, scheme, SKOS.prefLabel, "prefLabel")
        members = _sorted(schemes.subjects(SKOS.inScheme, scheme))
        if not members:
            yield f"{_name(scheme)}: no concepts"
        for property_ in (SKOS.notation, SKOS.prefLabel):
            values = Counter(value for member in members for value in schemes.objects(member, property_))
            yield from (f"{_name(scheme)}: {value.n3()} stands for {count} concepts" for value, count in values.items() if count > 1)
        if not any(schemes.objects(scheme, SKOS.hasTopConcept)):
            yield f"{_name(scheme)}: no top concept"
        for top in schemes.objects(scheme, SKOS.hasTopConcept):
            if (top, SKOS.topConceptOf, scheme) not in schemes:
                yield f"{_name(top)}: top concept of {_name(scheme)}, but does not say so"
    for member in _sorted(schemes.subjects(RDF.type, SKOS.Concept)):
        yield from _check_concept(schemes, member)


def _check_concept(schemes: Graph, member: Node) -> Iterator[str]:
    yield from _check_languages(schemes, member, SKOS.prefLabel, "prefLabel")
    if (member, SKOS.definition, None) in schemes:
        yield from _check_languages(schemes, member, SKOS.definition, "definition")
    homes = list(schemes.objects(member, SKOS.inScheme))
    notations = [str(value) for value in schemes.objects(member, SKOS.notation)]
    if len(homes) != 1 or (homes[0], RDF.type, SKOS.ConceptScheme) not in schemes:
        yield f"{_name(member)}: not in exactly one declared scheme"
    elif notations != [str(member).removeprefix(f"{homes[0]}/")]:
        yield f"{_name(member)}: its IRI is not its scheme's IRI, a slash and its one notation"
    if not any(schemes.objects(member, SKOS.topConceptOf)) and not any(schemes.objects(member, SKOS.broader)):
        yield f"{_name(member)}: neither a top concept nor under a broader one"


def _check_languages(graph: Graph, subject: Node, predicate: URIRef, what: str) -> Iterator[str]:
    tags = Counter(value.language for value in graph.objects(subject, predicate) if isinstance(value, Literal) and value.strip())
    for language in _LANGUAGES:
        if tags[language] != 1:
            yield f"{_name(subject)}: {tags[language]} {what}s in {language} instead of one"


def _check_prefixes(path: Path, root: Path) -> Iterator[str]:
    """Undeclared, unused, and differing from ``PREFIXES``. A query or file that uses a prefix it does not declare parses nowhere else."""
    text = path.read_text(encoding="utf-8")
    bindings = dict(_DECLARATION.findall(text))
    used = {prefix for prefix, _ in _PREFIXED.findall(_DECLARATION.sub(" ", _OPAQUE.sub(" ", _DECLARATION.sub(" ", text))))}
    where = path.relative_to(root)
    yield from (f"{where}: prefix {prefix}: is not declared" for prefix in used - set(bindings))
    yield from (f"{where}: prefix {prefix}: is declared and not used" for prefix in set(bindings) - used)
    for prefix, namespace in bindings.items():
        if prefix in PREFIXES and PREFIXES[prefix] != namespace:
            yield f"{where}: prefix {prefix}: is <{namespace}> here, <{PREFIXES[prefix]}> elsewhere"


def _texts(root: Path) -> list[Path]:
    patterns = ("ontology/*.ttl", "shapes/*.ttl", "shapes/examples/**/*.ttl", "shapes/rules/*.rq", "queries/**/*.rq")
    return sorted(path for pattern in patterns for path in root.glob(pattern))


def _modules(root: Path) -> list[Path]:
    rooms = ("ontology", "extract", "shapes", "queries", "server")
    return sorted([*root.glob("gongwen.py"), *(path for room in rooms for path in root.glob(f"{room}/**/*.py"))])


def _sorted(nodes: Iterable[Node]) -> list[Node]:
    return sorted(set(nodes), key=str)


def _local(term: Node) -> str:
    return str(term).removeprefix(str(GW))


def _name(node: Node) -> str:
    """A node as people write it: ``gw:term`` for ours, else what follows our host."""
    return f"gw:{_local(node)}" if str(node).startswith(str(GW)) else str(node).removeprefix(_OURS)
