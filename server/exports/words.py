"""What classes, properties and concepts are called, in Chinese and English."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from rdflib.namespace import DCTERMS

from ontology.namespaces import CV, ELI, FOAF, ORG, PREFIXES, SCHEMA
from ontology.vocabulary import label

_OTHERS: Final = {
    f"{SCHEMA}AdministrativeArea": ("行政区划", "administrative area"),
    f"{SCHEMA}containedInPlace": ("属于", "contained in place"),
    f"{ORG}Post": ("岗位", "post"),
    f"{FOAF}Agent": ("主送对象", "addressee"),
    f"{CV}role": ("角色", "role"),
    f"{ELI}passed_by": ("制定机关", "passed by"),
    f"{ELI}countersigned_by": ("会签机关", "countersigned by"),
    f"{ELI}implements": ("贯彻落实", "implements"),
    f"{ELI}based_on": ("依据", "based on"),
    f"{DCTERMS}creator": ("发文机关", "creator"),
}
"""Labels of terms of other vocabularies, as exports show them; our own terms and concepts have theirs in ``ontology/``."""


class Words(NamedTuple):
    """A label in both languages."""

    zh: str
    en: str


@cache
def words(iri: str) -> Words:
    """The labels of a class, property or concept; a term without any is called by the end of its IRI."""
    if iri in _OTHERS:
        return Words(*_OTHERS[iri])
    tail = iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return Words(label(iri, "zh") or tail, label(iri, "en") or tail)


@cache
def expand(name: str) -> str:
    """The IRI of a prefixed name: ``gw:Body``."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
