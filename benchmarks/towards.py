"""Towards whom: how often the label towards a brand is right, beside two simple answers.

Cases of our own in `corpus/towards`. Half of them, by the hash of their text, nobody looked at
who wrote the rules: those are scored. `--fit` learns the weights from the other half and from
further cases in `more.*.tsv`, and writes them; `--wrong` shows which of those come out wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from listener.model import Label, Sentiment
from listener.sentiment import Sentiments
from listener.sentiment.towards import Parties, Towards, weights
from listener.sentiment.towards.evidence import evidence, speaks
from listener.sentiment.towards.reading import Reading

CORPUS = Path(__file__).parent.parent / "corpus" / "towards"
LANGUAGES = ("es", "en")
LABELS: dict[str, Label] = {"n": "negative", "0": "neutral", "p": "positive"}
PULL = 2.0
"""How strongly weights are drawn to nought: there are a few hundred cases."""


class Case(NamedTuple):
    """A text, a brand, and what a careful reader says that is felt towards it."""

    towards: Label
    text_label: Label
    tags: str
    brand: str
    others: tuple[str, ...]
    text: str
    language: str

    @property
    def parties(self) -> Parties:
        return Parties([self.brand], self.others)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks towards")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    if options.fit:
        _fit()
        return
    if options.wrong:
        _show_wrong()
        return
    for language in LANGUAGES:
        _tell(language, [case for case in cases(language) if is_unseen(case)])


def cases(language: str, name: str = "") -> list[Case]:
    """The cases of a language, in the order of their file."""
    path = CORPUS / f"{name}{language}.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    return [
        Case(
            LABELS[towards],
            LABELS[text_label],
            tags,
            brand,
            tuple(each for each in others.split(",") if each != "-"),
            text,
            language,
        )
        for towards, text_label, tags, brand, others, _, text in rows
    ]


def is_unseen(case: Case) -> bool:
    """Whether nobody looked at it who wrote rules or learned weights."""
    return sha256(case.text.encode()).digest()[0] % 2 == 1


def answers(chosen: Sequence[Case]) -> list[tuple[Label, Label]]:
    """For each case the label of its text, and the one towards its brand."""
    sentiments = Sentiments()
    towards = Towards(sentiments.of)
    found: list[tuple[Label, Label]] = []
    for case in chosen:
        whole = sentiments.of(case.language, [case.text])
        (feeling,) = towards(case.parties, [case.text], whole)
        found.append((whole[0].label, feeling.label if feeling else whole[0].label))
    return found


def _tell(language: str, chosen: Sequence[Case]) -> None:
    right = [case.towards for case in chosen]
    given = answers(chosen)
    print(f"{language}: {len(chosen)} cases that nobody looked at")
    for name, labels in (
        ("always neutral", ["neutral"] * len(chosen)),
        ("the text's own label, by a person", [case.text_label for case in chosen]),
        ("the text's own label", [text for text, _ in given]),
        ("towards the brand", [towards for _, towards in given]),
    ):
        accuracy = sum(a == b for a, b in zip(right, labels, strict=True)) / len(right)
        print(f"  {name:<36} accuracy {accuracy:.3f}  macro-F1 {macro_f1(right, labels):.3f}")


def macro_f1(right: Sequence[str], given: Sequence[str]) -> float:
    """The mean of the three labels' F1."""
    each = []
    for label in LABELS.values():
        both = sum(a == b == label for a, b in zip(right, given, strict=True))
        either = right.count(label) + given.count(label)
        each.append(2 * both / either if either else 0.0)
    return sum(each) / len(each)


def _looked_at() -> list[Case]:
    halves = [case for language in LANGUAGES for case in cases(language) if not is_unseen(case)]
    return halves + [case for language in LANGUAGES for case in cases(language, "more.")]


def _show_wrong() -> None:
    chosen = _looked_at()
    for case, (text, towards) in zip(chosen, answers(chosen), strict=True):
        if towards != case.towards:
            print(f"{case.towards}: {towards} (text {text}) {case.brand} | {case.text}")


def _fit() -> None:
    """Learn the weights by logistic regression, whose two good-or-bad rows mirror each other."""
    import numpy as np

    chosen = _looked_at()
    rows = [row for row in map(_numbers, chosen) if row is not None]
    good = np.array([list(signed.values()) for signed, _, _ in rows])
    none = np.array([list(plain.values()) for _, plain, _ in rows])
    right = np.eye(3)[[list(LABELS.values()).index(label) for _, _, label in rows]]
    up, down = np.zeros(good.shape[1]), np.zeros(none.shape[1])
    for _ in range(20_000):
        raised = good @ up
        odds = np.exp(np.stack([-raised, none @ down, raised], 1))
        wrong = odds / odds.sum(1, keepdims=True) - right
        up -= 0.003 * (good.T @ (wrong[:, 2] - wrong[:, 0]) + PULL * up)
        down -= 0.003 * (none.T @ wrong[:, 1] + PULL * down)
    text = '"""What each number weighs: written by `python -m benchmarks towards --fit`."""\n'
    for name, keys, values in (
        ("GOOD_OR_BAD", rows[0][0], up),
        ("NOTHING", rows[0][1], down),
    ):
        text += f"\n{name} = {{\n"
        text += "".join(
            f'    "{key}": {value:.2f},\n' for key, value in zip(keys, values, strict=True)
        )
        text += "}\n"
    Path(weights.__file__).write_text(text, "utf-8")


def _numbers(case: Case) -> tuple[dict[str, float], dict[str, float], Label] | None:
    reading = Reading(case.parties.marked(case.text))
    if not speaks(reading):
        return None
    pieces = [case.text[clause.start : clause.end] for clause in reading.clauses]
    felt = [_polarity(each) for each in _SENTIMENTS.of(case.language, pieces)]
    (whole,) = map(_polarity, _SENTIMENTS.of(case.language, [case.text]))
    found = evidence(reading, felt, whole)
    return found.good_or_bad, found.nothing, case.towards


def _polarity(sentiment: Sentiment) -> float:
    return sentiment.polarity


_SENTIMENTS = Sentiments()
