"""Spikes: what the detector promises, each measured by a command of its own.

`python -m benchmarks spikes WHAT [options]`: `budget`, `delay`, `cause`, `fading`, `outage` and
`oracle` on made-up talk shaped like the product's, the others on published series and histories.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

MADE_UP = ("budget", "delay", "cause", "fading", "outage", "oracle")
WHAT = (*MADE_UP, "nab", "noufaily", "reviews", "cost")


def main(argv: list[str] | None = None) -> None:
    """Measure one thing and print its figure last."""
    given = sys.argv[1:] if argv is None else argv
    there = [name for name in WHAT if find_spec(f"benchmarks.spikes.{name}")]
    if not given or given[0] not in there:
        sys.exit(f"usage: python -m benchmarks spikes {{{','.join(there)}}} [options]")
    import_module(f"benchmarks.spikes.{given[0]}").main(given[1:])
