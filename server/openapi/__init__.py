"""OpenAPI 3.1 of the routes that are not SPARQL."""
