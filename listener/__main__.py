"""`python -m listener` is `listener`."""

from listener.cli import main

main()
