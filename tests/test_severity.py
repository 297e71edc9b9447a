"""How bad an incident is, from 1 to 10."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from listener.severity import cost_of, of
from listener.spikes import Evaluation

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
JUST = Evaluation(
    brand="acme",
    source="reddit",
    engine="spikes-1",
    method="count",
    onset_at=NOON - timedelta(hours=2),
    until=NOON,
    observed=6,
    items=20,
    expected=5.0,
    low=2,
    high=9,
    items_expected=18,
    items_low=10,
    items_high=28,
    usual_share=0.25,
    share_low=0.2,
    share_high=0.4,
    chance=0.01,
    monthly=0.5,
    budget=0.5,
    kind="share",
    basis_days=28,
)


def test_what_just_alarms_is_the_mildest():
    """One of ten: as rare as was asked for, and hardly more than usual."""
    assert of(JUST) == 1


def test_rarer_and_more_are_graver():
    """Seven times the usual, a million times rarer than asked for: a bad day."""
    bad = replace(JUST, observed=41, expected=6.0, monthly=0.5e-6)
    assert of(replace(JUST, observed=41, expected=6.0)) == 5
    assert of(bad) == 8
    assert of(replace(bad, monthly=0.0, observed=400)) == 10


def test_a_share_of_much_more_talk_is_judged_by_the_usual_negatives():
    """392 of 400 where six negatives are usual: not by the hundred that 400 mentions would have."""
    flood = replace(JUST, method="share", observed=392, items=400, monthly=0.5e-4)
    flood = replace(flood, expected=100.0, items_expected=24.0, kind="both")
    assert of(flood) == of(replace(flood, method="count", expected=6.0)) == 8
    # Where no more is said than ever, it is judged by what is said.
    calm = replace(flood, kind="share", observed=40, items=50, expected=12.5, items_expected=24.0)
    assert of(calm) == of(replace(calm, method="count"))


def test_what_is_told_again_as_worse_is_a_step_graver():
    """Ten times rarer and half as many again: that is what "worse" means."""
    assert of(replace(JUST, monthly=0.05, observed=9)) >= of(JUST) + 1


def test_what_it_cost_is_above_what_is_usual_of_what_is_counted():
    """A look at the share of texts says nothing of how many negatives there are of all."""
    texts = replace(JUST, method="share", items_expected=4.0, until=NOON + timedelta(hours=2))
    later = [replace(texts, until=NOON + timedelta(hours=hours)) for hours in (2, 4)]
    assert cost_of(50, [JUST], NOON) == 45
    assert cost_of(50, [JUST, *later], later[-1].until) == 35
    assert cost_of(50, [later[0], JUST], NOON) == cost_of(50, [JUST], NOON)
