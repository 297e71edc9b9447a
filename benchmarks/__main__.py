"""`python -m benchmarks NAME [options]` measures, and prints the figure last."""

import os
import sys
from importlib import import_module

NAMES = (
    *(
        "ingest",
        "store",
        "digest",
        "growth",
        "startup",
        "pages",
        "peers",
        "copies",
        "match",
        "tiers",
    ),
    "spikes",
    "aspects",
    "towards",
    "vader",
    "languages",
    "calibration",
    "sentiment",
)


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"usage: python -m benchmarks {{{','.join(NAMES)}}} [options]")
    # As `listener` itself does.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import_module(f"benchmarks.{sys.argv.pop(1)}").main()


main()
