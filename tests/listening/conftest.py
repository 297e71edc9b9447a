"""What the tests of listening share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.listening.ear import Ear


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    one = Ear(tmp_path)
    with one.store:
        yield one
