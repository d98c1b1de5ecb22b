"""Which cited documents implement others, as their titles say. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ontology.document_resolution import PLACED, CitedDocument
from ontology.document_titles import forms, read_title
from ontology.documents import Registry, registry

_KIND: Final = r"(?:(?:的|之)?(?:若干)?(?:实施|贯彻|落实|具体|工作|行动)*(?:意见|方案|细则|办法|措施|规定|计划|清单|分工|通知))"
_QUOTED: Final = re.compile(
    r"(?:贯彻|落实|实施|执行)[^《〈<]{0,12}[《〈<](?P<inner>[^《》〈〉<>]{3,90}(?:〈[^〉]*〉[^《》〈〉]*)?)[》〉>](?P<after>.*)$"
)
_BEHIND: Final = re.compile(rf"[《〈<](?P<inner>[^《》〈〉<>]{{3,90}})[》〉>](?:的)?(?P<after>{_KIND}(?:[（(][^（）()]*[）)])*)$")
_SUBJECT: Final = re.compile(
    r"关于(?:印发)?[《〈]?(?P<subject>.{6,80}?)(?:的)?(?:若干)?(?P<local>实施意见|实施方案|实施细则|实施办法)[》〉]?(?:的通知)?$"
)


@dataclass(frozen=True, slots=True)
class Implementation:
    """A cited document whose title says that it implements another. ``implements``: key or known id of that one, None when neither;
    ``title``: what the title calls it; ``sure``: False when only the subject is the same."""

    key: str
    implements: str | None
    title: str
    rule: str
    sure: bool = True


def implementations(cited: Iterable[CitedDocument], known: Registry | None = None) -> list[Implementation]:
    """What the titles of cited documents say they implement, sorted: 云南省贯彻落实《A》实施意见, X实施〈A〉办法, 关于S的实施意见 beside
    the central 关于S的意见 (``sure`` False)."""
    documents = sorted(cited, key=lambda d: d.key)
    known = known if known is not None else registry()
    cores = {form.core: d.key for d in reversed(documents) for title in d.titles for form in forms(title)}
    found: dict[tuple[str, str], Implementation] = {}
    for document in documents:
        for title in document.titles:
            for inner, rule in _implemented(title):
                target = known.find(inner, None, document.date)
                key = target.id if target else cores.get(read_title(inner).core)
                if key != document.key:
                    found.setdefault((document.key, key or inner), Implementation(document.key, key, inner, rule))
            for guess in _central_titles(title):
                target = known.find(guess, None, document.date)
                if target and target.id != document.key and (document.key, target.id) not in found:
                    found[document.key, target.id] = Implementation(document.key, target.id, target.title, "document.same-subject", False)
    return sorted(found.values(), key=lambda i: (i.key, i.implements or i.title))


def _implemented(title: str) -> Iterator[tuple[str, str]]:
    plain = title.strip()
    for match in (_QUOTED.search(plain), _BEHIND.search(plain)):
        if match and re.search(_KIND, match["after"]) and not plain.startswith(("关于印发", "印发", "关于转发", "转发")):
            yield match["inner"], "document.title-names-it"
            return


def _central_titles(title: str) -> Iterator[str]:
    """Titles a central document on the same subject would have; only for a title that a local body stands in front of."""
    match = _SUBJECT.search(title)
    if match and match.start() and (PLACED.match(title) or "人民政府" in title[: match.start()]):
        for kind in ("意见", "指导意见", "若干意见", "实施意见", "通知", "方案"):
            if kind != match["local"]:
                yield f"关于{match['subject']}的{kind}"
