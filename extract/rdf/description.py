"""The data set's description as RDF: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) and VoID (https://www.w3.org/TR/void/).

What is counted: the distinct triples of all named graphs but the description's own, that is what the store's default graph held before
the description was added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from extract.rdf.terms import DCT, FOAF, TYPE, Vocabulary, date, integer, text, zh
from ontology import namespaces
from ontology.namespaces import ID_BASE, PREFIXES, id_namespace, iri_segment

DCAT = Vocabulary(str(namespaces.DCAT))
SD = Vocabulary(str(namespaces.SD))
VOID = Vocabulary(str(namespaces.VOID))
_SPDX = "http://spdx.org/rdf/terms#"
SPDX = Vocabulary(_SPDX)
_TURTLE_PREFIXES = ("dcat", "dct", "foaf", "gw", "sd", "void", "xsd")
_N_QUADS = NamedNode("https://www.iana.org/assignments/media-types/application/n-quads")
_CHINESE = NamedNode("http://id.loc.gov/vocabulary/iso639-1/zh")
_ONTOLOGY = NamedNode(str(namespaces.GW).rstrip("#"))
_HEX = NamedNode("http://www.w3.org/2001/XMLSchema#hexBinary")

_TITLE = "政府答复函知识图谱", "Knowledge graph of government reply letters"
_ABOUT = (
    "各封信所述的单位、文件、设施、岗位、数据、项目和承诺，连同来源文件、参考数据、归并和外部链接。"
    "各项计数对象是本说明所在图以外全部具名图的不重复三元组。",
    "What the letters say of bodies, documents, facilities, posts, figures, programmes and promises, with the files they came from, "
    "reference data, merges and links to other data sets. Every count is of the distinct triples of all named graphs but the one that "
    "holds this description; entities are subjects whose IRI starts with void:uriSpace.",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers over the distinct triples. ``classes``: instances by class IRI; ``properties``: triples by property IRI;
    ``linksets``: links by (predicate, what their targets' IRIs start with); ``first``, ``last``: dates of letters, ISO 8601; ``places``:
    of the bodies that issued them; ``example``: IRI of a letter."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: dict[str, int]
    properties: dict[str, int]
    linksets: dict[tuple[str, str], int]
    first: str | None
    last: str | None
    places: tuple[str, ...]
    example: str | None


@dataclass(frozen=True, slots=True)
class Dump:
    """A file of the directory. ``graph``: IRI of the one graph it holds; ``triples``: in that graph; ``size``: bytes."""

    name: str
    graph: str
    triples: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What nothing in the letters tells: ``licence`` (IRI) and ``publisher`` (IRI or name), None when not given; ``version``: digest of
    the data; ``files``: SHA-256 of the letters' files."""

    version: str
    files: tuple[str, ...]
    licence: str | None = None
    publisher: str | None = None


_Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def description_nquads(counts: Counts, dumps: Sequence[Dump], about: About, base: str = ID_BASE) -> bytes:
    """``id:graph/description`` as N-Quads: sorted lines, each once. ``base``: IRI the data's IRIs start with."""
    namespace = id_namespace(base)
    graph = NamedNode(namespace["graph/description"])
    dataset = NamedNode(namespace["dataset/letters"])
    statements = [
        *_dataset(dataset, about, str(namespace)),
        *_coverage(dataset, counts),
        *_counts(dataset, counts, str(namespace)),
        *_partitions(dataset, counts),
        *_linksets(dataset, counts),
        *(statement for dump in dumps for statement in _dump(dataset, dump)),
    ]
    written = BytesIO()
    serialize((Quad(*statement, graph) for statement in statements), written, RdfFormat.N_QUADS)
    return b"".join(sorted(set(written.getvalue().splitlines(keepends=True))))


def description_turtle(nquads: bytes, base: str = ID_BASE) -> bytes:
    """The same graph as Turtle, for people: the data set first, prefixes and triples in a fixed order."""
    dataset = id_namespace(base)["dataset/letters"]

    def order(triple: Triple) -> tuple[bool, str, bool, str, str]:
        subject = str(triple.subject)
        return subject != f"<{dataset}>", subject, triple.predicate != TYPE, str(triple.predicate), str(triple.object)

    triples = sorted({quad.triple for quad in parse(nquads, RdfFormat.N_QUADS)}, key=order)
    prefixes = {prefix: PREFIXES[prefix] for prefix in _TURTLE_PREFIXES} | {"spdx": _SPDX}
    written = BytesIO()
    serialize(triples, written, RdfFormat.TURTLE, prefixes=prefixes)
    lines = written.getvalue().splitlines(keepends=True)  # the serialiser's own order of prefixes differs from run to run
    return b"".join([*sorted(lines[: len(prefixes)]), *lines[len(prefixes) :]])


def _dataset(dataset: NamedNode, about: About, base: str) -> Iterator[_Statement]:
    for kind in (DCAT.Dataset, VOID.Dataset, SD.Dataset):
        yield dataset, TYPE, kind
    yield dataset, DCT.title, zh(_TITLE[0])
    yield dataset, DCT.title, Literal(_TITLE[1], language="en")
    yield dataset, DCT.description, zh(_ABOUT[0])
    yield dataset, DCT.description, Literal(_ABOUT[1], language="en")
    yield dataset, DCT.language, _CHINESE
    yield dataset, DCT.conformsTo, _ONTOLOGY
    yield dataset, DCAT.version, text(about.version)
    if about.licence:
        yield dataset, DCT.license, NamedNode(about.licence)
    if about.publisher:
        is_iri = about.publisher.startswith(("http://", "https://"))
        agent = NamedNode(about.publisher if is_iri else f"{base}publisher/{iri_segment(about.publisher)}")
        yield dataset, DCT.publisher, agent
        yield agent, TYPE, FOAF.Agent
        if not is_iri:
            yield agent, FOAF.name, text(about.publisher)
    for sha256 in about.files:
        yield dataset, DCT.source, NamedNode(f"{base}file/{sha256}")


def _coverage(dataset: NamedNode, counts: Counts) -> Iterator[_Statement]:
    for place in counts.places:
        yield dataset, DCT.spatial, NamedNode(place)
    if counts.first and counts.last:
        period = _under(dataset, "period")
        yield dataset, DCT.temporal, period
        yield period, TYPE, DCT.PeriodOfTime
        yield period, DCAT.startDate, date(counts.first)
        yield period, DCAT.endDate, date(counts.last)


def _counts(dataset: NamedNode, counts: Counts, base: str) -> Iterator[_Statement]:
    yield dataset, VOID.triples, integer(counts.triples)
    yield dataset, VOID.entities, integer(counts.entities)
    yield dataset, VOID.distinctSubjects, integer(counts.subjects)
    yield dataset, VOID.distinctObjects, integer(counts.objects)
    yield dataset, VOID.properties, integer(len(counts.properties))
    yield dataset, VOID.classes, integer(len(counts.classes))
    yield dataset, VOID.uriSpace, text(base)
    if counts.example:
        yield dataset, VOID.exampleResource, NamedNode(counts.example)
    used = [*counts.classes, *counts.properties]
    for namespace in sorted(PREFIXES.values()):
        if any(term.startswith(namespace) for term in used):
            yield dataset, VOID.vocabulary, NamedNode(namespace)


def _partitions(dataset: NamedNode, counts: Counts) -> Iterator[_Statement]:
    for name, entities in counts.classes.items():
        part = _under(dataset, f"class/{_short(name)}")
        yield dataset, VOID.classPartition, part
        yield part, getattr(VOID, "class"), NamedNode(name)
        yield part, VOID.entities, integer(entities)
    for name, triples in counts.properties.items():
        part = _under(dataset, f"property/{_short(name)}")
        yield dataset, VOID.propertyPartition, part
        yield part, VOID.property, NamedNode(name)
        yield part, VOID.triples, integer(triples)


def _linksets(dataset: NamedNode, counts: Counts) -> Iterator[_Statement]:
    for (predicate, space), links in counts.linksets.items():
        part, target = _under(dataset, f"links/{_short(predicate)}/{iri_segment(space)}"), _under(dataset, f"target/{iri_segment(space)}")
        yield dataset, VOID.subset, part
        yield part, TYPE, VOID.Linkset
        yield part, VOID.linkPredicate, NamedNode(predicate)
        yield part, VOID.subjectsTarget, dataset
        yield part, VOID.objectsTarget, target
        yield part, VOID.triples, integer(links)
        yield target, TYPE, VOID.Dataset
        yield target, VOID.uriSpace, text(space)


def _dump(dataset: NamedNode, dump: Dump) -> Iterator[_Statement]:
    """A file, and the graph it holds."""
    node, graph, checksum = _under(dataset, f"file/{_name(dump.name)}"), NamedNode(dump.graph), _under(dataset, f"checksum/{dump.sha256}")
    yield dataset, DCAT.distribution, node
    yield node, TYPE, DCAT.Distribution
    yield node, DCT.title, text(dump.name)
    yield node, DCAT.mediaType, _N_QUADS
    yield node, DCAT.byteSize, integer(dump.size)
    yield node, SPDX.checksum, checksum
    yield checksum, TYPE, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(dump.sha256, datatype=_HEX)
    named = _under(dataset, f"graph/{_name(dump.graph)}")
    yield dataset, SD.namedGraph, named
    yield named, TYPE, SD.NamedGraph
    yield named, SD.name, graph
    yield named, SD.graph, graph
    yield graph, TYPE, SD.Graph
    yield graph, VOID.triples, integer(dump.triples)


def _under(node: NamedNode, path: str) -> NamedNode:
    return NamedNode(f"{node.value}/{path}")


def _name(value: str) -> str:
    return iri_segment(value.rpartition("/")[2])


def _short(iri: str) -> str:
    """A term's prefixed name, as a segment; its IRI where no prefix is known."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return iri_segment(f"{prefix}:{iri.removeprefix(namespace)}")
    return iri_segment(iri)
