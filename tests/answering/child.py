"""`listener`, in a process of its own, that knows the made-up shop too."""

from pathlib import Path

import listener.spiders

from listener.cli import main

listener.spiders.__path__.append(str(Path(__file__).parent / "sources"))
main()
