"""A warm process is like one that was started from nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.warm import Python, cold, warm

TELLS = """
import json, os, sys
print(json.dumps([sys.argv[1:], sys.stdin.read(), os.environ.get("SAID"), os.getcwd(), __name__]))
print("también", file=sys.stderr)
sys.exit(7)
"""
WAITS = """
import time
print("here", flush=True)
time.sleep(60)
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "script.py"


@pytest.mark.parametrize("python", [warm, cold])
def test_it_has_its_own_words_input_environment_folder_and_end(
    script: Path, python: Python
) -> None:
    """And what it says of itself comes out where it should."""
    script.write_text(TELLS, encoding="utf-8")
    done = subprocess.run(
        python(str(script), "a", "--b"),
        input="read\n",
        env={**os.environ, "SAID": "so"},
        cwd=script.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 7
    told = [["a", "--b"], "read\n", "so", str(script.parent.resolve()), "__main__"]
    assert json.loads(done.stdout) == told
    assert done.stderr == "también\n"


@pytest.mark.parametrize("python", [warm, cold])
def test_an_error_is_shown_and_ends_with_one(script: Path, python: Python) -> None:
    """As Python does it."""
    script.write_text("import sys\nprint('before')\n1 / 0\n")
    done = subprocess.run(python(str(script)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "before\n")
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("python", [warm, cold])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_it_and_is_told(script: Path, python: Python, number: int) -> None:
    """It ends at once, and its end says by which signal."""
    script.write_text(WAITS)
    began = time.monotonic()
    with subprocess.Popen(
        python(str(script)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"here\n"
        child.send_signal(number)
        assert child.wait(timeout=30) == -number
    assert time.monotonic() - began < 30
