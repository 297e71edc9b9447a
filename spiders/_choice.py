"""Options that are yes or no, as people write them."""

from __future__ import annotations

from listener.i18n import say
from listener.text import fold, one_line

_YES = frozenset({"yes", "y", "si", "s", "true", "1"})
_NO = frozenset({"", "no", "n", "false", "0"})


def is_yes(written: str) -> bool:
    """Whether it says yes, in Spanish or English; raises ValueError for what is neither."""
    word = fold(written.strip())
    if word not in _YES | _NO:
        raise ValueError(say("sources.yes_or_no", value=one_line(written, 40)))
    return word in _YES
