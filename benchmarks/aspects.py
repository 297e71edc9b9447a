"""Aspects and stages: found per language on our own corpus, and how fast.

The lists were improved by one half of the texts (by the hash of the text); figures are of the
other half.
A text's labels name what it is mainly about, not all that it names: precision is a lower bound.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from listener.model import Sentiment
from listener.sentiment import Sentiments
from listener.sentiment.aspects import Told, spoken_of
from listener.sentiment.lists import ASPECTS, Lists
from training import corpus


class Row(NamedTuple):
    language: str
    aspects: frozenset[str]
    stage: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks aspects")
    parser.add_argument("--half", choices=("test", "train"), default="test")
    parser.add_argument("--by-aspect", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = [row for row in _rows() if _half(row.text) == options.half]
    lists = Lists()
    for language in sorted({row.language for row in rows}):
        _tell(lists, language, [row for row in rows if row.language == language])
    if options.by_aspect:
        _tell_aspects(lists, rows)
    _speed(lists, [row for row in rows if row.language in ("es", "en")], options.rounds)


def _rows() -> Iterator[Row]:
    for row in corpus.rows():
        yield Row(row.language, frozenset(row.aspects or ("-",)), row.stage or "-", row.text)


def _half(text: str) -> str:
    return "train" if sha256(text.encode()).digest()[0] % 2 == 0 else "test"


def _told(row: Row) -> Told:
    sentiment = Sentiment(label="neutral", language=row.language)
    return Told(text=row.text, kind="post", sentiment=sentiment, label="neutral")


def _found(lists: Lists, rows: list[Row]) -> Iterator[tuple[Row, set[str], str | None]]:
    def score(clauses: object, language: str) -> list[Sentiment]:
        return [Sentiment(label="neutral")] * len(clauses)  # type: ignore[arg-type]

    spoken = spoken_of([_told(row) for row in rows], lists.terms, (), score)
    for row, each in zip(rows, spoken, strict=True):
        yield row, {aspect.name for aspect in each.aspects}, each.stage


def _measured(lists: Lists, rows: list[Row]) -> dict[str, Counter[str]]:
    """Of each aspect, and of all: hits, what is too much, what is missing."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in (*ASPECTS, "all")}
    for row, found, _ in _found(lists, [row for row in rows if "-" not in row.aspects]):
        for name in (row.aspects | found) & set(ASPECTS):
            kind = "hit" if name in row.aspects & found else "more" if name in found else "less"
            sums[name][kind] += 1
            sums["all"][kind] += 1
    return sums


def _shares(sums: Counter[str]) -> tuple[float, float, float]:
    precision = sums["hit"] / max(1, sums["hit"] + sums["more"])
    recall = sums["hit"] / max(1, sums["hit"] + sums["less"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _tell(lists: Lists, language: str, rows: list[Row]) -> None:
    customers = [row for row in rows if "-" not in row.aspects]
    precision, recall, f1 = _shares(_measured(lists, rows)["all"])
    met = [bool(row.aspects & found) for row, found, _ in _found(lists, customers)]
    staged = [(row.stage, stage) for row, _, stage in _found(lists, rows) if row.stage != "-"]
    right = [true == stage for true, stage in staged if stage]
    most = Counter(row.stage for row in rows if row.stage != "-").most_common(1)[0][1]
    others = [bool(found) for row, found, _ in _found(lists, rows) if "-" in row.aspects]
    print(
        f"{language}: {len(customers):5,} texts · micro-F1 {f1:.3f}, precision {precision:.3f},"
        f" recall {recall:.3f} · one of the labels found in {_mean(met):.0%}"
        f" · stage told {len(right) / len(staged):.0%}, then right {_mean(right):.0%}"
        f" (commonest: {most / len(staged):.0%})"
        f" · everyday texts with any {_mean(others):.0%}"
    )


def _tell_aspects(lists: Lists, rows: list[Row]) -> None:
    for name, sums in _measured(lists, rows).items():
        precision, recall, f1 = _shares(sums)
        print(
            f"{name:14} {sums['hit'] + sums['less']:5} F1 {f1:.2f} P {precision:.2f} R {recall:.2f}"
        )


def _mean(values: list[bool]) -> float:
    return sum(values) / max(1, len(values))


def _speed(lists: Lists, rows: list[Row], rounds: int) -> None:
    """Finding alone, and with the clauses scored, against the scoring of the whole texts."""
    texts = [row.text for row in rows]
    languages = [row.language for row in rows]
    sentiments = Sentiments()
    scored = 0

    def score(clauses: list[str], language: str) -> list[Sentiment]:
        nonlocal scored
        scored += len(clauses)
        return sentiments(clauses, [language] * len(clauses), (language,))

    whole = sentiments(texts, languages, ("es", "en"))
    told = [
        Told(text=text, kind="post", sentiment=each, label=each.label)
        for text, each in zip(texts, whole, strict=True)
    ]
    cost: dict[str, float] = {}
    for _ in range(rounds):
        for name, run in (
            ("scored", lambda: sentiments(texts, languages, ("es", "en"))),
            ("found", lambda: list(_found(lists, rows))),
            ("felt", lambda: spoken_of(told, lists.terms, (), score)),  # type: ignore[arg-type]
        ):
            began = time.process_time()
            run()
            cost[name] = min(cost.get(name, 1e9), time.process_time() - began)
    scored //= rounds
    print(f"{len(texts):,} texts, {scored:,} clauses scored (CPU):", end=" ")
    print(", ".join(f"{name} {len(texts) / seconds:,.0f}/s" for name, seconds in cost.items()))
    both = cost["scored"] + cost["felt"]
    print(
        f"with aspects {len(texts) / both:,.0f} texts/s, {both / cost['scored']:.2f} times the cost"
    )
