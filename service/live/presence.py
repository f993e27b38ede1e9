"""Which shoppers are connected, and the page each is on. Kept in memory only: it ends with the connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Where on the shop's site a shopper is; `url` without its query, `product_id` "" off product pages."""

    url: str = ""
    title: str = ""
    product_id: str = ""


class Presence:
    """Connections by conversation; a shopper with two tabs is connected twice and seen on the page of the last word."""

    def __init__(self) -> None:
        self._connections: dict[str, int] = {}
        self._pages: dict[str, Page] = {}

    @contextmanager
    def connected(self, conversation_id: str) -> Iterator[None]:
        """Counts one connection until the block ends."""
        self._connections[conversation_id] = self._connections.get(conversation_id, 0) + 1
        try:
            yield
        finally:
            self._connections[conversation_id] -= 1
            if not self._connections[conversation_id]:
                del self._connections[conversation_id]
                self._pages.pop(conversation_id, None)

    def see(self, conversation_id: str, page: Page) -> None:
        if conversation_id in self._connections:
            self._pages[conversation_id] = page

    def online(self, conversation_id: str) -> bool:
        return conversation_id in self._connections

    def page(self, conversation_id: str) -> Page:
        return self._pages.get(conversation_id, Page())

    def conversations(self) -> list[str]:
        """The conversations of every connected shopper."""
        return list(self._connections)
