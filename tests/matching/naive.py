"""The language in the simplest way that is right: every query asked of every text, word by word."""

from __future__ import annotations

from itertools import product

from listener.matching.fields import made, rated
from listener.matching.phrase import WORD, Phrase, exactly, normal
from listener.matching.tree import And, Field, Near, Node, Not, Or, Rated, Term
from listener.model import Mention


def holds(node: Node, mention: Mention, source: str = "") -> bool:
    """Whether the mention matches, without anything that makes it fast."""
    if isinstance(node, Term):
        text = (exactly if node.exact else normal)(mention.body)
        return Phrase(node.text, exact=node.exact).within(text)
    if isinstance(node, Near):
        return _near(node, normal(mention.body))
    if isinstance(node, Field):
        return made(node)(mention, source, None)
    if isinstance(node, Rated):
        return rated(node, mention)
    if isinstance(node, Not):
        return not holds(node.part, mention, source)
    kind = all if isinstance(node, And) else any
    assert isinstance(node, And | Or)
    return kind(holds(part, mention, source) for part in node.parts)


def _near(node: Near, text: str) -> bool:
    """Every choice of places is tried."""
    words = WORD.findall(text)
    places = [[i for i, word in enumerate(words) if Phrase(w).within(word)] for w in node.words]
    for chosen in product(*places):
        if len(set(chosen)) < len(chosen):
            continue
        reach = max(chosen) - min(chosen) <= node.within + len(chosen) - 1
        if reach and (not node.ordered or list(chosen) == sorted(chosen)):
            return True
    return False
