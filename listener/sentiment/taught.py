"""What people have taught: asked around a scorer, it changes what that one says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from listener.model import Sentiment
from listener.sentiment.phrases import Found, Phrases, added
from listener.sentiment.probabilities import NOTHING, chances_of, felt

Score = Callable[[Sequence[str]], list[Sentiment]]
"""How a scorer feels about texts of one language."""


class Taught:
    """Rules go first, since no scorer is to read what they are about, and last, to be heard."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def __call__(
        self, score: Score, texts: Sequence[str], *, language: str, brand: str
    ) -> list[Sentiment]:
        """The sentiment of each text, in order."""
        if not self._phrases:
            return score(texts)
        found = [self._phrases.find(text, language, brand) for text in texts]
        scored = score([each.rest for each in found])
        return [
            _ruled(sentiment, each) if each.rules else sentiment
            for sentiment, each in zip(scored, found, strict=True)
        ]


def _ruled(sentiment: Sentiment, found: Found) -> Sentiment:
    """The sentiment with the phrases' feeling; a text that is nothing but a name has none."""
    chances = NOTHING if found.blank else chances_of(sentiment)
    changed = added(chances or NOTHING, found.rules)
    if changed == chances and not found.blank:
        return sentiment
    if chances is None and changed == NOTHING:
        return sentiment
    return felt(sentiment, changed)
