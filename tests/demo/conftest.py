"""The demo's world, once for all its tests."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from listener.demo.content import DemoItem, items
from listener.demo.server import DemoServer

UNTIL = datetime(2026, 11, 20, 17, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def said() -> list[DemoItem]:
    return items(UNTIL)


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(UNTIL) as running:
        yield running
