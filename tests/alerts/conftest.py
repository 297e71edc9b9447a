"""Certificates that only these tests trust, servers that take messages, a brand that is told."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from listener.config import Alerts
from listener.routes import Telling
from listener.store import Store
from tests.alerts.routed import TEAM, Living, Town, town
from tests.alerts.sink import Sink, opened


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that only these tests trust."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authority's certificate, as `ca_file` names it."""
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture(scope="session")
def certified(authority: trustme.CA) -> ssl.SSLContext:
    """A server's certificate for localhost."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def sink() -> Iterator[Sink]:
    """An HTTP server that takes whatever it is sent."""
    with opened(Sink()) as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Where that brand lives."""
    with town(tmp_path) as made:
        yield made


@pytest.fixture
def acme(store: Store) -> Living:
    """A brand, told to its team, and as a test wants it."""

    def made(telling: Telling | None = None, **alerts: Any) -> Town:
        channels = alerts.pop("known", {})
        chosen = Alerts(**{"email": (TEAM,), **alerts})
        return Town(store, chosen, telling or Telling(), channels=channels)

    return made
