"""Short forms of bodies: 卫健委 is 卫生健康委员会, by the tables and the grammar of agency kinds (``ontology.bodies``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ontology.bodies import parse
from ontology.bodies.keys import core_key, loose
from ontology.bodies.name import BodyName

MARK = "□"
"""Stands for the place in a body's name: □民政局, 团□委."""

FullForms = Callable[[str], str]
"""From a body's folded name with MARK for its place (□卫健委) to the form by which names are compared. Total; equal results mean one body
when the places are one."""

_SOMEWHERE = "某某县"


@lru_cache(maxsize=65536)
def full_form(core: str) -> str:
    """What the body is, whatever the form of its name: its kind or functions, its head and its parts."""
    placed = parse(core.replace(MARK, _SOMEWHERE))
    body = placed if placed.chain == (_SOMEWHERE,) else parse(core.replace(MARK, ""))
    if core == MARK or body.chain not in ((), (_SOMEWHERE,)) or not (body.kinds or body.head):
        return loose(core)  # 官度区民政局: a place that no graph knows belongs to the name
    return MARK + _key(body)


@lru_cache(maxsize=65536)
def national_form(name: str) -> str:
    """The same of a folded name without a place: 国家卫健委."""
    body = parse(name)
    return _key(body) if body.national else full_form(MARK + name)


def _key(body: BodyName) -> str:
    return "·".join((*core_key(body), "/", *map(loose, body.subs)))
