"""What all tests share."""

import os

import hypothesis
import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-golden",
        action="store_true",
        help="write tests/recordings/**/*.expected.json from what the sources read now",
    )


def pytest_configure() -> None:
    """Tests, and the processes they start, see English and no settings of this machine."""
    for name in [name for name in os.environ if name.startswith("LISTENER_")]:
        if name not in ("LISTENER_SHARED", "LISTENER_SCREENSHOTS"):
            del os.environ[name]
    os.environ["LISTENER_LANG"] = "en"
    # A shared machine is no clock: Hypothesis looks for faults, benchmarks for time.
    hypothesis.settings.register_profile("listener", deadline=None, print_blob=True)
    hypothesis.settings.load_profile("listener")
