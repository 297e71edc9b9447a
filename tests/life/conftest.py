"""A life on the site that a test is run for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.life.life import Life
from tests.life.script import SITES


@pytest.fixture
def life(request: pytest.FixtureRequest, tmp_path: Path):
    made = Life(SITES[request.param], tmp_path / "life.db")
    yield made
    made.store.close()
