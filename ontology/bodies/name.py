"""A body's name, taken apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BodyName:
    """What a printed name is made of.

    ``text``: the name with blanks removed and brackets made alike; ``chain``: its places as printed, outermost first;
    ``generic``: the place is a bare level word (区); ``national``: complete without a place;
    ``core``: full form of the body itself, ``{}`` where the place stands;
    ``kinds``: ids of the kinds it is of (several for merged departments); ``functions``, ``head``: of a department, in normal form;
    ``branch``: the district in 公安局官渡分局; ``subs``: its parts in full form, the outermost first; ``number``: 第一 and the like;
    ``remainder``: the proper name, '' where the tables read everything.
    """

    text: str
    chain: tuple[str, ...] = ()
    generic: bool = False
    national: bool = False
    core: str = ""
    kinds: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    head: str = ""
    branch: str = ""
    subs: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    remainder: str = ""

    @property
    def kind(self) -> str | None:
        """The one kind it is of, None when there is none or several."""
        return self.kinds[0] if len(self.kinds) == 1 else None
