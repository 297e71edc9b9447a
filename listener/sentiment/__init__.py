"""Text in, label out: the language is told, its scorer asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import Protocol

from msgspec.structs import replace

from listener.model import Sentiment
from listener.scoring import Scoring
from listener.sentiment.language import UNDETERMINED, identify
from listener.sentiment.taught import Taught
from listener.sentiment.tiers import SecondLook, keeps_core, model_of

READ = 5_000
"""How many characters of a text are scored: what is longer has said it by then."""

CORE_MODEL = "listener-2"
"""Name and version of what listener comes with: its one file says the same."""

CORE_LANGUAGES = frozenset(
    {"es", "en", "pt", "ca", "fr", "it", "de", "gl", "ast", "an", "oc", "ext", "lb", "nds"}
)
"""What the core reads: seven languages, and those that are read by the words of a neighbour."""


class Scorer(Protocol):
    """Knows how texts of some languages feel; `model` is its name and version."""

    @property
    def model(self) -> str: ...

    @property
    def languages(self) -> frozenset[str]: ...

    def score(self, texts: Sequence[str]) -> list[Sentiment]: ...


class Sentiments:
    """Scores texts of any language with the scorer that reads it; `unknown` where none does.

    With a `second` look, what that engine says stands where it looks.
    """

    def __init__(
        self,
        scorers: Iterable[Scorer] | None = None,
        taught: Taught | None = None,
        second: SecondLook | None = None,
    ) -> None:
        self._taught, self._second = taught, second
        self._ready: dict[str, Scorer] = {}
        for scorer in scorers or ():
            self._ready |= dict.fromkeys(scorer.languages, scorer)
        self._ships = scorers is None

    @property
    def languages(self) -> frozenset[str]:
        """The languages that some scorer reads; of others the core understands pictures alone."""
        return CORE_LANGUAGES if self._ships else frozenset(self._ready)

    def __call__(
        self,
        texts: Sequence[str],
        declared: Sequence[str | None],
        among: Sequence[str],
        *,
        source: str = "",
        brand: str = "",
    ) -> list[Sentiment]:
        """The sentiment of each text of a source, in order; `brand` is whose rules apply.

        Probabilities are read as people's labels of that source have taught. What a source
        declares as the language is believed only where the text cannot tell.
        """
        texts = [text[:READ] for text in texts]
        by_language: dict[str, list[int]] = defaultdict(list)
        for index, (text, said) in enumerate(zip(texts, declared, strict=True)):
            by_language[self._language(text, said, among)].append(index)
        results = [_UNKNOWN] * len(texts)
        for language, indices in by_language.items():
            asked = [texts[index] for index in indices]
            scored = self._score(language, asked, source, brand)
            if language == "en":
                scored = _beside_vader(scored, asked)
            for index, sentiment in zip(indices, scored, strict=True):
                results[index] = sentiment
        return results

    def of(
        self, language: str, texts: Sequence[str], brand: str = "", *, source: str = ""
    ) -> list[Sentiment]:
        """The sentiment of pieces of texts in a language that is known, in order.

        They are not looked at a second time, which would take as long again as the whole texts.
        """
        texts = [text[:READ] for text in texts]
        if not self._taught:
            return self._first(language, texts)
        first = partial(self._first, language)
        return self._taught(first, texts, language=language, source=source, brand=brand)

    def whole(
        self, language: str, texts: Sequence[str], brand: str = "", *, source: str = ""
    ) -> list[Sentiment]:
        """The sentiment of whole texts in a language that is known, in order."""
        return self._score(language, [text[:READ] for text in texts], source, brand)

    def _language(self, text: str, declared: str | None, among: Sequence[str]) -> str:
        language = identify(text, among)
        if language != UNDETERMINED or not declared or not text.strip():
            return language
        base = declared.replace("_", "-").split("-", 1)[0].lower()
        return base if base in among or base in self.languages else UNDETERMINED

    def _score(
        self, language: str, texts: Sequence[str], source: str, brand: str
    ) -> list[Sentiment]:
        if not self._taught:
            return self._untaught(language, texts)
        score = partial(self._untaught, language)
        return self._taught(score, texts, language=language, source=source, brand=brand)

    def _untaught(self, language: str, texts: Sequence[str]) -> list[Sentiment]:
        """What the engine says of that language, as it comes."""
        scored = self._first(language, texts)
        return scored if self._second is None else self._second(language, texts, scored)

    def _first(self, language: str, texts: Sequence[str]) -> list[Sentiment]:
        scorer = self._scorer(language)
        if scorer is None:
            return [replace(_UNKNOWN, language=language)] * len(texts)
        return [
            sentiment if sentiment.language == language else replace(sentiment, language=language)
            for sentiment in scorer.score(texts)
        ]

    def _scorer(self, language: str) -> Scorer | None:
        if self._ships:
            language = language if language in CORE_LANGUAGES else UNDETERMINED
            if language not in self._ready:
                self._ready[language] = _core(language)
        return self._ready.get(language)


def _beside_vader(scored: Sequence[Sentiment], texts: Sequence[str]) -> list[Sentiment]:
    """English is told VADER's compound value as well, whoever has scored it."""
    from listener.sentiment.english import vader

    compound = vader().compound
    return [
        replace(sentiment, vader=compound(text))
        for sentiment, text in zip(scored, texts, strict=True)
    ]


def models_of(scoring: Scoring) -> frozenset[str]:
    """The models whose answers are in force where these settings have scored everything."""
    second = model_of(scoring)
    core = {CORE_MODEL} if keeps_core(scoring) else set()
    return frozenset(core | {second}) - {""}


@cache
def _core(language: str) -> Scorer:
    """The core's reader of a language: opened once in a process, its words are remembered."""
    from listener.sentiment.core import CoreScorer

    return CoreScorer(language)


_UNKNOWN = Sentiment(label="unknown")
