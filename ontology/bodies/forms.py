"""Fixed names and short forms of the kinds, ready to be looked up: after a place, around a place, and complete without one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ontology.bodies.functions import FunctionGrammar, grammar
from ontology.bodies.tables import AgencyKind, kinds, rules


@dataclass(frozen=True, slots=True)
class Form:
    """A name of a kind. ``full``: the full form it stands for, ``{}`` where the place stands."""

    kind: str
    full: str


class Forms:
    """``after``: text after the place → form; ``around``: prefix → (suffix, form), longest first;
    ``prefixes``: first character → prefixes; ``national``: complete name → form;
    ``exact``: departments' full forms after the place, which are never written out further."""

    def __init__(self, functions: FunctionGrammar) -> None:
        self.heads: dict[str, str] = rules()["heads"]
        self._heads = sorted(self.heads, key=len, reverse=True)
        self._functions = functions
        self.after: dict[str, Form] = {}
        self.around: dict[str, list[tuple[str, Form]]] = {}
        self.national: dict[str, Form] = {}
        self.exact: set[str] = set()
        for kind in kinds().values():
            for full in kind.full_forms:
                self._add(kind, full, full)
        for kind in kinds().values():
            for name in (*kind.national, *kind.national_short):
                self.national.setdefault(name, Form(kind.id, kind.national[0] if name not in kind.national else name))
            for short in kind.short:
                self._add(kind, short, self._full(kind, short))
        for suffixes in self.around.values():
            suffixes.sort(key=lambda pair: -len(pair[0]))
        self.prefixes: dict[str, list[str]] = {}
        for prefix in sorted(self.around, key=len, reverse=True):
            self.prefixes.setdefault(prefix[0], []).append(prefix)
        self.longest = max(map(len, self.after))
        self.longest_national = max(map(len, self.national))

    def department(self, text: str) -> tuple[str, str] | None:
        """(function words, head) when the whole text is a department's name."""
        for head in self._heads:
            if text.endswith(head) and len(text) > len(head):
                function = text[: -len(head)]
                if len(function) == 1 and self.heads[head] not in ("委员会", "办公室"):
                    continue  # 教委 and 外办 are said, 教局 is not
                if self._functions.read(function):
                    return function, head
        return None

    def at(self, text: str) -> tuple[int, Form] | None:
        """(length, form) of the longest fixed name at the beginning of what follows a place."""
        for length in range(min(self.longest, len(text)), 0, -1):
            form = self.after.get(text[:length])
            if form is None:
                continue
            more = self.spread(text, length)
            if more or not (text[:length].endswith("委") and text.startswith(("员", "托"), length)):
                return length + more, form
        return None

    @staticmethod
    def spread(text: str, length: int) -> int:
        """How much more of the text belongs to a short form whose last character is written out: 网信办 + 公室, 食安委 + 员会."""
        last = text[length - 1 : length]
        return (
            2
            if (last == "办" and text.startswith("公室", length)) or (last == "委" and length > 1 and text.startswith("员会", length))
            else 0
        )

    def nationwide(self, text: str) -> tuple[int, Form] | None:
        """(length, form) of the longest complete name at the beginning."""
        for length in range(min(self.longest_national, len(text)), 1, -1):
            form = self.national.get(text[:length])
            if form is not None:
                return length, form
        return None

    def _add(self, kind: AgencyKind, printed: str, full: str) -> None:
        prefix, _, suffix = printed.rpartition("{}")
        if not prefix and suffix.startswith("委") and len(suffix) > 1:  # 区委编办, 中共官渡区委编办, 中国共产党官渡区委员会编办
            self.around.setdefault("中共", []).append((suffix, Form(kind.id, full)))
            self.around.setdefault("中国共产党", []).append((f"委员会{suffix[1:]}", Form(kind.id, full)))
        if "{}" in printed and prefix:
            self.around.setdefault(prefix, []).append((suffix, Form(kind.id, full)))
        elif kind.functions and self.department(suffix):
            if printed == full:
                self.exact.add(suffix)
        else:
            self.after.setdefault(suffix, Form(kind.id, full))

    def _full(self, kind: AgencyKind, short: str) -> str:
        """The full form that ends as the short form does, else the first."""
        forms = sorted(kind.full_forms or kind.national, key=lambda form: self._ends(form)[:1] != self._ends(short)[:1])  # 局 before 分局
        for end in (short.rpartition("{}")[2] if "{}" in short else "", *self._ends(short)):
            if end:
                for form in forms:
                    if form.endswith(end) or (end in self.heads and form.endswith(self.heads[end])):
                        return form
        return forms[0]

    def _ends(self, short: str) -> list[str]:
        return [head for head in self._heads if short.endswith(head)]


@cache
def forms() -> Forms:
    """The forms of the tables, built once."""
    return Forms(grammar())
