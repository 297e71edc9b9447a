"""Which language a text is in, offline: ISO 639-1, or `und` when nobody could tell.

eldc where it has a wheel (more than 500,000 short texts a second), else py3langid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any

UNDETERMINED = "und"

Detect = Callable[[str], tuple[str, bool]]
"""A text in, its likeliest language and whether that is reliable out."""

_NOT_LANGUAGE = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+")
_THREE_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*){3}")
_ENOUGH = 1_000
_SETTING_UP = Lock()


def identify(text: str, among: Sequence[str] = ()) -> str:
    """The language of a text; `among` are those expected: a short text is taken for one of them.

    A text that is plainly in a language outside `among` is said to be in that one: pressed into
    the nearest expected language it would be scored by words that it does not contain.
    """
    text = _words_of(text[:_ENOUGH])
    if not _THREE_LETTERS.search(text):
        return UNDETERMINED
    if not among:
        language, reliable = _detector(())(text)
        return language if reliable else UNDETERMINED
    expected, reliable = _detector(tuple(sorted(among)))(text)
    if reliable:
        return expected
    other, other_reliable = _detector(())(text)
    return other if other_reliable else expected


def _words_of(text: str) -> str:
    """The text without addresses, @names and #tags, which speak no language."""
    if "@" in text or "#" in text or "http" in text or "www." in text:
        text = _NOT_LANGUAGE.sub(" ", text)
    return text


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

    def detect(text: str) -> tuple[str, bool]:
        language, probability = identifier.classify(text.encode("utf-8", "replace").decode())
        # Among a few languages it is sure of anything: only its answer among all of them counts.
        return language, not languages and bool(probability > 0.5)

    return detect
