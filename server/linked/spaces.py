"""Which address of this server stands for which IRI, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from ontology.namespaces import GW, GWK, ID_BASE, iri_segment

THINGS: Final = "/id/"
SCHEMES: Final = "/scheme/"
ONTOLOGY: Final = "/ontology"
URI: Final = "/%:@!$&'()*+,;=~#?[]"
"""What an IRI keeps when it is made a URI (RFC 3987, 3.1), as headers need it."""
_SAFE: Final = "/%:@!$&'()*+,;=~"  # what a path may hold as it is (RFC 3986, 3.3); % begins what the IRI itself has encoded


@dataclass(frozen=True, slots=True)
class Spaces:
    """The IRIs that are answered for. ``base``: what the data's IRIs start with (a build's ``--id-base``), wherever that host is;
    ``dataset``: IRI of the data set; ``mount``: path that this server is mounted at behind a proxy, without a slash at its end."""

    base: str = ID_BASE
    dataset: str = f"{ID_BASE}dataset/letters"
    mount: str = ""

    def iri(self, space: str, rest: str) -> str | None:
        """The IRI that a request's path means. ``space``: ``THINGS`` or ``SCHEMES``; ``rest``: what follows it, as it was sent.

        Each segment is decoded once and named again as the graph names it, so raw and percent-encoded Chinese are one and a name is
        brought to NFC; what was encoded twice is another name. None when no IRI can be meant.
        """
        try:
            segments = [iri_segment(unquote(segment, errors="strict")) for segment in rest.split("/")]
        except ValueError:  # an empty segment, or bytes that are no UTF-8
            return None
        return (self.base if space == THINGS else str(GWK)) + "/".join(segments)

    def path(self, iri: str) -> str | None:
        """Where an IRI is answered for, percent-encoded; None for what is not ours."""
        for start, space in ((self.base, THINGS), (str(GWK), SCHEMES), (str(GW), f"{ONTOLOGY}#")):
            if iri.startswith(start):
                return self.mount + space + quote(iri.removeprefix(start), safe=_SAFE)
        ontology = str(GW).rstrip("#")
        if iri == ontology or iri.startswith(f"{ontology}/"):
            return self.mount + ONTOLOGY + quote(iri.removeprefix(ontology), safe=_SAFE)
        return None
