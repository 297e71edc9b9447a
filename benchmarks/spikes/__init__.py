"""Spikes: what the detector promises, each measured by a command of its own.

`python -m benchmarks spikes WHAT [options]`: `budget`, `delay`, `cause`, `outage` and `oracle` on
made-up talk shaped like the product's (`simulation`), the others on published series and histories.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

WHAT = ("budget", "delay", "cause", "nab", "noufaily", "reviews", "outage", "cost", "oracle")


def main(argv: list[str] | None = None) -> None:
    """Measure one thing and print its figure last."""
    given = sys.argv[1:] if argv is None else argv
    there = [name for name in WHAT if find_spec(f"benchmarks.spikes.{name}")]
    if not given or given[0] not in there:
        sys.exit(f"usage: python -m benchmarks spikes {{{','.join(there)}}} [options]")
    import_module(f"benchmarks.spikes.{given[0]}").main(given[1:])
