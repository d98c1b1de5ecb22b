"""A build into another server, by the SPARQL 1.1 Graph Store HTTP Protocol."""

from server.publish.publishing import Published, publish

__all__ = ["Published", "publish"]
