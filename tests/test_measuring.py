"""The interval around a measured share holds the truth as often as it says."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import Struct

from listener.measuring import ENOUGH, Judged, by, measured, true_count, wilson
from listener.model import Label
from listener.spikes import Measured, Share

AT = datetime(2026, 11, 22, tzinfo=UTC)


def judged(truth: Label, predicted: Label, weight: float = 1, **more: object) -> Judged:
    known: dict[str, object] = {
        "source": "feeds",
        "language": "es",
        "model": "m-1",
        "labelled_at": AT,
    }
    return Judged(truth=truth, predicted=predicted, weight=weight, **(known | more))  # type: ignore[arg-type]


class Stratum(Struct, frozen=True):
    """So many mentions that the machine calls so, some drawn; a share of them is negative."""

    predicted: Label
    size: int
    drawn: int
    negative: float


def drawn(strata: list[Stratum], rng: random.Random) -> list[Judged]:
    """A sample: from each stratum its number, each judged as it is."""
    return [
        judged(
            "negative" if rng.random() < each.negative else "neutral",
            each.predicted,
            each.size / each.drawn,
        )
        for each in strata
        for _ in range(each.drawn)
    ]


SMALL = [Stratum("negative", 100, 4, 0.8), Stratum("neutral", 400, 6, 0.1)]
TINY = [Stratum("negative", 100, 2, 0.8), Stratum("neutral", 400, 3, 0.1)]
USUAL = [
    Stratum("negative", 60, 12, 0.9),
    Stratum("negative", 100, 8, 0.6),
    Stratum("neutral", 300, 15, 0.05),
    Stratum("neutral", 100, 5, 0.2),
    Stratum("positive", 350, 10, 0.02),
]
LARGE = [Stratum("negative", 300, 80, 0.7), Stratum("neutral", 900, 120, 0.12)]
NEARLY_ALL = [Stratum("negative", 100, 20, 0.97), Stratum("neutral", 400, 30, 0.005)]


@pytest.mark.parametrize("strata", [TINY, SMALL, USUAL, LARGE, NEARLY_ALL])
def test_the_intervals_hold_the_truth_nineteen_times_in_twenty(strata: list[Stratum]) -> None:
    """About so: also at five labels, and where hardly a mistake is ever met."""
    called = [each for each in strata if each.predicted == "negative"]
    hits = sum(each.size * each.negative for each in called)
    precision = hits / sum(each.size for each in called)
    recall = hits / sum(each.size * each.negative for each in strata)
    rng, held = random.Random(5), {"precision": list[bool](), "recall": list[bool]()}
    for _ in range(600):
        found = measured(drawn(strata, rng))
        assert found is not None
        for name, truth in (("precision", precision), ("recall", recall)):
            share: Share | None = getattr(found, name)
            if share is not None:
                assert 0 <= share.low <= share.value + 1e-9
                assert share.value <= share.high + 1e-9 <= 1 + 2e-9
                held[name].append(share.low <= truth <= share.high)
    for name, found_in in held.items():
        assert len(found_in) > 500
        assert sum(found_in) / len(found_in) > 0.91, name


def test_the_weights_make_up_for_what_was_drawn_more_often() -> None:
    """One in ten of the others is negative; few of them were drawn, so each weighs much."""
    rng = random.Random(3)
    found = [measured(drawn(USUAL, rng)) for _ in range(600)]
    recalls = [each.recall.value for each in found if each and each.recall]
    precisions = [each.precision.value for each in found if each and each.precision]
    # 114 of 160; 114 of 156. The ratio of two sums is a little off where one of them is small.
    assert sum(precisions) / len(precisions) == pytest.approx(114 / 160, abs=0.01)
    assert sum(recalls) / len(recalls) == pytest.approx(114 / 156, abs=0.03)


def test_wilson_is_as_in_the_books() -> None:
    """Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20; one of 29 may be still less."""
    for hits, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0018, 0.1718),
    ):
        share = wilson(hits / n, n)
        assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)


def test_what_was_never_judged_is_not_told() -> None:
    """Without any of one kind nobody knows what was found or missed."""
    assert measured([]) is None
    only_called = measured([judged("negative", "negative")] * 5)
    assert only_called is not None
    assert only_called.precision is not None
    assert only_called.recall is None
    only_others = measured([judged("neutral", "neutral")] * 5)
    assert only_others is not None
    assert (only_others.precision, only_others.recall) == (None, None)
    never = measured([judged("neutral", "negative"), judged("negative", "positive")])
    assert never is not None
    assert never.recall is not None
    assert never.recall.value == never.recall.low == 0
    assert never.recall.high < 1


def test_no_miss_among_a_few_is_no_proof_that_there_is_none() -> None:
    """Thirty stand for three thousand: one in ten of those may be negative all the same."""
    found = measured(
        [judged("negative", "negative", 5)] * 20 + [judged("neutral", "neutral", 100)] * 30
    )
    assert found is not None
    assert found.recall is not None
    assert found.recall.value == 1
    assert found.recall.low < 0.4


def test_it_says_how_many_labels_are_still_wanted() -> None:
    """Four times as many for half the width; none when ten points are reached."""
    rng = random.Random(1)
    few, many = measured(drawn(SMALL, rng)), measured(drawn(LARGE, rng))
    assert few is not None
    assert many is not None
    assert few.wanted > 50
    assert many.wanted < 60
    precise = [Stratum("negative", 900, 900, 0.8), Stratum("neutral", 900, 900, 0.1)]
    enough = measured(drawn(precise, rng))
    assert enough is not None
    assert enough.wanted == 0


def test_it_says_since_when_and_which_models() -> None:
    """Each model once; the earliest label."""
    found = measured(
        [
            judged("negative", "negative", model="b", labelled_at=AT - timedelta(days=2)),
            judged("negative", "neutral", model="a"),
            judged("neutral", "neutral", model="a"),
        ]
    )
    assert found is not None
    assert (found.labels, found.since, found.models) == (3, AT - timedelta(days=2), ("a", "b"))


def known(labels: int = 87) -> Measured:
    share = Share(value=0.82, low=0.73, high=0.89)
    return Measured(labels=labels, since=AT, precision=share, recall=share)


def test_of_so_many_so_many_are_truly_negative() -> None:
    """The bounds hold the doubt of the measure and that of so few; never more than there are."""
    found = true_count(41, known())
    assert found is not None
    assert round(found.count) == 34
    assert 27 <= found.low < 41 * 0.73 + 0.1
    assert 41 * 0.89 < found.high <= 41
    assert true_count(41, known(ENOUGH - 1)) is None
    assert true_count(41, None) is None
    assert true_count(0, known()) is None


def test_they_are_told_apart_by_language_and_source() -> None:
    """Those with the most labels first."""
    found = by([judged("negative", "negative", source=name) for name in "abb"], "source")
    assert [(name, len(each)) for name, each in found.items()] == [("b", 2), ("a", 1)]
