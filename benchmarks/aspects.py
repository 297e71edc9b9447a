"""Aspects, the feeling of each, and stages: measured on texts that were read for it, and how fast.

`corpus/aspects` holds texts of customers drawn by the hash of their text (Spanish from the test
part of the corpus, English from the tuning part, for the test part has none), with all that each
speaks of, by a reader who did not see what the lists find. A few words of the lists of old come
from half of these texts; since then, lists learn from the training part alone.
For the other languages the corpus says only what a text is mainly about: whether that is found.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from listener.model import Label, Sentiment
from listener.sentiment import Sentiments
from listener.sentiment.aspects import Spoken, Told, spoken_of
from listener.sentiment.lists import ASPECTS, Lists
from training import corpus

GOLD = corpus.ROOT / "aspects"
OTHERS = ("pt", "ca", "fr", "it", "de")


class Read(NamedTuple):
    """A text with all that it speaks of, by a reader."""

    aspects: dict[str, Label]
    stage: str
    text: str


class Figures(NamedTuple):
    """What is found of a language, and how right it is."""

    precision: float
    recall: float
    f1: float
    felt: float
    felt_as_whole: float
    staged: float
    commonest: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks aspects")
    parser.add_argument("--by-aspect", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    lists, sentiments = Lists(), Sentiments()
    told: list[str] = []
    for language in ("es", "en"):
        rows = gold(language)
        found = read(rows, language, lists, sentiments)
        figures = measured(rows, *found)
        told.append(f"{language} {_short(figures)}")
        print(f"{language}: {len(rows)} texts, {_long(figures)}")
        if options.by_aspect:
            _tell_aspects(rows, found[1])
    for language in OTHERS:
        _tell_main(language, lists, sentiments)
    every = [row for row in corpus.rows() if row.language in ("es", "en")]
    asked = [row for row in every if row.aspects]
    _speed("of customers", asked, lists, sentiments, options.rounds)
    told.append(_speed("of all kinds", every, lists, sentiments, options.rounds))
    print(" · ".join(told))


def gold(language: str, folder: Path = GOLD) -> list[Read]:
    """The texts of a language, as they were read."""
    found: list[Read] = []
    for line in (folder / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        aspects, stage, text = line.split("\t")
        pairs = [] if aspects == "-" else [each.split(":") for each in aspects.split(",")]
        found.append(Read({name: corpus.LABELS[felt] for name, felt in pairs}, stage, text))
    return found


def read(
    rows: Sequence[Read], language: str, lists: Lists, sentiments: Sentiments
) -> tuple[list[Sentiment], list[Spoken]]:
    """How each text feels as a whole, and what it speaks of."""
    texts = [row.text for row in rows]
    whole = sentiments(texts, [language] * len(texts), (language,))
    return whole, _spoken(texts, whole, lists, sentiments)


def _spoken(
    texts: Sequence[str], whole: Sequence[Sentiment], lists: Lists, sentiments: Sentiments
) -> list[Spoken]:
    told = [
        Told(text=text, kind="post", sentiment=each, label=each.label)
        for text, each in zip(texts, whole, strict=True)
    ]
    return spoken_of(told, lists.terms, (), lambda texts, of: sentiments.of(of, texts))


def measured(rows: Sequence[Read], whole: Sequence[Sentiment], spoken: Sequence[Spoken]) -> Figures:
    """Micro-averages of aspects; feelings of those found rightly; stages of texts that have one."""
    sums = _sums(rows, spoken)["all"]
    felt: list[bool] = []
    as_whole: list[bool] = []
    for row, text, each in zip(rows, whole, spoken, strict=True):
        rightly = [aspect for aspect in each.aspects if aspect.name in row.aspects]
        felt += [aspect.label == row.aspects[aspect.name] for aspect in rightly]
        as_whole += [text.label == row.aspects[aspect.name] for aspect in rightly]
    stages = [(row.stage, each.stage) for row, each in zip(rows, spoken, strict=True)]
    staged = [(true, stage) for true, stage in stages if true != "-"]
    most = Counter(true for true, _ in staged).most_common(1)[0][1]
    right = [true == stage for true, stage in staged]
    return Figures(*_shares(sums), _mean(felt), _mean(as_whole), _mean(right), most / len(staged))


def _sums(rows: Sequence[Read], spoken: Sequence[Spoken]) -> dict[str, Counter[str]]:
    """Of each aspect, and of all: hits, what is too much, what is missing."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in (*ASPECTS, "all")}
    for row, each in zip(rows, spoken, strict=True):
        found = {aspect.name for aspect in each.aspects}
        for name in row.aspects.keys() | found:
            both = name in row.aspects and name in found
            kind = "hit" if both else "more" if name in found else "less"
            sums[name][kind] += 1
            sums["all"][kind] += 1
    return sums


def _shares(sums: Counter[str]) -> tuple[float, float, float]:
    precision = sums["hit"] / max(1, sums["hit"] + sums["more"])
    recall = sums["hit"] / max(1, sums["hit"] + sums["less"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _long(found: Figures) -> str:
    return (
        f"aspects micro-F1 {found.f1:.3f} (precision {found.precision:.3f},"
        f" recall {found.recall:.3f}) · feeling of those found {found.felt:.1%}"
        f" (as the whole text: {found.felt_as_whole:.1%})"
        f" · stage {found.staged:.1%} (commonest: {found.commonest:.1%})"
    )


def _short(found: Figures) -> str:
    return f"F1 {found.f1:.2f} feeling {found.felt:.2f} stage {found.staged:.2f}"


def _tell_aspects(rows: Sequence[Read], spoken: Sequence[Spoken]) -> None:
    for name, sums in _sums(rows, spoken).items():
        precision, recall, f1 = _shares(sums)
        print(
            f"{name:14} {sums['hit'] + sums['less']:5} F1 {f1:.2f} P {precision:.2f} R {recall:.2f}"
        )


def _tell_main(language: str, lists: Lists, sentiments: Sentiments) -> None:
    rows = [row for row in corpus.rows("test", language) if row.aspects]
    texts = [row.text for row in rows]
    whole = [Sentiment(label="neutral", language=language)] * len(texts)
    spoken = _spoken(texts, whole, lists, sentiments)
    names = [{aspect.name for aspect in each.aspects} for each in spoken]
    met = [bool(found & {*row.aspects}) for row, found in zip(rows, names, strict=True)]
    many = sum(map(len, names)) / max(1, len(names))
    print(
        f"{language}: {len(rows)} texts, what it is mainly about found in {_mean(met):.0%}", end=""
    )
    print(f" · {many:.1f} aspects a text")


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / max(1, len(values))


def _speed(
    kind: str, rows: Sequence[corpus.Row], lists: Lists, sentiments: Sentiments, rounds: int
) -> str:
    """What aspects cost beside the scoring of the whole texts, as they come in: by the thousand."""
    texts = [row.text for row in rows]
    languages = [row.language for row in rows]

    def score() -> list[Sentiment]:
        return sentiments(texts, languages, ("es", "en"))

    whole = score()
    scored = _cost(score, rounds)
    spoken = _cost(lambda: _spoken(texts, whole, lists, sentiments), rounds)
    times = (scored + spoken) / scored
    print(f"{len(texts):,} texts {kind} (CPU): scored {len(texts) / scored:,.0f}/s", end=", ")
    print(f"aspects {len(texts) / spoken:,.0f}/s, both {len(texts) / (scored + spoken):,.0f}/s")
    print(f"  {times:.2f} times the cost of scoring alone")
    return f"{times:.2f} times the cost of scoring"


def _cost(run: Callable[[], object], rounds: int) -> float:
    costs: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        run()
        costs.append(time.process_time() - began)
    return min(costs)
