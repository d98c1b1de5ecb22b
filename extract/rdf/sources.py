"""The graph of the files that the letters came from ("Files" of docs/model.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from extract.rdf.nquads import sorted_nquads
from extract.rdf.terms import DCT, GW, SCHEMA, TRUE, TYPE, integer, text
from ontology.namespaces import ID_BASE, id_namespace

Json = dict[str, Any]
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def sources_nquads(inputs: list[Json], letters: Json, base: str = ID_BASE) -> bytes:
    """``id:graph/sources`` as N-Quads, sorted lines: each file with its hash, size, kind and reader, the letter it is a source of, and
    what it says otherwise than the version that stands for the letter. ``inputs``, ``letters``: the manifest's."""
    namespace = id_namespace(base)
    graph = NamedNode(namespace["graph/sources"])
    quads = [Quad(*triple, graph) for triple in _triples(inputs, letters, str(namespace))]
    return sorted_nquads(quads)


def _triples(inputs: list[Json], letters: Json, base: str) -> Iterator[Triple]:
    for entry in inputs:
        file, letter = NamedNode(f"{base}file/{entry['sha256']}"), letters[entry["letter"]]
        node = NamedNode(f"{base}letter/{letter.get('same_as') or entry['letter']}")
        yield node, DCT.source, file
        yield file, TYPE, GW.SourceFile
        yield file, TYPE, SCHEMA.MediaObject
        yield file, GW.fileName, text(entry["file"])
        if entry.get("place"):
            yield file, GW.filePlace, text(entry["place"])
        yield file, SCHEMA.sha256, text(entry["sha256"])
        yield file, SCHEMA.encodingFormat, text(entry["media_type"])
        yield file, GW.byteSize, integer(entry["size"])
        yield file, GW.readBy, text(entry["reader"])
        yield file, GW.textFile, text(f"letters/{letter['name']}.txt")
        if entry["encoding"]:
            yield file, GW.characterEncoding, text(entry["encoding"])
        if entry["recognised"]:
            yield file, GW.recognised, TRUE
        for link in entry["links"]:
            yield file, GW.attachedFile, text(link)
        for note in entry["notes"]:
            yield file, GW.readingNote, text(note)
        for difference in letter.get("differences", []):
            yield from _difference(difference, node, file, base)


def _difference(difference: Json, letter: NamedNode, file: NamedNode, base: str) -> Iterator[Triple]:
    name = hashlib.sha256(json.dumps([letter.value, file.value, difference], sort_keys=True).encode()).hexdigest()[:16]
    node = NamedNode(f"{base}difference/{name}")
    yield node, TYPE, GW.Difference
    yield node, GW.inLetter, letter
    yield node, GW.inFile, file
    yield node, GW.comparedField, text(difference["field"])
    if difference["here"] is not None:
        yield node, GW.valueHere, text(difference["here"])
    if difference["there"] is not None:
        yield node, GW.valueThere, text(difference["there"])
