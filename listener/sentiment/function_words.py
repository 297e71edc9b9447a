"""What tells languages apart in a short text: the small words that hold its sentences together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from listener.small_words import BY_LANGUAGE

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def told_by_function_words(text: str, guess: str) -> bool:
    """Whether the small words of a text bear out that it is in a language.

    A word that several languages share counts for each, but less.
    """
    found = defaultdict[str, float](float)
    for word in set(_WORD.findall(text.lower().replace("’", "'"))):
        for language, weight in _weights().get(word, ()):
            found[language] += weight
    return found[guess] >= 0.3 and found[guess] == max(found.values())


@cache
def _weights() -> dict[str, list[tuple[str, float]]]:
    words = {language: set(words.split()) for language, words in BY_LANGUAGE.items()}
    shared = Counter(word for own in words.values() for word in own)
    weights = defaultdict[str, list[tuple[str, float]]](list)
    for language, own in words.items():
        for word in own:
            weights[word].append((language, 1 / shared[word]))
    return dict(weights)
