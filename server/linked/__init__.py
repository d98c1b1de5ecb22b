"""Linked data: every IRI that the graph mints answers here, as a page and as data (https://www.w3.org/TR/cooluris/, 303 URIs).

An IRI's documents stand at its own path and a suffix (``/id/body/NAME.html``, ``.ttl``, …), not under a second tree: from any of the
addresses the others can be written down without asking, and no name can be taken for another tree's.
"""
