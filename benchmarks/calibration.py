"""Calibration: how far P(negative) is from what happens, after so many labels of a new domain.

Fifty times so many texts of a set are drawn as if a person had labelled them; what is learned is
put to the rest. Beside the error stand a limit that 95 draws in 100 keep, and what chance alone
gives with as many texts (the error of a scorer that is exactly right). Spanish: UMSAB's validation
part, and the part of our own corpus that nothing is trained on (LISTENER_CORPUS names its folder);
English: the VADER authors' sets.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from benchmarks.labelled import SHORT, own_test, rows_of
from listener.sentiment import Sentiments
from listener.sentiment.calibration import Calibration, Example, found_for, learned
from listener.sentiment.honesty import PARTS
from listener.sentiment.probabilities import LABELS, chances_of

SETS = ("hutto_amazon", "hutto_movie", "hutto_nyt", "umsab_val", "own")
BAR = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks calibration")
    parser.add_argument("--labels", type=int, nargs="+", default=[100])
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    options = parser.parse_args()
    print(f"{'set':14}{'texts':>6}{'labels':>7}{'before':>8}{'after':>7}{'95 %':>7}{'chance':>8}")
    worst: dict[tuple[str, int], list[float]] = {}
    for name in options.sets:
        language, examples = _examples(name)
        for count in options.labels:
            if count > len(examples) * 2 // 3:
                continue
            found = np.array([_drawn(examples, count, draw) for draw in range(options.draws)]) * 100
            before, after, chance = found.mean(axis=0)
            high = float(np.quantile(found[:, 1], 0.95))
            print(
                f"{name:14}{len(examples):6}{count:7}{before:8.1f}{after:7.1f}{high:7.1f}{chance:8.1f}"
            )
            worst.setdefault((language, count), []).append(after)
    for (language, count), errors in sorted(worst.items()):
        print(f"{language} after {count} labels: {np.mean(errors):.1f} points (bar: {BAR:g})")


def _examples(name: str) -> tuple[str, list[Example]]:
    """The texts of a set as the shipped engine reads them."""
    if name == "own":
        rows = [(text, label) for language, text, label in own_test() if language == "es"]
    elif name == "umsab_val":
        found = [row for row in rows_of(name) if row["lang"] == "es"]
        rows = [(row["text"], SHORT[row["label"]]) for row in found]
    else:
        rows = [(row["text"], SHORT[row["label"]]) for row in rows_of(name)]
    language = "en" if name.startswith("hutto") else "es"
    scored = Sentiments().whole(language, [text for text, _ in rows])
    return language, [
        Example(name, language, chances, LABELS.index(label))  # type: ignore[arg-type]
        for (_, label), sentiment in zip(rows, scored, strict=True)
        if (chances := chances_of(sentiment)) is not None
    ]


def _drawn(examples: Sequence[Example], count: int, seed: int) -> tuple[float, float, float]:
    """The error before and after on what was not drawn, and what chance gives there."""
    draw = np.random.default_rng(seed)
    order = draw.permutation(len(examples))
    learnt, _ = learned([examples[at] for at in order[:count]])
    rest = [examples[at] for at in order[count:]]
    table = {each.place: each.calibration for each in learnt}
    calibration = found_for(table, rest[0].source, rest[0].language) or Calibration()
    true = np.array([each.truth == 0 for each in rest], float)
    before = np.array([each.chances[0] for each in rest])
    after = np.array([calibration(each.chances)[0] for each in rest])
    chance = np.mean([_error(after, draw.random(len(after)) < after, draw) for _ in range(5)])
    return _error(before, true, draw), _error(after, true, draw), float(chance)


def _error(said: np.ndarray, true: np.ndarray, draw: np.random.Generator) -> float:
    order = np.lexsort((draw.random(len(said)), said))
    parts = np.array_split(order, PARTS)
    return float(sum(abs(said[at].mean() - true[at].mean()) * len(at) for at in parts) / len(said))
