"""Linking a graph directory to another data set, and taking such links away: under the directory's lock, committed like a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from extract.archive.directory import Files
from extract.archive.link_sets import replaced, write_set
from extract.archive.manifest import Json, require, sha256
from extract.archive.publish import Rooms, opened, publish
from extract.links.former import former_places
from extract.links.matching import Matcher, Outcome, Status
from extract.links.records import DEFAULT_PROPERTIES, RDF_FORMATS, Columns, Record, graph_records, property_iri, table_records
from extract.links.report import counts
from extract.links.things import Kind, Things, read_things
from extract.rdf.links import Link
from extract.reading.files import load as load_file
from extract.reading.limits import DEFAULTS, Limits
from ontology.errors import InputError, SettingError
from ontology.namespaces import PREFIXES

PREDICATES = {"same": PREFIXES["owl"] + "sameAs", "exact": PREFIXES["skos"] + "exactMatch", "close": PREFIXES["skos"] + "closeMatch"}
_DEFAULTS = {"code": "same", "name": "exact"}
"""A code names one thing by the standard that gives it, so two that bear it are one thing. A name is evidence: the two are used for
the same, but what else is said of one need not hold of the other."""


class LinkError(InputError):
    """Links that cannot be made or taken away."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to link. ``on``: code or name; ``columns``: of a table; ``properties``, ``places``: of an RDF file, IRIs or prefixed names;
    ``relation``: same, exact, close, or None for the default of ``on``; ``source``: whose data it is, None for the file's name."""

    file: Path
    kind: Kind
    on: str
    columns: Columns | None = None
    properties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    relation: str | None = None
    source: str | None = None
    limits: Limits = DEFAULTS


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of the records, and the labels of the graph's things by IRI."""

    outcomes: Sequence[Outcome]
    things: Things


def link(out: Path, request: Request, rooms: Rooms, *, write: bool = True) -> Linked:
    """Match a file's records with the graph in ``out``; ``write`` the links of those that one thing alone fits, in place of those that
    were made of a file of this name and class before.

    InputError: the file cannot be read; SettingError: the request does not fit it; GongwenError: ``out`` holds no graph or is held.
    """
    if request.kind is Kind.BODY and request.on == "code":
        raise SettingError("bodies bear no code in this graph: link them with --on name")
    data = load_file(request.file, request.limits)
    records = _records(request, data)
    if not write:
        return _matched(request, records, out, require(out))
    with opened(out, rooms) as manifest:
        linked = _matched(request, records, out, manifest)
        links = [_link(outcome, request, sha256(data)) for outcome in linked.outcomes if outcome.status is Status.MATCHED]
        about = {
            "file": request.file.name,
            "sha256": sha256(data),
            "class": request.kind.name.lower(),
            "method": request.on,
            "predicate": _predicate(request),
            "source": request.source or request.file.name,
            "counts": counts(linked.outcomes),
        }
        _commit(out, rooms, manifest, replaced(manifest["links"], write_set(out, links, about)))
        return linked


def unlink(out: Path, file: str, rooms: Rooms) -> int:
    """Take away the links that were made of a file; how many sets there were. LinkError when there is none."""
    with opened(out, rooms) as manifest:
        kept = [entry for entry in manifest["links"] if entry["file"] != Path(file).name]
        if len(kept) == len(manifest["links"]):
            known = ", ".join(sorted({entry["file"] for entry in kept})) or "none"
            raise LinkError(f"no links of {Path(file).name} in {out}", f"there are links of: {known}")
        _commit(out, rooms, manifest, kept)
        return len(manifest["links"]) - len(kept)


def link_sets(out: Path) -> list[Json]:
    """The link sets of a graph directory as the manifest tells them, with ``loaded``: whether all, or how many subjects are gone."""
    manifest = require(out)
    gone = manifest["graph"].get("subjects_gone", {})
    return [{**entry, "subjects_gone": gone.get(entry["name"], [])} for entry in manifest.get("links", [])]


def _commit(out: Path, rooms: Rooms, manifest: Json, sets: list[Json]) -> None:
    if sets == manifest["links"] and Files(out).graph_whole(manifest["graph"]):
        return
    fresh = {name: value for name, value in manifest.items() if name != "graph"} | {"links": sets}
    publish(out, rooms, fresh, manifest)


def _records(request: Request, data: bytes) -> list[Record]:
    suffix = request.file.suffix.lower()
    try:
        if suffix in RDF_FORMATS:
            properties = [property_iri(name) for name in request.properties] or DEFAULT_PROPERTIES[request.on]
            return graph_records(data, properties, [property_iri(name) for name in request.places], request.file)
        if suffix not in (".csv", ".tsv", ".txt"):
            raise InputError("neither a table nor RDF by its name", "give a .csv, .tsv, .nt or .ttl file", request.file)
        if request.columns is None:
            raise SettingError(f"{request.file}: name the column with the {request.on} by --column")
        return table_records(data, request.columns, request.file)
    except InputError as error:
        raise (error if error.where else error.at(request.file)) from None


def _matched(request: Request, records: Sequence[Record], out: Path, manifest: Json) -> Linked:
    store = ox.Store.read_only(str(out / manifest["graph"]["store"]))
    things = read_things(store, request.kind, str(manifest["versions"]["id_base"]))
    matcher = Matcher(things, request.on, former_places())
    one_to_one = _predicate(request) != PREDICATES["close"]
    return Linked(matcher.match(records, one_to_one=one_to_one), things)


def _predicate(request: Request) -> str:
    return PREDICATES[request.relation or _DEFAULTS[request.on]]


def _link(outcome: Outcome, request: Request, digest: str) -> Link:
    source = request.source or request.file.name
    return Link(outcome.subject, _predicate(request), outcome.record.target, request.on, source, file=request.file.name, sha256=digest)
