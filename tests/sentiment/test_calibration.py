"""What probabilities are worth: learned from labels, and never worse for it."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.calibration import errors_of
from listener.model import Sentiment
from listener.rules import PhraseRule, Rules
from listener.sentiment import Sentiments
from listener.sentiment.calibration import (
    ENOUGH,
    Calibration,
    Example,
    found_for,
    learned,
)
from listener.sentiment.honesty import calibration_error
from listener.sentiment.phrases import Phrases
from listener.sentiment.taught import Taught


def made_up(
    count: int,
    seed: int,
    *,
    slope: float = 1.0,
    bias: float = 0.0,
    source: str = "appstore",
    language: str = "es",
) -> list[Example]:
    """Texts whose true probabilities are those told, to the slope and with a bias of negative."""
    draw = np.random.default_rng(seed)
    told = draw.dirichlet((1.0, 1.0, 1.0), count)
    true = Calibration(slope=slope, negative=bias)
    return [
        Example(
            source,
            language,
            (float(p[0]), float(p[1]), float(p[2])),
            int(draw.choice(3, p=np.array(true(tuple(p))) / sum(true(tuple(p))))),
        )
        for p in told
    ]


def error(examples: Sequence[Example], calibration: Calibration) -> float:
    said = [calibration(each.chances)[0] for each in examples]
    return calibration_error(said, [each.truth == 0 for each in examples]).error


def test_a_hundred_labels_of_a_source_put_its_probabilities_right() -> None:
    """An overconfident scorer that calls too much negative: from 17 points to less than 5."""
    learnt, _ = learned(made_up(100, 1, slope=0.5, bias=-1.2))
    unseen = made_up(4_000, 2, slope=0.5, bias=-1.2)
    calibration = found_for({each.place: each.calibration for each in learnt}, "appstore", "es")
    assert calibration is not None
    assert error(unseen, Calibration()) > 0.15
    assert error(unseen, calibration) < 0.05


def test_few_labels_do_not_make_it_worse() -> None:
    """Thirty labels of a scorer that is right: it stays nearly so, and hardly ever less."""
    unseen, lost = made_up(2_000, 99), []
    for seed in range(12):
        learnt, _ = learned(made_up(ENOUGH, seed))
        table = {each.place: each.calibration for each in learnt}
        calibration = found_for(table, "appstore", "es") or Calibration()
        lost.append(missed(unseen, calibration) - missed(unseen, Calibration()))
    assert sum(lost) / len(lost) < 0.03
    assert max(lost) < 0.12


def missed(examples: Sequence[Example], calibration: Calibration) -> float:
    """The mean surprise at the labels."""
    return -sum(log(calibration(each.chances)[each.truth]) for each in examples) / len(examples)


def test_fewer_than_thirty_teach_nothing() -> None:
    """What they would teach is as likely wrong as right."""
    assert learned(made_up(ENOUGH - 1, 1, bias=3.0)) == ([], [])


def test_a_source_without_labels_takes_what_its_language_taught() -> None:
    """The nearest: its own, its language's, that of all; none of another model."""
    learnt, judged = learned(
        [*made_up(60, 1, bias=-1.5), *made_up(60, 2, bias=-1.5, source="reddit")]
    )
    assert {each.place for each in learnt} == {("appstore", "es"), ("reddit", "es"), ("", "es")}
    assert len(judged) == 120
    table = {each.place: each.calibration for each in learnt}
    assert found_for(table, "hackernews", "es") == table["", "es"]
    assert found_for(table, "hackernews", "de") is None
    assert table["", "es"].negative < -0.7


def test_many_labels_may_bend_the_line() -> None:
    """A scorer whose middle means nothing: no slope can say so, steps can."""
    draw = np.random.default_rng(3)
    examples = []
    for p in draw.random(1_500):
        high = 0.9 if p > 0.75 else 0.1
        truth = 0 if draw.random() < high else 1
        examples.append(
            Example("s", "es", (float(p) * 0.98, 1 - float(p) * 0.98 - 0.01, 0.01), truth)
        )
    (own,) = [each for each in learned(examples)[0] if each.place[0] == "s"]
    assert own.way == "steps"
    assert own.calibration((0.5, 0.49, 0.01))[0] < 0.25
    assert own.calibration((0.9, 0.09, 0.01))[0] > 0.75


def test_learning_twice_gives_the_same() -> None:
    """No chance in it."""
    examples = made_up(400, 5, slope=0.7)
    assert learned(examples) == learned(examples)


@settings(max_examples=200)
@given(st.floats(0.02, 5), st.floats(-4, 4), st.floats(-4, 4), st.floats(0, 1), st.floats(0, 1))
def test_what_is_read_are_probabilities(
    slope: float, negative: float, positive: float, a: float, b: float
) -> None:
    """Of whatever a scorer tells: none below nought, and one in all; more stays more."""
    low, high = sorted((a, b))
    line = ((0.0, 0.0), (0.3, 0.1), (1.0, 1.0))
    for lines in ((), line):
        calibration = Calibration(
            slope=slope,
            negative=negative,
            positive=positive,
            negative_line=lines,
            positive_line=lines,
        )
        found = calibration((low, high - low, 1 - high))
        assert all(-1e-9 <= each <= 1 + 1e-9 for each in found)
        assert sum(found) == pytest.approx(1)


def test_the_error_of_probabilities_that_hold_is_what_chance_gives() -> None:
    """And that of ones that do not is more; the interval holds it."""
    draw = np.random.default_rng(4)
    p = draw.random(2_000)
    fair = calibration_error(list(p), list(draw.random(2_000) < p))
    assert fair.error < 2.5 * fair.chance
    unfair = calibration_error(list(p), list(draw.random(2_000) < p / 2))
    assert unfair.low <= unfair.error <= unfair.high
    assert unfair.error == pytest.approx(0.25, abs=0.03)
    assert calibration_error([0.5], [True]).error == 0.5


def test_what_chance_adds_is_taken_off() -> None:
    """Three hundred texts by a scorer that is exactly right: of six points four are left."""
    draw = np.random.default_rng(5)
    found = []
    for _ in range(60):
        p = draw.random(300)
        found.append(errors_of(p, (draw.random(300) < p) * 1.0, 10, draw))
    plain, without = np.mean(found, axis=0)
    assert without < 0.04
    assert plain > 0.05
    wrong = errors_of(p, (draw.random(300) < p / 2) * 1.0, 10, draw)
    assert wrong[1] == pytest.approx(0.25, abs=0.08)


def test_no_label_teaches_twice() -> None:
    """All labels being of one source, its figures are those of all, and drawn as strongly."""
    (source, language) = learned(made_up(100, 6, bias=-1.0))[0]
    assert source.calibration == language.calibration


class Sure:
    """Says the same of every text."""

    model = "sure-1"
    languages = frozenset({"es"})

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        said = Sentiment(
            label="negative", polarity=-0.4, model=self.model, negative=0.6, positive=0.2
        )
        return [said] * len(texts)


def test_labels_follow_the_calibrated_probabilities_of_their_source() -> None:
    """Of the model that it was learned for, and no other; rules come after."""
    places = {("appstore", "es"): Calibration(negative=-3.0)}
    rules = Rules(phrase=(PhraseRule(text="sin cola", label="negative", valence=-4.0),))
    score = Sentiments([Sure()], Taught(Phrases(rules), {"sure-1": places}))
    (found,) = score.whole("es", ["una tarde"], source="appstore")
    assert (found.label, found.model) == ("positive", "sure-1")
    assert found.negative == pytest.approx(0.6 / (0.6 + 0.4 * np.exp(3)), abs=1e-3)
    assert score.whole("es", ["una tarde"], source="reddit")[0].label == "negative"
    assert score.whole("es", ["pasé sin cola"], source="appstore")[0].label == "negative"
    other = Sentiments([Sure()], Taught(Phrases(Rules()), {"other-1": places}))
    assert other.whole("es", ["una tarde"], source="appstore")[0].negative == 0.6
