"""Which language a text is in, offline: ISO 639-1, or `und` when nobody could tell.

eldc where it has a wheel (more than 500,000 short texts a second), else py3langid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any

from listener.sentiment.function_words import told_by_function_words

UNDETERMINED = "und"

Detect = Callable[[str], tuple[str, bool]]
"""A text in, its likeliest language and whether that is reliable out."""

# An address that was cut off ("https…") and the mark of a repeated post speak no language either.
_NOT_LANGUAGE = re.compile(r"\bhttps?\S*|\bwww\.\S+|[@#]\w+|\bRT\b")
_THREE_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*){3}")
_ENOUGH = 1_000
_GUESS = 0.3
"""Below this share of what eldc knows of a language, its answer is chance."""
_LANGID_SURE, _LANGID_GUESS = 0.7, 0.25
"""py3langid is to be believed from the first probability on, of all languages; among those expected
it is sure of almost anything, but what is below the second is chance."""
_SETTING_UP = Lock()


def identify(text: str, among: Sequence[str] = ()) -> str:
    """The language of a text; `among` are those expected: a short text is taken for one of them.

    A text that is plainly in a language outside `among` is said to be in that one: pressed into
    the nearest expected language it would be scored by words that it does not contain. Without
    `among`, a short text needs small words of its language to bear out what was guessed.
    """
    text = _words_of(text[:_ENOUGH])
    if not _THREE_LETTERS.search(text):
        return UNDETERMINED
    if not among:
        language, reliable = _detector(())(text)
        told = reliable or told_by_function_words(text, language)
        return language if told else UNDETERMINED
    expected, reliable = _detector(tuple(sorted(among)))(text)
    if reliable:
        return expected
    other, other_reliable = _detector(())(text)
    if other_reliable or (other not in among and told_by_function_words(text, other)):
        return other
    return expected


def _words_of(text: str) -> str:
    """The text without addresses, @names and #tags, which speak no language."""
    if "@" in text or "#" in text or "http" in text or "www." in text or "RT" in text:
        text = _NOT_LANGUAGE.sub(" ", text)
    return text


# Arabic as it is spoken in Egypt and in Morocco: as it is written, all is Arabic.
_VARIETIES = ("arz", "ary")


@cache
def _detector(languages: tuple[str, ...]) -> Detect:
    with _SETTING_UP:
        try:
            import eldc
        except ImportError:
            return _by_langid(languages)
        return _by_eldc(eldc, languages)


def _by_eldc(eldc: Any, languages: tuple[str, ...]) -> Detect:
    # An own instance, for the module's filter is global. Its buffers are per thread and detecting
    # leaves it as it was, so one serves all threads (eld_core.c of 0.4.0).
    eldc.init()
    instance = eldc.instance()
    known = [language for language in languages if language in eldc.LANGUAGES]
    if known:
        instance.set_languages(known)
    elif languages:
        return lambda _: (UNDETERMINED, False)

    def detect(text: str) -> tuple[str, bool]:
        try:
            result = instance.detect_details(text)
        except UnicodeEncodeError:
            result = instance.detect_details(text.encode("utf-8", "replace").decode())
        scores = result.scores
        if scores and scores.get(result.language, 1.0) < _GUESS:
            return UNDETERMINED, False
        return result.language, result.reliable

    return detect


def _by_langid(languages: tuple[str, ...]) -> Detect:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = [language for language in languages if language in identifier.labels]
    if known:
        identifier.set_languages(known)
    elif languages:
        return lambda _: (UNDETERMINED, False)
    else:
        identifier.set_languages([each for each in identifier.labels if each not in _VARIETIES])

    def detect(text: str) -> tuple[str, bool]:
        language, probability = identifier.classify(text.encode("utf-8", "replace").decode())
        if languages:
            return language if probability >= _LANGID_GUESS else UNDETERMINED, False
        return language, bool(probability > _LANGID_SURE)

    return detect
