"""Any SPARQL 1.1 server as the back end: the same front (guard, limits, negotiation, pages), the queries answered elsewhere."""

from server.remote.address import StoreAddress, store_address
from server.remote.remote import Remote

__all__ = ["Remote", "StoreAddress", "store_address"]
