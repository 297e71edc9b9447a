"""Sites for the tests of the crawl."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.crawl.site import Handler, Site


@pytest.fixture
def new_site() -> Iterator:
    """Makes sites; each has an address of its own."""
    servers = []

    def make(tls: ssl.SSLContext | None = None) -> Site:
        site = Site()
        handler = type("SiteHandler", (Handler,), {"site": site})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        server.block_on_close = False
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return site

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(new_site) -> Site:
    """One site."""
    return new_site()
