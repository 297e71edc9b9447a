"""The street, with its certificates."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from listener.store import Store
from tests.blank import new_store
from tests.sending.street import Street


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for localhost, and who vouches for it."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return context, path


@pytest.fixture
def street(tmp_path: Path, certificates: tuple[ssl.SSLContext, Path]) -> Iterator[Street]:
    """Both servers, listening."""
    with Street(tmp_path / "config", *certificates).opened() as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, where the settings say that it is."""
    with new_store(tmp_path / "listener.db") as made:
        yield made
