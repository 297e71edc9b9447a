"""`python -m training`: make the model. `induce` rates more words by an encoder first; `head`
makes the head of the `e5` engine, which needs the core's file to be there.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path


def main() -> None:
    """Do it, and say what was made."""
    match sys.argv[1:]:
        case ["induce"]:
            from training.induce import induce

            induce()
        case ["head"]:
            from listener.sentiment.e5 import HEAD
            from training.head import make_head, write_head

            write_head(make_head())
            _tell(HEAD)
        case _:
            from training.making import TARGET, make, write

            write(make())
            _tell(TARGET)


def _tell(file: Path) -> None:
    content = file.read_bytes()
    digest = sha256(content).hexdigest()[:12]
    sys.stdout.write(f"{file.name}: {len(content) / 1e6:.2f} MB, sha256 {digest}\n")


if __name__ == "__main__":
    main()
