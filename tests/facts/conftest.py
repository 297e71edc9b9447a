"""Stores that the tests of facts read; who writes makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.facts.world import World


@pytest.fixture(scope="package", params=[1, 2])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A random store, for all to read."""
    made = World(tmp_path_factory.mktemp("world"), seed=request.param)
    made.fill(320)
    yield made
    made.store.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[World]:
    """A store with two brands of which nothing was said, to write to."""
    made = World(tmp_path)
    yield made
    made.store.close()
