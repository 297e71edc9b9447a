"""Calibration: how far P(negative) is from what happens, after so many labels of a new domain.

Fifty times so many texts of a set are drawn as if a person had labelled them; what is learned is
put to the rest. The error of parts that hold few texts is never nought, by chance alone: beside
the `plain` one stands one `without chance`, as A. Kumar, P. Liang and T. Ma (Verified Uncertainty
Calibration, NeurIPS 2019) and their package `uncertainty-calibration` take it away: the share that
is so of each part is drawn anew from a normal distribution, and what that adds is taken off. (It
takes off too little: of a scorer that is exactly right, some 60 % of the plain error is left.) Both
by ten parts of as many texts, and by five; `95 %` is a limit that so many draws keep.

New to the core: the VADER authors' film reviews and newspaper comments, UMSAB's tweets. Of our own
corpus, files that nothing is trained on (LISTENER_CORPUS names its folder), of customers alone and
all; the Amazon reviews are in the core's training, and are no evidence.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from benchmarks.labelled import SHORT, rows_of
from listener.sentiment import Sentiments
from listener.sentiment.calibration import Calibration, Example, found_for, learned
from listener.sentiment.probabilities import LABELS, chances_of
from training import corpus

SETS = ("hutto_movie", "hutto_nyt", "umsab_val", "own_customers", "own", "hutto_amazon")
NEW = SETS[:4]
CUSTOMERS = ("customers", "clientes", "shop", "online", "telecom", "support")
PARTS = (10, 5)
BAR = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks calibration")
    parser.add_argument("--labels", type=int, nargs="+", default=[100])
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    options = parser.parse_args()
    print(f"{'':33}10 parts: plain    without chance         5: plain    without chance")
    print(f"{'set':14}{'texts':>6}{'labels':>7}" + f"{'before':>9}{'after':>7}" * 2, end="")
    print(f"{'95 %':>7}" + f"{'before':>9}{'after':>7}" * 2)
    known: dict[tuple[str, int], list[np.ndarray]] = {}
    for name in options.sets:
        language, examples = _examples(name)
        for count in options.labels:
            if count > len(examples) * 2 // 3:
                continue
            found = np.array([_drawn(examples, count, draw) for draw in range(options.draws)]) * 100
            ten, five = found.mean(axis=0).reshape(2, 2, 2)
            high = float(np.quantile(found[:, 3], 0.95))
            print(f"{name:14}{len(examples):6}{count:7}{_told(ten)}{high:7.1f}{_told(five)}")
            if name in NEW:
                known.setdefault((language, count), []).append(np.array([ten, five]))
    for (language, count), errors in sorted(known.items()):
        ten, five = np.mean(errors, axis=0)[:, 1, :]
        print(
            f"{language} after {count} labels, by ten parts: {ten[0]:.1f} points, without chance"
            f" {ten[1]:.1f} (bar: {BAR:g}); by five: {five[0]:.1f} and {five[1]:.1f}"
        )


def _told(errors: np.ndarray) -> str:
    """Plain before and after, then both without chance."""
    return "".join(f"{before:9.1f}{after:7.1f}" for before, after in errors.T)


def _examples(name: str) -> tuple[str, list[Example]]:
    """The texts of a set as the shipped engine reads them."""
    if name.startswith("own"):
        wanted = CUSTOMERS if name == "own_customers" else ("",)
        rows = [
            (row.text, str(row.label))
            for row in corpus.rows("test", "es")
            if any(word in row.file for word in wanted)
        ]
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


def _drawn(examples: Sequence[Example], count: int, seed: int) -> list[float]:
    """By each number of parts the errors before and after on what was not drawn."""
    draw = np.random.default_rng(seed)
    order = draw.permutation(len(examples))
    learnt, _ = learned([examples[at] for at in order[:count]])
    rest = [examples[at] for at in order[count:]]
    table = {each.place: each.calibration for each in learnt}
    calibration = found_for(table, rest[0].source, rest[0].language) or Calibration()
    true = np.array([each.truth == 0 for each in rest], float)
    before = np.array([each.chances[0] for each in rest])
    after = np.array([calibration(each.chances)[0] for each in rest])
    return [
        error
        for parts in PARTS
        for said in (before, after)
        for error in errors_of(said, true, parts, draw)
    ]


def errors_of(
    said: np.ndarray, true: np.ndarray, parts: int, draw: np.random.Generator
) -> tuple[float, float]:
    """The calibration error, plain and without what chance adds."""
    order = np.lexsort((draw.random(len(said)), said))
    cut = np.array_split(order, parts)
    weight = np.array([len(at) for at in cut]) / len(said)
    told = np.array([said[at].mean() for at in cut])
    share = np.array([true[at].mean() for at in cut])
    wide = np.sqrt([each * (1 - each) / len(at) for each, at in zip(share, cut, strict=True)])
    again = share + wide * draw.standard_normal((200, parts))
    plain = float(weight @ abs(share - told))
    return plain, max(0.0, 2 * plain - float((abs(again - told) @ weight).mean()))
