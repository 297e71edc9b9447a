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
from time import process_time
from typing import NamedTuple

from listener.aiming import Aims
from listener.aspecting import Aspects
from listener.config import Brand
from listener.enriching import Enricher
from listener.model import Label, Mention
from listener.sentiment import Sentiments
from listener.sentiment.lists import Lists
from listener.sentiment.towards import Parties, Towards, is_worth_reading, likely, weights
from listener.sentiment.towards.evidence import Evidence, evidence, feel, speaks
from listener.sentiment.towards.reading import Reading
from training.corpus import rows

CORPUS = Path(__file__).parent.parent / "corpus" / "towards"
LANGUAGES = ("es", "en")
LABELS: dict[str, Label] = {"n": "negative", "0": "neutral", "p": "positive"}
PULL = 2.0
"""How strongly weights are drawn to nought: there are a few hundred cases."""

PARTS = 10
OURS, THEIRS = "Telvia", "Orbitel"
PAGE, TURNS = 100, 5
STEP = 0.004
Weights = dict[str, float]


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
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    if options.fit:
        _fit()
        return
    if options.wrong:
        _show_wrong()
        return
    if options.cost:
        _tell_cost()
        return
    for language in LANGUAGES:
        _tell(language, [case for case in cases(language) if is_unseen(case)])
    _tell_cost()


def cases(language: str, name: str = "") -> list[Case]:
    """The cases of a language, in the order of their file."""
    path = CORPUS / f"{name}{language}.tsv"
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
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
        for towards, text_label, tags, brand, others, _, text in lines
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


def _tell_cost() -> None:
    """What all of enriching takes, and how much of it goes into asking towards whom."""
    brand, other = (
        Brand(name=name, id=name.lower(), languages=LANGUAGES) for name in (OURS, THEIRS)
    )
    pages = _pages()
    whole, asking = list[float](), list[float]()
    for _ in range(TURNS):
        sentiments = Sentiments()
        enrich = Enricher(sentiments, Aspects(Lists(), Sentiments()), [brand, other])
        aims = Aims(sentiments, [brand, other])
        enrich(pages[0], source="site", brand=brand)
        began = process_time()
        scored = [enrich(page, source="site", brand=brand) for page in pages]
        whole.append(process_time() - began)
        began = process_time()
        for page in scored:
            aims([each.mention for each in page], [each.sentiment for each in page], brand)
        asking.append(process_time() - began)
    rest = min(whole) - min(asking)
    print(
        f"{sum(map(len, pages))} mentions, one in three names the brand: {min(whole):.2f} s of a"
        f" processor to enrich, {rest:.2f} s without asking towards whom: {min(whole) / rest:.3f}"
        " times"
    )


def _pages() -> list[list[tuple[Mention, tuple[str, ...]]]]:
    """Texts of our own corpus; those of a brand, one in three, are given the name of ours."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for language in LANGUAGES:
        for row in rows("train", language):
            named = row.target[:1].isupper() and row.target in row.text
            found[named].append(row.text.replace(row.target, OURS) if named else row.text)
    named = found[True]
    threes = zip(named, found[False], found[False][len(named) :], strict=False)
    texts = [Mention(id=text[:40], text=text) for three in threes for text in three]
    return [[(each, ()) for each in texts[at : at + PAGE]] for at in range(0, len(texts), PAGE)]


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
    """Learn the weights from all that was looked at; tell how right those of nine tenths are."""
    chosen = _looked_at()
    rows = [row for row in map(_numbers, chosen) if row is not None]
    parts = [[row for row in rows if row.part == part] for part in range(PARTS)]
    right = sum(
        _right(learned([row for row in rows if row.part != part]), parts[part])
        for part in range(PARTS)
    )
    print(f"{len(rows)} of {len(chosen)} cases are read; of texts left out {right / len(rows):.3f}")
    text = '"""What each number weighs: written by `python -m benchmarks towards --fit`."""\n'
    for name, found in zip(("GOOD_OR_BAD", "NOTHING"), learned(rows), strict=True):
        text += f"\n{name} = {{\n"
        text += "".join(f'    "{key}": {value:.2f},\n' for key, value in found.items())
        text += "}\n"
    Path(weights.__file__).write_text(text, "utf-8")


class Numbers(NamedTuple):
    """What a case gives away, and the part that it is left out with: a text's cases together."""

    found: Evidence
    label: Label
    part: int


def learned(rows: Sequence[Numbers]) -> tuple[Weights, Weights]:
    """The weights by logistic regression, whose two good-or-bad rows mirror each other."""
    import numpy as np

    good = np.array([list(row.found.good_or_bad.values()) for row in rows])
    none = np.array([list(row.found.nothing.values()) for row in rows])
    right = np.eye(3)[[list(LABELS.values()).index(row.label) for row in rows]]
    up, down = np.zeros(good.shape[1]), np.zeros(none.shape[1])
    for _ in range(3_000):
        raised = good @ up
        odds = np.exp(np.stack([-raised, none @ down, raised], 1))
        wrong = odds / odds.sum(1, keepdims=True) - right
        up -= STEP * (good.T @ (wrong[:, 2] - wrong[:, 0]) + PULL * up)
        down -= STEP * (none.T @ wrong[:, 1] + PULL * down)
    return (
        dict(zip(rows[0].found.good_or_bad, map(float, up), strict=True)),
        dict(zip(rows[0].found.nothing, map(float, down), strict=True)),
    )


def _right(found: tuple[Weights, Weights], rows: Sequence[Numbers]) -> int:
    odds = [likely(row.found, *found) for row in rows]
    return sum(
        max(each, key=each.__getitem__) == row.label for each, row in zip(odds, rows, strict=True)
    )


def _numbers(case: Case) -> Numbers | None:
    parties = case.parties
    named = parties.named(case.text)
    if named is None or not is_worth_reading(parties, named):
        return None
    reading = Reading(parties.marked(case.text))
    if not speaks(reading):
        return None
    pieces = [case.text[clause.start : clause.end] for clause in reading.clauses]
    felt = [feel(each) for each in _SENTIMENTS.of(case.language, pieces)]
    (whole,) = map(feel, _SENTIMENTS.of(case.language, [case.text]))
    part = sha256(case.text.encode()).digest()[1] % PARTS
    return Numbers(evidence(reading, felt, whole), case.towards, part)


_SENTIMENTS = Sentiments()
