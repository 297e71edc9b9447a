"""The English values beside vaderSentiment's own: how many times faster, cold and warm.

Cold is the first pass over the texts with nothing remembered of any word, warm the second. Both
ways are run in turn within one process, by the processor's time, and every value is compared.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

import vaderSentiment.vaderSentiment as library  # noqa: N813 - the library is so named

from benchmarks.labelled import texts_of
from listener.sentiment.english import Vader

Score = Callable[[str], Any]
FEW = 100


def main() -> None:
    args = argparse.ArgumentParser(prog="python -m benchmarks vader")
    args.add_argument("--runs", type=int, default=7)
    runs = args.parse_args().runs
    texts = texts_of("hutto_tweets")
    theirs = library.SentimentIntensityAnalyzer().polarity_scores
    reader = Vader()
    differing = [text for text in texts if reader.values(text)._asdict() != theirs(text)]
    print(f"{len(texts)} English tweets, {runs} runs in turn; {len(differing)} differ in any value")
    lines = []
    for name, short in (("all four values", "values"), ("compound", "compound")):
        cold, warm = _faster(texts, theirs, short, runs)
        lines.append(f"{name}: {cold:.1f} times as fast cold, {warm:.1f} times warm")
    print("\n".join(lines))


def _faster(texts: list[str], theirs: Score, short: str, runs: int) -> tuple[float, float]:
    """Ratios of the medians of what the library takes and of what ours takes, cold and warm."""
    took: dict[str, list[float]] = {"cold": [], "warm": [], "beside cold": [], "beside warm": []}
    for _ in range(runs):
        score: Score = getattr(Vader(), short)
        for name in ("cold", "warm"):
            beside, own = _pass(texts, theirs, score)
            took[f"beside {name}"].append(beside)
            took[name].append(own)
    middle = {name: median(seconds) for name, seconds in took.items()}
    return middle["beside cold"] / middle["cold"], middle["beside warm"] / middle["warm"]


def _pass(texts: list[str], *ways: Score) -> list[float]:
    """The processor's seconds of each way, in turn every few texts: other work disturbs both."""
    took = [0.0] * len(ways)
    for start in range(0, len(texts), FEW):
        few = texts[start : start + FEW]
        for n, score in enumerate(ways):
            before = process_time()
            for text in few:
                score(text)
            took[n] += process_time() - before
    return took
