"""Names of bodies: what they are made of, their full forms, and when two of them are one body."""

from __future__ import annotations

from ontology.bodies.keys import BodyKey, key
from ontology.bodies.name import BodyName
from ontology.bodies.naming import canonical
from ontology.bodies.nearness import near
from ontology.bodies.parser import parse
from ontology.bodies.sameness import Body, Verdict, compare

__all__ = ["Body", "BodyKey", "BodyName", "Verdict", "canonical", "compare", "key", "near", "parse"]
