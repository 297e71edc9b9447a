"""Lexicons as people write them, made into what the engine reads."""

from __future__ import annotations

from collections.abc import Callable

from listener.sentiment.core.pack import Pack, Words, listed
from listener.sentiment.core.words import Vocabulary, named, tokens
from training.corpus import Lexicon

EMPTY = Pack(
    version="",
    languages={},
    weights=(),
    grams=bytes(3),
    gram_bits=0,
    scale=0.0,
    gram_constants=(0.0, 0.0, 0.0),
    share=0.0,
    temperature=1.0,
)


def compiled(
    language: str,
    lexicon: Lexicon,
    induced: dict[str, float],
    mean: tuple[float, ...] = (),
    spread: tuple[float, ...] = (),
) -> Words:
    """One language of the model."""
    german = language == "de"
    forms: dict[str, float] = {}
    stems: dict[str, float] = {}
    phrases: dict[str, float] = {}
    for entry, valence in lexicon.values.items():
        names = tokens(entry, german=german)
        if entry.endswith("*"):
            stems[named(entry[:-1], german=german)] = valence
        elif len(names) > 1:
            phrases[" ".join(names)] = valence
        elif names:
            forms[names[0] if names[0][0].isalnum() else entry] = valence
    return Words(
        *listed(forms),
        *listed(stems),
        *listed(phrases),
        *listed(induced),
        roles={
            role: " ".join(
                sorted({named(each, german=german) for each in entries if " " not in each})
            )
            for role, entries in sorted(lexicon.roles.items())
        },
        mean=mean,
        spread=spread,
    )


def valences(language: str, lexicon: Lexicon) -> Callable[[str], float]:
    """What a word feels like by a lexicon, its stems and spellings included."""
    return Vocabulary(EMPTY, language, compiled(language, lexicon, {}), {}).valence
