"""The labelled texts that benchmarks measure on, and that nothing is trained by unless said."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("LISTENER_SHARED", Path(__file__).parents[2] / "shared"))


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of one set of `eval/sentiment`; the benchmark ends where it is not at hand."""
    file = SHARED / "eval" / "sentiment" / f"{name}.jsonl"
    if not file.exists():
        sys.exit(f"nothing to measure on: {file} is missing; LISTENER_SHARED names its folder")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def texts_of(name: str) -> list[str]:
    """The texts of one set."""
    return [row["text"] for row in rows_of(name)]
