"""A digest as plain lines: for a pipe, or the plain part of a mail."""

from __future__ import annotations

from listener.digest.as_terminal import WIDTH, terminal
from listener.digest.blocks import View
from listener.i18n import Translator


def text(view: View, t: Translator) -> str:
    """The digest as lines of at most 80 columns, addresses and commands excepted."""
    return terminal(view, t, width=WIDTH)
