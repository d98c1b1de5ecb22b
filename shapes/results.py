"""What a check finds: one result, ready to be kept, compared and printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """SHACL's severities (SHACL 2.1.4), gravest first."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Result:
    """One finding. IRIs are strings, ``value`` is a term in N-Triples form, so that a result can be stored as JSON as it is.

    ``shape``: the shape or rule that speaks; ``component``: SHACL's constraint component; ``focus``: the node it is about; ``path``: the
    property, None for the node as a whole; ``source``: file name of the letter; ``quote``: its words, where the graph leads to them.
    """

    shape: str
    component: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message_zh: str
    message_en: str
    source: str | None = None
    quote: str | None = None

    def sort_key(self) -> tuple[int | str, ...]:
        """Gravest first, then by letter, shape, node, value."""
        return (
            self.severity.rank,
            self.source or "",
            self.shape,
            self.focus,
            self.path or "",
            self.value or "",
            self.component,
            self.quote or "",
        )

    def to_record(self) -> dict[str, str | None]:
        """Plain values for JSON; ``from_record`` reads them back."""
        return {name: getattr(self, name) for name in self.__slots__} | {"severity": self.severity.value}

    @classmethod
    def from_record(cls, record: dict[str, str | None]) -> Result:
        """The result that ``to_record`` gave. ``ValueError``, ``TypeError`` or ``KeyError`` when the record has other fields."""
        fields: dict[str, object] = {**record, "severity": Severity(record["severity"] or "")}
        return cls(**fields)  # type: ignore[arg-type]
