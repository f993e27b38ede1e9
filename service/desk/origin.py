"""Which page a request comes from."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection


def is_foreign(connection: HTTPConnection) -> bool:
    """Whether the browser says that a page of another host sends this. Without the header it is no browser's page:
    browsers send it with every POST and every WebSocket."""
    origin = connection.headers.get("origin")
    return origin is not None and not _own(connection, origin)


def is_own(connection: HTTPConnection) -> bool:
    """Whether the browser says that a page of this very host sends it."""
    origin = connection.headers.get("origin")
    return origin is not None and _own(connection, origin)


def _own(connection: HTTPConnection, origin: str) -> bool:
    public = urlsplit(connection.app.state.settings.base_url)
    own = (connection.headers.get("host", ""), public.netloc)
    return urlsplit(origin).netloc.lower() in {host.lower() for host in own if host}
