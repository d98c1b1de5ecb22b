"""What an export can run into, told in one line."""

from __future__ import annotations

from ontology.errors import GongwenError


class ExportError(GongwenError):
    """A format, view or output that does not fit, or an output that cannot be written."""
